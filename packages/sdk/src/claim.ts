import { claimDeskAbi } from '@aceso/abi'
import type { ClaimSignals, ProofWords } from '@aceso/core'
import { encodeAbiParameters, encodeFunctionData, type Hex, parseAbiParameters } from 'viem'
import type { BoundPayment } from './payment.js'

/** What the desk is told of a claim; the names are those of `ITrigger.Claim`. */
export type Claim = Pick<ClaimSignals, 'terms' | 'units' | 'severity' | 'nullifier' | 'observationNullifier'>

/** What shows the claim to `AttestationTrigger`; the names are those of `IAttestationTrigger.Evidence`. */
export type Evidence = { proof: ProofWords; digest: bigint } & Pick<
  ClaimSignals,
  'policyRoot' | 'committeeRoot' | 'asOf'
>

/** A proven claim, ready to be submitted by anyone. It says nothing of who claims or why. */
export type PreparedClaim = BoundPayment & { claim: Claim; evidence: Evidence }

const evidenceWords = parseAbiParameters(
  'uint256[8] proof, uint256 digest, uint256 policyRoot, uint256 committeeRoot, uint256 asOf',
)

/** The evidence as `submitClaim` passes it on: 384 bytes. */
export function encodeEvidence({ proof, digest, policyRoot, committeeRoot, asOf }: Evidence): Hex {
  return encodeAbiParameters(evidenceWords, [proof, digest, policyRoot, committeeRoot, asOf])
}

export function claimCalldata({ claim, payment, evidence }: PreparedClaim): Hex {
  return encodeFunctionData({
    abi: claimDeskAbi,
    functionName: 'submitClaim',
    args: [claim, payment, encodeEvidence(evidence)],
  })
}
