import { poseidon4, poseidon5 } from 'poseidon-lite'
import { expect, test } from 'vitest'
import {
  COMMITTEE_SLOTS,
  CommitteeTooLargeError,
  committeeLeaves,
  committeeRoot,
  type OraclePublicKey,
  oracleLeaf,
  Tag,
} from '../src/index.js'

const domain = 99n
const key = (seed: number): OraclePublicKey => [BigInt(seed), BigInt(seed) + 1_000n]

test('has no seventeenth slot', () => {
  const committee = Array.from({ length: COMMITTEE_SLOTS + 1 }, (_, i) => key(i))
  expect(() => committeeLeaves(domain, committee)).toThrow(CommitteeTooLargeError)
  expect(() => committeeLeaves(domain, Array(COMMITTEE_SLOTS + 1))).toThrow(CommitteeTooLargeError)
  expect(committeeLeaves(domain, committee.slice(1))).toHaveLength(COMMITTEE_SLOTS)
})

test('has another root for another network, key or seat', () => {
  const root = (domain: bigint, committee: (OraclePublicKey | undefined)[]) =>
    committeeRoot(committeeLeaves(domain, committee))
  const roots = [
    root(domain, [key(1), key(2)]),
    root(domain + 1n, [key(1), key(2)]),
    root(domain, [key(2), key(1)]),
    root(domain, [key(1), undefined, key(2)]),
    root(domain, [key(1), [2n, 1_003n]]),
    root(domain, [key(1)]),
    root(domain, []),
  ]
  expect(new Set(roots).size).toBe(roots.length)
})

test('is zero where a slot is empty', () => {
  const leaves = committeeLeaves(domain, [undefined, key(1)])
  expect(leaves).toHaveLength(COMMITTEE_SLOTS)
  expect(leaves[1]).toBe(oracleLeaf(domain, key(1)))
  expect(leaves.filter((leaf) => leaf !== 0n)).toHaveLength(1)
})

test('hashes key and network into a leaf, and its sixteen leaves by fours', () => {
  expect(oracleLeaf(domain, [3n, 4n])).toBe(poseidon4([Tag.oracle, domain, 3n, 4n]))
  const leaves = Array.from({ length: 16 }, (_, i) => BigInt(i + 1))
  const parents = [0, 4, 8, 12].map((first) => poseidon5([Tag.node, ...leaves.slice(first, first + 4)]))
  expect(committeeRoot(leaves)).toBe(poseidon5([Tag.node, ...parents]))
})
