import fc from 'fast-check'
import { concat, keccak256, numberToHex, zeroHash } from 'viem'
import { describe, expect, test } from 'vitest'
import {
  appendBatch,
  BATCH_SIZE,
  batchChallengeOf,
  batchFingerprintOf,
  batchRoot,
  bookRoot,
  chainOf,
  createBook,
  EMPTY_BOOK_ROOT,
  FIELD_ORDER,
  insertionWitness,
  type Leaf,
  leafHash,
  rootAbove,
} from '../src/index.js'

const word = (value: bigint) => numberToHex(value, { size: 32 })
const leaf = (seed: number): Leaf => ({
  commitment: BigInt(seed) * 1_000n + 1n,
  terms: BigInt(seed) * 1_000n + 2n,
  window: BigInt(seed) * 1_000n + 3n,
})
const element = fc.bigInt({ min: 0n, max: FIELD_ORDER - 1n })
const leaves = fc.array(fc.record({ commitment: element, terms: element, window: element }), {
  minLength: 1,
  maxLength: 8,
})

describe('chain', () => {
  test('differs when a leaf is changed, missing, doubled or moved', () => {
    const queued = [leaf(1), leaf(2), leaf(3)]
    const others = [
      [leaf(1), leaf(2)],
      [leaf(1), leaf(3), leaf(2)],
      [leaf(1), leaf(2), leaf(3), leaf(3)],
      [leaf(1), leaf(2), { ...leaf(3), commitment: 1n }],
      [leaf(1), leaf(2), { ...leaf(3), terms: 1n }],
      [leaf(1), leaf(2), { ...leaf(3), window: 1n }],
    ]
    expect(new Set([queued, ...others].map(chainOf)).size).toBe(others.length + 1)
  })

  test('begins at zero and hashes four words a leaf', () => {
    expect(chainOf([])).toBe(zeroHash)
    const first = keccak256(concat([zeroHash, word(1001n), word(1002n), word(1003n)]))
    const second = keccak256(concat([first, word(2001n), word(2002n), word(2003n)]))
    expect(chainOf([leaf(1), leaf(2)])).toBe(second)
  })
})

describe('challenge', () => {
  test('differs when chain, old root or new root does', () => {
    const chains = [chainOf([leaf(1)]), chainOf([leaf(2)])] as const
    const challenges = [
      batchChallengeOf(chains[0], 1n, 2n),
      batchChallengeOf(chains[1], 1n, 2n),
      batchChallengeOf(chains[0], 3n, 2n),
      batchChallengeOf(chains[0], 1n, 3n),
      batchChallengeOf(chains[0], 2n, 1n),
    ]
    expect(new Set(challenges).size).toBe(challenges.length)
  })

  test('is keccak over the three words, reduced into the field', () => {
    const chain = chainOf([leaf(1)])
    const digest = BigInt(keccak256(concat([chain, word(5n), word(6n)])))
    expect(batchChallengeOf(chain, 5n, 6n)).toBe(digest % FIELD_ORDER)
  })
})

describe('fingerprint', () => {
  test('is the polynomial Σ dataⱼ·rʲ, j from 1', () => {
    fc.assert(
      fc.property(leaves, element, (queued, challenge) => {
        let [sum, power] = [0n, 1n]
        for (const { commitment, terms, window } of queued) {
          for (const word of [commitment, terms, window]) {
            power = (power * challenge) % FIELD_ORDER
            sum = (sum + word * power) % FIELD_ORDER
          }
        }
        expect(batchFingerprintOf(challenge, queued)).toBe(sum)
      }),
    )
  })

  test('differs when two leaves change places', () => {
    expect(batchFingerprintOf(5n, [leaf(1), leaf(2)])).not.toBe(batchFingerprintOf(5n, [leaf(2), leaf(1)]))
  })

  test('is the same with the zeros that pad a batch', () => {
    const padding = Array<Leaf>(3).fill({ commitment: 0n, terms: 0n, window: 0n })
    expect(batchFingerprintOf(7n, [leaf(1), ...padding])).toBe(batchFingerprintOf(7n, [leaf(1)]))
  })
})

describe('insertion witness', () => {
  test.each([1, 2, BATCH_SIZE])('of %i leaves leads from root to root', (count) => {
    const book = createBook()
    for (const only of [1n, 2n, 3n, 4n, 5n]) appendBatch(book, batchRoot([only]))
    const queued = Array.from({ length: count }, (_, i) => leaf(i + 1))
    const witness = insertionWitness(book, queued)

    expect(witness.oldRoot).toBe(bookRoot(book))
    expect(rootAbove(batchRoot([]), 5, witness.path)).toBe(witness.oldRoot)
    expect(witness.batchIndex).toBe(5n)
    expect(witness.count).toBe(BigInt(count))
    expect(witness.batchRoot).toBe(batchRoot(queued.map(leafHash)))
    expect(witness.challenge).toBe(batchChallengeOf(chainOf(queued), witness.oldRoot, witness.newRoot))
    expect(witness.fingerprint).toBe(batchFingerprintOf(witness.challenge, queued))

    appendBatch(book, witness.batchRoot)
    expect(witness.newRoot).toBe(bookRoot(book))
  })

  test('has 64 words in each column, zero past the last leaf', () => {
    const { commitments, terms, windows } = insertionWitness(createBook(), [leaf(1), leaf(2)])
    const padded = (first: bigint, second: bigint) => [first, second, ...Array<bigint>(62).fill(0n)]
    expect(commitments).toEqual(padded(1001n, 2001n))
    expect(terms).toEqual(padded(1002n, 2002n))
    expect(windows).toEqual(padded(1003n, 2003n))
  })

  test('does not change the book', () => {
    const book = createBook()
    insertionWitness(book, [leaf(1)])
    expect(bookRoot(book)).toBe(EMPTY_BOOK_ROOT)
  })
})
