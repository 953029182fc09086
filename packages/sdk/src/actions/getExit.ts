import { underwritingPoolAbi } from '@aceso/abi'
import type { Address } from 'viem'
import { getBlock, getContractEvents } from 'viem/actions'
import { type AcesoClient, accountOf, chainTime } from '../chain/client.js'
import { eventsSince } from '../chain/events.js'
import { read } from '../chain/read.js'
import type { Deployment } from '../deployment.js'
import { epochAt, epochStart, payableFrom } from '../exitEpoch.js'

export type GetExitParameters = {
  deployment: Deployment
  pool: Address
  /** By default the client's account. */
  controller?: Address
}

/** Assets in asset units, shares in share units. */
export type GetExitReturnType = {
  pendingShares: bigint
  /** What they are worth now: they earn and lose as all shares do until they are settled. */
  pendingAssets: bigint
  claimableShares: bigint
  claimableAssets: bigint
  /** Unix seconds of the next settlement that can pay what is pending, or part of it; undefined if nothing is. */
  settleableAt: bigint | undefined
}

/** All exits of an account from a pool. */
export async function getExit(
  client: AcesoClient,
  parameters: GetExitParameters,
): Promise<GetExitReturnType> {
  const { deployment, pool, controller = accountOf(client).address } = parameters
  const contract = { address: pool, abi: underwritingPoolAbi } as const
  const [pendingShares, pendingAssets, claimableShares, claimableAssets] = await Promise.all([
    read(client, { ...contract, functionName: 'pendingRedeemRequest', args: [0n, controller] }),
    read(client, { ...contract, functionName: 'pendingAssets', args: [controller] }),
    read(client, { ...contract, functionName: 'claimableRedeemRequest', args: [0n, controller] }),
    read(client, { ...contract, functionName: 'maxWithdraw', args: [controller] }),
  ])
  const settleableAt =
    pendingShares === 0n ? undefined : await nextPayment(client, deployment, pool, controller)
  return { pendingShares, pendingAssets, claimableShares, claimableAssets, settleableAt }
}

/** The latest request counts for all that is pending. What it could not be paid for want of capital waits an epoch. */
async function nextPayment(
  client: AcesoClient,
  deployment: Deployment,
  pool: Address,
  controller: Address,
): Promise<bigint> {
  const filter = {
    address: pool,
    abi: underwritingPoolAbi,
    eventName: 'ExitQueued',
    args: { controller },
    strict: true,
  } as const
  const [requests, now, isDue] = await Promise.all([
    eventsSince(client, deployment, (range) => getContractEvents(client, { ...filter, ...range })),
    chainTime(client),
    read(client, { address: pool, abi: underwritingPoolAbi, functionName: 'isSettlementDue' }),
  ])
  const next = epochStart(isDue ? epochAt(now) : epochAt(now) + 1n)
  const latest = requests.at(-1)
  if (!latest) return next
  const { timestamp } = await getBlock(client, { blockNumber: latest.blockNumber })
  const first = payableFrom(timestamp)
  return first > next ? first : next
}
