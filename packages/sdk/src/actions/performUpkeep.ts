import { upkeepAbi } from '@aceso/abi'
import { encodeFunctionData, type Hex } from 'viem'
import type { AcesoClient } from '../chain/client.js'
import { send } from '../chain/send.js'
import type { Deployment } from '../deployment.js'

export type PerformUpkeepParameters = {
  deployment: Deployment
  /** What `checkUpkeep` returned. */
  performData: Hex
}

/** `hasChanged`: false if there was nothing left to be done. */
export type PerformUpkeepReturnType = { hash: Hex; gasUsed: bigint; hasChanged: boolean }

/** Does what a pool needs done; anyone can. */
export async function performUpkeep(
  client: AcesoClient,
  { deployment, performData }: PerformUpkeepParameters,
): Promise<PerformUpkeepReturnType> {
  const data = encodeFunctionData({ abi: upkeepAbi, functionName: 'performUpkeep', args: [performData] })
  const { transactionHash, gasUsed, logs } = await send(client, deployment.upkeep, data)
  // Whatever the contracts do for an upkeep, they say by an event.
  return { hash: transactionHash, gasUsed, hasChanged: logs.length > 0 }
}
