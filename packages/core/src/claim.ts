import type { Address } from 'viem'
import type { TreePath } from './book.js'
import { bindSignals, CLAIM_SIGNALS } from './boundSignals.js'
import {
  ClaimWindowClosedError,
  IssuedAfterClaimError,
  LinkedAfterResultError,
  LinkedTooLateError,
  ObservedAfterEndError,
  ObservedAfterIssueError,
  ObservedDuringWaitingPeriodError,
  SeverityNotReachedError,
  ThresholdNotMetError,
} from './claimErrors.js'
import { contextOf, type Payment } from './context.js'
import type { Attestation } from './oracle.js'
import { leafHash, leafOf, nullifierOf, observationNullifierOf, type Policy } from './policy.js'
import type { ClaimWitness } from './prover.js'
import { type QuorumParameters, quorumAttestation, quorumOf, quorumWitness } from './quorum.js'
import { linkingEnds, type Severity, severityOf, type Terms, waitingEnds } from './terms.js'
import { AS_OF_TOLERANCE, ceilTo, HOUR } from './time.js'

/** What a claim is made of. `tiers`: how many severities of the product pay. Path and root are the book's. */
export type ClaimParameters = Omit<QuorumParameters, 'committeeId'> & {
  policy: Policy
  terms: Terms
  tiers: number
  policyRoot: bigint
  path: TreePath
  asOf: bigint
  chainId: number
  desk: Address
  payment: Payment
}

/**
 * The `asOf` to claim at `now`: the hour's end, so that the chain learns no more than the hour, but no later than
 * the claim deadline.
 */
export function claimAsOf(now: bigint, deadline: bigint): bigint {
  const hour = ceilTo(now, HOUR)
  return hour > deadline && now <= deadline + AS_OF_TOLERANCE ? deadline : hour
}

/** What a node says of a result before it signs. Times in unix seconds, `value` in the measure's fixed point. */
export type Observation = Pick<Attestation, 'value' | 'observedAt' | 'linkedAt'>

/** The severity that a result reaches under a policy; throws the reason when it triggers nothing. */
export function checkObservation(
  policy: Pick<Policy, 'renewed' | 'start' | 'end'>,
  terms: Terms,
  tiers: number,
  { value, observedAt, linkedAt }: Observation,
): Severity {
  if (linkedAt > linkingEnds(policy, terms)) throw new LinkedTooLateError()
  if (linkedAt > observedAt) throw new LinkedAfterResultError()
  if (observedAt < waitingEnds(policy, terms)) throw new ObservedDuringWaitingPeriodError()
  if (observedAt > policy.end) throw new ObservedAfterEndError()
  const severity = severityOf(terms, value, tiers)
  if (severity === 0) throw new ThresholdNotMetError()
  return severity
}

/**
 * The severity that the attested result reaches under the policy. Throws the first reason for which the claim
 * can't be proven: the same predicate as the `claim` circuit, in words.
 */
export function checkClaim(parameters: ClaimParameters): Severity {
  const { policy, terms, tiers, asOf } = parameters
  const attestation = quorumAttestation({ ...parameters, committeeId: terms.committeeId }, terms.measure)
  const severity = checkObservation(policy, terms, tiers, attestation)
  if (attestation.observedAt > attestation.issuedAt) throw new ObservedAfterIssueError()
  if (asOf > policy.end + terms.claimWindow) throw new ClaimWindowClosedError()
  if (attestation.issuedAt > asOf) throw new IssuedAfterClaimError()
  quorumOf(parameters)
  return severity
}

/**
 * The witness of the `claim` circuit. Throws as `checkClaim` does. `severity` defaults to the highest that is
 * reached; a lower one may be claimed.
 */
export function claimWitness(parameters: ClaimParameters, severity?: Severity): ClaimWitness {
  const { secret, policy, terms, asOf, chainId, desk, payment } = parameters
  const reached = checkClaim(parameters)
  if (severity !== undefined && severity > reached) throw new SeverityNotReachedError(severity)
  const { committeeRoot, ...attested } = quorumWitness(
    { ...parameters, committeeId: terms.committeeId },
    terms.measure,
  )
  const stated = {
    policyRoot: parameters.policyRoot,
    committeeRoot,
    terms: policy.terms,
    units: policy.units,
    severity: BigInt(severity ?? reached),
    nullifier: nullifierOf(secret, leafHash(leafOf(policy))),
    observationNullifier: observationNullifierOf(secret, attested.observationTag, policy.terms),
    asOf,
    context: contextOf(chainId, desk, payment),
  }
  return {
    ...bindSignals(CLAIM_SIGNALS.map((name) => stated[name])),
    ...stated,
    ...attested,
    secret,
    index: policy.index,
    renewable: BigInt(policy.renewable),
    renewed: BigInt(policy.renewed),
    start: policy.start,
    end: policy.end,
    leafIndex: policy.leafIndex,
    path: parameters.path,
    productId: terms.productId,
    committeeId: BigInt(terms.committeeId),
    comparator: BigInt(terms.comparator),
    thresholds: terms.thresholds,
    waiting: terms.waiting,
    claimWindow: terms.claimWindow,
    linkGrace: terms.linkGrace,
  }
}
