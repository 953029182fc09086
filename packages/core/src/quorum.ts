import {
  AttestationsDifferError,
  DuplicateSignerError,
  MeasureMismatchError,
  NetworkMismatchError,
  QuorumNotReachedError,
  SignatureInvalidError,
  SignerNotInCommitteeError,
  SubjectMismatchError,
} from './claimErrors.js'
import { type Committee, committeeRoot, committeeSeats, QUORUM } from './committee.js'
import { subjectOf } from './holder.js'
import { type Attestation, attestationHash, type SignedAttestation, verifyAttestation } from './oracle.js'
import type { QuorumWitness } from './prover.js'

/** Signatures over one statement about the holder of `secret`, and the committee they are to come from. */
export type QuorumParameters = {
  secret: bigint
  committeeId: number
  attestations: readonly SignedAttestation[]
  committee: Committee
  domain: bigint
}

/** One signer of the quorum, and the seat its key has in the committee. */
type Signer = SignedAttestation & { seat: number }

/** The statement that all attestations make; throws when it isn't about this holder, network and measure. */
export function quorumAttestation(
  { secret, committeeId, domain, attestations }: QuorumParameters,
  measure: number,
): Attestation {
  const first = attestations[0]
  if (!first) throw new QuorumNotReachedError(0)
  const { attestation } = first
  if (attestation.domain !== domain) throw new NetworkMismatchError()
  if (attestation.subject !== subjectOf(secret, committeeId)) throw new SubjectMismatchError()
  if (attestation.measure !== measure) throw new MeasureMismatchError()
  const message = attestationHash(attestation)
  if (attestations.some((other) => attestationHash(other.attestation) !== message))
    throw new AttestationsDifferError()
  return attestation
}

/**
 * The signers on the first seats. What doesn't count (a stranger's key, a wrong signature, a second one
 * of the same node) does no harm beside a quorum; without one it is the reason that is thrown.
 */
export function quorumOf({
  attestations,
  committee,
}: Pick<QuorumParameters, 'attestations' | 'committee'>): Signer[] {
  const signers = new Map<number, Signer>()
  let reason: Error | undefined
  for (const signed of attestations) {
    const seat = committee.findIndex((key) => key?.[0] === signed.key[0] && key[1] === signed.key[1])
    if (seat < 0) reason ??= new SignerNotInCommitteeError()
    else if (!verifyAttestation(signed)) reason ??= new SignatureInvalidError(seat)
    else if (signers.has(seat)) reason ??= new DuplicateSignerError(seat)
    else signers.set(seat, { ...signed, seat })
  }
  if (signers.size < QUORUM) throw reason ?? new QuorumNotReachedError(signers.size)
  return [...signers.values()].sort((a, b) => a.seat - b.seat).slice(0, QUORUM)
}

/** What the circuits take of an attested result and its signers, and the root of the committee. */
export function quorumWitness(
  parameters: QuorumParameters,
  measure: number,
): QuorumWitness & { committeeRoot: bigint } {
  const { domain, committee } = parameters
  const attestation = quorumAttestation(parameters, measure)
  const signers = quorumOf(parameters)
  const seats = committeeSeats(committee)
  return {
    committeeRoot: committeeRoot(domain, seats),
    measure: BigInt(measure),
    domain,
    committee: seats,
    value: attestation.value,
    observedAt: attestation.observedAt,
    linkedAt: attestation.linkedAt,
    observationTag: attestation.observationTag,
    issuedAt: attestation.issuedAt,
    keys: signers.map(({ key }) => key),
    challenges: signers.map(({ signature }) => signature.challenge),
    responses: signers.map(({ signature }) => signature.response),
  }
}
