import { productCatalogAbi } from '@aceso/abi'
import type { AcesoClient } from '../chain/client.js'
import { read } from '../chain/read.js'
import type { Deployment } from '../deployment.js'
import type { Product } from '../product.js'
import { getProduct } from './getProduct.js'

export type GetProductsParameters = { deployment: Deployment }
export type GetProductsReturnType = Product[]

/** Every product ever listed, whether or not it is on sale, by id. */
export async function getProducts(
  client: AcesoClient,
  { deployment }: GetProductsParameters,
): Promise<GetProductsReturnType> {
  const count = await read(client, {
    address: deployment.productCatalog,
    abi: productCatalogAbi,
    functionName: 'productCount',
  })
  const ids = Array.from({ length: Number(count) }, (_, i) => BigInt(i + 1))
  return Promise.all(ids.map((productId) => getProduct(client, { deployment, productId })))
}
