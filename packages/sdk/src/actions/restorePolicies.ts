import { commitmentOf, leafHash, nullifierOf, unpackWindow } from '@aceso/core'
import { syncBook } from '../chain/book.js'
import type { BookStore } from '../chain/bookStore.js'
import type { AcesoClient } from '../chain/client.js'
import type { QueuedLeaf } from '../chain/events.js'
import { holderLookout } from '../chain/lookout.js'
import { listings } from '../chain/products.js'
import type { Deployment } from '../deployment.js'
import type { RestoredPolicy } from '../policy.js'

export type RestorePoliciesParameters = {
  deployment: Deployment
  secret: bigint
  /** Keeps what was read, so that the next time only new blocks are. */
  store?: BookStore
  /** Leaves aside what the store has, and replaces it: where an endpoint before this one may have hidden something. */
  anew?: boolean
}
export type RestorePoliciesReturnType = RestoredPolicy[]

/** Unused policy numbers after which the holder is taken to have no more. */
const GAP = 20n

/**
 * The holder's policies by number, renewals after what they renew, from the secret and public events alone. Events,
 * products and held claims of everyone are read and compared here, so the endpoint learns only that somebody looks.
 */
export async function restorePolicies(
  client: AcesoClient,
  { deployment, secret, store, anew = false }: RestorePoliciesParameters,
): Promise<RestorePoliciesReturnType> {
  const [{ batches, endings }, products] = await Promise.all([
    syncBook(client, deployment, { store, lookout: holderLookout(secret), anew }),
    listings(client, deployment),
  ])
  const leaves = byCommitment([...batches.values()].flat())
  const productIds = new Map(products.map(({ terms, productId }) => [terms, productId]))
  const policies: RestoredPolicy[] = []
  for (let index = 0n, last = -1n; index - last <= GAP; index++) {
    const own = leaves.get(commitmentOf(secret, index)) ?? []
    if (own.length > 0) last = index
    for (const leaf of own) {
      const productId = productIds.get(leaf.terms) ?? 0n
      const isSpent = endings.nullifiers.has(nullifierOf(secret, leafHash(leaf)))
      const status = isSpent ? 'ended' : 'open'
      policies.push({ ...policyOf(leaf), productId, index, status, isRenewed: own.some(follows(leaf)) })
    }
  }
  return policies
}

/** Renewals share a commitment, and anyone can buy a stranger cover by naming theirs: no leaf may hide another. */
function byCommitment(leaves: readonly QueuedLeaf[]): Map<bigint, QueuedLeaf[]> {
  const found = new Map<bigint, QueuedLeaf[]>()
  for (const leaf of leaves) found.set(leaf.commitment, [...(found.get(leaf.commitment) ?? []), leaf])
  return found
}

function policyOf({ window, terms, commitment, batchIndex, position }: QueuedLeaf) {
  return { ...unpackWindow(window), terms, commitment, batchIndex, position }
}

/** Of two leaves with one commitment, whether the second is the renewal of the first. */
function follows(leaf: QueuedLeaf): (other: QueuedLeaf) => boolean {
  const { end, units } = unpackWindow(leaf.window)
  return ({ terms, window }) => {
    const other = unpackWindow(window)
    return other.renewed && terms === leaf.terms && other.start === end && other.units === units
  }
}
