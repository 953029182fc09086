import {
  AcesoError,
  BATCH_SIZE,
  batchCount,
  bookRoot,
  isPath,
  leafHash,
  leafPath,
  type TreePath,
} from '@aceso/core'
import type { Deployment } from '../deployment.js'
import type { PolicyPlace } from '../policy.js'
import { syncBook } from './book.js'
import { BookOutOfSyncError } from './bookErrors.js'
import type { BookState } from './bookState.js'
import type { BookStore } from './bookStore.js'
import type { AcesoClient } from './client.js'
import type { Endings } from './endings.js'
import { holderLookout } from './lookout.js'

/** That a policy is in the book, as a proof shows it. */
export type Membership = { policyRoot: bigint; path: TreePath }

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

export type MembershipParameters = {
  secret: bigint
  policy: PolicyPlace & { index: bigint }
  store?: BookStore | undefined
}

/** Built from everyone's events, so that no endpoint learns which leaf it is for. Beside it how policies have ended. */
export async function membershipOf(
  client: AcesoClient,
  deployment: Deployment,
  { secret, policy, store }: MembershipParameters,
): Promise<{ membership: Membership; endings: Endings }> {
  // Anew where a lying endpoint's leaves were kept, or nobody looked out for a number as high as this policy's.
  for (const anew of [false, true]) {
    const options = { store, lookout: holderLookout(secret, policy.index), anew }
    const state = await syncBook(client, deployment, options)
    const membership = membershipIn(state, policy)
    if (membership) return { membership, endings: state.endings }
  }
  throw new BookOutOfSyncError()
}

/** Undefined when the leaf that is known there doesn't lead to the book's root. */
function membershipIn(
  { book, batches }: BookState,
  { batchIndex, position }: PolicyPlace,
): Membership | undefined {
  if (batchIndex >= batchCount(book)) throw new PolicyNotInsertedError()
  const leaves = (batches.get(batchIndex) ?? []).map(leafHash)
  const path = leafPath(book, batchIndex, leaves, position)
  const leafIndex = batchIndex * BATCH_SIZE + position
  const policyRoot = bookRoot(book)
  if (!isPath(leaves[position] ?? 0n, leafIndex, path, policyRoot)) return undefined
  return { policyRoot, path }
}
