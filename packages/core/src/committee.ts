import { nodeHash } from './book.js'
import { AcesoError } from './errors.js'
import type { OraclePublicKey } from './oracle.js'
import { hash } from './poseidon.js'

export const COMMITTEE_SLOTS = 16
export const QUORUM = 3

/** A committee's keys by slot; `undefined` where the slot is empty. */
export type Committee = readonly (OraclePublicKey | undefined)[]

export class CommitteeTooLargeError extends AcesoError {
  constructor() {
    super(`A committee has at most ${COMMITTEE_SLOTS} slots.`, { name: 'CommitteeTooLargeError' })
  }
}

export function oracleLeaf(domain: bigint, [x, y]: OraclePublicKey): bigint {
  return hash('oracle', domain, x, y)
}

/** Sixteen leaves; zero where the slot is empty. */
export function committeeLeaves(domain: bigint, committee: Committee): bigint[] {
  if (committee.length > COMMITTEE_SLOTS) throw new CommitteeTooLargeError()
  return Array.from({ length: COMMITTEE_SLOTS }, (_, slot) => {
    const key = committee[slot]
    return key ? oracleLeaf(domain, key) : 0n
  })
}

export function committeeRoot(leaves: readonly bigint[]): bigint {
  const parent = (i: number) =>
    nodeHash(leaves.slice(4 * i, 4 * i + 4) as unknown as [bigint, bigint, bigint, bigint])
  return nodeHash([parent(0), parent(1), parent(2), parent(3)])
}
