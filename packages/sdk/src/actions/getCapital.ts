import { underwritingPoolAbi } from '@aceso/abi'
import type { Address } from 'viem'
import type { AcesoClient } from '../chain/client.js'
import { read } from '../chain/read.js'

export type GetCapitalParameters = { pool: Address; productId: bigint }

/** In asset units: what a premium is computed from, by core's `premiumOf`. */
export type GetCapitalReturnType = { assets: bigint; liability: bigint }

/** What a purchase of this product would find in the pool now, with the product's expired policies left out. */
export async function getCapital(
  client: AcesoClient,
  { pool, productId }: GetCapitalParameters,
): Promise<GetCapitalReturnType> {
  const [assets, liability] = await read(client, {
    address: pool,
    abi: underwritingPoolAbi,
    functionName: 'capital',
    args: [productId],
  })
  return { assets, liability }
}
