import type { Address } from 'viem'
import type { TreePath } from './book.js'
import { bindSignals, CLAIM_SIGNALS } from './boundSignals.js'
import {
  AttestationsDifferError,
  ClaimWindowClosedError,
  DuplicateSignerError,
  IssuedAfterClaimError,
  LinkedTooLateError,
  MeasureMismatchError,
  NetworkMismatchError,
  ObservedAfterEndError,
  ObservedAfterIssueError,
  ObservedDuringWaitingPeriodError,
  QuorumNotReachedError,
  SeverityNotReachedError,
  SignatureInvalidError,
  SignerNotInCommitteeError,
  SubjectMismatchError,
  ThresholdNotMetError,
} from './claimErrors.js'
import { type Committee, committeeLeaves, committeeRoot, QUORUM } from './committee.js'
import { contextOf, type Payment } from './context.js'
import { subjectOf } from './holder.js'
import { type Attestation, attestationHash, type SignedAttestation, verifyAttestation } from './oracle.js'
import { leafHash, leafOf, nullifierOf, observationNullifierOf, type Policy } from './policy.js'
import type { ClaimWitness } from './prover.js'
import { type Severity, severityOf, type Terms, waitingEnds } from './terms.js'
import { AS_OF_TOLERANCE, ceilTo, HOUR } from './time.js'

/** What a claim is made of. `tiers`: how many severities of the product pay. Path and root are the book's. */
export type ClaimParameters = {
  secret: bigint
  policy: Policy
  terms: Terms
  tiers: number
  attestations: readonly SignedAttestation[]
  committee: Committee
  domain: bigint
  policyRoot: bigint
  leafIndex: bigint
  path: TreePath
  asOf: bigint
  chainId: number
  desk: Address
  payment: Payment
}

/** One signer of the quorum, and the slot its key has in the committee. */
type Signer = SignedAttestation & { slot: number }

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
  if (linkedAt > policy.start + terms.linkGrace) throw new LinkedTooLateError()
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
  const attestation = quorumAttestation(parameters)
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
  const { secret, policy, terms, committee, domain, asOf, chainId, desk, payment } = parameters
  const reached = checkClaim(parameters)
  if (severity !== undefined && severity > reached) throw new SeverityNotReachedError(severity)
  const attestation = quorumAttestation(parameters)
  const signers = quorumOf(parameters)
  const leaves = committeeLeaves(domain, committee)
  const stated = {
    policyRoot: parameters.policyRoot,
    committeeRoot: committeeRoot(leaves),
    terms: policy.terms,
    units: policy.units,
    severity: BigInt(severity ?? reached),
    nullifier: nullifierOf(secret, leafHash(leafOf(policy))),
    observationNullifier: observationNullifierOf(attestation.observationTag, policy.terms),
    asOf,
    context: contextOf(chainId, desk, payment),
  }
  return {
    ...bindSignals(CLAIM_SIGNALS.map((name) => stated[name])),
    ...stated,
    secret,
    index: policy.index,
    renewable: BigInt(policy.renewable),
    renewed: BigInt(policy.renewed),
    start: policy.start,
    end: policy.end,
    leafIndex: parameters.leafIndex,
    path: parameters.path,
    productId: terms.productId,
    committeeId: BigInt(terms.committeeId),
    measure: BigInt(terms.measure),
    comparator: BigInt(terms.comparator),
    thresholds: terms.thresholds,
    waiting: terms.waiting,
    claimWindow: terms.claimWindow,
    linkGrace: terms.linkGrace,
    domain,
    committee: leaves,
    value: attestation.value,
    observedAt: attestation.observedAt,
    linkedAt: attestation.linkedAt,
    observationTag: attestation.observationTag,
    issuedAt: attestation.issuedAt,
    slots: signers.map(({ slot }) => BigInt(slot)),
    keys: signers.map(({ key }) => key),
    signatureR: signers.map(({ signature }) => signature.R8),
    signatureS: signers.map(({ signature }) => signature.S),
  }
}

/** The statement that all attestations make; throws when it isn't about this holder, network and measure. */
function quorumAttestation({ secret, terms, domain, attestations }: ClaimParameters): Attestation {
  const first = attestations[0]
  if (!first) throw new QuorumNotReachedError(0)
  const { attestation } = first
  if (attestation.domain !== domain) throw new NetworkMismatchError()
  if (attestation.subject !== subjectOf(secret)) throw new SubjectMismatchError()
  if (attestation.measure !== terms.measure) throw new MeasureMismatchError()
  const message = attestationHash(attestation)
  if (attestations.some((other) => attestationHash(other.attestation) !== message))
    throw new AttestationsDifferError()
  return attestation
}

/**
 * The signers with the lowest slots, ascending. What doesn't count (a stranger's key, a wrong signature, a second one
 * of the same node) does no harm beside a quorum; without one it is the reason that is thrown.
 */
function quorumOf({ attestations, committee }: ClaimParameters): Signer[] {
  const signers = new Map<number, Signer>()
  let reason: Error | undefined
  for (const signed of attestations) {
    const slot = committee.findIndex((key) => key?.[0] === signed.key[0] && key[1] === signed.key[1])
    if (slot < 0) reason ??= new SignerNotInCommitteeError()
    else if (!verifyAttestation(signed)) reason ??= new SignatureInvalidError(slot)
    else if (signers.has(slot)) reason ??= new DuplicateSignerError(slot)
    else signers.set(slot, { ...signed, slot })
  }
  if (signers.size < QUORUM) throw reason ?? new QuorumNotReachedError(signers.size)
  return [...signers.values()].sort((a, b) => a.slot - b.slot).slice(0, QUORUM)
}
