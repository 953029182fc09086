import { claimDeskAbi } from '@aceso/abi'
import { AcesoError } from '@aceso/core'
import { decodeFunctionResult, encodeFunctionData, type Hex, parseEventLogs } from 'viem'
import type { AcesoClient } from '../chain/client.js'
import { logsOf } from '../chain/logs.js'
import { send, simulate } from '../chain/send.js'
import type { Deployment } from '../deployment.js'

export type SettleHeldClaimsParameters = {
  deployment: Deployment
  /** Most claims to look at; by default 10. */
  maxCount?: bigint
}

/** Ids of the claims that were paid, and of those that are void because their source was revoked. */
export type SettleHeldClaimsReturnType = { hash: Hex; gasUsed: bigint; paid: bigint[]; voided: bigint[] }

export class NoHeldClaimDueError extends AcesoError {
  constructor() {
    super('No held claim can be paid or voided now; each is paid two days after it was made, in order.', {
      name: 'NoHeldClaimDueError',
    })
  }
}

/** Pays the held claims that are payable, in order; anyone can. */
export async function settleHeldClaims(
  client: AcesoClient,
  { deployment: { claimDesk }, maxCount = 10n }: SettleHeldClaimsParameters,
): Promise<SettleHeldClaimsReturnType> {
  const settle = { abi: claimDeskAbi, functionName: 'settleHeld' } as const
  const data = encodeFunctionData({ ...settle, args: [maxCount] })
  const result = await simulate(client, claimDesk, data)
  const due = decodeFunctionResult({ ...settle, data: result ?? '0x' })
  if (due === 0n) throw new NoHeldClaimDueError()
  const receipt = await send(client, claimDesk, data)
  const logs = logsOf(receipt, claimDesk)
  const ids = (eventName: 'HeldClaimPaid' | 'HeldClaimVoided') =>
    parseEventLogs({ abi: claimDeskAbi, eventName, logs }).map(({ args }) => args.heldId)
  return {
    hash: receipt.transactionHash,
    gasUsed: receipt.gasUsed,
    paid: ids('HeldClaimPaid'),
    voided: ids('HeldClaimVoided'),
  }
}
