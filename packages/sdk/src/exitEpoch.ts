import { AS_OF_TOLERANCE, WEEK } from '@aceso/core'

/** Exits are settled by weeks that begin as soon as the claim deadlines of a week are over for good. */
const OFFSET = AS_OF_TOLERANCE + 1n

/** The epoch that `time` belongs to, unix seconds. */
export function epochAt(time: bigint): bigint {
  return (time - OFFSET) / WEEK
}

/** The epoch's first second. */
export function epochStart(epoch: bigint): bigint {
  return epoch * WEEK + OFFSET
}

/** When an exit requested at `time` can be paid at the earliest: one whole epoch lies between. */
export function payableFrom(time: bigint): bigint {
  return epochStart(epochAt(time) + 2n)
}
