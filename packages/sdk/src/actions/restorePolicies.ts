import { claimDeskAbi, productCatalogAbi } from '@aceso/abi'
import { commitmentOf, leafHash, nullifierOf, unpackWindow } from '@aceso/core'
import { syncBook } from '../chain/book.js'
import type { BookStore } from '../chain/bookStore.js'
import type { AcesoClient } from '../chain/client.js'
import type { QueuedLeaf } from '../chain/events.js'
import { holderLookout } from '../chain/lookout.js'
import { read } from '../chain/read.js'
import type { Deployment } from '../deployment.js'
import type { RestoredPolicy } from '../policy.js'

export type RestorePoliciesParameters = {
  deployment: Deployment
  secret: bigint
  /** Keeps what was read, so that the next time only new blocks are. */
  store?: BookStore
}
export type RestorePoliciesReturnType = RestoredPolicy[]

/** Unused policy numbers after which the holder is taken to have no more. */
const GAP = 20n

/**
 * The holder's policies by number, renewals after what they renew, from the secret and public events alone. The events
 * of everyone are read, so the endpoint doesn't learn which are the holder's; asking whether a nullifier is spent tells
 * it that someone looked.
 */
export async function restorePolicies(
  client: AcesoClient,
  { deployment, secret, store }: RestorePoliciesParameters,
): Promise<RestorePoliciesReturnType> {
  const { batches } = await syncBook(client, deployment, { store, lookout: holderLookout(secret) })
  const leaves = byCommitment([...batches.values()].flat())
  const policies: RestoredPolicy[] = []
  for (let index = 0n, last = -1n; index - last <= GAP; index++) {
    const own = leaves.get(commitmentOf(secret, index)) ?? []
    if (own.length > 0) last = index
    policies.push(
      ...(await Promise.all(own.map((leaf) => restored(client, deployment, secret, index, leaf)))),
    )
  }
  return policies
}

/** Renewals share a commitment, and anyone can buy a stranger cover by naming theirs: no leaf may hide another. */
function byCommitment(leaves: readonly QueuedLeaf[]): Map<bigint, QueuedLeaf[]> {
  const found = new Map<bigint, QueuedLeaf[]>()
  for (const leaf of leaves) found.set(leaf.commitment, [...(found.get(leaf.commitment) ?? []), leaf])
  return found
}

async function restored(
  client: AcesoClient,
  { productCatalog, claimDesk }: Deployment,
  secret: bigint,
  index: bigint,
  leaf: QueuedLeaf,
): Promise<RestoredPolicy> {
  const { commitment, terms, window, batchIndex, position } = leaf
  const [productId, isSpent] = await Promise.all([
    read(client, {
      address: productCatalog,
      abi: productCatalogAbi,
      functionName: 'productOfTerms',
      args: [terms],
    }),
    read(client, {
      address: claimDesk,
      abi: claimDeskAbi,
      functionName: 'isNullifierSpent',
      args: [nullifierOf(secret, leafHash(leaf))],
    }),
  ])
  return {
    ...unpackWindow(window),
    productId,
    terms,
    index,
    commitment,
    batchIndex,
    position,
    status: isSpent ? 'ended' : 'open',
  }
}
