import { productCatalogAbi } from '@aceso/abi'
import { AcesoError, type Comparator, termsHash } from '@aceso/core'
import type { AcesoClient } from '../chain/client.js'
import { read } from '../chain/read.js'
import type { Deployment } from '../deployment.js'
import type { Product } from '../product.js'

export type GetProductParameters = { deployment: Deployment; productId: bigint }
export type GetProductReturnType = Product

export class TermsMismatchError extends AcesoError {
  constructor(productId: bigint) {
    super(`The terms of product ${productId} don't hash to what the catalog says. Don't buy it.`, {
      name: 'TermsMismatchError',
    })
  }
}

/** A product with its terms, checked against the hash that its policies carry. */
export async function getProduct(
  client: AcesoClient,
  { deployment, productId }: GetProductParameters,
): Promise<GetProductReturnType> {
  const [hash, onSale, parameters] = await read(client, {
    address: deployment.productCatalog,
    abi: productCatalogAbi,
    functionName: 'product',
    args: [productId],
  })
  const { payouts, baseline } = parameters
  const product: Product = {
    productId,
    termsHash: hash,
    onSale,
    measure: parameters.measure,
    comparator: parameters.comparator as Comparator,
    thresholds: parameters.thresholds,
    waiting: BigInt(parameters.waiting),
    claimWindow: BigInt(parameters.claimWindow),
    linkGrace: BigInt(parameters.linkGrace),
    committeeId: parameters.committeeId,
    trigger: parameters.trigger,
    pool: parameters.pool,
    payouts,
    tiers: payouts.filter((payout) => payout > 0n).length,
    maxPayout: payouts.reduce((most, payout) => (payout > most ? payout : most)),
    baseRate: parameters.baseRate,
    loadFactor: parameters.loadFactor,
    protocolFee: BigInt(parameters.protocolFee),
    oracleFee: BigInt(parameters.oracleFee),
    refundShare: BigInt(parameters.refundShare),
    renewalWindow: BigInt(parameters.renewalWindow),
    minTerm: BigInt(parameters.minTerm),
    maxTerm: BigInt(parameters.maxTerm),
    capacity: parameters.capacity,
    ...(baseline.maxAge > 0 && {
      baseline: {
        measure: baseline.measure,
        comparator: baseline.comparator as Comparator,
        threshold: baseline.threshold,
        maxAge: BigInt(baseline.maxAge),
      },
    }),
  }
  if (termsHash(product) !== hash) throw new TermsMismatchError(productId)
  return product
}
