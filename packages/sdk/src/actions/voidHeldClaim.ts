import { claimDeskAbi } from '@aceso/abi'
import { encodeFunctionData, type Hex } from 'viem'
import type { AcesoClient } from '../chain/client.js'
import { send } from '../chain/send.js'
import type { Deployment } from '../deployment.js'

export type VoidHeldClaimParameters = { deployment: Deployment; heldId: bigint }
export type VoidHeldClaimReturnType = { hash: Hex; gasUsed: bigint }

/** Voids a held claim whose committee root was revoked, so that its policy can be claimed again; anyone can. */
export async function voidHeldClaim(
  client: AcesoClient,
  { deployment, heldId }: VoidHeldClaimParameters,
): Promise<VoidHeldClaimReturnType> {
  const data = encodeFunctionData({ abi: claimDeskAbi, functionName: 'voidHeld', args: [heldId] })
  const { transactionHash, gasUsed } = await send(client, deployment.claimDesk, data)
  return { hash: transactionHash, gasUsed }
}
