import { claimDeskAbi } from '@aceso/abi'
import type { CancelSignals, ProofWords } from '@aceso/core'
import { encodeFunctionData, type Hex } from 'viem'
import type { BoundPayment } from './payment.js'

/** What the desk is told of a cancellation; the names are those of `IClaimDesk.Cancellation`. */
export type Cancellation = Omit<CancelSignals, 'context'>

/** A proven cancellation, ready to be submitted by anyone. It says nothing of who cancels. */
export type PreparedCancellation = BoundPayment & {
  proof: ProofWords
  digest: bigint
  cancellation: Cancellation
}

export function cancellationCalldata({ proof, digest, cancellation, payment }: PreparedCancellation): Hex {
  return encodeFunctionData({
    abi: claimDeskAbi,
    functionName: 'cancelPolicy',
    args: [proof, digest, cancellation, payment],
  })
}
