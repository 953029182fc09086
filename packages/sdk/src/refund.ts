import { type Policy, WEEK, YEAR } from '@aceso/core'
import { BASIS, type Product } from './product.js'

const WAD = 10n ** 18n

/** `PremiumStream.SCALE`. */
const SCALE = 1n << 32n

/** Whole weeks that a policy still has at `now`, unix seconds. */
export function weeksLeft(end: bigint, now: bigint): bigint {
  return end > now ? (end - now) / WEEK : 0n
}

/**
 * What a policy that is cancelled at `now` gets back, in asset units, to the unit: the base premium of its whole weeks to
 * come, as far as the product refunds it. The pool takes it out of what is earned per second until the end, which rounds
 * it down (`ClaimDesk._refundOf`, then `PremiumStream.take`). A policy that was sold renewable can't be cancelled.
 */
export function refundOf(
  { maxPayout, baseRate, refundShare }: Pick<Product, 'maxPayout' | 'baseRate' | 'refundShare'>,
  { renewable, units, end }: Pick<Policy, 'renewable' | 'units' | 'end'>,
  now: bigint,
): bigint {
  const duration = weeksLeft(end, now) * WEEK
  if (renewable || duration === 0n) return 0n
  const amount = (units * maxPayout * baseRate * duration * refundShare) / (WAD * YEAR * BASIS)
  const rate = (amount * SCALE) / (end - now)
  return (rate * (end - now)) / SCALE
}
