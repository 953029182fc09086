import { productCatalogAbi } from '@aceso/abi'
import type { Address } from 'viem'
import type { AcesoClient } from '../chain/client.js'
import { read } from '../chain/read.js'
import type { Deployment } from '../deployment.js'
import { getProduct } from './getProduct.js'

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
  const productCount = await read(client, {
    address: deployment.productCatalog,
    abi: productCatalogAbi,
    functionName: 'productCount',
  })
  if (productCount <= known.productCount) return known
  const listed = Array.from(
    { length: Number(productCount - known.productCount) },
    (_, i) => known.productCount + BigInt(i + 1),
  )
  const products = await Promise.all(listed.map((productId) => getProduct(client, { deployment, productId })))
  return { productCount, pools: [...new Set([...known.pools, ...products.map(({ pool }) => pool)])] }
}
