import { claimDeskAbi, productCatalogAbi } from '@aceso/abi'
import { commitmentOf, leafHash, nullifierOf, type Policy, unpackWindow } from '@aceso/core'
import type { AcesoClient } from '../chain/client.js'
import { queuedLeaves } from '../chain/events.js'
import { read } from '../chain/read.js'
import type { Deployment } from '../deployment.js'

export type RestorePoliciesParameters = { deployment: Deployment; secret: bigint }

/** A policy with its place in the book; `claimed` once its nullifier is spent. */
export type RestoredPolicy = Policy & { batchIndex: number; position: number; claimed: boolean }
export type RestorePoliciesReturnType = RestoredPolicy[]

/** Unused policy numbers after which the holder is taken to have no more. */
const GAP = 20n

/**
 * The holder's policies, from the secret and public events alone. The events of everyone are read, so the endpoint
 * doesn't learn which are the holder's; asking whether a nullifier is spent tells it that someone looked.
 */
export async function restorePolicies(
  client: AcesoClient,
  { deployment, secret }: RestorePoliciesParameters,
): Promise<RestorePoliciesReturnType> {
  const leaves = new Map((await queuedLeaves(client, deployment)).map((leaf) => [leaf.commitment, leaf]))
  const policies: RestoredPolicy[] = []
  for (let index = 0n, last = -1n; index - last <= GAP; index++) {
    const commitment = commitmentOf(secret, index)
    const leaf = leaves.get(commitment)
    if (!leaf) continue
    last = index
    const { terms, window, batchIndex, position } = leaf
    const [productId, claimed] = await Promise.all([
      read(client, {
        address: deployment.productCatalog,
        abi: productCatalogAbi,
        functionName: 'productOfTerms',
        args: [terms],
      }),
      read(client, {
        address: deployment.claimDesk,
        abi: claimDeskAbi,
        functionName: 'isNullifierSpent',
        args: [nullifierOf(secret, leafHash(leaf))],
      }),
    ])
    policies.push({
      ...unpackWindow(window),
      productId,
      terms,
      index,
      commitment,
      batchIndex,
      position,
      claimed,
    })
  }
  return policies
}
