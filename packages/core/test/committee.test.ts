import { poseidon5 } from 'poseidon-lite'
import { expect, test } from 'vitest'
import {
  COMMITTEE_SLOTS,
  CommitteeTooLargeError,
  committeeRoot,
  committeeSeats,
  type OraclePublicKey,
  Tag,
} from '../src/index.js'

const domain = 99n
const key = (seed: number): OraclePublicKey => [BigInt(seed), BigInt(seed) + 1_000n]

test('has no seventeenth slot', () => {
  const committee = Array.from({ length: COMMITTEE_SLOTS + 1 }, (_, i) => key(i))
  expect(() => committeeSeats(committee)).toThrow(CommitteeTooLargeError)
  expect(() => committeeSeats(Array(COMMITTEE_SLOTS + 1))).toThrow(CommitteeTooLargeError)
  expect(committeeSeats(committee.slice(1))).toHaveLength(COMMITTEE_SLOTS)
})

test('has another root for another network, key or seat', () => {
  const root = (domain: bigint, committee: (OraclePublicKey | undefined)[]) =>
    committeeRoot(domain, committeeSeats(committee))
  const roots = [
    root(domain, [key(1), key(2)]),
    root(domain + 1n, [key(1), key(2)]),
    root(domain, [key(2), key(1)]),
    root(domain, [key(1), undefined, key(2)]),
    root(domain, [key(1), key(3)]),
    root(domain, [key(1)]),
    root(domain, []),
  ]
  expect(new Set(roots).size).toBe(roots.length)
})

test('names each key by its abscissa, and is zero where nobody sits', () => {
  const seats = committeeSeats([undefined, key(1)])
  expect(seats).toHaveLength(COMMITTEE_SLOTS)
  expect(seats[1]).toBe(1n)
  expect(seats.filter((seat) => seat !== 0n)).toHaveLength(1)
})

test('hashes its sixteen seats by fours, and those under a tag that carries the network', () => {
  const seats = Array.from({ length: 16 }, (_, i) => BigInt(i + 1))
  const parents = [0, 4, 8, 12].map((first) => poseidon5([Tag.node, ...seats.slice(first, first + 4)]))
  expect(committeeRoot(domain, seats)).toBe(poseidon5([Tag.committee + 256n * domain, ...parents]))
})
