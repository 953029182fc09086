import { underwritingPoolAbi } from '@aceso/abi'
import { type Address, encodeFunctionData, type Hex, parseEventLogs } from 'viem'
import { type AcesoClient, accountOf } from '../chain/client.js'
import { logsOf } from '../chain/logs.js'
import { send } from '../chain/send.js'

export type CollectKeptPayoutParameters = {
  pool: Address
  /** Whose payout; by default the client's account. */
  recipient?: Address
  /** Receives it; by default the recipient. Only the recipient itself can choose another. */
  to?: Address
}

/** `amount` in asset units. */
export type CollectKeptPayoutReturnType = { hash: Hex; gasUsed: bigint; amount: bigint }

/** Collects a payout whose transfer failed. Anyone can have the recipient tried again. */
export async function collectKeptPayout(
  client: AcesoClient,
  parameters: CollectKeptPayoutParameters,
): Promise<CollectKeptPayoutReturnType> {
  const { pool, recipient = accountOf(client).address, to = recipient } = parameters
  const args = [recipient, to] as const
  const data = encodeFunctionData({ abi: underwritingPoolAbi, functionName: 'collectKept', args })
  const receipt = await send(client, pool, data)
  const logs = logsOf(receipt, pool)
  const [event] = parseEventLogs({ abi: underwritingPoolAbi, eventName: 'KeptPayoutCollected', logs })
  return {
    hash: receipt.transactionHash,
    gasUsed: receipt.gasUsed,
    amount: event?.args.amount ?? 0n,
  }
}
