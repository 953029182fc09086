import type { Leaf } from '@aceso/core'
import { getBlockNumber } from 'viem/actions'
import type { Deployment } from '../deployment.js'
import type { AcesoClient } from './client.js'

/** Blocks asked for at a time; the limit of the stricter public endpoints. */
export const BLOCK_RANGE = 9_999n

type BlockRange = { fromBlock: bigint; toBlock: bigint }

/** Calls `page` for one range of blocks after the other. */
export async function eventsIn(
  { fromBlock, toBlock }: BlockRange,
  page: (range: BlockRange) => Promise<void>,
): Promise<void> {
  for (let from = fromBlock; from <= toBlock; from += BLOCK_RANGE + 1n) {
    const to = from + BLOCK_RANGE
    await page({ fromBlock: from, toBlock: to < toBlock ? to : toBlock })
  }
}

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
  await eventsIn({ fromBlock: startBlock, toBlock: latest }, async (range) => {
    found.push(...(await get(range)))
  })
  return found
}

/** A leaf of the book with its final place. */
export type QueuedLeaf = Leaf & { batchIndex: number; position: number }
