import { AcesoError } from '@aceso/core'
import type { Hex, TransactionReceipt } from 'viem'
import { type ClaimOutcome, claimOutcome } from '../chain/claimOutcome.js'
import type { AcesoClient } from '../chain/client.js'
import { logsOf } from '../chain/logs.js'
import { send, simulate } from '../chain/send.js'
import { claimCalldata, type PreparedClaim } from '../claim.js'
import type { Deployment } from '../deployment.js'
import { assertBound } from '../payment.js'

export type SubmitClaimParameters = { deployment: Deployment; claim: PreparedClaim }

export type SubmitClaimReturnType = ClaimOutcome & { hash: Hex; gasUsed: bigint }

export class ClaimNotInTransactionError extends AcesoError {
  constructor(hash: Hex) {
    super('The transaction neither paid the claim nor held it.', {
      name: 'ClaimNotInTransactionError',
      metaMessages: [`Transaction: ${hash}`],
    })
  }
}

/** Submits a claim from the client's account, which pays the gas; the payout goes to the claim's recipient. */
export async function submitClaim(
  client: AcesoClient,
  { deployment, claim }: SubmitClaimParameters,
): Promise<SubmitClaimReturnType> {
  assertBound(deployment, claim)
  return outcomeIn(await send(client, claim.desk, claimCalldata(claim)), claim)
}

/** Runs a claim without sending it; throws the typed error for which it would be refused. */
export async function simulateClaim(
  client: AcesoClient,
  { deployment, claim }: SubmitClaimParameters,
): Promise<void> {
  assertBound(deployment, claim)
  await simulate(client, claim.desk, claimCalldata(claim))
}

function outcomeIn(receipt: TransactionReceipt, claim: PreparedClaim): SubmitClaimReturnType {
  const { transactionHash: hash, gasUsed } = receipt
  const found = claimOutcome(logsOf(receipt, claim.desk), claim)
  if (!found) throw new ClaimNotInTransactionError(hash)
  return { ...found.outcome, hash, gasUsed }
}
