import { concat, hexToBigInt, keccak256, numberToHex } from 'viem'
import { assertField, FIELD_ORDER } from './field.js'
import { hash } from './poseidon.js'

/** What a claim states to the contract, in the order in which the `claim` circuit binds it. */
export const CLAIM_SIGNALS = [
  'policyRoot',
  'committeeRoot',
  'terms',
  'units',
  'severity',
  'nullifier',
  'observationNullifier',
  'asOf',
  'context',
] as const

/** What a cancellation states to the contract, in the order in which the `cancel` circuit binds it. */
export const CANCEL_SIGNALS = ['policyRoot', 'terms', 'units', 'end', 'nullifier', 'asOf', 'context'] as const

/** What an eligibility proof states, in the order in which the `eligibility` circuit binds it. */
export const ELIGIBILITY_SIGNALS = [
  'committeeRoot',
  'predicate',
  'committeeId',
  'commitment',
  'asOf',
  'context',
] as const

export type ClaimSignals = Record<(typeof CLAIM_SIGNALS)[number], bigint>
export type CancelSignals = Record<(typeof CANCEL_SIGNALS)[number], bigint>
export type EligibilitySignals = Record<(typeof ELIGIBILITY_SIGNALS)[number], bigint>

/** The public signals of a circuit that binds what it states. */
export type Binding = { digest: bigint; challenge: bigint; fingerprint: bigint }

/** Fixes the circuit's values before the challenge is drawn. Takes field elements only. */
export function digestOf(signals: readonly bigint[]): bigint {
  return hash('signals', ...signals.map((signal, i) => assertField(`signal ${i}`, signal)))
}

/** The point of the polynomial: keccak over digest and values, one word each, reduced into the field. */
export function challengeOf(digest: bigint, signals: readonly bigint[]): bigint {
  const words = [digest, ...signals].map((word) => numberToHex(word, { size: 32 }))
  return hexToBigInt(keccak256(concat(words))) % FIELD_ORDER
}

/** Σ signalsⱼ·challengeʲ⁺¹, j from 0 (Schwartz–Zippel). */
export function fingerprintOf(challenge: bigint, signals: readonly bigint[]): bigint {
  return signals.reduceRight((sum, signal) => ((sum + signal) * challenge) % FIELD_ORDER, 0n)
}

/** The three public signals that stand for `signals`, as contract and circuit compute them. */
export function bindSignals(signals: readonly bigint[]): Binding {
  const digest = digestOf(signals)
  const challenge = challengeOf(digest, signals)
  return { digest, challenge, fingerprint: fingerprintOf(challenge, signals) }
}
