import { coverDeskAbi, policyBookAbi } from '@aceso/abi'
import { AcesoError, commitmentOf, unpackWindow } from '@aceso/core'
import { type Address, encodeFunctionData, type Hex, parseEventLogs } from 'viem'
import { type AcesoClient, chainTime } from '../chain/client.js'
import { assetOf } from '../chain/pool.js'
import { send } from '../chain/send.js'
import { ensureAllowance, signPermit } from '../chain/token.js'
import type { Deployment } from '../deployment.js'
import { getProduct } from './getProduct.js'
import { type QuoteCoverReturnType, quoteCover } from './quoteCover.js'
import { type RestoredPolicy, restorePolicies } from './restorePolicies.js'

export type BuyCoverParameters = {
  deployment: Deployment
  secret: bigint
  productId: bigint
  units: bigint
  weeks: bigint
  /** Most that is paid, in asset units; by default 1 % above the quote. */
  maxPremium?: bigint
  /** Unix seconds after which the purchase is void; by default 20 minutes from now. */
  deadline?: bigint
  /** The holder's policy number; by default the first unused one. */
  index?: bigint
}
export type BuyCoverReturnType = { hash: Hex; gasUsed: bigint; premium: bigint; policy: RestoredPolicy }

export class PurchaseNotRecordedError extends AcesoError {
  constructor(desk: Address) {
    super('The purchase went through but its events are missing; the deployment does not match the chain.', {
      name: 'PurchaseNotRecordedError',
      metaMessages: [`Cover desk: ${desk}`],
    })
  }
}

/**
 * Buys cover that starts now. Takes one transaction with a token that has EIP-2612 permits, otherwise an approval
 * before it. Nothing about the holder but the paying account reaches the chain.
 */
export async function buyCover(
  client: AcesoClient,
  parameters: BuyCoverParameters,
): Promise<BuyCoverReturnType> {
  const { deployment, secret, productId, units } = parameters
  const [quote, product, now] = await Promise.all([
    quoteCover(client, parameters),
    getProduct(client, { deployment, productId }),
    chainTime(client),
  ])
  const index = parameters.index ?? (await nextIndex(client, parameters))
  const maxPremium = parameters.maxPremium ?? withMargin(quote)
  const purchase = {
    productId,
    commitment: commitmentOf(secret, index),
    units: Number(units),
    end: Number(quote.end),
    maxPremium,
    deadline: parameters.deadline ?? now + 1_200n,
  }
  const asset = await assetOf(client, product.pool)
  const permit = await signPermit(client, asset, deployment.coverDesk, maxPremium, purchase.deadline)
  if (!permit) await ensureAllowance(client, asset, deployment.coverDesk, maxPremium)
  const data = permit
    ? encodeFunctionData({ abi: coverDeskAbi, functionName: 'buyCoverWithPermit', args: [purchase, permit] })
    : encodeFunctionData({ abi: coverDeskAbi, functionName: 'buyCover', args: [purchase] })
  const receipt = await send(client, deployment.coverDesk, data)
  const [bought] = parseEventLogs({ abi: coverDeskAbi, eventName: 'CoverBought', logs: receipt.logs })
  const [queued] = parseEventLogs({ abi: policyBookAbi, eventName: 'CoverQueued', logs: receipt.logs })
  if (!bought || !queued) throw new PurchaseNotRecordedError(deployment.coverDesk)
  const { batchIndex, position, commitment, terms, window } = queued.args
  return {
    hash: receipt.transactionHash,
    gasUsed: receipt.gasUsed,
    premium: bought.args.premium,
    policy: {
      ...unpackWindow(window),
      productId,
      terms,
      index,
      commitment,
      batchIndex: Number(batchIndex),
      position,
      claimed: false,
    },
  }
}

async function nextIndex(client: AcesoClient, { deployment, secret }: BuyCoverParameters): Promise<bigint> {
  const policies = await restorePolicies(client, { deployment, secret })
  return policies.reduce((next, { index }) => (index >= next ? index + 1n : next), 0n)
}

function withMargin({ premium }: QuoteCoverReturnType): bigint {
  return premium + premium / 100n + 1n
}
