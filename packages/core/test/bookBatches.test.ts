import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { runs } from '../../../vitest.properties.js'
import {
  appendBatch,
  appendBatches,
  BATCH_HEIGHT,
  BOOK_DEPTH,
  type Book,
  BookBytesInvalidError,
  BookFullError,
  batchCount,
  bookFromBytes,
  bookRoot,
  bookToBytes,
  createBook,
  FIELD_ORDER,
  MAX_BATCHES,
} from '../src/index.js'

const root = fc.bigInt({ min: 0n, max: FIELD_ORDER - 1n })

function oneByOne(roots: readonly bigint[]): Book {
  const book = createBook()
  for (const root of roots) appendBatch(book, root)
  return book
}

describe('batches appended together', () => {
  test('give the same nodes as one by one, however they are split', () => {
    const splits = fc.array(fc.nat({ max: 9 }), { maxLength: 8 })
    fc.assert(
      fc.property(fc.array(root, { maxLength: 24 }), splits, (roots, sizes) => {
        const book = createBook()
        let first = 0
        for (const size of [...sizes, roots.length]) {
          appendBatches(book, roots.slice(first, first + size))
          first += size
        }
        expect(book).toEqual(oneByOne(roots))
      }),
      runs(25),
    )
  })

  test.each([0, 1, 3, 4, 5, 15, 16, 17, 63, 64, 65])('%d of them too', (count) => {
    const roots = Array.from({ length: count }, (_, i) => BigInt(i + 1))
    const book = createBook()
    appendBatches(book, roots)
    expect(book).toEqual(oneByOne(roots))
    expect(batchCount(book)).toBe(count)
  })

  test('are refused where there is no room, and leave the book as it was', () => {
    const book = createBook()
    expect(() => appendBatches(book, Array(MAX_BATCHES + 1))).toThrow(BookFullError)
    expect(book).toEqual(createBook())
  })
})

describe('the bytes of a book', () => {
  test('are those of a book that can be appended to as before', () => {
    fc.assert(
      fc.property(fc.array(root, { maxLength: 24 }), root, (roots, next) => {
        const book = oneByOne(roots)
        const copy = bookFromBytes(bookToBytes(book), roots.length)
        expect(copy).toEqual(book)
        appendBatch(copy, next)
        appendBatch(book, next)
        expect(bookRoot(copy)).toBe(bookRoot(book))
      }),
      runs(15),
    )
  })

  test('hold every node once', () => {
    const levels = BOOK_DEPTH - BATCH_HEIGHT + 1
    expect(bookToBytes(oneByOne([1n]))).toHaveLength(32 * levels)
    expect(bookToBytes(createBook())).toHaveLength(0)
  })

  test.each([
    ['too short', (bytes: Uint8Array) => bytes.subarray(0, -1)],
    ['a node too short', (bytes: Uint8Array) => bytes.subarray(0, -32)],
    ['too long', (bytes: Uint8Array) => Uint8Array.of(...bytes, 0)],
    ['with a node out of the field', (bytes: Uint8Array) => bytes.fill(255, 0, 32)],
  ] as const)('%s are refused', (_, damage) => {
    const bytes = bookToBytes(oneByOne([1n, 2n, 3n, 4n, 5n]))
    expect(() => bookFromBytes(damage(bytes), 5)).toThrow(BookBytesInvalidError)
  })

  test('of another number of batches are refused', () => {
    const bytes = bookToBytes(oneByOne([1n, 2n, 3n, 4n, 5n]))
    for (const count of [0, 4, 6]) expect(() => bookFromBytes(bytes, count)).toThrow(BookBytesInvalidError)
  })
})
