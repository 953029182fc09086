import { ceilTo, DAY, HOUR } from './time.js'

/** Seconds over which claims spread after their attestations were collected. */
export const CLAIM_SPREAD = DAY

/** Seconds that are left before the claim deadline, in which a failed attempt can be made again. */
export const CLAIM_MARGIN = DAY

export type ClaimTimeParameters = {
  /** When the attestations were collected, unix seconds. */
  now: bigint
  /** Of the claim, unix seconds. */
  deadline: bigint
  /** A number from 0 to `bound` − 1, each with the same chance. */
  random: (bound: bigint) => bigint
}

/**
 * When to claim. Every second of the CLAIM_SPREAD from the next full hour on has the same chance, so that the time tells
 * whoever knows when the attestations were collected no more than that hour. Less where the deadline is near, and `now`
 * where it is less than CLAIM_MARGIN away: then a claim that comes in time matters more.
 */
export function claimTimeOf({ now, deadline, random }: ClaimTimeParameters): bigint {
  const from = ceilTo(now + 1n, HOUR)
  const latest = deadline - CLAIM_MARGIN
  const until = from + CLAIM_SPREAD < latest ? from + CLAIM_SPREAD : latest
  return until > from ? from + random(until - from) : now
}
