import { nodeHash } from './book.js'
import { AcesoError } from './errors.js'
import { hashOn } from './poseidon.js'
import type { OraclePublicKey } from './signature.js'

export const COMMITTEE_SLOTS = 16
export const QUORUM = 3

/** A committee's keys by slot; `undefined` where the slot is empty. */
export type Committee = readonly (OraclePublicKey | undefined)[]

export class CommitteeTooLargeError extends AcesoError {
  constructor() {
    super(`A committee has at most ${COMMITTEE_SLOTS} slots.`, { name: 'CommitteeTooLargeError' })
  }
}

/** What the committee's sixteen seats hold: the abscissa of each key, which names it; zero where nobody sits. */
export function committeeSeats(committee: Committee): bigint[] {
  if (committee.length > COMMITTEE_SLOTS) throw new CommitteeTooLargeError()
  return Array.from({ length: COMMITTEE_SLOTS }, (_, slot) => committee[slot]?.[0] ?? 0n)
}

/** Root of a committee on one network: its seats hashed by fours, and those under a tag that carries the network. */
export function committeeRoot(domain: bigint, seats: readonly bigint[]): bigint {
  const parent = (i: number) =>
    nodeHash(seats.slice(4 * i, 4 * i + 4) as unknown as [bigint, bigint, bigint, bigint])
  return hashOn(domain, 'committee', parent(0), parent(1), parent(2), parent(3))
}
