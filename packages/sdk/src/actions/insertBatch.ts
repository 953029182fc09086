import { coverDeskAbi } from '@aceso/abi'
import {
  AcesoError,
  BATCH_SIZE,
  chainOf,
  insertionWitness,
  PARTIAL_BATCH_DELAY,
  type Prover,
} from '@aceso/core'
import { encodeFunctionData, type Hex } from 'viem'
import { syncBook } from '../chain/book.js'
import { BookOutOfSyncError } from '../chain/bookErrors.js'
import type { BookStore } from '../chain/bookStore.js'
import { type AcesoClient, chainTime } from '../chain/client.js'
import { read } from '../chain/read.js'
import { send } from '../chain/send.js'
import type { Deployment } from '../deployment.js'

export type InsertBatchParameters = {
  deployment: Deployment
  prover: Prover
  /** Keeps what was read, so that the next time only new blocks are. */
  store?: BookStore
}
export type InsertBatchReturnType = { hash: Hex; gasUsed: bigint; batchIndex: number; count: number }

export class NothingQueuedError extends AcesoError {
  constructor() {
    super('No policy waits to be inserted into the book.', { name: 'NothingQueuedError' })
  }
}

export class BatchStillFillingError extends AcesoError {
  /** Unix seconds from when on the batch can be inserted though it isn't full. */
  readonly insertableAt: bigint
  constructor(insertableAt: bigint) {
    super(
      `The batch isn't full yet; it can be inserted from ${new Date(Number(insertableAt) * 1000).toISOString()} on.`,
      {
        name: 'BatchStillFillingError',
      },
    )
    this.insertableAt = insertableAt
  }
}

/** The batch that is inserted next: how many policies it has, their keccak chain, and when it can be inserted. */
export async function nextBatch(client: AcesoClient, deployment: Deployment) {
  const book = { address: deployment.coverDesk, abi: coverDeskAbi } as const
  const [[batchIndex, count, chain], [openIndex, , openedAt]] = await Promise.all([
    read(client, { ...book, functionName: 'nextBatch' }),
    read(client, { ...book, functionName: 'openBatch' }),
  ])
  const open = batchIndex === openIndex
  return {
    batchIndex: Number(batchIndex),
    count: Number(count),
    chain,
    insertableAt: open && Number(count) < BATCH_SIZE ? openedAt + PARTIAL_BATCH_DELAY : 0n,
  }
}

/** Proves and inserts the next batch of the queue; anyone can. */
export async function insertBatch(
  client: AcesoClient,
  parameters: InsertBatchParameters,
): Promise<InsertBatchReturnType> {
  const { deployment, prover } = parameters
  const next = await nextBatch(client, deployment)
  const { batchIndex, count, insertableAt } = next
  if (count === 0) throw new NothingQueuedError()
  if ((await chainTime(client)) < insertableAt) throw new BatchStillFillingError(insertableAt)
  const { book, leaves } = await queuedBatch(client, parameters, next)
  const witness = insertionWitness(book, leaves)
  const { proof } = await prover.proveInsertion(witness)
  const queued = leaves.map(({ commitment, terms, window }) => ({ commitment, terms, window }))
  const data = encodeFunctionData({
    abi: coverDeskAbi,
    functionName: 'insertBatch',
    args: [proof, witness.newRoot, witness.batchRoot, queued],
  })
  const receipt = await send(client, deployment.coverDesk, data)
  return { hash: receipt.transactionHash, gasUsed: receipt.gasUsed, batchIndex, count }
}

/** The book, and the leaves that the contract has queued for its next batch, which their keccak chain fixes. */
async function queuedBatch(
  client: AcesoClient,
  { deployment, store }: InsertBatchParameters,
  { batchIndex, count, chain }: Awaited<ReturnType<typeof nextBatch>>,
) {
  for (const anew of [false, true]) {
    const { book, batches } = await syncBook(client, deployment, { store, anew })
    const leaves = (batches.get(batchIndex) ?? []).slice(0, count)
    if (chainOf(leaves) === chain) return { book, leaves }
  }
  throw new BookOutOfSyncError()
}
