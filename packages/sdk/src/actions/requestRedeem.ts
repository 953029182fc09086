import { underwritingPoolAbi } from '@aceso/abi'
import { type Address, encodeFunctionData, type Hex, parseEventLogs } from 'viem'
import { getBlock } from 'viem/actions'
import { type AcesoClient, accountOf } from '../chain/client.js'
import { logsOf } from '../chain/logs.js'
import { send } from '../chain/send.js'
import { payableFrom } from '../exitEpoch.js'

export type RequestRedeemParameters = {
  pool: Address
  shares: bigint
  /** Owner of the exit; by default the client's account. Another one must have made the account its operator. */
  controller?: Address
  /** Owner of the shares; by default the client's account. */
  owner?: Address
}

/** `assets`: what the shares are worth now, in asset units; losses until the settlement lower it, gains don't raise it. */
export type RequestRedeemReturnType = {
  hash: Hex
  gasUsed: bigint
  assets: bigint
  /** Unix seconds of the first settlement that can pay it. */
  settleableAt: bigint
}

/**
 * Requests an exit from a pool: the shares are gone, and their assets wait for a settlement. Whatever is pending of the
 * controller waits anew.
 */
export async function requestRedeem(
  client: AcesoClient,
  parameters: RequestRedeemParameters,
): Promise<RequestRedeemReturnType> {
  const account = accountOf(client).address
  const { pool, shares, controller = account, owner = account } = parameters
  const data = encodeFunctionData({
    abi: underwritingPoolAbi,
    functionName: 'requestRedeem',
    args: [shares, controller, owner],
  })
  const receipt = await send(client, pool, data)
  const logs = logsOf(receipt, pool)
  const [event] = parseEventLogs({ abi: underwritingPoolAbi, eventName: 'ExitQueued', logs })
  const { timestamp } = await getBlock(client, { blockNumber: receipt.blockNumber })
  return {
    hash: receipt.transactionHash,
    gasUsed: receipt.gasUsed,
    assets: event?.args.assets ?? 0n,
    settleableAt: payableFrom(timestamp),
  }
}
