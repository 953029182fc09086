import { HOUR } from '@aceso/core'
import { describe, expect, test } from 'vitest'
import { paymentOf } from '../src/payment.js'
import { purchaseLimits } from '../src/purchase.js'
import { address } from './claimFixture.js'

const recipient = address('a1')
const noon = 500_000n * HOUR
const inHour = [0n, 1n, 1_799n, 1_800n, 3_599n].map((second) => noon + second)

describe('the deadline of a payment', () => {
  test('is an hour after the hour in which it is made', () => {
    expect(paymentOf({ recipient }, noon + HOUR).deadline).toBe(noon + 2n * HOUR)
  })

  test.each([
    [noon, noon],
    [noon + 1n, noon + HOUR],
    [noon + 3_599n, noon + HOUR],
  ])('that is given as %d is rounded up', (deadline, rounded) => {
    expect(paymentOf({ recipient, deadline }, noon).deadline).toBe(rounded)
  })
})

describe('the deadline of a purchase', () => {
  const quote = { premium: 1_000n }
  test('is a full hour, and leaves twenty minutes', () => {
    for (const now of inHour) {
      const { deadline } = purchaseLimits({}, quote, now)
      expect(deadline % HOUR).toBe(0n)
      expect(deadline - now).toBeGreaterThanOrEqual(1_200n)
      expect(deadline - now).toBeLessThan(1_200n + HOUR)
    }
  })

  test('that is given is rounded up', () => {
    expect(purchaseLimits({ deadline: noon + 7n }, quote, noon).deadline).toBe(noon + HOUR)
  })
})
