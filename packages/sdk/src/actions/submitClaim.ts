import { claimDeskAbi } from '@aceso/abi'
import { AcesoError } from '@aceso/core'
import { type Hex, isAddressEqual, parseEventLogs, type TransactionReceipt } from 'viem'
import { getTransactionReceipt } from 'viem/actions'
import type { AcesoClient } from '../chain/client.js'
import { send, simulate } from '../chain/send.js'
import { claimCalldata, contextOfClaim, type PreparedClaim } from '../claim.js'
import type { Deployment } from '../deployment.js'

export type SubmitClaimParameters = { deployment: Deployment; claim: PreparedClaim }

/** `payout` in asset units, the relayer's `fee` included. */
export type SubmitClaimReturnType = { hash: Hex; gasUsed: bigint; payout: bigint; fee: bigint }

export class ClaimForAnotherDeskError extends AcesoError {
  constructor() {
    super('The proof was made for another network or claim desk. Prepare the claim again for this one.', {
      name: 'ClaimForAnotherDeskError',
    })
  }
}

export class PaymentChangedError extends AcesoError {
  constructor() {
    super(
      'Recipient, relayer, fee or deadline differ from what the proof was made for. Prepare the claim again.',
      {
        name: 'PaymentChangedError',
      },
    )
  }
}

export class ClaimNotPaidError extends AcesoError {
  constructor(hash: Hex) {
    super("The transaction doesn't contain the claim's payout.", {
      name: 'ClaimNotPaidError',
      metaMessages: [`Transaction: ${hash}`],
    })
  }
}

/** Submits a claim from the client's account, which pays the gas; the payout goes to the claim's recipient. */
export async function submitClaim(
  client: AcesoClient,
  { deployment, claim }: SubmitClaimParameters,
): Promise<SubmitClaimReturnType> {
  assertClaimFor(deployment, claim)
  return paidClaim(await send(client, claim.desk, claimCalldata(claim)), claim)
}

/** Runs a claim without sending it; throws the typed error for which it would be refused. */
export async function simulateClaim(
  client: AcesoClient,
  { deployment, claim }: SubmitClaimParameters,
): Promise<void> {
  assertClaimFor(deployment, claim)
  await simulate(client, claim.desk, claimCalldata(claim))
}

/** What a transaction paid for a claim, read from its receipt. */
export async function claimReceipt(
  client: AcesoClient,
  { hash, claim }: { hash: Hex; claim: PreparedClaim },
): Promise<SubmitClaimReturnType> {
  return paidClaim(await getTransactionReceipt(client, { hash }), claim)
}

/** What the proof was made for must be what is submitted, or the desk would refuse it after gas was paid. */
function assertClaimFor(deployment: Deployment, claim: PreparedClaim): void {
  if (claim.chainId !== deployment.chainId || !isAddressEqual(claim.desk, deployment.claimDesk)) {
    throw new ClaimForAnotherDeskError()
  }
  if (contextOfClaim(claim) !== claim.context) throw new PaymentChangedError()
}

function paidClaim(receipt: TransactionReceipt, { signals }: PreparedClaim): SubmitClaimReturnType {
  const events = parseEventLogs({ abi: claimDeskAbi, eventName: 'ClaimPaid', logs: receipt.logs })
  const paid = events.find(({ args }) => args.nullifier === signals.nullifier)
  if (!paid) throw new ClaimNotPaidError(receipt.transactionHash)
  const { payout, fee } = paid.args
  return { hash: receipt.transactionHash, gasUsed: receipt.gasUsed, payout, fee }
}
