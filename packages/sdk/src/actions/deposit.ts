import { underwritingPoolAbi } from '@aceso/abi'
import { type Address, encodeFunctionData, type Hex, parseEventLogs } from 'viem'
import { type AcesoClient, accountOf } from '../chain/client.js'
import { assetOf } from '../chain/pool.js'
import { send } from '../chain/send.js'
import { ensureAllowance } from '../chain/token.js'

export type DepositParameters = {
  pool: Address
  /** Asset units. */
  assets: bigint
  /** Owner of the shares; by default the client's account. */
  receiver?: Address
}
export type DepositReturnType = { hash: Hex; gasUsed: bigint; shares: bigint }

/** Deposits into a pool for shares, after an approval where one is needed. */
export async function deposit(
  client: AcesoClient,
  parameters: DepositParameters,
): Promise<DepositReturnType> {
  const { pool, assets, receiver = accountOf(client).address } = parameters
  await ensureAllowance(client, await assetOf(client, pool), pool, assets)
  const receipt = await send(
    client,
    pool,
    encodeFunctionData({ abi: underwritingPoolAbi, functionName: 'deposit', args: [assets, receiver] }),
  )
  const [event] = parseEventLogs({ abi: underwritingPoolAbi, eventName: 'Deposit', logs: receipt.logs })
  return { hash: receipt.transactionHash, gasUsed: receipt.gasUsed, shares: event?.args.shares ?? 0n }
}
