import { bytesToBigInt, numberToBytes } from 'viem'
import { AcesoError } from './errors.js'
import { FIELD_ORDER } from './field.js'
import { hash } from './poseidon.js'

/** The policy book is an octonary tree of fixed depth; a batch fills one subtree of height 2. */
export const BOOK_DEPTH = 8
export const BATCH_HEIGHT = 2
export const BATCH_SIZE = 64
export const MAX_BATCHES = 8 ** (BOOK_DEPTH - BATCH_HEIGHT)

type Children = readonly [bigint, bigint, bigint, bigint, bigint, bigint, bigint, bigint]
/** The eight children at each level, from the lowest up. */
export type TreePath = readonly Children[]

export function nodeHash(children: Children): bigint {
  return hash('node', ...children)
}

/** `empty[h]` is the root of an empty subtree of height h. */
const empty: readonly bigint[] = Array.from({ length: BOOK_DEPTH }).reduce<bigint[]>(
  (roots) => {
    const below = roots.at(-1) ?? 0n
    return [...roots, nodeHash(Array(8).fill(below) as unknown as Children)]
  },
  [0n],
)

export const EMPTY_BOOK_ROOT = empty[BOOK_DEPTH] as bigint

/** All nodes above the batches that aren't empty: `levels[0]` holds the batch roots, the last the book's root. */
export type Book = { readonly levels: bigint[][] }

export function createBook(): Book {
  return { levels: Array.from({ length: BOOK_DEPTH - BATCH_HEIGHT + 1 }, () => []) }
}

export class BookFullError extends AcesoError {
  constructor() {
    super(`The policy book has room for ${MAX_BATCHES} batches and no more.`, { name: 'BookFullError' })
  }
}

/**
 * Appends the next batches' roots, in their order. Each node above them is hashed once: a seventh of a hash for each batch
 * of many, six for a single one, whatever the size of the book.
 */
export function appendBatches(book: Book, batchRoots: readonly bigint[]): void {
  if (batchRoots.length === 0) return
  const roots = book.levels[0] as bigint[]
  if (roots.length + batchRoots.length > MAX_BATCHES) throw new BookFullError()
  let first = roots.length
  for (const root of batchRoots) roots.push(root)
  for (let level = 0; level + 1 < book.levels.length; level++) {
    const below = book.levels[level] as bigint[]
    const above = book.levels[level + 1] as bigint[]
    first >>= 3
    for (let parent = first; 8 * parent < below.length; parent++) {
      above[parent] = nodeHash(childrenAt(book, level, 8 * parent))
    }
  }
}

export function appendBatch(book: Book, batchRoot: bigint): void {
  appendBatches(book, [batchRoot])
}

export function batchCount(book: Book): number {
  return (book.levels[0] as bigint[]).length
}

export function bookRoot(book: Book): bigint {
  return book.levels.at(-1)?.[0] ?? EMPTY_BOOK_ROOT
}

/** The children at each level above the batch `batchIndex`, whether or not that batch was inserted. */
export function batchPath(book: Book, batchIndex: number): TreePath {
  return book.levels.slice(0, -1).map((_, level) => childrenAt(book, level, batchIndex >> (3 * level)))
}

/** The root above `node`, which stands at `index` on the level where `path` begins. */
export function rootAbove(node: bigint, index: number, path: TreePath): bigint {
  return path.reduce((below, children, level) => {
    const position = Math.floor(index / 8 ** level) % 8
    return nodeHash(children.map((child, i) => (i === position ? below : child)) as unknown as Children)
  }, node)
}

/** All nodes of a book, level by level, 32 bytes each: as much as it takes to go on from there without a hash. */
export function bookToBytes(book: Book): Uint8Array {
  const nodes = book.levels.flat()
  const bytes = new Uint8Array(32 * nodes.length)
  nodes.forEach((node, i) => {
    bytes.set(numberToBytes(node, { size: 32 }), 32 * i)
  })
  return bytes
}

export class BookBytesInvalidError extends AcesoError {
  constructor() {
    super("The bytes don't hold a policy book.", { name: 'BookBytesInvalidError' })
  }
}

/**
 * The book with this many batches out of what `bookToBytes` gave. Throws `BookBytesInvalidError` for bytes of another
 * length or nodes out of the field; whether the nodes are right, only its root and paths show.
 */
export function bookFromBytes(bytes: Uint8Array, batches: number): Book {
  const book = createBook()
  let position = 0
  for (let level = 0, width = batches; level < book.levels.length; level++, width = Math.ceil(width / 8)) {
    if (position + 32 * width > bytes.length) throw new BookBytesInvalidError()
    for (let i = 0; i < width; i++, position += 32) {
      const node = bytesToBigInt(bytes.subarray(position, position + 32))
      if (node >= FIELD_ORDER) throw new BookBytesInvalidError()
      ;(book.levels[level] as bigint[]).push(node)
    }
  }
  if (position !== bytes.length) throw new BookBytesInvalidError()
  return book
}

/** Whether a path leads this leaf from this place to the root, through every node that it names. */
export function isPath(leaf: bigint, index: number, path: TreePath, root: bigint): boolean {
  let below = leaf
  for (const [level, children] of path.entries()) {
    if (children[Math.floor(index / 8 ** level) % 8] !== below) return false
    below = nodeHash(children)
  }
  return below === root
}

/** Root of one batch; the leaves that are missing are zero. */
export function batchRoot(leaves: readonly bigint[]): bigint {
  return nodeHash(batchLevels(leaves).at(-1) as unknown as Children)
}

/** Membership path of a leaf: its own batch's leaves and the batch roots of everyone. */
export function leafPath(
  book: Book,
  batchIndex: number,
  leaves: readonly bigint[],
  position: number,
): TreePath {
  const inside = batchLevels(leaves).map((level, height) => group(level, position >> (3 * height), 0n))
  return [...inside, ...batchPath(book, batchIndex)]
}

export class BatchTooLargeError extends AcesoError {
  constructor(leaves: number) {
    super(`A batch has at most ${BATCH_SIZE} leaves, not ${leaves}.`, { name: 'BatchTooLargeError' })
  }
}

/** Leaves, then the inner level: 64 and 8 nodes. */
function batchLevels(leaves: readonly bigint[]): bigint[][] {
  if (leaves.length > BATCH_SIZE) throw new BatchTooLargeError(leaves.length)
  const padded = Array.from({ length: BATCH_SIZE }, (_, i) => leaves[i] ?? 0n)
  const levels = [padded]
  while ((levels.at(-1) as bigint[]).length > 8) {
    const below = levels.at(-1) as bigint[]
    levels.push(Array.from({ length: below.length / 8 }, (_, i) => nodeHash(group(below, i * 8, 0n))))
  }
  return levels
}

function childrenAt(book: Book, level: number, index: number): Children {
  return group(book.levels[level] as bigint[], index, empty[BATCH_HEIGHT + level] as bigint)
}

/** The group of eight in which node `index` stands. */
function group(nodes: readonly bigint[], index: number, missing: bigint): Children {
  const first = index & ~7
  return [0, 1, 2, 3, 4, 5, 6, 7].map((i) => nodes[first + i] ?? missing) as unknown as Children
}
