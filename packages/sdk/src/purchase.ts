import { coverDeskAbi } from '@aceso/abi'
import { AcesoError, ceilTo, commitmentOf, HOUR, unpackWindow } from '@aceso/core'
import { type Address, type Hex, parseEventLogs, type TransactionReceipt, zeroAddress } from 'viem'
import { getProduct } from './actions/getProduct.js'
import { nextCommitment } from './actions/nextCommitment.js'
import { type AcesoClient, accountOf, chainTime } from './chain/client.js'
import { logsOf } from './chain/logs.js'
import type { Deployment } from './deployment.js'
import type { RestoredPolicy, SoldPolicy } from './policy.js'
import { assertDenomination } from './product.js'
import { offered } from './quote.js'

/** What bounds a purchase. */
export type PurchaseLimits = {
  /** Most that is paid, in asset units; by default 1 % above the quote. */
  maxPremium?: bigint
  /**
   * Unix seconds after which the purchase is void, rounded up to the hour, since it is public; by default the first full
   * hour that leaves 20 minutes.
   */
  deadline?: bigint
}

/**
 * Whether a policy can be renewed, without a waiting period, before it ends: by the account that buys it (`true`), or by
 * another one (its address), and by nobody else. If so it can't be cancelled, and costs a little more gas.
 */
export type Renewable = boolean | Address

/** The account that the desk lets renew, the zero address if nobody. */
export function renewerOf(client: AcesoClient, renewable: Renewable): Address {
  if (typeof renewable === 'string') return renewable
  return renewable ? accountOf(client).address : zeroAddress
}

/** Premium in asset units, of all policies together. */
export type Purchase = { premium: bigint; policies: SoldPolicy[] }

export class PurchaseNotRecordedError extends AcesoError {
  constructor(desk: Address) {
    super('The purchase went through but its events are missing; the deployment does not match the chain.', {
      name: 'PurchaseNotRecordedError',
      metaMessages: [`Cover desk: ${desk}`],
    })
  }
}

/** Seconds that a purchase has at least to be mined. */
const LEEWAY = 1_200n

export function purchaseLimits(
  { maxPremium, deadline }: PurchaseLimits,
  quote: { premium: bigint },
  now: bigint,
): Required<PurchaseLimits> {
  return {
    maxPremium: maxPremium ?? quote.premium + quote.premium / 100n + 1n,
    deadline: ceilTo(deadline ?? now + LEEWAY, HOUR),
  }
}

/** What a transaction sold, read from its receipt. */
export function purchaseIn(
  receipt: TransactionReceipt,
  { coverDesk }: Deployment,
  productId: bigint,
): Purchase {
  const logs = logsOf(receipt, coverDesk)
  const [bought] = parseEventLogs({ abi: coverDeskAbi, eventName: 'CoverBought', logs })
  const queued = parseEventLogs({ abi: coverDeskAbi, eventName: 'CoverQueued', logs })
  if (!bought || queued.length === 0) throw new PurchaseNotRecordedError(coverDesk)
  const policies = queued.map(({ args: { batchIndex, position, commitment, terms, window } }) => ({
    ...unpackWindow(window),
    productId,
    terms,
    commitment,
    batchIndex: Number(batchIndex),
    position,
  }))
  return { premium: bought.args.premium, policies }
}

/** One policy that a holder buys. */
export type PolicyPurchaseParameters = PurchaseLimits & {
  deployment: Deployment
  secret: bigint
  productId: bigint
  units: bigint
  weeks: bigint
  /** By default it can't be. */
  renewable?: Renewable
  /** The holder's policy number; by default the first unused one. */
  index?: bigint
}
export type BoughtPolicy = { hash: Hex; gasUsed: bigint; premium: bigint; policy: RestoredPolicy }

/** What is bought: the product, the holder's policy number, and what the desk takes. `now`: the chain's clock. */
export type PreparedPurchase = Awaited<ReturnType<typeof preparePurchase>>

/** Quotes a policy of one holder and bounds its purchase. */
export async function preparePurchase(client: AcesoClient, parameters: PolicyPurchaseParameters) {
  const { deployment, secret, productId, units, renewable = false } = parameters
  // Refused before an approval is paid for.
  assertDenomination(units)
  const [sold, product, now] = await Promise.all([
    offered(client, parameters),
    getProduct(client, { deployment, productId }),
    chainTime(client),
  ])
  const quote = sold(units)
  const index = parameters.index ?? (await nextCommitment(client, parameters)).index
  const purchase = {
    productId,
    member: { commitment: commitmentOf(secret, index), units: Number(units) },
    end: Number(quote.end),
    renewer: renewerOf(client, renewable),
    ...purchaseLimits(parameters, quote, now),
  }
  return { purchase, product, index, now }
}

/** The one policy that a transaction sold. */
export function soldIn(
  receipt: TransactionReceipt,
  deployment: Deployment,
  { purchase, index }: Pick<PreparedPurchase, 'purchase' | 'index'>,
): BoughtPolicy {
  const { premium, policies } = purchaseIn(receipt, deployment, purchase.productId)
  const [sold] = policies
  if (!sold) throw new PurchaseNotRecordedError(deployment.coverDesk)
  return {
    hash: receipt.transactionHash,
    gasUsed: receipt.gasUsed,
    premium,
    policy: { ...sold, index, status: 'open', isRenewed: false },
  }
}
