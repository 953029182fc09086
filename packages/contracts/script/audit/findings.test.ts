import { expect, test } from 'vitest'
import { findingsOf, judge } from './findings.js'

const contract = { type: 'contract', name: 'Desk' }
const sell = { type: 'function', name: 'sell', type_specific_fields: { parent: contract } }
const line = { type: 'node', name: 'x == 0', type_specific_fields: { parent: sell } }
const state = { type: 'variable', name: 'fee', type_specific_fields: { parent: contract } }
const local = { type: 'variable', name: 'sum', type_specific_fields: { parent: sell } }

const report = (...elements: (typeof line)[]) => ({
  success: true,
  error: null,
  results: {
    detectors: elements.map((element) => ({
      check: 'a-check',
      impact: 'Low',
      description: 'something\n',
      elements: [element],
    })),
  },
})
const reason = 'read'

test('a report that failed is no report', () => {
  expect(() => findingsOf({ success: false, error: 'no compiler', results: {} })).toThrow('no compiler')
})

test('a report without findings has none', () => {
  expect(findingsOf({ success: true, error: null, results: {} })).toEqual([])
})

test('a place is named without its line', () => {
  const places = findingsOf(report(sell as never, line, state as never, local as never, contract as never))
  expect(places.map(({ where }) => where)).toEqual([
    'Desk.sell',
    'Desk.sell',
    'Desk.fee',
    'Desk.sell',
    'Desk',
  ])
})

test('what nobody has accepted is open', () => {
  const findings = findingsOf(report(line))
  expect(judge(findings, []).open).toEqual(findings)
  expect(judge(findings, [{ detector: 'another', where: 'Desk.sell', reason }]).open).toEqual(findings)
  expect(judge(findings, [{ detector: 'a-check', where: 'Desk.buy', reason }]).open).toEqual(findings)
})

test('one acceptance covers every line of its place', () => {
  const verdict = judge(findingsOf(report(line, line)), [{ detector: 'a-check', where: 'Desk.sell', reason }])
  expect(verdict.open).toEqual([])
  expect(verdict.accepted).toHaveLength(2)
  expect(verdict.stale).toEqual([])
})

test('an acceptance of nothing is stale', () => {
  const gone = { detector: 'a-check', where: 'Desk.buy', reason }
  expect(judge([], [gone]).stale).toEqual([gone])
})
