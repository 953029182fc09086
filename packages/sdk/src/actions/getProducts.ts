import type { AcesoClient } from '../chain/client.js'
import { listings, productOf } from '../chain/products.js'
import type { Deployment } from '../deployment.js'
import type { Product } from '../product.js'

export type GetProductsParameters = { deployment: Deployment }
export type GetProductsReturnType = Product[]

/** Every product ever listed, whether or not it is on sale, by id. */
export async function getProducts(
  client: AcesoClient,
  { deployment }: GetProductsParameters,
): Promise<GetProductsReturnType> {
  return (await listings(client, deployment)).map(productOf)
}
