import type { AcesoClient } from '../chain/client.js'
import { listing, productOf } from '../chain/products.js'
import type { Deployment } from '../deployment.js'
import type { Product } from '../product.js'

export type GetProductParameters = { deployment: Deployment; productId: bigint }
export type GetProductReturnType = Product

/** A product with its terms, checked against the hash that its policies carry. */
export async function getProduct(
  client: AcesoClient,
  { deployment, productId }: GetProductParameters,
): Promise<GetProductReturnType> {
  return productOf(await listing(client, deployment, productId))
}
