import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ceilTo, HOUR, WEEK } from '../src/index.js'

test('ceilTo gives the first multiple that is not below', () => {
  expect([0n, 1n, HOUR - 1n, HOUR, HOUR + 1n].map((time) => ceilTo(time, HOUR))).toEqual([
    0n,
    HOUR,
    HOUR,
    HOUR,
    2n * HOUR,
  ])
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 2n ** 40n }), (time) => {
      const week = ceilTo(time, WEEK)
      expect(week % WEEK).toBe(0n)
      expect(week >= time && week - time < WEEK).toBe(true)
    }),
  )
})
