import fc from 'fast-check'
import { poseidon9 } from 'poseidon-lite'
import { describe, expect, test } from 'vitest'
import { runs } from '../../../vitest.properties.js'
import {
  appendBatch,
  BATCH_HEIGHT,
  BATCH_SIZE,
  BatchTooLargeError,
  BOOK_DEPTH,
  type Book,
  batchCount,
  batchPath,
  batchRoot,
  bookRoot,
  createBook,
  EMPTY_BOOK_ROOT,
  FIELD_ORDER,
  isPath,
  leafPath,
  MAX_BATCHES,
  rootAbove,
  Tag,
} from '../src/index.js'

const places = [0, 1, 2, 3, 4, 5, 6, 7]

/** The tree as the specification has it: a node is the hash of its eight children, a missing leaf is zero. */
function naiveRoot(leaves: ReadonlyMap<number, bigint>, height: number, first = 0): bigint {
  if (height === 0) return leaves.get(first) ?? 0n
  const width = 8 ** (height - 1)
  const end = first + 8 * width
  const present = [...leaves.keys()].some((index) => index >= first && index < end)
  if (!present) return emptyRoots[height]!
  return poseidon9([Tag.node, ...places.map((i) => naiveRoot(leaves, height - 1, first + i * width))])
}

/** By height, of a tree without leaves. */
const emptyRoots = [0n]
for (let height = 1; height <= BOOK_DEPTH; height++) {
  emptyRoots.push(poseidon9([Tag.node, ...Array<bigint>(8).fill(emptyRoots.at(-1)!)]))
}

function leavesOf(batches: readonly (readonly bigint[])[]): Map<number, bigint> {
  return new Map(batches.flatMap((leaves, batch) => leaves.map((leaf, i) => [batch * BATCH_SIZE + i, leaf])))
}

function bookOf(batches: readonly (readonly bigint[])[]): Book {
  const book = createBook()
  for (const leaves of batches) appendBatch(book, batchRoot(leaves))
  return book
}

