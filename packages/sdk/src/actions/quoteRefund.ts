import type { Policy } from '@aceso/core'
import { type AcesoClient, chainTime } from '../chain/client.js'
import { ownProduct } from '../chain/products.js'
import type { Deployment } from '../deployment.js'
import { refundOf, weeksLeft } from '../refund.js'

export type QuoteRefundParameters = {
  deployment: Deployment
  policy: Pick<Policy, 'productId' | 'renewable' | 'units' | 'end'>
}

/**
 * `refund` in asset units, for `weeks` whole weeks; 0 where the product or the time left gives nothing back, and for a
 * policy that was sold renewable, which can't be cancelled.
 */
export type QuoteRefundReturnType = { refund: bigint; weeks: bigint }

/** What a policy gives back if it is cancelled now. */
export async function quoteRefund(
  client: AcesoClient,
  { deployment, policy }: QuoteRefundParameters,
): Promise<QuoteRefundReturnType> {
  const [product, now] = await Promise.all([
    ownProduct(client, deployment, policy.productId),
    chainTime(client),
  ])
  return { refund: refundOf(product, policy, now), weeks: weeksLeft(policy.end, now) }
}
