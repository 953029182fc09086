import { poseidon3, poseidon4 } from 'poseidon-lite'
import { describe, expect, test } from 'vitest'
import {
  appendBatch,
  BATCH_SIZE,
  batchRoot,
  bookRoot,
  commitmentOf,
  createBook,
  isPath,
  leafHash,
  leafOf,
  leafPath,
  nullifierOf,
  OutOfRangeError,
  observationNullifierOf,
  type Policy,
  packWindow,
  Tag,
} from '../src/index.js'

const secret = 5n
const policy: Policy = {
  productId: 7n,
  terms: 77n,
  index: 2n,
  commitment: commitmentOf(secret, 2n),
  leafIndex: BigInt(BATCH_SIZE + 1),
  renewable: false,
  renewed: false,
  units: 10n,
  start: 1_750_000_000n,
  end: 1_760_000_000n,
}

/** The same purchase once more, the next in the book: same holder, product, units, times and commitment. */
const again: Policy = { ...policy, leafIndex: policy.leafIndex + 1n }

describe('two equal purchases', () => {
  const leaves = [9n, leafHash(leafOf(policy)), leafHash(leafOf(again))]
  const book = createBook()
  for (const batch of [[1n], leaves]) appendBatch(book, batchRoot(batch))
  const path = (position: number) => leafPath(book, 1, leaves, position)

  test('are not each in the place of the other', () => {
    const [first, second] = [leaves[1]!, leaves[2]!]
    const at = (leaf: bigint, position: number) =>
      isPath(leaf, BATCH_SIZE + position, path(position), bookRoot(book))
    expect(at(first, 2)).toBe(false)
    expect(at(second, 1)).toBe(false)
    expect(at(first, 1)).toBe(true)
    expect(at(second, 2)).toBe(true)
  })

  test('make two leaves, and each is spent by a nullifier of its own', () => {
    expect(leaves[1]).not.toBe(leaves[2])
    expect(nullifierOf(secret, leaves[1]!)).not.toBe(nullifierOf(secret, leaves[2]!))
  })

  test('share one nullifier of a result, so that a result pays one of them', () => {
    const [first, second] = [policy, again].map(({ terms }) => observationNullifierOf(secret, 0x7a9n, terms))
    expect(first).toBe(second)
  })
})

test('no policy stands beyond the book', () => {
  for (const leafIndex of [2n ** 24n, -1n])
    expect(() => leafOf({ ...policy, leafIndex })).toThrow(OutOfRangeError)
  expect(() => leafOf({ ...policy, leafIndex: 2n ** 24n - 1n })).not.toThrow()
})

test('a leaf and what spends it are hashed with their own tags', () => {
  const leaf = poseidon4([Tag.leaf, policy.commitment, 77n, packWindow(policy)])
  expect(leafHash(leafOf(policy))).toBe(leaf)
  expect(nullifierOf(secret, leaf)).toBe(poseidon3([Tag.nullifier, secret, leaf]))
})

test('the nullifier of a result is keyed: another for another secret, result or terms', () => {
  const nullifier = observationNullifierOf(secret, 8n, 77n)
  expect(nullifier).toBe(poseidon4([Tag.observation, secret, 8n, 77n]))
  const others = [
    observationNullifierOf(secret + 1n, 8n, 77n),
    observationNullifierOf(secret, 9n, 77n),
    observationNullifierOf(secret, 8n, 78n),
    observationNullifierOf(8n, secret, 77n),
    observationNullifierOf(secret, 77n, 8n),
  ]
  expect(new Set([nullifier, ...others]).size).toBe(others.length + 1)
})
