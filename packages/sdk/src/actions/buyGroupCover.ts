import { coverDeskAbi } from '@aceso/abi'
import { AcesoError } from '@aceso/core'
import { encodeFunctionData, type Hex } from 'viem'
import { type AcesoClient, chainTime } from '../chain/client.js'
import { assetOf } from '../chain/pool.js'
import { send } from '../chain/send.js'
import { ensureAllowance } from '../chain/token.js'
import type { Deployment } from '../deployment.js'
import { revertErrors } from '../errors/revertErrors.js'
import type { SoldPolicy } from '../policy.js'
import { DENOMINATIONS } from '../product.js'
import { type PurchaseLimits, purchaseIn, purchaseLimits, type Renewable, renewerOf } from '../purchase.js'
import { getProduct } from './getProduct.js'
import { quoteCover } from './quoteCover.js'

/** Who is covered, by the commitment that the member's own client gave (`nextCommitment`). */
export type GroupMember = { commitment: bigint; units: bigint }

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

export class DuplicateMemberError extends AcesoError {
  constructor() {
    super('Two members of the group have the same commitment. Only one of their policies could ever claim.', {
      name: 'DuplicateMemberError',
      metaMessages: ['Ask one of them for another commitment.'],
    })
  }
}

/** Most members that `CoverDesk` takes at once. */
const MAX_GROUP = 100

/**
 * Buys cover for several holders at one price for all their units; it starts now and ends together. Takes an approval
 * of the token before it where none is left.
 */
export async function buyGroupCover(
  client: AcesoClient,
  parameters: BuyGroupCoverParameters,
): Promise<BuyGroupCoverReturnType> {
  const { deployment, productId, members, weeks, renewable = false } = parameters
  // Refused before the approval is paid for.
  assertGroup(members)
  const units = members.reduce((sum, member) => sum + member.units, 0n)
  const [quote, product, now] = await Promise.all([
    quoteCover(client, { deployment, productId, units, weeks }),
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

function assertGroup(members: readonly GroupMember[]): void {
  if (members.length === 0 || members.length > MAX_GROUP) {
    throw new revertErrors.CoverDesk_GroupSizeInvalid([BigInt(members.length), BigInt(MAX_GROUP)])
  }
  for (const { units } of members) {
    if (!DENOMINATIONS.includes(units)) throw new revertErrors.CoverDesk_UnitsNotADenomination([units])
  }
  if (new Set(members.map(({ commitment }) => commitment)).size < members.length) {
    throw new DuplicateMemberError()
  }
}