const leaf = fc.bigInt({ min: 1n, max: FIELD_ORDER - 1n })
const batches = fc.array(fc.array(leaf, { minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 6 })

describe('empty book', () => {
  test('has the root that PolicyBook starts with', () => {
    expect(EMPTY_BOOK_ROOT).toBe(79896077314389456624561663615084708344856585408221255461760804661709685957n)
    expect(bookRoot(createBook())).toBe(EMPTY_BOOK_ROOT)
    expect(naiveRoot(new Map(), BOOK_DEPTH)).toBe(EMPTY_BOOK_ROOT)
  })

  test('holds no batch, and has room for a quarter of a million', () => {
    expect(batchCount(createBook())).toBe(0)
    expect(MAX_BATCHES * BATCH_SIZE).toBe(8 ** BOOK_DEPTH)
    expect(8 ** BATCH_HEIGHT).toBe(BATCH_SIZE)
  })
})

describe('membership path', () => {
  const book = bookOf([[11n, 12n], [21n, 22n, 23n], [31n]])
  const path = leafPath(book, 1, [21n, 22n, 23n], 2)
  const index = BATCH_SIZE + 2

  test('does not lead another leaf, or the leaf from another place, to the root', () => {
    expect(rootAbove(24n, index, path)).not.toBe(bookRoot(book))
    expect(rootAbove(23n, index + 1, path)).not.toBe(bookRoot(book))
    expect(rootAbove(23n, index - BATCH_SIZE, path)).not.toBe(bookRoot(book))
    expect(rootAbove(23n, index + 8, path)).not.toBe(bookRoot(book))
  })

  test('is none with a wrong node, be it on the way or beside it', () => {
    expect(isPath(23n, index, path, bookRoot(book))).toBe(true)
    expect(isPath(24n, index, path, bookRoot(book))).toBe(false)
    expect(isPath(23n, index + 1, path, bookRoot(book))).toBe(false)
    for (const level of path.keys()) {
      for (const place of places) {
        const wrong = path.map((children, i) =>
          children.map((child, j) => (i === level && j === place ? child + 1n : child)),
        ) as unknown as typeof path
        expect(isPath(23n, index, wrong, bookRoot(book))).toBe(false)
      }
    }
  })

  test('is stale once another batch came', () => {
    const later = bookOf([[11n, 12n], [21n, 22n, 23n], [31n], [41n]])
    expect(rootAbove(23n, index, path)).toBe(bookRoot(book))
    expect(rootAbove(23n, index, path)).not.toBe(bookRoot(later))
  })

  test('leads every leaf of every batch to the root', () => {
    fc.assert(
      fc.property(batches, fc.nat(), fc.nat(), (all, someBatch, someLeaf) => {
        const book = bookOf(all)
        const batch = someBatch % all.length
        const leaves = all[batch]!
        const position = someLeaf % leaves.length
        const path = leafPath(book, batch, leaves, position)
        expect(path).toHaveLength(BOOK_DEPTH)
        expect(rootAbove(leaves[position]!, batch * BATCH_SIZE + position, path)).toBe(bookRoot(book))
        expect(isPath(leaves[position]!, batch * BATCH_SIZE + position, path, bookRoot(book))).toBe(true)
      }),
      runs(15),
    )
  })
})

describe('append', () => {
  test('gives the root of the whole tree, hashed naively', () => {
    fc.assert(
      fc.property(batches, (all) => {
        const book = bookOf(all)
        expect(batchCount(book)).toBe(all.length)
        expect(bookRoot(book)).toBe(naiveRoot(leavesOf(all), BOOK_DEPTH))
      }),
      runs(8),
    )
  })

  test('gives the naive root after each of 66 batches, past two levels of the tree', () => {
    const book = createBook()
    const roots = new Map<number, bigint>()
    const above = (index: number, height: number): bigint => {
      if (height === 0) return roots.get(index) ?? naiveRoot(new Map(), BATCH_HEIGHT)
      const children = places.map((i) => 8 * index + i)
      // Beyond the 512 batches that this test could fill, everything is empty.
      const isEmpty = index > 0 && height >= 3
      if (isEmpty) return naiveRoot(new Map(), BATCH_HEIGHT + height)
      return poseidon9([Tag.node, ...children.map((child) => above(child, height - 1))])
    }
    for (let i = 0; i < 66; i++) {
      roots.set(i, BigInt(1000 + i))
      appendBatch(book, BigInt(1000 + i))
      if ([0, 7, 8, 63, 64, 65].includes(i)) expect(bookRoot(book)).toBe(above(0, BOOK_DEPTH - BATCH_HEIGHT))
    }
  })

  test('agrees with the path of the place that comes next', () => {
    const book = createBook()
    for (let i = 0; i < 18; i++) {
      const path = batchPath(book, i)
      expect(path).toHaveLength(BOOK_DEPTH - BATCH_HEIGHT)
      const expected = rootAbove(BigInt(i + 1), i, path)
      appendBatch(book, BigInt(i + 1))
      expect(bookRoot(book)).toBe(expected)
    }
  })

  test('leaves the path of an inserted batch valid for the root it gives', () => {
    const book = bookOf([[1n], [2n], [3n], [4n], [5n]])
    for (let i = 0; i < 5; i++)
      expect(rootAbove(batchRoot([BigInt(i + 1)]), i, batchPath(book, i))).toBe(bookRoot(book))
  })
})

test('a batch is hashed in order, and missing leaves are zero', () => {
  expect(batchRoot([1n, 2n])).not.toBe(batchRoot([2n, 1n]))
  expect(batchRoot([1n, 2n])).toBe(batchRoot([1n, 2n, ...Array<bigint>(62).fill(0n)]))
  expect(batchRoot([1n, 2n])).toBe(naiveRoot(leavesOf([[1n, 2n]]), BATCH_HEIGHT))
})

test('a batch takes no more than 64 leaves', () => {
  const leaves = Array.from({ length: 65 }, (_, i) => BigInt(i + 1))
  expect(() => batchRoot(leaves)).toThrow(BatchTooLargeError)
  expect(() => batchRoot(leaves.slice(1))).not.toThrow()
})
