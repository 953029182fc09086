import { coverDeskAbi } from '@aceso/abi'
import { ceilTo, WEEK } from '@aceso/core'
import { type AcesoClient, chainTime } from '../chain/client.js'
import { read } from '../chain/read.js'
import type { Deployment } from '../deployment.js'
import { getProduct } from './getProduct.js'

export type QuoteCoverParameters = {
  deployment: Deployment
  productId: bigint
  /** Of a policy 1, 2, 5, 10, 20, 50 or 100; of a group all its members' together. */
  units: bigint
  /** Whole weeks from the end of the current one; the cover ends on a week's boundary. */
  weeks: bigint
}

/** Amounts in asset units, times in unix seconds. */
export type QuoteCoverReturnType = {
  productId: bigint
  units: bigint
  premium: bigint
  maxPayout: bigint
  /** From when on results count, if bought now. */
  waitingEnds: bigint
  end: bigint
  claimDeadline: bigint
}

/** What cover costs if bought in the next block, and what it gives. */
export async function quoteCover(
  client: AcesoClient,
  { deployment, productId, units, weeks }: QuoteCoverParameters,
): Promise<QuoteCoverReturnType> {
  const [product, now] = await Promise.all([getProduct(client, { deployment, productId }), chainTime(client)])
  const end = ceilTo(now + 1n, WEEK) + weeks * WEEK
  const premium = await read(client, {
    address: deployment.coverDesk,
    abi: coverDeskAbi,
    functionName: 'quote',
    args: [productId, units, Number(end)],
  })
  return {
    productId,
    units,
    premium,
    maxPayout: units * product.maxPayout,
    waitingEnds: now + product.waiting,
    end,
    claimDeadline: end + product.claimWindow,
  }
}
