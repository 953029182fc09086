import { oracleRegistryAbi } from '@aceso/abi'
import { encodeFunctionData, type Hex } from 'viem'
import type { AcesoClient } from '../chain/client.js'
import { send } from '../chain/send.js'
import type { Deployment } from '../deployment.js'

export type ExpelKeyParameters = {
  deployment: Deployment
  /** The abscissa that names a slashed key. */
  key: bigint
  committeeId: number
}
export type ExpelKeyReturnType = { hash: Hex; gasUsed: bigint }

/** Takes a slashed key's seat in a committee that its slashing left out, and revokes the roots with it. Anyone can. */
export async function expelKey(
  client: AcesoClient,
  { deployment, key, committeeId }: ExpelKeyParameters,
): Promise<ExpelKeyReturnType> {
  const data = encodeFunctionData({
    abi: oracleRegistryAbi,
    functionName: 'expel',
    args: [key, BigInt(committeeId)],
  })
  const receipt = await send(client, deployment.oracleRegistry, data)
  return { hash: receipt.transactionHash, gasUsed: receipt.gasUsed }
}
