import type { BookStore } from '../chain/bookStore.js'
import type { AcesoClient } from '../chain/client.js'
import { type CoverOffer, type CoverWarning, sameProduct, unitsNotSold } from '../coverWarning.js'
import { revertErrors } from '../errors/revertErrors.js'
import { DENOMINATIONS, denominationFor } from '../product.js'
import { type Offered, offered, type Quote, type QuoteParameters } from '../quote.js'
import { restorePolicies } from './restorePolicies.js'

export type QuoteCoverParameters = QuoteParameters & {
  /** The holder's, so that the quote can warn of policies that they have; where it is left out it can't. */
  secret?: bigint
  /** Keeps what was read, so that the next time only new blocks are. */
  store?: BookStore
}

/** Show the warnings before the purchase. */
export type QuoteCoverReturnType = Quote & { warnings: CoverWarning[] }

/** What one policy costs if bought in the next block, what it gives, and what speaks against it. */
export async function quoteCover(
  client: AcesoClient,
  parameters: QuoteCoverParameters,
): Promise<QuoteCoverReturnType> {
  const { units } = parameters
  const sold = await offered(client, parameters)
  const quote = sold(units)
  const open = await openUnits(client, parameters, quote)
  const warnings: CoverWarning[] = []
  if (!DENOMINATIONS.includes(units)) warnings.push(unitsNotSold(units, offerOf(sold, units)))
  if (open.length > 0) {
    const all = open.reduce((sum, units) => sum + units, units)
    warnings.push(sameProduct(open, offerOf(sold, all)))
  }
  return { ...quote, warnings }
}

/** Units of the holder's policies of the product for which a result counts that counts for the new one too. */
async function openUnits(
  client: AcesoClient,
  { secret, productId, ...parameters }: QuoteCoverParameters,
  { waitingEnds }: Quote,
): Promise<bigint[]> {
  if (secret === undefined) return []
  const policies = await restorePolicies(client, { ...parameters, secret })
  return policies
    .filter(
      (policy) => policy.productId === productId && policy.status === 'open' && policy.end >= waitingEnds,
    )
    .map(({ units }) => units)
}

/** One policy of so many units or the next more, if there is one, and capital for it. */
function offerOf(sold: Offered, atLeast: bigint): CoverOffer | undefined {
  const units = denominationFor(atLeast)
  if (units === undefined) return undefined
  try {
    const { premium, maxPayout } = sold(units)
    return { units, premium, maxPayout }
  } catch (error) {
    if (error instanceof revertErrors.Pricing_LiabilityAboveAssets) return undefined
    throw error
  }
}
