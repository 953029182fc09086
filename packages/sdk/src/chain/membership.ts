import { AcesoError, BATCH_SIZE, batchCount, bookRoot, leafHash, leafPath, type TreePath } from '@aceso/core'
import type { Deployment } from '../deployment.js'
import type { PolicyPlace } from '../policy.js'
import { syncBook } from './book.js'
import type { AcesoClient } from './client.js'
import { queuedLeaves } from './events.js'

/** That a policy is in the book, as a proof shows it. */
export type Membership = { policyRoot: bigint; leafIndex: bigint; path: TreePath }

export class PolicyNotInsertedError extends AcesoError {
  constructor() {
    super(
      'The policy waits in the queue and is not in the book yet. Insert its batch first, or let a relayer do it.',
      {
        name: 'PolicyNotInsertedError',
      },
    )
  }
}

/** Built from everyone's events, so that no endpoint learns which leaf it is for. */
export async function membershipOf(
  client: AcesoClient,
  deployment: Deployment,
  { batchIndex, position }: PolicyPlace,
): Promise<Membership> {
  const [book, leaves] = await Promise.all([syncBook(client, deployment), queuedLeaves(client, deployment)])
  if (batchIndex >= batchCount(book)) throw new PolicyNotInsertedError()
  const batch = leaves.filter((leaf) => leaf.batchIndex === batchIndex).map(leafHash)
  return {
    policyRoot: bookRoot(book),
    leafIndex: BigInt(batchIndex * BATCH_SIZE + position),
    path: leafPath(book, batchIndex, batch, position),
  }
}
