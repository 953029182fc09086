import { CapitalExhaustedError, ceilTo, premiumOf, WEEK } from '@aceso/core'
import { type GetCapitalReturnType, getCapital } from './actions/getCapital.js'
import { type AcesoClient, chainTime } from './chain/client.js'
import { listing, productOf } from './chain/products.js'
import type { Deployment } from './deployment.js'
import { revertErrors } from './errors/revertErrors.js'
import type { Product } from './product.js'

export type QuoteParameters = {
  deployment: Deployment
  productId: bigint
  units: bigint
  /** Whole weeks from the end of the current one; the cover ends on a week's boundary. */
  weeks: bigint
}

/** Amounts in asset units, times in unix seconds. */
export type Quote = {
  productId: bigint
  units: bigint
  premium: bigint
  maxPayout: bigint
  /** From when on results count, if bought now. */
  waitingEnds: bigint
  end: bigint
  claimDeadline: bigint
}

/** A product as it is sold in the next block: what any number of units costs, and what it gives. */
export type Offered = (units: bigint) => Quote

/**
 * Prices are computed here, so that the endpoint learns which product somebody looks at, and neither for how many units
 * nor for how long.
 */
export async function offered(
  client: AcesoClient,
  { deployment, productId, weeks }: Omit<QuoteParameters, 'units'>,
): Promise<Offered> {
  const [product, now] = await Promise.all([
    listing(client, deployment, productId).then(productOf),
    chainTime(client),
  ])
  const capital = await getCapital(client, product)
  const end = ceilTo(now + 1n, WEEK) + weeks * WEEK
  return (units) => ({
    productId,
    units,
    premium: priceOf(product, capital, { units, start: now, end }),
    maxPayout: units * product.maxPayout,
    waitingEnds: now + product.waiting,
    end,
    claimDeadline: end + product.claimWindow,
  })
}

/** What `CoverDesk` charges, in asset units; throws what it would refuse. */
export function priceOf(
  product: Product,
  capital: GetCapitalReturnType,
  { units, start, end }: { units: bigint; start: bigint; end: bigint },
): bigint {
  const { productId, onSale, minTerm, maxTerm, baseRate, loadFactor, maxPayout } = product
  if (!onSale) throw new revertErrors.CoverDesk_ProductNotOnSale([productId])
  if (end < start + minTerm || end > start + maxTerm)
    throw new revertErrors.CoverDesk_TermOutOfRange([end, start + minTerm, start + maxTerm])
  const added = units * maxPayout
  try {
    return premiumOf({ ...capital, baseRate, loadFactor, added, duration: end - start })
  } catch (error) {
    if (!(error instanceof CapitalExhaustedError)) throw error
    throw new revertErrors.Pricing_LiabilityAboveAssets([capital.liability + added, capital.assets])
  }
}
