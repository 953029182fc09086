import { AcesoError } from './errors.js'
import { assertBits, OutOfRangeError } from './field.js'
import { hash, hashOn } from './poseidon.js'
import type { OraclePublicKey } from './signature.js'

/** Signatures that a proof needs. */
export const QUORUM = 4

/** Members of a committee that may lie without anybody being paid twice: any two quorums share one member more. */
const LIARS = 1

/** Most members of a committee; two may be down, and the others still make a quorum. */
export const COMMITTEE_SEATS = 2 * QUORUM - 1 - LIARS

/** A committee's keys by seat; `undefined` where nobody sits. */
export type Committee = readonly (OraclePublicKey | undefined)[]

export class CommitteeTooLargeError extends AcesoError {
  constructor() {
    super(`A committee has at most ${COMMITTEE_SEATS} seats.`, { name: 'CommitteeTooLargeError' })
  }
}

/** A committee's number as the circuits take it; throws `OutOfRangeError` unless it is a uint32. */
export function committeeWord(committeeId: number): bigint {
  if (!Number.isInteger(committeeId)) throw new OutOfRangeError('committeeId', 32)
  return assertBits('committeeId', BigInt(committeeId), 32)
}

/** What the committee's seats hold: the abscissa of each key, which names it; zero where nobody sits. */
export function committeeSeats(committee: Committee): bigint[] {
  if (committee.length > COMMITTEE_SEATS) throw new CommitteeTooLargeError()
  return Array.from({ length: COMMITTEE_SEATS }, (_, seat) => committee[seat]?.[0] ?? 0n)
}

/** Root of a committee on one network: the first four seats, and with the others under a tag that carries the network. */
export function committeeRoot(domain: bigint, seats: readonly bigint[]): bigint {
  return hashOn(domain, 'committee', hash('seats', ...seats.slice(0, 4)), ...seats.slice(4))
}
