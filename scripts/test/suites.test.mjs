import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { root } from '../setup.mjs'
import { chooseSuites, listSuites } from '../suites.mjs'

const suite = (name, ...files) => ({ name, folder: name, files, builds: [] })
const suites = [
  suite('core', 'core/a.test.ts', 'core/deep/pool.test.ts'),
  suite('sdk', 'sdk/pool.test.ts'),
  suite('pool', 'pool/x.t.sol'),
]
const chosen = (...names) => chooseSuites(suites, names).flatMap(({ files }) => files)

describe('a name means', () => {
  it('nothing, and is refused with what there is', () => {
    expect(() => chosen('nowhere')).toThrow(
      '“nowhere” is no suite, and part of no test file’s path'.replace('’', "'"),
    )
    expect(() => chosen('sdk', 'nowhere')).toThrow('Suites: core, sdk, pool.')
  })
  it('a suite', () => expect(chosen('core')).toEqual(['core/a.test.ts', 'core/deep/pool.test.ts']))
  it('a suite rather than files', () => expect(chosen('pool')).toEqual(['pool/x.t.sol']))
  it('files of several suites', () =>
    expect(chosen('pool.test')).toEqual(['core/deep/pool.test.ts', 'sdk/pool.test.ts']))
  it('a path as a shell completes it', () =>
    expect(chosen('./sdk/pool.test.ts')).toEqual(['sdk/pool.test.ts']))
  it('each file once, in the order of the suites', () => {
    expect(chosen('sdk', 'pool.test', 'core')).toEqual([
      'core/a.test.ts',
      'core/deep/pool.test.ts',
      'sdk/pool.test.ts',
    ])
    expect(chooseSuites(suites, ['sdk', 'core']).map(({ name }) => name)).toEqual(['core', 'sdk'])
  })
})

it('no test file is outside the suites', () => {
  const files = execFileSync('git', ['ls-files', '*.test.*', '*.t.sol'], { cwd: root, encoding: 'utf8' })
  const listed = listSuites(root).flatMap(({ files }) => files)
  expect(files.split('\n').filter((file) => file && !listed.includes(file))).toEqual([])
  expect(new Set(listed).size).toBe(listed.length)
})
