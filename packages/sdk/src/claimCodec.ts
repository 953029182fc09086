import type { Payment, ProofWords } from '@aceso/core'
import type { Address } from 'viem'
import type { ClaimSignals, PreparedClaim } from './claim.js'

/** A prepared claim as JSON: every number a decimal string. */
export type ClaimJson = {
  chainId: number
  desk: Address
  proof: string[]
  signals: Record<keyof ClaimSignals, string>
  payment: Record<'fee' | 'deadline', string> & Record<'recipient' | 'relayer', Address>
  context: string
}

export function encodeClaim({ chainId, desk, proof, signals, payment, context }: PreparedClaim): ClaimJson {
  return {
    chainId,
    desk,
    proof: proof.map(String),
    signals: Object.fromEntries(
      Object.entries(signals).map(([name, value]) => [name, value.toString()]),
    ) as Record<keyof ClaimSignals, string>,
    payment: { ...payment, fee: payment.fee.toString(), deadline: payment.deadline.toString() },
    context: context.toString(),
  }
}

/** The inverse of `encodeClaim`; the caller has checked the shape. */
export function decodeClaim({ chainId, desk, proof, signals, payment, context }: ClaimJson): PreparedClaim {
  return {
    chainId,
    desk,
    proof: proof.map(BigInt) as unknown as ProofWords,
    signals: Object.fromEntries(
      Object.entries(signals).map(([name, value]) => [name, BigInt(value)]),
    ) as unknown as ClaimSignals,
    payment: { ...payment, fee: BigInt(payment.fee), deadline: BigInt(payment.deadline) } satisfies Payment,
    context: BigInt(context),
  }
}
