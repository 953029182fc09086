import { claimDeskAbi } from '@aceso/abi'
import { AcesoError } from '@aceso/core'
import { type Hex, parseEventLogs } from 'viem'
import { cancellationCalldata, type PreparedCancellation } from '../cancellation.js'
import type { AcesoClient } from '../chain/client.js'
import { logsOf } from '../chain/logs.js'
import { send } from '../chain/send.js'
import type { Deployment } from '../deployment.js'
import { assertBound } from '../payment.js'

export type CancelPolicyParameters = { deployment: Deployment; cancellation: PreparedCancellation }

/** `refund` in asset units, the relayer's `fee` included. */
export type CancelPolicyReturnType = { hash: Hex; gasUsed: bigint; refund: bigint; fee: bigint }

export class PolicyNotCancelledError extends AcesoError {
  constructor(hash: Hex) {
    super("The transaction doesn't contain the cancellation.", {
      name: 'PolicyNotCancelledError',
      metaMessages: [`Transaction: ${hash}`],
    })
  }
}

/**
 * Ends a policy from the client's account, which pays the gas; the refund goes to the cancellation's recipient. A policy
 * that was sold renewable has no cancellation: `prepareCancellation` throws for it.
 */
export async function cancelPolicy(
  client: AcesoClient,
  { deployment, cancellation: prepared }: CancelPolicyParameters,
): Promise<CancelPolicyReturnType> {
  assertBound(deployment, prepared)
  const { desk, cancellation } = prepared
  const receipt = await send(client, desk, cancellationCalldata(prepared))
  const events = parseEventLogs({
    abi: claimDeskAbi,
    eventName: 'PolicyCancelled',
    logs: logsOf(receipt, desk),
  })
  const cancelled = events.find(({ args }) => args.nullifier === cancellation.nullifier)
  if (!cancelled) throw new PolicyNotCancelledError(receipt.transactionHash)
  const { refund, fee } = cancelled.args
  return { hash: receipt.transactionHash, gasUsed: receipt.gasUsed, refund, fee }
}
