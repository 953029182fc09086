import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { deepRuns } from '../deepRuns.mjs'
import { faultsOf, figuresOf, hashSources, readReceipts, staleRuns, writeReceipt } from '../receipts.mjs'
import { root as repository } from '../setup.mjs'

const run = { name: 'long', takes: 'an hour', sources: ['src', 'main.toml'], packages: ['b', 'a'] }
let root

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'aceso-receipts-'))
  write('src/one.txt', '1')
  write('src/deep/two.txt', '2')
  write('main.toml', '3')
  write('other.txt', '4')
  lock({ a: '1.0.0', b: '2.0.0', c: '3.0.0' })
})
afterEach(() => rmSync(root, { recursive: true }))

function write(path, content) {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), content)
}

function lock(versions) {
  const packages = Object.entries(versions).map(([name, version]) => [`node_modules/${name}`, { version }])
  write('package-lock.json', JSON.stringify({ packages: Object.fromEntries(packages) }))
}

const hash = () => hashSources(run, root)

describe('the hash of a run’s sources', () => {
  it.each([
    ['a file changes', () => write('src/deep/two.txt', '22')],
    ['a file that nobody has committed comes', () => write('src/three.txt', '')],
    ['a file goes', () => rmSync(join(root, 'src/one.txt'))],
    [
      'a file moves',
      () => {
        rmSync(join(root, 'src/one.txt'))
        write('src/uno.txt', '1')
      },
    ],
    [
      'what is between two files moves',
      () => {
        write('src/deep/two.txt', '')
        write('src/one.txt', '12')
      },
    ],
    ['a file outside the folders changes', () => write('main.toml', '4')],
    ['a package changes', () => lock({ a: '1.0.1', b: '2.0.0', c: '3.0.0' })],
  ])('is another when %s', (_, change) => {
    const before = hash()
    change()
    expect(hash()).not.toBe(before)
  })

  it.each([
    ['others change', () => write('other.txt', '5')],
    ['something is built', () => write('src/build/x', '5')],
    ['other packages change', () => lock({ a: '1.0.0', b: '2.0.0', c: '4.0.0' })],
  ])('is the same when %s', (_, change) => {
    const before = hash()
    change()
    expect(hash()).toBe(before)
  })

  it('is another when what a test imports changes, and the same when others change', () => {
    write('test/a.test.ts', "import { b } from './deep/b.js'\nimport { d } from '@aceso/d'\n")
    write('test/deep/b.ts', "export { c } from '../c.js'\n")
    write('test/c.ts', 'export const c = 1\n')
    write('test/d.ts', '')
    const tested = () => hashSources({ ...run, tests: ['test/a.test.ts'] }, root)
    const before = tested()
    write('test/d.ts', 'changed')
    expect(tested()).toBe(before)
    write('test/c.ts', 'changed')
    expect(tested()).not.toBe(before)
    rmSync(join(root, 'test/c.ts'))
    expect(tested).toThrow('test/deep/b.ts imports ../c.js')
  })

  it('isn’t made of nothing', () => {
    expect(() => hashSources({ ...run, sources: ['src', 'gone'] }, root)).toThrow('no source gone')
    expect(() => hashSources({ ...run, packages: ['gone'] }, root)).toThrow('no package gone')
  })
})

describe('faults', () => {
  const receipt = () => ({ date: '2026-01-01', seconds: 1, figures: {}, sources: hash() })
  const faults = () => faultsOf([run], readReceipts(root), root)

  it('are told where there is no receipt, with what to run', () => {
    expect(faults()).toEqual([
      'There is no receipt for the deep run “long”: run `npm run test:deep -- long` (an hour) and commit tested.json.',
    ])
  })

  it('are told where the sources changed since', () => {
    writeReceipt(root, [run], 'long', receipt())
    expect(faults()).toEqual([])
    write('src/one.txt', 'changed')
    expect(faults()).toEqual([
      'The sources of the deep run “long” changed since its receipt: run `npm run test:deep -- long` (an hour) and commit tested.json.',
    ])
    expect(staleRuns([run], readReceipts(root), root)).toEqual([run])
  })

  it('are told where a receipt was changed by hand, or is of no run', () => {
    writeReceipt(root, [run], 'long', { ...receipt(), sources: '00' })
    expect(faults()).toHaveLength(1)
    write('tested.json', JSON.stringify({ long: receipt(), other: receipt() }))
    expect(faults()).toEqual(['tested.json has a receipt for “other”, which is no deep run. Take it out.'])
  })

  it('end with the next receipt, which leaves those of other runs and drops those of none', () => {
    const short = { ...run, name: 'short' }
    write('tested.json', JSON.stringify({ gone: receipt(), long: receipt() }))
    writeReceipt(root, [run, short], 'short', receipt())
    expect(Object.keys(readReceipts(root))).toEqual(['long', 'short'])
    expect(readFileSync(join(root, 'tested.json'), 'utf8').endsWith('}\n')).toBe(true)
  })
})

it('takes figures from what a run prints', () => {
  const output =
    'begin\nfigure claim: 16,313 removed\n  figure no: 1\nfigure seconds a case: 3: 4\r\nend figure x: 1\n'
  expect(figuresOf(output)).toEqual({ claim: '16,313 removed', 'seconds a case': '3: 4' })
})

it('every deep run names sources that there are', () => {
  for (const run of deepRuns) expect(hashSources(run, repository)).toMatch(/^[0-9a-f]{64}$/)
  expect(new Set(deepRuns.map(({ name }) => name)).size).toBe(deepRuns.length)
})
