import { claimDeskAbi } from '@aceso/abi'
import { AcesoError } from '@aceso/core'
import { type Hex, parseEventLogs, type TransactionReceipt } from 'viem'
import { getTransactionReceipt } from 'viem/actions'
import type { AcesoClient } from '../chain/client.js'
import { logsOf } from '../chain/logs.js'
import { send, simulate } from '../chain/send.js'
import { claimCalldata, type PreparedClaim } from '../claim.js'
import type { Deployment } from '../deployment.js'
import { assertBound } from '../payment.js'

export type SubmitClaimParameters = { deployment: Deployment; claim: PreparedClaim }

/**
 * What became of a claim. It is paid at once, or, if the pool has paid much in the last day, held under `heldId` and
 * paid by anyone's call from `payableAt` on, unix seconds.
 */
export type ClaimOutcome = { status: 'paid' } | { status: 'held'; heldId: bigint; payableAt: bigint }

/** `payout` in asset units, the relayer's `fee` included. */
export type SubmitClaimReturnType = ClaimOutcome & {
  hash: Hex
  gasUsed: bigint
  payout: bigint
  fee: bigint
}

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

/** What became of a claim in a transaction, read from its receipt. */
export async function claimReceipt(
  client: AcesoClient,
  { hash, claim }: { hash: Hex; claim: PreparedClaim },
): Promise<SubmitClaimReturnType> {
  return outcomeIn(await getTransactionReceipt(client, { hash }), claim)
}

function outcomeIn(receipt: TransactionReceipt, { desk, claim }: PreparedClaim): SubmitClaimReturnType {
  const { transactionHash: hash, gasUsed } = receipt
  const logs = logsOf(receipt, desk)
  const paid = parseEventLogs({ abi: claimDeskAbi, eventName: 'ClaimPaid', logs }).find(
    ({ args }) => args.nullifier === claim.nullifier,
  )
  if (paid) {
    const { payout, fee } = paid.args
    return { status: 'paid', hash, gasUsed, payout, fee }
  }
  const held = parseEventLogs({ abi: claimDeskAbi, eventName: 'ClaimHeld', logs }).find(
    ({ args }) => args.claim.nullifier === claim.nullifier,
  )
  if (!held) throw new ClaimNotInTransactionError(hash)
  const {
    heldId,
    claim: { amount, fee, payableAt },
  } = held.args
  return { status: 'held', heldId, payableAt: BigInt(payableAt), hash, gasUsed, payout: amount, fee }
}
