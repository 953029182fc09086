import { claimDeskAbi } from '@aceso/abi'
import { encodeFunctionData, type Hex, parseEventLogs } from 'viem'
import type { AcesoClient } from '../chain/client.js'
import { logsOf } from '../chain/logs.js'
import { send } from '../chain/send.js'
import type { Deployment } from '../deployment.js'

export type SettleHeldClaimParameters = { deployment: Deployment; heldId: bigint }

/** `isPaid`: false if the claim was voided, so that its policy can be claimed again. */
export type SettleHeldClaimReturnType = { hash: Hex; gasUsed: bigint; isPaid: boolean }

/** Pays a held claim that is payable, or voids one whose committee root was revoked; anyone can. */
export async function settleHeldClaim(
  client: AcesoClient,
  { deployment: { claimDesk }, heldId }: SettleHeldClaimParameters,
): Promise<SettleHeldClaimReturnType> {
  const data = encodeFunctionData({ abi: claimDeskAbi, functionName: 'settleHeld', args: [heldId] })
  const receipt = await send(client, claimDesk, data)
  const logs = logsOf(receipt, claimDesk)
  const paid = parseEventLogs({ abi: claimDeskAbi, eventName: 'HeldClaimPaid', logs })
  return { hash: receipt.transactionHash, gasUsed: receipt.gasUsed, isPaid: paid.length > 0 }
}
