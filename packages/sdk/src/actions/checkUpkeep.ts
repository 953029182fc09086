import { upkeepAbi } from '@aceso/abi'
import { type Address, encodeAbiParameters, type Hex } from 'viem'
import type { AcesoClient } from '../chain/client.js'
import { read } from '../chain/read.js'
import type { Deployment } from '../deployment.js'

export type CheckUpkeepParameters = { deployment: Deployment; pool: Address }

/** What `performUpkeep` takes; undefined if nothing is to be done. */
export type CheckUpkeepReturnType = Hex | undefined

/** What a pool needs done: expired policies let go, exits settled, held claims paid. */
export async function checkUpkeep(
  client: AcesoClient,
  { deployment, pool }: CheckUpkeepParameters,
): Promise<CheckUpkeepReturnType> {
  const [isNeeded, performData] = await read(client, {
    address: deployment.upkeep,
    abi: upkeepAbi,
    functionName: 'checkUpkeep',
    args: [encodeAbiParameters([{ type: 'address' }], [pool])],
  })
  return isNeeded ? performData : undefined
}
