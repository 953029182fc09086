// SPDX-License-Identifier: GPL-3.0-or-later
import {
  appendBatch,
  type Book,
  batchFingerprintOf,
  batchPath,
  batchRoot,
  bookRoot,
  createBook,
  type InsertionWitness,
  insertionWitness,
  type Leaf,
  leafHash,
  rootAbove,
} from '@aceso/core'

export function leavesOf(count: number): Leaf[] {
  return Array.from({ length: count }, (_, i) => ({
    commitment: 10_007n * BigInt(i + 1),
    terms: 77n + BigInt(i % 3),
    window: (BigInt(i + 1) << 80n) | (1_750_000_000n << 40n) | 1_781_136_000n,
  }))
}

/** A book with so many batches in it. */
export function bookOf(batches: number): Book {
  const book = createBook()
  for (let i = 0; i < batches; i++) appendBatch(book, batchRoot([BigInt(i + 1)]))
  return book
}

const made = new Map<string, InsertionWitness>()

/** Hashing a book is slow, and most cases need the same. */
export function insertionInput(count: number, batches = 5): InsertionWitness {
  const id = `${count} ${batches}`
  const input = made.get(id) ?? insertionWitness(bookOf(batches), leavesOf(count))
  made.set(id, input)
  return input
}

/** A witness in which `inTree` go into the tree, while `counted` make the fingerprint and `count` the count. */
export function mismatched(
  inTree: readonly Leaf[],
  counted: readonly Leaf[],
  count: number,
): InsertionWitness {
  const book = bookOf(5)
  const input = insertionWitness(book, inTree)
  const fingerprint = batchFingerprintOf(input.challenge, counted)
  return { ...input, count: BigInt(count), fingerprint }
}

/** A witness that overwrites batch `batchIndex`, which is already in the book. */
export function overwriting(batchIndex: number): InsertionWitness {
  const book = bookOf(5)
  const leaves = leavesOf(2)
  const path = batchPath(book, batchIndex)
  const root = batchRoot(leaves.map(leafHash))
  return {
    ...insertionWitness(book, leaves),
    oldRoot: bookRoot(book),
    newRoot: rootAbove(root, batchIndex, path),
    batchIndex: BigInt(batchIndex),
    path,
  }
}
