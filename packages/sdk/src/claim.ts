import { claimDeskAbi } from '@aceso/abi'
import { type ClaimWitness, contextOf, type Payment, type ProofWords } from '@aceso/core'
import { type Address, encodeFunctionData, type Hex } from 'viem'

/** The public signals of a claim but the context; the names are those of the Solidity struct. */
export type ClaimSignals = Pick<
  ClaimWitness,
  | 'policyRoot'
  | 'committeeRoot'
  | 'terms'
  | 'units'
  | 'severity'
  | 'nullifier'
  | 'observationNullifier'
  | 'asOf'
>

/** A proven claim, ready to be submitted by anyone. It says nothing of who claims or why. */
export type PreparedClaim = {
  chainId: number
  desk: Address
  proof: ProofWords
  signals: ClaimSignals
  payment: Payment
  /** The public signal that binds the proof to chain, desk and payment. */
  context: bigint
}

export function claimCalldata({ proof, signals, payment }: PreparedClaim): Hex {
  return encodeFunctionData({
    abi: claimDeskAbi,
    functionName: 'submitClaim',
    args: [proof, signals, payment],
  })
}

export function contextOfClaim({ chainId, desk, payment }: PreparedClaim): bigint {
  return contextOf(chainId, desk, payment)
}
