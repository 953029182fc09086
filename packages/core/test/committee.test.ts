import { poseidon4, poseidon5 } from 'poseidon-lite'
import { expect, test } from 'vitest'
import {
  COMMITTEE_SEATS,
  CommitteeTooLargeError,
  committeeRoot,
  committeeSeats,
  type OraclePublicKey,
  QUORUM,
  Tag,
} from '../src/index.js'

const domain = 99n
const key = (seed: number): OraclePublicKey => [BigInt(seed), BigInt(seed) + 1_000n]

test('has no seventh seat', () => {
  const committee = Array.from({ length: COMMITTEE_SEATS + 1 }, (_, i) => key(i))
  expect(() => committeeSeats(committee)).toThrow(CommitteeTooLargeError)
  expect(() => committeeSeats(Array(COMMITTEE_SEATS + 1))).toThrow(CommitteeTooLargeError)
  expect(committeeSeats(committee.slice(1))).toHaveLength(COMMITTEE_SEATS)
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
  expect(seats).toHaveLength(COMMITTEE_SEATS)
  expect(seats[1]).toBe(1n)
  expect(seats.filter((seat) => seat !== 0n)).toHaveLength(1)
})

test('hashes its first four seats, and those with the others under a tag that carries the network', () => {
  const four = poseidon5([Tag.seats, 1n, 2n, 3n, 4n])
  const root = poseidon4([Tag.committee + 256n * domain, four, 5n, 6n])
  expect(committeeRoot(domain, [1n, 2n, 3n, 4n, 5n, 6n])).toBe(root)
})

/** Every way to choose `size` of `members`, as bits. */
function choices(members: number, size: number): number[] {
  return Array.from({ length: 2 ** members }, (_, set) => set).filter((set) => ones(set) === size)
}

const ones = (set: number) => set.toString(2).replaceAll('0', '').length

test('any two quorums share an honest node, whoever of them lies', () => {
  /** The least number of honest nodes that two quorums have in common. */
  const shared = (seats: number, quorum: number) =>
    Math.min(
      ...choices(seats, quorum).flatMap((first) =>
        choices(seats, quorum).flatMap((second) =>
          choices(seats, 1).map((liar) => ones(first & second & ~liar)),
        ),
      ),
    )
  expect(shared(COMMITTEE_SEATS, QUORUM)).toBe(1)
  // One seat more, or one signature less, and nobody honest might know of both.
  expect(shared(COMMITTEE_SEATS + 1, QUORUM)).toBe(0)
  expect(shared(COMMITTEE_SEATS, QUORUM - 1)).toBe(0)
  // As it was: three of five.
  expect(shared(5, 3)).toBe(0)
})

test('one result is stated for one subject at most, whatever one member signs', () => {
  /** The most subjects, of two, for which a quorum signs: an honest node signs for one, the liar for both. */
  const stated = (seats: number, quorum: number) =>
    Math.max(
      ...choices(seats, 1).flatMap((liar) =>
        Array.from({ length: 2 ** seats }, (_, split) =>
          [split, ~split & (2 ** seats - 1)].filter((signed) => ones(signed | liar) >= quorum),
        ).map((subjects) => subjects.length),
      ),
    )
  expect(stated(COMMITTEE_SEATS, QUORUM)).toBe(1)
  expect(stated(COMMITTEE_SEATS + 1, QUORUM)).toBe(2)
  expect(stated(5, 3)).toBe(2)
})

test('two members may be down, a third may not', () => {
  const everybody = 2 ** COMMITTEE_SEATS - 1
  const up = (down: number) => choices(COMMITTEE_SEATS, down).map((set) => ones(everybody & ~set) >= QUORUM)
  expect(new Set(up(2))).toEqual(new Set([true]))
  expect(new Set(up(3))).toEqual(new Set([false]))
})
