import { productCatalogAbi } from '@aceso/abi'
import { type Comparator, termsHash } from '@aceso/core'
import type { ReadContractReturnType } from 'viem'
import type { Deployment } from '../deployment.js'
import { revertErrors } from '../errors/revertErrors.js'
import { type Product, TermsMismatchError } from '../product.js'
import type { AcesoClient } from './client.js'
import { read } from './read.js'

/** A product as the catalog gives it; whether its terms have their hash isn't checked yet. */
export type Listing = {
  productId: bigint
  /** What its policies carry. */
  terms: bigint
  onSale: boolean
  parameters: ReadContractReturnType<typeof productCatalogAbi, 'product'>[2]
}

export async function listing(
  client: AcesoClient,
  { productCatalog }: Deployment,
  productId: bigint,
): Promise<Listing> {
  const [terms, onSale, parameters] = await read(client, {
    address: productCatalog,
    abi: productCatalogAbi,
    functionName: 'product',
    args: [productId],
  })
  return { productId, terms, onSale, parameters }
}

/** Every product ever listed, by id, from `first` on. */
export async function listings(client: AcesoClient, deployment: Deployment, first = 1n): Promise<Listing[]> {
  const count = await read(client, {
    address: deployment.productCatalog,
    abi: productCatalogAbi,
    functionName: 'productCount',
  })
  const ids = Array.from({ length: Number(count - first + 1n) }, (_, i) => first + BigInt(i))
  return Promise.all(ids.map((productId) => listing(client, deployment, productId)))
}

/**
 * The product of a policy that somebody has. Every product is read, so that the endpoint doesn't learn which; only this
 * one need be as it should.
 */
export async function ownProduct(
  client: AcesoClient,
  deployment: Deployment,
  productId: bigint,
): Promise<Product> {
  const own = (await listings(client, deployment)).find((listing) => listing.productId === productId)
  if (!own) throw new revertErrors.ProductCatalog_ProductUnknown([productId])
  return productOf(own)
}

/** Throws `TermsMismatchError` where the terms don't hash to what the product's policies carry. */
export function productOf({ productId, terms, onSale, parameters }: Listing): Product {
  const { payouts, baseline } = parameters
  const product: Product = {
    productId,
    termsHash: terms,
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
  if (termsHash(product) !== terms) throw new TermsMismatchError(productId)
  return product
}
