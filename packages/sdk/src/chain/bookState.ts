import { type Book, batchCount, bookFromBytes, bookToBytes, createBook } from '@aceso/core'
import {
  bytesToBigInt,
  bytesToString,
  concat,
  type Hex,
  hexToBytes,
  isAddressEqual,
  numberToBytes,
  sha256,
  stringToBytes,
} from 'viem'
import type { Deployment } from '../deployment.js'
import { BookStateInvalidError } from './bookErrors.js'
import { type Endings, noEndings } from './endings.js'
import type { QueuedLeaf } from './events.js'

/** What a client knows of the policy book, and of how policies ended, up to a block. */
export type BookState = {
  /** The last block whose events are in it, and that block's hash, by which a reorganised chain is told. */
  block: bigint
  blockHash: Hex
  book: Book
  /** Leaves of the batches that aren't in the tree yet, and of those in which the holder has a policy. */
  batches: Map<number, QueuedLeaf[]>
  endings: Endings
}

/** A state of which nothing is known yet. */
export function emptyBookState({ startBlock }: Deployment): BookState {
  return {
    block: startBlock - 1n,
    blockHash: '0x',
    book: createBook(),
    batches: new Map(),
    endings: noEndings(),
  }
}

const VERSION = 2
const CHECKSUM = 32
const WORD = 32

type Header = {
  version: number
  chainId: number
  coverDesk: Hex
  claimDesk: Hex
  block: string
  blockHash: Hex
  batches: number
  leaves: [batchIndex: number, position: number, commitment: string, terms: string, window: string][]
  nullifiers: number
  observations: number
  reopened: [nullifier: string, until: string][]
  held: [heldId: string, nullifier: string][]
  heldCount: string
}

/** A line of JSON, the nullifiers of both kinds, the book's nodes, and the SHA-256 of all that. */
export function bookStateToBytes(
  { chainId, coverDesk, claimDesk }: Deployment,
  state: BookState,
): Uint8Array {
  const { nullifiers, observations, reopened, held, heldCount } = state.endings
  const header: Header = {
    version: VERSION,
    chainId,
    coverDesk,
    claimDesk,
    block: `${state.block}`,
    blockHash: state.blockHash,
    batches: batchCount(state.book),
    leaves: [...state.batches.values()]
      .flat()
      .map((leaf) => [
        leaf.batchIndex,
        leaf.position,
        `${leaf.commitment}`,
        `${leaf.terms}`,
        `${leaf.window}`,
      ]),
    nullifiers: nullifiers.size,
    observations: observations.size,
    reopened: texts(reopened),
    held: texts(held),
    heldCount: `${heldCount}`,
  }
  const content = concat([
    stringToBytes(`${JSON.stringify(header)}\n`),
    words(nullifiers),
    words(observations),
    bookToBytes(state.book),
  ])
  return concat([content, hexToBytes(sha256(content))])
}

/** The state that `bookStateToBytes` gave. Throws `BookStateInvalidError` for anything else. */
export function bookStateFromBytes(
  { chainId, coverDesk, claimDesk }: Deployment,
  bytes: Uint8Array,
): BookState {
  const content = bytes.subarray(0, -CHECKSUM)
  const end = content.indexOf(10)
  const checksum = hexToBytes(sha256(content))
  if (end < 0 || !bytes.subarray(-CHECKSUM).every((byte, i) => byte === checksum[i]))
    throw new BookStateInvalidError()
  const header = JSON.parse(bytesToString(content.subarray(0, end))) as Header
  if (
    header.version !== VERSION ||
    header.chainId !== chainId ||
    !isAddressEqual(header.coverDesk, coverDesk) ||
    !isAddressEqual(header.claimDesk, claimDesk)
  )
    throw new BookStateInvalidError()
  const batches: BookState['batches'] = new Map()
  for (const [batchIndex, position, commitment, terms, window] of header.leaves) {
    const leaf = {
      batchIndex,
      position,
      commitment: BigInt(commitment),
      terms: BigInt(terms),
      window: BigInt(window),
    }
    batches.set(batchIndex, [...(batches.get(batchIndex) ?? []), leaf])
  }
  const observationsAt = end + 1 + WORD * header.nullifiers
  const nodesAt = observationsAt + WORD * header.observations
  return {
    block: BigInt(header.block),
    blockHash: header.blockHash,
    book: bookFromBytes(content.subarray(nodesAt), header.batches),
    batches,
    endings: {
      nullifiers: numbers(content.subarray(end + 1, observationsAt)),
      observations: numbers(content.subarray(observationsAt, nodesAt)),
      reopened: bigints(header.reopened),
      held: bigints(header.held),
      heldCount: BigInt(header.heldCount),
    },
  }
}

function words(values: Set<bigint>): Uint8Array {
  const bytes = new Uint8Array(WORD * values.size)
  let position = 0
  for (const value of values) {
    bytes.set(numberToBytes(value, { size: WORD }), position)
    position += WORD
  }
  return bytes
}

function numbers(bytes: Uint8Array): Set<bigint> {
  const values = new Set<bigint>()
  for (let position = 0; position < bytes.length; position += WORD)
    values.add(bytesToBigInt(bytes.subarray(position, position + WORD)))
  return values
}

function texts(map: Map<bigint, bigint>): [string, string][] {
  return [...map].map(([key, value]) => [`${key}`, `${value}`])
}

function bigints(entries: [string, string][]): Map<bigint, bigint> {
  return new Map(entries.map(([key, value]) => [BigInt(key), BigInt(value)]))
}
