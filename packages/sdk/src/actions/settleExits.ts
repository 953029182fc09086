import { underwritingPoolAbi } from '@aceso/abi'
import { AcesoError } from '@aceso/core'
import { type Address, encodeFunctionData, type Hex, parseEventLogs } from 'viem'
import { type AcesoClient, chainTime } from '../chain/client.js'
import { logsOf } from '../chain/logs.js'
import { read } from '../chain/read.js'
import { send } from '../chain/send.js'
import { epochAt, epochStart } from '../exitEpoch.js'

export type SettleExitsParameters = { pool: Address }

/** `assets`: what has become claimable of all exits, in asset units. */
export type SettleExitsReturnType = { hash: Hex; gasUsed: bigint; assets: bigint }

export class SettlementNotDueError extends AcesoError {
  /** Unix seconds. */
  readonly dueAt: bigint
  constructor(dueAt: bigint) {
    super(
      `There are no exits, or those of this week are settled already; the next settlement is due from ${new Date(Number(dueAt) * 1000).toISOString()} on.`,
      { name: 'SettlementNotDueError' },
    )
    this.dueAt = dueAt
  }
}

/** Settles a pool's exits, once a week; anyone can, and every exit request does. */
export async function settleExits(
  client: AcesoClient,
  { pool }: SettleExitsParameters,
): Promise<SettleExitsReturnType> {
  const contract = { address: pool, abi: underwritingPoolAbi } as const
  if (!(await read(client, { ...contract, functionName: 'isSettlementDue' }))) {
    throw new SettlementNotDueError(epochStart(epochAt(await chainTime(client)) + 1n))
  }
  const data = encodeFunctionData({ abi: underwritingPoolAbi, functionName: 'settleExits' })
  const receipt = await send(client, pool, data)
  const logs = logsOf(receipt, pool)
  const settled = parseEventLogs({ abi: underwritingPoolAbi, eventName: 'ExitsSettled', logs })
  return {
    hash: receipt.transactionHash,
    gasUsed: receipt.gasUsed,
    assets: settled.reduce((sum, { args }) => sum + args.assets, 0n),
  }
}
