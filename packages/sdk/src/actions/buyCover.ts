import { coverDeskAbi } from '@aceso/abi'
import { commitmentOf } from '@aceso/core'
import { encodeFunctionData, type Hex } from 'viem'
import { type AcesoClient, chainTime } from '../chain/client.js'
import { assetOf } from '../chain/pool.js'
import { send } from '../chain/send.js'
import { ensureAllowance, signPermit } from '../chain/token.js'
import type { Deployment } from '../deployment.js'
import type { RestoredPolicy } from '../policy.js'
import { type PurchaseLimits, PurchaseNotRecordedError, purchaseIn, purchaseLimits } from '../purchase.js'
import { getProduct } from './getProduct.js'
import { nextCommitment } from './nextCommitment.js'
import { quoteCover } from './quoteCover.js'

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
  const { deployment, secret, productId, units, renewable = false } = parameters
  const [quote, product, now] = await Promise.all([
    quoteCover(client, parameters),
    getProduct(client, { deployment, productId }),
    chainTime(client),
  ])
  const index = parameters.index ?? (await nextCommitment(client, parameters)).index
  const limits = purchaseLimits(parameters, quote, now)
  const purchase = {
    productId,
    member: { commitment: commitmentOf(secret, index), units: Number(units) },
    end: Number(quote.end),
    renewable,
    ...limits,
  }
  const asset = await assetOf(client, product.pool)
  const permit = await signPermit(client, asset, deployment.coverDesk, limits.maxPremium, limits.deadline)
  if (!permit) await ensureAllowance(client, asset, deployment.coverDesk, limits.maxPremium)
  const data = permit
    ? encodeFunctionData({ abi: coverDeskAbi, functionName: 'buyCoverWithPermit', args: [purchase, permit] })
    : encodeFunctionData({ abi: coverDeskAbi, functionName: 'buyCover', args: [purchase] })
  const receipt = await send(client, deployment.coverDesk, data)
  const { premium, policies } = purchaseIn(receipt, deployment, productId)
  const [sold] = policies
  if (!sold) throw new PurchaseNotRecordedError(deployment.coverDesk)
  return {
    hash: receipt.transactionHash,
    gasUsed: receipt.gasUsed,
    premium,
    policy: { ...sold, index, status: 'open' },
  }
}
