import { coverDeskAbi } from '@aceso/abi'
import { AcesoError } from '@aceso/core'
import { encodeFunctionData, type Hex } from 'viem'
import { type AcesoClient, accountOf, chainTime } from '../chain/client.js'
import { assetOf } from '../chain/pool.js'
import { ownProduct } from '../chain/products.js'
import { read } from '../chain/read.js'
import { send } from '../chain/send.js'
import { ensureAllowance } from '../chain/token.js'
import type { Deployment } from '../deployment.js'
import { revertErrors } from '../errors/revertErrors.js'
import type { RestoredPolicy } from '../policy.js'
import {
  type PurchaseLimits,
  PurchaseNotRecordedError,
  purchaseIn,
  purchaseLimits,
  type Renewable,
  renewerOf,
} from '../purchase.js'
import { quoteRenewal } from './quoteRenewal.js'

export type RenewCoverParameters = PurchaseLimits & {
  deployment: Deployment
  /** The policy that is renewed. Its successor has the same commitment and units. */
  policy: RestoredPolicy
  /** Whole weeks from the policy's end, at which the new one starts. */
  weeks: bigint
  /** Of the new policy, in its turn; by default it can't be. */
  renewable?: Renewable
}
export type RenewCoverReturnType = { hash: Hex; gasUsed: bigint; premium: bigint; policy: RestoredPolicy }

export class OutsideRenewalWindowError extends AcesoError {
  /** Unix seconds; renewal is possible from then on … */
  readonly opensAt: bigint
  /** … until just before then. */
  readonly closesAt: bigint
  constructor(opensAt: bigint, closesAt: bigint) {
    super(
      `The policy can be renewed from ${date(opensAt)} until ${date(closesAt)}. Renew it then, or buy a new one.`,
      { name: 'OutsideRenewalWindowError' },
    )
    this.opensAt = opensAt
    this.closesAt = closesAt
  }
}

/**
 * Buys the policy that follows upon one that is about to end, without a waiting period. Only the account that was named
 * when the old one was bought can. Takes an approval of the token before it where none is left. Everyone can see that
 * the two policies belong together, and no more.
 */
export async function renewCover(
  client: AcesoClient,
  parameters: RenewCoverParameters,
): Promise<RenewCoverReturnType> {
  const { deployment, policy, renewable = false } = parameters
  const { productId, commitment, units, index } = policy
  const renewer = accountOf(client).address
  const [quote, product, now] = await Promise.all([
    quoteRenewal(client, parameters),
    ownProduct(client, deployment, productId),
    chainTime(client),
  ])
  // Refused before the approval is paid for.
  if (now < quote.opensAt || now >= quote.closesAt) {
    throw new OutsideRenewalWindowError(quote.opensAt, quote.closesAt)
  }
  // The transaction names the policy as well.
  const renewals = await read(client, {
    address: deployment.coverDesk,
    abi: coverDeskAbi,
    functionName: 'renewals',
    args: [productId, { commitment, units: Number(units) }, Number(policy.end), renewer],
  })
  if (renewals === 0n) throw new revertErrors.CoverDesk_PolicyNotRenewable([commitment, policy.end, renewer])

  const limits = purchaseLimits(parameters, quote, now)
  const asset = await assetOf(client, product.pool)
  await ensureAllowance(client, asset, deployment.coverDesk, limits.maxPremium)
  const data = encodeFunctionData({
    abi: coverDeskAbi,
    functionName: 'renewCover',
    args: [
      {
        productId,
        member: { commitment, units: Number(units) },
        start: Number(quote.start),
        end: Number(quote.end),
        renewer: renewerOf(client, renewable),
        ...limits,
      },
    ],
  })
  const receipt = await send(client, deployment.coverDesk, data)
  const { premium, policies } = purchaseIn(receipt, deployment, productId)
  const [sold] = policies
  if (!sold) throw new PurchaseNotRecordedError(deployment.coverDesk)
  return {
    hash: receipt.transactionHash,
    gasUsed: receipt.gasUsed,
    premium,
    policy: { ...sold, index, status: 'open', isRenewed: false },
  }
}

function date(seconds: bigint): string {
  return new Date(Number(seconds) * 1000).toISOString()
}
