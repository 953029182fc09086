import { AcesoError, type Book, batchCount, bookFromBytes, bookToBytes, createBook } from '@aceso/core'
import { bytesToString, concat, type Hex, hexToBytes, isAddressEqual, sha256, stringToBytes } from 'viem'
import type { Deployment } from '../deployment.js'
import type { QueuedLeaf } from './events.js'

/** What a client knows of the policy book up to a block. */
export type BookState = {
  /** The last block whose events are in it, and that block's hash, by which a reorganised chain is told. */
  block: bigint
  blockHash: Hex
  book: Book
  /** Leaves of the batches that aren't in the tree yet, and of those in which the holder has a policy. */
  batches: Map<number, QueuedLeaf[]>
}

export class BookStateInvalidError extends AcesoError {
  constructor() {
    super('What was kept of the policy book is damaged, or belongs to another deployment.', {
      name: 'BookStateInvalidError',
    })
  }
}

/** A state of which nothing is known yet. */
export function emptyBookState({ startBlock }: Deployment): BookState {
  return { block: startBlock - 1n, blockHash: '0x', book: createBook(), batches: new Map() }
}

const VERSION = 1
const CHECKSUM = 32

type Header = {
  version: number
  chainId: number
  coverDesk: Hex
  block: string
  blockHash: Hex
  batches: number
  leaves: [batchIndex: number, position: number, commitment: string, terms: string, window: string][]
}

/** A line of JSON, the book's nodes, and the SHA-256 of both. */
export function bookStateToBytes({ chainId, coverDesk }: Deployment, state: BookState): Uint8Array {
  const header: Header = {
    version: VERSION,
    chainId,
    coverDesk,
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
  }
  const content = concat([stringToBytes(`${JSON.stringify(header)}\n`), bookToBytes(state.book)])
  return concat([content, hexToBytes(sha256(content))])
}

/** The state that `bookStateToBytes` gave. Throws `BookStateInvalidError` for anything else. */
export function bookStateFromBytes({ chainId, coverDesk }: Deployment, bytes: Uint8Array): BookState {
  const content = bytes.subarray(0, -CHECKSUM)
  const end = content.indexOf(10)
  const checksum = hexToBytes(sha256(content))
  if (end < 0 || !bytes.subarray(-CHECKSUM).every((byte, i) => byte === checksum[i]))
    throw new BookStateInvalidError()
  const header = JSON.parse(bytesToString(content.subarray(0, end))) as Header
  if (
    header.version !== VERSION ||
    header.chainId !== chainId ||
    !isAddressEqual(header.coverDesk, coverDesk)
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
  return {
    block: BigInt(header.block),
    blockHash: header.blockHash,
    book: bookFromBytes(content.subarray(end + 1), header.batches),
    batches,
  }
}
