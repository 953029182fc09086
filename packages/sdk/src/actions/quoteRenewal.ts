import { coverDeskAbi } from '@aceso/abi'
import { WEEK } from '@aceso/core'
import { type Address, zeroAddress } from 'viem'
import type { AcesoClient } from '../chain/client.js'
import { read } from '../chain/read.js'
import type { Deployment } from '../deployment.js'
import type { SoldPolicy } from '../policy.js'
import { getProduct } from './getProduct.js'

export type QuoteRenewalParameters = {
  deployment: Deployment
  /** The policy that is renewed. */
  policy: Pick<SoldPolicy, 'productId' | 'commitment' | 'units' | 'end'>
  /** Whole weeks from the policy's end. */
  weeks: bigint
  /** Who renews; by default the client's account. */
  renewer?: Address
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
  /** Whether the renewer can renew it: was named for it when it was sold, and has not renewed it yet. */
  isRenewable: boolean
}

/** What it costs to renew a policy in the next block; the renewal has no waiting period. */
export async function quoteRenewal(
  client: AcesoClient,
  { deployment, policy, weeks, renewer = client.account?.address ?? zeroAddress }: QuoteRenewalParameters,
): Promise<QuoteRenewalReturnType> {
  const { productId, commitment, units, end: start } = policy
  const end = start + weeks * WEEK
  const desk = { address: deployment.coverDesk, abi: coverDeskAbi } as const
  const [product, premium, renewals] = await Promise.all([
    getProduct(client, { deployment, productId }),
    read(client, {
      ...desk,
      functionName: 'quoteRenewal',
      args: [productId, units, Number(start), Number(end)],
    }),
    read(client, {
      ...desk,
      functionName: 'renewals',
      args: [productId, { commitment, units: Number(units) }, Number(start), renewer],
    }),
  ])
  return {
    productId,
    units,
    premium,
    maxPayout: units * product.maxPayout,
    start,
    end,
    claimDeadline: end + product.claimWindow,
    opensAt: start - product.renewalWindow,
    closesAt: start,
    isRenewable: renewals > 0n,
  }
}
