/** Seconds. Policies end, and liability buckets close, on multiples of a week. */
export const WEEK = 604_800n
export const HOUR = 3_600n
export const DAY = 86_400n
export const YEAR = 31_536_000n

/** Seconds by which a claim's `asOf` may lie before or after the block that takes it. */
export const AS_OF_TOLERANCE = 3_600n

/** Seconds the first leaf of a batch that isn't full must have waited before the batch can be inserted. */
export const PARTIAL_BATCH_DELAY = 3_600n

export function ceilTo(value: bigint, step: bigint): bigint {
  return ((value + step - 1n) / step) * step
}

export function floorTo(value: bigint, step: bigint): bigint {
  return value - (value % step)
}
