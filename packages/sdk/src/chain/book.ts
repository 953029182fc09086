import { coverDeskAbi } from '@aceso/abi'
import { AcesoError, appendBatch, type Book, batchCount, bookRoot, createBook } from '@aceso/core'
import { getContractEvents } from 'viem/actions'
import type { Deployment } from '../deployment.js'
import type { AcesoClient } from './client.js'
import { eventsSince } from './events.js'
import { read } from './read.js'

export class BookOutOfSyncError extends AcesoError {
  constructor() {
    super(
      "The policy book rebuilt from events doesn't have the root that the contract has. Try another endpoint.",
      {
        name: 'BookOutOfSyncError',
      },
    )
  }
}

/** The book rebuilt from the batches' events: one hash per 64 policies. Checked against the chain's root. */
export async function syncBook(client: AcesoClient, deployment: Deployment): Promise<Book> {
  const filter = {
    address: deployment.coverDesk,
    abi: coverDeskAbi,
    eventName: 'BatchInserted',
    strict: true,
  } as const
  const logs = await eventsSince(client, deployment, (range) =>
    getContractEvents(client, { ...filter, ...range }),
  )
  const book = createBook()
  for (const { args } of logs) {
    if (Number(args.batchIndex) !== batchCount(book)) throw new BookOutOfSyncError()
    appendBatch(book, args.batchRoot)
    if (bookRoot(book) !== args.root) throw new BookOutOfSyncError()
  }
  const root = await read(client, {
    address: deployment.coverDesk,
    abi: coverDeskAbi,
    functionName: 'currentRoot',
  })
  if (bookRoot(book) !== root) throw new BookOutOfSyncError()
  return book
}
