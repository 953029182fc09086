import { coverDeskAbi } from '@aceso/abi'
import { encodeFunctionData, type Hex } from 'viem'
import type { AcesoClient } from '../chain/client.js'
import { send } from '../chain/send.js'
import { allowanceFor } from '../chain/token.js'
import type { Deployment } from '../deployment.js'
import type { RestoredPolicy } from '../policy.js'
import { type PurchaseLimits, preparePurchase, soldIn } from '../purchase.js'

export type BuyCoverParameters = PurchaseLimits & {
  deployment: Deployment
  secret: bigint
  productId: bigint
  units: bigint
  weeks: bigint
  /**
   * Whether the policy can be renewed without a waiting period before it ends. If so it can't be cancelled; it costs a
   * little more gas.
   */
  renewable?: boolean
  /** The holder's policy number; by default the first unused one. */
  index?: bigint
}
export type BuyCoverReturnType = { hash: Hex; gasUsed: bigint; premium: bigint; policy: RestoredPolicy }

/**
 * Buys cover that starts now. Takes one transaction with a token that has EIP-2612 permits, otherwise an approval
 * before it. Nothing about the holder but the paying account reaches the chain.
 */
export async function buyCover(
  client: AcesoClient,
  parameters: BuyCoverParameters,
): Promise<BuyCoverReturnType> {
  const { deployment } = parameters
  const prepared = await preparePurchase(client, parameters)
  const { purchase, product } = prepared
  const permit = await allowanceFor(client, product.pool, deployment.coverDesk, purchase)
  const data = permit
    ? encodeFunctionData({ abi: coverDeskAbi, functionName: 'buyCoverWithPermit', args: [purchase, permit] })
    : encodeFunctionData({ abi: coverDeskAbi, functionName: 'buyCover', args: [purchase] })
  return soldIn(await send(client, deployment.coverDesk, data), deployment, prepared)
}
