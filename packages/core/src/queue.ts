import { encodeAbiParameters, type Hex, hexToBigInt, keccak256, zeroHash } from 'viem'
import { BATCH_SIZE, type Book, batchCount, batchPath, batchRoot, bookRoot, rootAbove } from './book.js'
import { fingerprintOf } from './boundSignals.js'
import { FIELD_ORDER } from './field.js'
import { type Leaf, leafHash } from './policy.js'
import type { InsertionWitness } from './prover.js'

const chainWords = [
  { type: 'bytes32' },
  { type: 'uint256' },
  { type: 'uint256' },
  { type: 'uint256' },
] as const
const challengeWords = [{ type: 'bytes32' }, { type: 'uint256' }, { type: 'uint256' }] as const

/** The keccak chain over a batch's queued leaves, as `PolicyBook` extends it with each purchase. */
export function chainOf(leaves: readonly Leaf[]): Hex {
  return leaves.reduce<Hex>(
    (chain, { commitment, terms, window }) =>
      keccak256(encodeAbiParameters(chainWords, [chain, commitment, terms, window])),
    zeroHash,
  )
}

/** The point at which both sides evaluate the polynomial, drawn after data and roots are fixed. */
export function batchChallengeOf(chain: Hex, oldRoot: bigint, newRoot: bigint): bigint {
  return hexToBigInt(keccak256(encodeAbiParameters(challengeWords, [chain, oldRoot, newRoot]))) % FIELD_ORDER
}

/** The polynomial of `fingerprintOf` over commitment, terms and window of each leaf. */
export function batchFingerprintOf(challenge: bigint, leaves: readonly Leaf[]): bigint {
  const words = leaves.flatMap(({ commitment, terms, window }) => [commitment, terms, window])
  return fingerprintOf(challenge, words)
}

/** Everything the `insertion` circuit takes to put the next batch, of 1 to 64 leaves, into `book`. */
export function insertionWitness(book: Book, leaves: readonly Leaf[]): InsertionWitness {
  const batchIndex = batchCount(book)
  const root = batchRoot(leaves.map(leafHash))
  const path = batchPath(book, batchIndex)
  const oldRoot = bookRoot(book)
  const newRoot = rootAbove(root, batchIndex, path)
  const challenge = batchChallengeOf(chainOf(leaves), oldRoot, newRoot)
  const column = (name: keyof Leaf) => Array.from({ length: BATCH_SIZE }, (_, i) => leaves[i]?.[name] ?? 0n)
  return {
    oldRoot,
    newRoot,
    batchRoot: root,
    batchIndex: BigInt(batchIndex),
    count: BigInt(leaves.length),
    challenge,
    fingerprint: batchFingerprintOf(challenge, leaves),
    commitments: column('commitment'),
    terms: column('terms'),
    windows: column('window'),
    path,
  }
}
