import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { deepRuns } from '../deepRuns.mjs'
import { filesAt } from '../files.mjs'
import { root } from '../setup.mjs'

it('the files at a path are what git would take', (context) => {
  if (!existsSync(join(root, '.git'))) return context.skip()
  const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--deduplicate', '--']
  const sources = new Set(deepRuns.flatMap(({ sources }) => sources))
  for (const source of ['scripts', ...sources]) {
    const listed = execFileSync('git', [...args, source], { cwd: root, encoding: 'utf8' }).split('\0')
    const there = listed.filter((file) => file && existsSync(join(root, file)))
    expect(filesAt(source, root)).toEqual(there.sort())
  }
})

it('there are none at a path that isn’t there', () => expect(filesAt('nowhere', root)).toEqual([]))

it('installed folders are left out', () => {
  expect(filesAt('scripts', root)).toContain('scripts/files.mjs')
  expect(readFileSync(join(root, '.gitignore'), 'utf8')).toContain('node_modules/\ndist/\nbuild/\nout/\n')
  expect(filesAt('packages/core', root).filter((file) => file.includes('/dist/'))).toEqual([])
})
