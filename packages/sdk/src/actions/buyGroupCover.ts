import { coverDeskAbi } from '@aceso/abi'
import { encodeFunctionData, type Hex } from 'viem'
import { type AcesoClient, chainTime } from '../chain/client.js'
import { assetOf } from '../chain/pool.js'
import { send } from '../chain/send.js'
import { ensureAllowance } from '../chain/token.js'
import type { Deployment } from '../deployment.js'
import type { GroupMember } from '../group.js'
import type { SoldPolicy } from '../policy.js'
import { type PurchaseLimits, purchaseIn, purchaseLimits, type Renewable, renewerOf } from '../purchase.js'
import { getProduct } from './getProduct.js'
import { quoteGroup } from './quoteGroup.js'

export type BuyGroupCoverParameters = PurchaseLimits & {
  deployment: Deployment
  productId: bigint
  /** 1 to 100. */
  members: readonly GroupMember[]
  weeks: bigint
  /** Of each policy, all by the same account; by default none can be. */
  renewable?: Renewable
}

/** One policy for each member, in order; every member restores theirs from their own wallet. */
export type BuyGroupCoverReturnType = {
  hash: Hex
  gasUsed: bigint
  premium: bigint
  policies: SoldPolicy[]
}

/**
 * Buys cover for several holders at one price for all their units; it starts now and ends together. Takes an approval
 * of the token before it where none is left. `quoteGroup` warns before it.
 */
export async function buyGroupCover(
  client: AcesoClient,
  parameters: BuyGroupCoverParameters,
): Promise<BuyGroupCoverReturnType> {
  const { deployment, productId, members, weeks, renewable = false } = parameters
  // What is refused is refused before the approval is paid for.
  const [quote, product, now] = await Promise.all([
    quoteGroup(client, { deployment, productId, members, weeks }),
    getProduct(client, { deployment, productId }),
    chainTime(client),
  ])
  const limits = purchaseLimits(parameters, quote, now)
  const asset = await assetOf(client, product.pool)
  await ensureAllowance(client, asset, deployment.coverDesk, limits.maxPremium)
  const data = encodeFunctionData({
    abi: coverDeskAbi,
    functionName: 'buyGroupCover',
    args: [
      {
        productId,
        members: members.map(({ commitment, units }) => ({ commitment, units: Number(units) })),
        end: Number(quote.end),
        renewer: renewerOf(client, renewable),
        ...limits,
      },
    ],
  })
  const receipt = await send(client, deployment.coverDesk, data)
  return {
    hash: receipt.transactionHash,
    gasUsed: receipt.gasUsed,
    ...purchaseIn(receipt, deployment, productId),
  }
}
