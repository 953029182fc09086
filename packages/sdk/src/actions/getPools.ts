import type { Address } from 'viem'
import type { AcesoClient } from '../chain/client.js'
import { listings } from '../chain/products.js'
import type { Deployment } from '../deployment.js'

export type GetPoolsParameters = {
  deployment: Deployment
  /** What an earlier call returned: only products listed since then are read. */
  known?: GetPoolsReturnType
}
export type GetPoolsReturnType = { productCount: bigint; pools: Address[] }

/** The pools of all products ever listed, each once. */
export async function getPools(
  client: AcesoClient,
  { deployment, known = { productCount: 0n, pools: [] } }: GetPoolsParameters,
): Promise<GetPoolsReturnType> {
  const products = await listings(client, deployment, known.productCount + 1n)
  const last = products.at(-1)
  if (!last) return known
  const pools = products.map(({ parameters }) => parameters.pool)
  return { productCount: last.productId, pools: [...new Set([...known.pools, ...pools])] }
}
