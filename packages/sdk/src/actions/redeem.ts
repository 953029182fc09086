import { underwritingPoolAbi } from '@aceso/abi'
import { type Address, encodeFunctionData, type Hex, parseEventLogs } from 'viem'
import { type AcesoClient, accountOf } from '../chain/client.js'
import { send } from '../chain/send.js'

export type RedeemParameters = {
  pool: Address
  shares: bigint
  /** Receives the assets; by default the client's account. */
  receiver?: Address
}
export type RedeemReturnType = { hash: Hex; gasUsed: bigint; assets: bigint }

/** Redeems shares out of the pool's free capital. */
export async function redeem(client: AcesoClient, parameters: RedeemParameters): Promise<RedeemReturnType> {
  const owner = accountOf(client).address
  const { pool, shares, receiver = owner } = parameters
  const receipt = await send(
    client,
    pool,
    encodeFunctionData({ abi: underwritingPoolAbi, functionName: 'redeem', args: [shares, receiver, owner] }),
  )
  const [event] = parseEventLogs({ abi: underwritingPoolAbi, eventName: 'Withdraw', logs: receipt.logs })
  return { hash: receipt.transactionHash, gasUsed: receipt.gasUsed, assets: event?.args.assets ?? 0n }
}
