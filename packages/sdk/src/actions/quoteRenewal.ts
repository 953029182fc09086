import { WEEK } from '@aceso/core'
import type { AcesoClient } from '../chain/client.js'
import { type Listing, listings, productOf } from '../chain/products.js'
import type { Deployment } from '../deployment.js'
import { revertErrors } from '../errors/revertErrors.js'
import type { RestoredPolicy } from '../policy.js'
import { priceOf } from '../quote.js'
import { type GetCapitalReturnType, getCapital } from './getCapital.js'

export type QuoteRenewalParameters = {
  deployment: Deployment
  /** The policy that is renewed; who isn't its holder may not know whether it was renewed. */
  policy: Pick<RestoredPolicy, 'productId' | 'units' | 'end' | 'renewable'> &
    Partial<Pick<RestoredPolicy, 'isRenewed'>>
  /** Whole weeks from the policy's end. */
  weeks: bigint
}

/** Amounts in asset units, times in unix seconds. */
export type QuoteRenewalReturnType = {
  productId: bigint
  units: bigint
  premium: bigint
  maxPayout: bigint
  /** The old policy's end. */
  start: bigint
  end: bigint
  claimDeadline: bigint
  /** From when on the policy can be renewed. */
  opensAt: bigint
  /** Until just before when it can be. */
  closesAt: bigint
  /** Whether it was sold renewable, and as far as `policy` says has not been renewed yet. */
  isRenewable: boolean
}

/**
 * What it costs to renew a policy in the next block; the renewal has no waiting period. The price is computed here from
 * what all products would find in their pools, so that the endpoint doesn't learn which policy somebody has.
 */
export async function quoteRenewal(
  client: AcesoClient,
  { deployment, policy, weeks }: QuoteRenewalParameters,
): Promise<QuoteRenewalReturnType> {
  const { productId, units, end: start, renewable, isRenewed = false } = policy
  const all = await listings(client, deployment)
  const capitals = await Promise.allSettled(all.map((listing) => capitalOf(client, listing)))
  const own = all.findIndex((listing) => listing.productId === productId)
  const [listed, capital] = [all[own], capitals[own]]
  if (!listed || !capital) throw new revertErrors.ProductCatalog_ProductUnknown([productId])
  // What fails of another product doesn't matter.
  if (capital.status === 'rejected') throw capital.reason
  const product = productOf(listed)
  const end = start + weeks * WEEK
  const { maxPayout, renewalWindow, claimWindow } = product
  return {
    productId,
    units,
    premium: priceOf(product, capital.value, { units, start, end }),
    maxPayout: units * maxPayout,
    start,
    end,
    claimDeadline: end + claimWindow,
    opensAt: start - renewalWindow,
    closesAt: start,
    isRenewable: renewable && !isRenewed,
  }
}

function capitalOf(client: AcesoClient, { productId, parameters }: Listing): Promise<GetCapitalReturnType> {
  return getCapital(client, { pool: parameters.pool, productId })
}
