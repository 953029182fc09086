import type { Payment, ProofWords } from '@aceso/core'
import type { Address } from 'viem'
import type { Claim, Evidence, PreparedClaim } from './claim.js'
import { bigints, texts } from './numbers.js'

/** A prepared claim as JSON: every number a decimal string. */
export type ClaimJson = {
  chainId: number
  desk: Address
  claim: Record<keyof Claim, string>
  payment: Record<'fee' | 'deadline', string> & Record<'recipient' | 'relayer', Address>
  evidence: Record<Exclude<keyof Evidence, 'proof'>, string> & { proof: string[] }
  context: string
}

export function encodeClaim({ chainId, desk, claim, payment, evidence, context }: PreparedClaim): ClaimJson {
  const { proof, ...numbers } = evidence
  return {
    chainId,
    desk,
    claim: texts(claim),
    payment: { ...payment, fee: payment.fee.toString(), deadline: payment.deadline.toString() },
    evidence: { ...texts(numbers), proof: proof.map(String) },
    context: context.toString(),
  }
}

/** The inverse of `encodeClaim`; the caller has checked the shape. */
export function decodeClaim({ chainId, desk, claim, payment, evidence, context }: ClaimJson): PreparedClaim {
  const { proof, ...numbers } = evidence
  return {
    chainId,
    desk,
    claim: bigints(claim),
    payment: { ...payment, fee: BigInt(payment.fee), deadline: BigInt(payment.deadline) } satisfies Payment,
    evidence: { ...bigints(numbers), proof: proof.map(BigInt) as unknown as ProofWords },
    context: BigInt(context),
  }
}
