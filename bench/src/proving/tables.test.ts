import { expect, it } from 'vitest'
import { claimAims, verdict } from './aims.js'
import type { Measurement } from './measure.js'
import { figures, markdownTable, ratios } from './tables.js'

const peer: Measurement = {
  name: 'peer',
  constraints: 6_000,
  zkey: 4e6,
  witness: 0.05,
  proof: 0.8,
  range: [0.75, 1.1],
  memory: 200e6,
  verify: 0.02,
  gas: 210_000,
}
const own: Measurement = {
  ...peer,
  name: 'claim',
  constraints: 21_572,
  proof: 2,
  gas: 105_000,
  boundGas: 120_000,
}

const cells = (table: string) =>
  table.split('\n').map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  )

it('aligns a table that is also Markdown', () => {
  expect(
    markdownTable([
      ['Circuit', 'Proof'],
      ['a', '1.00 s'],
      ['much longer', '–'],
    ]),
  ).toBe(
    [
      '| Circuit     |  Proof |',
      '|-------------|-------:|',
      '| a           | 1.00 s |',
      '| much longer |      – |',
    ].join('\n'),
  )
})

it('gives every figure in its unit, and a dash for what a circuit has not', () => {
  const [, , first, second] = cells(figures([own, peer]))
  expect(first).toEqual([
    'claim',
    '21,572',
    '4.0 MB',
    '0.05 s',
    '2.00 s (0.75–1.10)',
    '200 MB',
    '20 ms',
    '105,000',
    '120,000',
  ])
  expect(second!.at(-1)).toBe('–')
})

it('divides by the reference, and leaves out what the reference has not', () => {
  const [head, , first, second] = cells(ratios([own, peer], peer))
  expect(head).not.toContain('Gas, bound')
  expect(first).toEqual(['claim', '3.60 ×', '1.00 ×', '1.00 ×', '2.50 ×', '1.00 ×', '1.00 ×', '0.50 ×'])
  expect(new Set(second!.slice(1))).toEqual(new Set(['1.00 ×']))
})

it('says how far the aims are met, limits included', () => {
  expect([1, 2, 2.01, 3, 3.01].map((measured) => verdict(measured, 2, 3))).toEqual([
    'met',
    'met',
    'not met, within the worst',
    'not met, within the worst',
    'missed',
  ])
  expect(cells(claimAims(own, peer)).map((row) => row.at(-2))).toEqual([
    'Measured',
    '---------:',
    '21,572',
    '2.50 ×',
  ])
})
