import { describe, expect, test } from 'vitest'
import { artifactOf } from './artifact.js'
import { sourcesIn } from './test/soliditySources.js'

const sources = sourcesIn('src')
const tests = sourcesIn('test').map(({ path, text }) => ({ path, text: text.replaceAll(/\/\/.*/g, '') }))

/** What the sources declare, without the tests' own. */
const declared = (kind: 'error' | 'event') =>
  sources.flatMap(({ text }) =>
    [...text.matchAll(new RegExp(`^ *${kind} (\\w+)\\(`, 'gm'))].map(([, name]) => name as string),
  )

const unnamed = (names: string[], pattern: (name: string) => RegExp, where = (_path: string) => true) => {
  const text = tests.flatMap((file) => (where(file.path) ? [file.text] : [])).join('\n')
  return names.filter((name) => !pattern(name).test(text))
}

const selector = (name: string) => new RegExp(`\\.${name}\\.selector\\b`)

describe('every custom error', () => {
  test('is expected by a test', () => {
    expect(declared('error').length).toBeGreaterThan(100)
    expect(unnamed(declared('error'), selector)).toEqual([])
  })

  test('has a name of its own, which begins with its contract', () => {
    const names = declared('error')
    expect(new Set(names).size).toBe(names.length)
    expect(names.filter((name) => !/^[A-Z]\w+_[A-Z]\w+$/.test(name))).toEqual([])
  })
})

describe('every event', () => {
  const names = declared('event')

  test('is expected or read by a test', () => {
    expect(names.length).toBeGreaterThan(30)
    const unit = (path: string) => !path.startsWith('rebuild')
    expect(unnamed(names, (name) => new RegExp(`\\.${name}(\\.selector\\b|\\()`), unit)).toEqual([])
  })

  // What a part follows but never comes would be followed in theory only.
  test('is followed when the state is rebuilt, and comes there', () => {
    expect(unnamed(names, selector, (path) => /rebuild.Rebuilt\w+\.sol$/.test(path))).toEqual([])
    expect(unnamed(names, selector, (path) => /rebuild.Rebuild\.t\.sol$/.test(path))).toEqual([])
  })
})

test('every view of the state is compared with what was rebuilt', () => {
  const immutables = sources.flatMap(({ text }) =>
    [...text.matchAll(/ public (?:immutable|constant) (?:override )?(\w+)/g)].map(([, name]) => name),
  )
  // Fixed by the code or the deployment, functions of their arguments alone, or refused always.
  const stateless = [
    ...['asset', 'decimals', 'name', 'symbol', 'share', 'supportsInterface', 'contextOf'],
    ...['eligibilityContextOf', 'slashContextOf'],
    ...['previewRedeem', 'previewWithdraw', 'isConsumingScheduledOp'],
  ]
  const views = [
    'ProductCatalog',
    'OracleRegistry',
    'PolicyBook',
    'CoverDesk',
    'ClaimDesk',
    'UnderwritingPool',
  ]
    .flatMap((contract) => artifactOf(contract).abi)
    .flatMap((item) =>
      item.type === 'function' && /view|pure/.test(item.stateMutability) ? [item.name] : [],
    )
    .filter((name) => !immutables.includes(name) && !stateless.includes(name))
  expect(views.length).toBeGreaterThan(60)
  expect(
    unnamed(
      views,
      (name) => new RegExp(`\\.${name}\\(`),
      (path) => path.startsWith('rebuild'),
    ),
  ).toEqual([])
})
