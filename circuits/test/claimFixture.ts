// SPDX-License-Identifier: GPL-3.0-or-later
import {
  type Attestation,
  attestationHash,
  CLAIM_SIGNALS,
  type ClaimWitness,
  committeeRoot,
  committeeSeats,
  hash,
  type OraclePublicKey,
  oraclePublicKey,
  type SignedAttestation,
  signAttestation,
  WEEK,
} from '@aceso/core'
import { policyInBook } from './bookFixture.js'
import { bound } from './bound.js'

const DAY = 86_400n

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
  linkGrace: 30n * DAY,
  domain: (31_337n << 160n) | 0xace50n,
  value: 8_200n,
  severity: 2n,
  observedAt: 1_750_000_000n + 60n * DAY,
  linkedAt: 1_750_000_000n + 2n * DAY,
  issuedAt: 1_750_000_000n + 61n * DAY,
  asOf: 1_750_000_000n + 62n * DAY,
  observationTag: 0x7a9n,
  context: 0xc07e87n,
  /** Slots of the signers. */
  slots: [1n, 6n, 15n],
}

/** Slots that hold a key; the others are empty. */
const members = [1, 4, 6, 11, 15]

export function privateKey(slot: number): Uint8Array {
  return new Uint8Array(32).fill(slot + 1)
}

const keys = Array.from({ length: 16 }, (_, slot) => oraclePublicKey(privateKey(slot)))

export function keyOf(slot: number): OraclePublicKey {
  return keys[slot]!
}

const signatures = new Map<string, SignedAttestation>()

/** Signing is slow, and most cases need the same signatures. */
function signed(slot: number, attestation: Attestation): SignedAttestation {
  const id = `${slot} ${attestationHash(attestation)}`
  const known = signatures.get(id) ?? signAttestation(privateKey(slot), attestation)
  signatures.set(id, known)
  return known
}

/** Packing as arithmetic: a number that is too large spills into its neighbour instead of being refused. */
export function termsOf(f: Facts): bigint {
  const tiers = f.thresholds[0]! * 2n ** 128n + f.thresholds[1]! * 2n ** 64n + f.thresholds[2]!
  const trigger = hash('trigger', BigInt(f.measure), f.comparator, tiers)
  const windows = f.waiting * 2n ** 80n + f.claimWindow * 2n ** 40n + f.linkGrace
  return hash('terms', trigger, f.productId, windows, f.committeeId)
}

/** A witness of these facts that is right in everything but what the facts themselves get wrong. */
export function claimInput(changes: Partial<Facts> = {}): ClaimWitness {
  const f = { ...facts, ...changes }
  const terms = termsOf(f)
  const { policyRoot, nullifier, leafIndex, path } = policyInBook(f, terms)
  const committee = committeeSeats(
    Array.from({ length: 16 }, (_, slot) => (members.includes(slot) ? keyOf(slot) : undefined)),
  )
  const attestation = {
    domain: f.domain,
    subject: hash('subject', f.secret),
    measure: f.measure,
    value: f.value,
    observedAt: f.observedAt,
    linkedAt: f.linkedAt,
    observationTag: f.observationTag,
    issuedAt: f.issuedAt,
  }
  const quorum = f.slots.map((slot) => signed(Number(slot), attestation))
  return bound(CLAIM_SIGNALS, {
    policyRoot,
    committeeRoot: committeeRoot(f.domain, committee),
    terms,
    units: f.units,
    severity: f.severity,
    nullifier,
    observationNullifier: hash('observation', f.observationTag, terms),
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
    measure: BigInt(f.measure),
    comparator: f.comparator,
    thresholds: f.thresholds,
    waiting: f.waiting,
    claimWindow: f.claimWindow,
    linkGrace: f.linkGrace,
    domain: f.domain,
    committee,
    value: f.value,
    observedAt: f.observedAt,
    linkedAt: f.linkedAt,
    observationTag: f.observationTag,
    issuedAt: f.issuedAt,
    slots: f.slots,
    keys: quorum.map(({ key }) => key),
    challenges: quorum.map(({ signature }) => signature.challenge),
    responses: quorum.map(({ signature }) => signature.response),
  })
}
