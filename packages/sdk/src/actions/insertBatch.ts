import { coverDeskAbi } from '@aceso/abi'
import { AcesoError, BATCH_SIZE, insertionWitness, PARTIAL_BATCH_DELAY, type Prover } from '@aceso/core'
import { encodeFunctionData, type Hex } from 'viem'
import { syncBook } from '../chain/book.js'
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

/** The batch that is inserted next: how many policies it has, and when it can be inserted. */
export async function nextBatch(client: AcesoClient, deployment: Deployment) {
  const book = { address: deployment.coverDesk, abi: coverDeskAbi } as const
  const [[batchIndex, count], [openIndex, , openedAt]] = await Promise.all([
    read(client, { ...book, functionName: 'nextBatch' }),
    read(client, { ...book, functionName: 'openBatch' }),
  ])
  const open = batchIndex === openIndex
  return {
    batchIndex: Number(batchIndex),
    count: Number(count),
    insertableAt: open && Number(count) < BATCH_SIZE ? openedAt + PARTIAL_BATCH_DELAY : 0n,
  }
}

/** Proves and inserts the next batch of the queue; anyone can. */
export async function insertBatch(
  client: AcesoClient,
  { deployment, prover, store }: InsertBatchParameters,
): Promise<InsertBatchReturnType> {
  const { batchIndex, count, insertableAt } = await nextBatch(client, deployment)
  if (count === 0) throw new NothingQueuedError()
  if ((await chainTime(client)) < insertableAt) throw new BatchStillFillingError(insertableAt)
  const { book, batches } = await syncBook(client, deployment, { store })
  const batch = (batches.get(batchIndex) ?? []).slice(0, count)
  const witness = insertionWitness(book, batch)
  const { proof } = await prover.proveInsertion(witness)
  const queued = batch.map(({ commitment, terms, window }) => ({ commitment, terms, window }))
  const data = encodeFunctionData({
    abi: coverDeskAbi,
    functionName: 'insertBatch',
    args: [proof, witness.newRoot, witness.batchRoot, queued],
  })
  const receipt = await send(client, deployment.coverDesk, data)
  return { hash: receipt.transactionHash, gasUsed: receipt.gasUsed, batchIndex, count }
}
