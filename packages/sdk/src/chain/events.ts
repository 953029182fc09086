import { coverDeskAbi } from '@aceso/abi'
import type { Leaf } from '@aceso/core'
import { getBlockNumber, getContractEvents } from 'viem/actions'
import type { Deployment } from '../deployment.js'
import type { AcesoClient } from './client.js'

/** Blocks asked for at a time; the limit of the stricter public endpoints. */
const BLOCK_RANGE = 9_999n

type BlockRange = { fromBlock: bigint; toBlock: bigint }

/**
 * Everything that `get` finds from the deployment to the latest block. Filters never name a holder, so that the
 * endpoint learns nothing of one.
 */
export async function eventsSince<T>(
  client: AcesoClient,
  { startBlock }: Deployment,
  get: (range: BlockRange) => Promise<T[]>,
): Promise<T[]> {
  const latest = await getBlockNumber(client, { cacheTime: 0 })
  const found: T[] = []
  for (let fromBlock = startBlock; fromBlock <= latest; fromBlock += BLOCK_RANGE + 1n) {
    const toBlock = fromBlock + BLOCK_RANGE < latest ? fromBlock + BLOCK_RANGE : latest
    found.push(...(await get({ fromBlock, toBlock })))
  }
  return found
}

/** A leaf of the book with its final place. */
export type QueuedLeaf = Leaf & { batchIndex: number; position: number }

/** Every leaf ever queued, in order. */
export async function queuedLeaves(client: AcesoClient, deployment: Deployment): Promise<QueuedLeaf[]> {
  const filter = {
    address: deployment.coverDesk,
    abi: coverDeskAbi,
    eventName: 'CoverQueued',
    strict: true,
  } as const
  const logs = await eventsSince(client, deployment, (range) =>
    getContractEvents(client, { ...filter, ...range }),
  )
  return logs.map(({ args: { batchIndex, position, commitment, terms, window } }) => ({
    batchIndex: Number(batchIndex),
    position,
    commitment,
    terms,
    window,
  }))
}
