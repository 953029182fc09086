// SPDX-License-Identifier: GPL-3.0-or-later
import {
  type Attestation,
  attestationHash,
  CLAIM_SIGNALS,
  type ClaimWitness,
  COMMITTEE_SEATS,
  committeeRoot,
  committeeSeats,
  hash,
  type OraclePublicKey,
  oraclePublicKey,
  type QuorumWitness,
  type SignedAttestation,
  signAttestation,
  WEEK,
} from '@aceso/core'
import { policyInBook } from './bookFixture.js'
import { bound } from './bound.js'
import { p } from './circuit.js'

const DAY = 86_400n

/** The one seat that is empty, although there is a key that could sit there; another key has no seat at all. */
export const EMPTY_SEAT = 2
export const OUTSIDER = COMMITTEE_SEATS

/** Everything a claim is about. Nothing here is checked: a test may state what no product or oracle would. */
export type Facts = typeof facts

export const facts = {
  secret: 0x5ec2e7n,
  index: 2n,
  renewable: 0n,
  renewed: 0n,
  units: 5n,
  start: 1_750_000_000n,
  end: 2_945n * WEEK,
  productId: 7n,
  committeeId: 3n,
  measure: 11,
  comparator: 0n,
  thresholds: [6_500n, 8_000n, 10_000n],
  waiting: 14n * DAY,
  claimWindow: 26n * WEEK,
  linkGrace: 10n * DAY,
  domain: (31_337n << 160n) | 0xace50n,
  value: 8_200n,
  severity: 2n,
  observedAt: 1_750_000_000n + 60n * DAY,
  linkedAt: 1_750_000_000n + 2n * DAY,
  issuedAt: 1_750_000_000n + 61n * DAY,
  asOf: 1_750_000_000n + 62n * DAY,
  observationTag: 0x7a9n,
  context: 0xc07e87n,
  /** Seats where nobody sits. */
  empty: [EMPTY_SEAT],
  /** Seats of the signers. */
  signers: [1, 3, 5, 0],
}

export function privateKey(seat: number): Uint8Array {
  return new Uint8Array(32).fill(seat + 1)
}

const keys = Array.from({ length: COMMITTEE_SEATS + 1 }, (_, seat) => oraclePublicKey(privateKey(seat)))

export function keyOf(seat: number): OraclePublicKey {
  return keys[seat]!
}

/** A committee with nobody on these seats. */
export function committeeOf(empty: readonly number[]): (OraclePublicKey | undefined)[] {
  return Array.from({ length: COMMITTEE_SEATS }, (_, seat) =>
    empty.includes(seat) ? undefined : keyOf(seat),
  )
}

export const committee = committeeOf(facts.empty)

const signatures = new Map<string, SignedAttestation>()

/** Signing is slow, and most cases need the same signatures. */
export function signed(seat: number, attestation: Attestation): SignedAttestation {
  const id = `${seat} ${attestationHash(attestation)}`
  const known = signatures.get(id) ?? signAttestation(privateKey(seat), attestation)
  signatures.set(id, known)
  return known
}

/** Packing as arithmetic: a number that is too large spills into its neighbour instead of being refused. */
export function termsOf(f: Facts): bigint {
  const tiers = f.thresholds[0]! * 2n ** 128n + f.thresholds[1]! * 2n ** 64n + f.thresholds[2]!
  const times = f.waiting * 2n ** 80n + f.claimWindow * 2n ** 40n + f.linkGrace
  const conditions = f.committeeId * 2n ** 121n + f.comparator * 2n ** 120n + times
  return hash('terms', BigInt(f.measure), f.productId, tiers, ((conditions % p) + p) % p)
}

/** A witness of these facts that is right in everything but what the facts themselves get wrong. */
export function claimInput(changes: Partial<Facts> = {}): ClaimWitness {
  const f = { ...facts, ...changes }
  const terms = termsOf(f)
  const { policyRoot, nullifier, leafIndex, path } = policyInBook(f, terms)
  const { committeeRoot, ...attested } = attestedInput(f)
  return bound(CLAIM_SIGNALS, {
    policyRoot,
    committeeRoot,
    terms,
    units: f.units,
    severity: f.severity,
    nullifier,
    observationNullifier: hash('observation', f.secret, f.observationTag, terms),
    asOf: f.asOf,
    context: f.context,
    secret: f.secret,
    index: f.index,
    renewable: f.renewable,
    renewed: f.renewed,
    start: f.start,
    end: f.end,
    leafIndex,
    path,
    productId: f.productId,
    committeeId: f.committeeId,
    comparator: f.comparator,
    thresholds: f.thresholds,
    waiting: f.waiting,
    claimWindow: f.claimWindow,
    linkGrace: f.linkGrace,
    ...attested,
  })
}

/** What is attested, about whom, and who signs. */
export type Attested = Pick<
  Facts,
  | 'secret'
  | 'committeeId'
  | 'domain'
  | 'measure'
  | 'value'
  | 'observedAt'
  | 'linkedAt'
  | 'observationTag'
  | 'issuedAt'
  | 'empty'
  | 'signers'
>

/** The quorum's part of a witness. */
export function attestedInput(f: Attested): QuorumWitness & { committeeRoot: bigint } {
  const seats = committeeSeats(committeeOf(f.empty))
  const { domain, measure, value, observedAt, linkedAt, observationTag, issuedAt } = f
  const subject = hash('subject', f.secret, f.committeeId)
  const times = { observedAt, linkedAt, issuedAt }
  const quorum = f.signers.map((seat) =>
    signed(seat, { domain, subject, measure, value, observationTag, ...times }),
  )
  return {
    committeeRoot: committeeRoot(domain, seats),
    measure: BigInt(measure),
    domain,
    committee: seats,
    value,
    observationTag,
    ...times,
    keys: quorum.map(({ key }) => key),
    challenges: quorum.map(({ signature }) => signature.challenge),
    responses: quorum.map(({ signature }) => signature.response),
  }
}
