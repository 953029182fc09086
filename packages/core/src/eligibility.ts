import { type Address, encodeAbiParameters, hexToBigInt, keccak256 } from 'viem'
import { bindSignals, ELIGIBILITY_SIGNALS } from './boundSignals.js'
import { ObservedAfterIssueError } from './claimErrors.js'
import { AcesoError } from './errors.js'
import { assertBits } from './field.js'
import { commitmentOf } from './holder.js'
import type { Attestation } from './oracle.js'
import { hash } from './poseidon.js'
import type { EligibilityWitness } from './prover.js'
import { type QuorumParameters, quorumAttestation, quorumOf, quorumWitness } from './quorum.js'
import { Comparator, type Comparator as ComparatorType } from './terms.js'

/** What a result has to be: on this side of the threshold, and observed at most `maxAge` seconds before. */
export type Predicate = {
  measure: number
  comparator: ComparatorType
  threshold: bigint
  maxAge: bigint
}

/** What a proof of eligibility is made of. `index` names the commitment. */
export type EligibilityParameters = QuorumParameters & {
  index: bigint
  predicate: Predicate
  asOf: bigint
  context: bigint
}

export class PredicateNotMetError extends AcesoError {
  constructor() {
    super("The attested result isn't on the side of the threshold that is asked for.", {
      name: 'PredicateNotMetError',
    })
  }
}

export class ObservedTooLongAgoError extends AcesoError {
  constructor() {
    super('The result is older than what is asked for. Have a new one taken.', {
      name: 'ObservedTooLongAgoError',
    })
  }
}

export class IssuedAfterProofError extends AcesoError {
  constructor() {
    super('The attestation was issued after the time for which eligibility is to be shown.', {
      name: 'IssuedAfterProofError',
    })
  }
}

/** H(PREDICATE, measure, comparator, threshold, maxAge), as the product catalogue computes it. */
export function predicateHash({ measure, comparator, threshold, maxAge }: Predicate): bigint {
  const words = [assertBits('threshold', threshold, 64), assertBits('maxAge', maxAge, 40)]
  return hash('predicate', BigInt(measure), BigInt(comparator), ...words)
}

const words = [{ type: 'uint256' }, { type: 'address' }, { type: 'address' }, { type: 'uint256' }] as const

/** Binds a proof of eligibility to one buyer and product at one desk. */
export function eligibilityContextOf(
  chainId: number,
  desk: Address,
  buyer: Address,
  productId: bigint,
): bigint {
  return hexToBigInt(keccak256(encodeAbiParameters(words, [BigInt(chainId), desk, buyer, productId]))) >> 8n
}

/** Throws the reason for which a result doesn't satisfy a predicate at `asOf`. */
export function checkPredicate(
  { comparator, threshold, maxAge }: Predicate,
  { value, observedAt }: Pick<Attestation, 'value' | 'observedAt'>,
  asOf: bigint,
): void {
  if (comparator === Comparator.atLeast ? value < threshold : value > threshold)
    throw new PredicateNotMetError()
  if (observedAt + maxAge < asOf) throw new ObservedTooLongAgoError()
}

/** Throws the first reason for which eligibility can't be proven: the `eligibility` circuit in words. */
export function checkEligibility(parameters: EligibilityParameters): void {
  const { predicate, asOf } = parameters
  const attestation = quorumAttestation(parameters, predicate.measure)
  checkPredicate(predicate, attestation, asOf)
  if (attestation.observedAt > attestation.issuedAt) throw new ObservedAfterIssueError()
  if (attestation.issuedAt > asOf) throw new IssuedAfterProofError()
  quorumOf(parameters)
}

/** The witness of the `eligibility` circuit. Throws as `checkEligibility` does. */
export function eligibilityWitness(parameters: EligibilityParameters): EligibilityWitness {
  checkEligibility(parameters)
  const { secret, committeeId, index, predicate, asOf, context } = parameters
  const { committeeRoot, ...attested } = quorumWitness(parameters, predicate.measure)
  const stated = {
    committeeRoot,
    predicate: predicateHash(predicate),
    committeeId: BigInt(committeeId),
    commitment: commitmentOf(secret, index),
    asOf,
    context,
  }
  return {
    ...bindSignals(ELIGIBILITY_SIGNALS.map((name) => stated[name])),
    ...stated,
    ...attested,
    secret,
    index,
    comparator: BigInt(predicate.comparator),
    threshold: predicate.threshold,
    maxAge: predicate.maxAge,
  }
}
