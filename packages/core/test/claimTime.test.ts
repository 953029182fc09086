import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CLAIM_MARGIN, CLAIM_SPREAD, ceilTo, claimTimeOf, DAY, HOUR, WEEK } from '../src/index.js'

const now = 2_900n * WEEK + 12_345n
const far = now + 4n * WEEK
const first = () => 0n
const last = (bound: bigint) => bound - 1n
const nextHour = ceilTo(now, HOUR)

describe('a time to claim', () => {
  test('is any second of a day from the next full hour on', () => {
    expect(claimTimeOf({ now, deadline: far, random: first })).toBe(nextHour)
    expect(claimTimeOf({ now, deadline: far, random: last })).toBe(nextHour + CLAIM_SPREAD - 1n)
    const middle = (bound: bigint) => bound / 2n
    expect(claimTimeOf({ now, deadline: far, random: middle })).toBe(nextHour + CLAIM_SPREAD / 2n)
  })

  test('is drawn alike whenever in an hour the attestations were collected', () => {
    for (const second of [nextHour - HOUR, nextHour - HOUR + 1n, nextHour - 1n]) {
      expect(claimTimeOf({ now: second, deadline: far, random: first })).toBe(nextHour)
      expect(claimTimeOf({ now: second, deadline: far, random: last })).toBe(nextHour + CLAIM_SPREAD - 1n)
    }
  })

  test('leaves the margin before the deadline', () => {
    const deadline = nextHour + CLAIM_MARGIN + 2n * HOUR
    expect(claimTimeOf({ now, deadline, random: first })).toBe(nextHour)
    expect(claimTimeOf({ now, deadline, random: last })).toBe(deadline - CLAIM_MARGIN - 1n)
  })

  test.each([0n, 1n, HOUR, DAY, -DAY])('is now where %d seconds are left', (left) => {
    expect(claimTimeOf({ now, deadline: now + left, random: last })).toBe(now)
  })

  test('is never before now, nor past the margin unless that is over', () => {
    const seconds = (max: bigint) => fc.bigInt({ min: 0n, max })
    fc.assert(
      fc.property(seconds(2n ** 33n), seconds(5n * WEEK), seconds(2n ** 64n), (now, left, drawn) => {
        const deadline = now + left
        const time = claimTimeOf({ now, deadline, random: (bound) => drawn % bound })
        expect(time).toBeGreaterThanOrEqual(now)
        if (time !== now) expect(time).toBeLessThan(deadline - CLAIM_MARGIN)
      }),
    )
  })
})
