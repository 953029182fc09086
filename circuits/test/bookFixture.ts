// SPDX-License-Identifier: GPL-3.0-or-later
import { appendBatch, batchRoot, bookRoot, createBook, hash, leafPath, type TreePath } from '@aceso/core'
import { p } from './circuit.js'
import { pathOf } from './drawnPath.js'

type Policy = {
  secret: bigint
  index: bigint
  renewable: bigint
  renewed: bigint
  units: bigint
  start: bigint
  end: bigint
}

/** Where the policy is in the book: the 38th leaf of the second batch. */
const leafIndex = 64n + 37n

/** A book with this leaf as the 38th of the second of three batches, as core has it. */
export function bookWith(leaf: bigint): { policyRoot: bigint; path: TreePath } {
  const book = createBook()
  const batch = Array.from({ length: 38 }, (_, i) => (i === 37 ? leaf : BigInt(i)))
  for (const root of [batchRoot([1n, 2n, 3n]), batchRoot(batch), batchRoot([4n])]) appendBatch(book, root)
  return { policyRoot: bookRoot(book), path: leafPath(book, 1, batch, 37) }
}

/** The siblings are the same for every leaf, and hashing them is slow. */
const { path: siblings } = bookWith(0n)

/**
 * That book with this policy as the leaf. Nothing is checked, and packing is arithmetic: a number that is too large
 * spills into its neighbour instead of being refused. `stated`: the place that the leaf states.
 */
export function policyInBook(
  { secret, index, renewable, renewed, units, start, end }: Policy,
  terms: bigint,
  stated = leafIndex,
) {
  const commitment = hash('policy', secret, index)
  const flags = renewable * 2n ** 113n + renewed * 2n ** 112n
  const packed = stated * 2n ** 114n + flags + units * 2n ** 80n + start * 2n ** 40n + end
  const window = ((packed % p) + p) % p
  const leaf = hash('leaf', commitment, terms, window)
  const { policyRoot, path } = pathOf(leaf, leafIndex, siblings)
  const nullifier = hash('nullifier', secret, leaf)
  return { policyRoot, leafIndex, path, nullifier }
}

/** 1/2 in the field: as the flag of a renewable policy it packs to the same word as that of a renewal. */
export const half = (p + 1n) / 2n

/** 2^-32 in the field: as the flag of a renewal it packs to the same word as one unit. */
export const unitAsFlag = half ** 32n % p

/** `values` with the one at `place` replaced. */
export const put = <T>(values: readonly T[], place: number, value: T): T[] =>
  values.map((old, i) => (i === place ? value : old))

/** The path with the sibling right of the index's digit changed on one level. */
export function changedSibling(path: TreePath, leafIndex: bigint, level: number): TreePath {
  const place = (Number(leafIndex >> BigInt(3 * level)) + 1) % 8
  const children = put(path[level]!, place, path[level]![place]! + 1n)
  return put(path, level, children as unknown as TreePath[number])
}
