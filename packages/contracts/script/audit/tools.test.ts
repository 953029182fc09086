import { expect, test } from 'vitest'
import { checksIn, isCut } from './halmos.js'
import { withWideSums } from './slither.js'
import { findTool } from './tools.js'

test('a tool that is not installed is not found', () => {
  expect(findTool('slither', { ACESO_SLITHER: '/nowhere/slither' })).toBeUndefined()
  expect(findTool('node', {})).toBe('node')
})

test('results are read through colours, whatever they are', () => {
  const text =
    '\u001b[32m[PASS]\u001b[0m check_A(uint256) (paths: 3, time: 1.07s, bounds: [])\nelse\n[TIMEOUT] check_B() (paths: 1, time: 9s, bounds: [])'
  expect(checksIn(text)).toEqual([
    { name: 'check_A', result: 'PASS', seconds: '1.07' },
    { name: 'check_B', result: 'TIMEOUT', seconds: '9' },
  ])
  expect(checksIn('nothing ran')).toEqual([])
})

test('a check that passed with a loop cut off is not proven', () => {
  const warning =
    'WARNING  check_A(uint256): paths have not been fully\n         explored due to the loop unrolling bound: 2\n         (see https://github.com/a16z/halmos/wiki/warnings#loop-bound)'
  expect(isCut(`[PASS] check_A(uint256) (paths: 3, time: 1.07s, bounds: [])\n${warning}`)).toBe(true)
  expect(isCut('[PASS] check_A(uint256) (paths: 3, time: 1.07s, bounds: [])')).toBe(false)
})

test('only a narrow first term of a sum is widened', () => {
  const widened = withWideSums('x = (ledger.cash - f(a, b) + c).toUint96(); y = (units + added).toUint128();')
  expect(widened).toBe(
    'x = (uint256(ledger.cash) - f(a, b) + c).toUint96(); y = (units + added).toUint128();',
  )
  expect(withWideSums('a = (b.c + d) * e; f = g.toUint96();')).toBe('a = (b.c + d) * e; f = g.toUint96();')
})
