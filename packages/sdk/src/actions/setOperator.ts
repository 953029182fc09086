import { underwritingPoolAbi } from '@aceso/abi'
import { type Address, encodeFunctionData, type Hex } from 'viem'
import type { AcesoClient } from '../chain/client.js'
import { send } from '../chain/send.js'

export type SetOperatorParameters = { pool: Address; operator: Address; approved: boolean }
export type SetOperatorReturnType = { hash: Hex; gasUsed: bigint }

/** Lets another account request and claim exits of the client's account, with all its shares; or no longer. */
export async function setOperator(
  client: AcesoClient,
  { pool, operator, approved }: SetOperatorParameters,
): Promise<SetOperatorReturnType> {
  const args = [operator, approved] as const
  const data = encodeFunctionData({ abi: underwritingPoolAbi, functionName: 'setOperator', args })
  const { transactionHash, gasUsed } = await send(client, pool, data)
  return { hash: transactionHash, gasUsed }
}
