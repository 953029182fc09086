import {
  type Attestation,
  appendBatch,
  attestationHash,
  BATCH_SIZE,
  batchRoot,
  bookRoot,
  type ClaimParameters,
  COMMITTEE_SEATS,
  Comparator,
  commitmentOf,
  createBook,
  DAY,
  HOUR,
  leafHash,
  leafOf,
  leafPath,
  type OraclePublicKey,
  oracleDomain,
  oraclePublicKey,
  type SignedAttestation,
  signAttestation,
  subjectOf,
  type Terms,
  termsHash,
  WEEK,
} from '../src/index.js'

/** What a claim states. Nothing here is checked: a test may state what no product or node would. */
export type Facts = typeof facts

const start = 2_900n * WEEK
const end = start + 26n * WEEK
const terms: Terms = {
  productId: 7n,
  measure: 1,
  comparator: Comparator.atLeast,
  thresholds: [65_000n, 80_000n, 100_000n],
  waiting: 30n * DAY,
  claimWindow: 4n * WEEK,
  linkGrace: 14n * DAY,
  committeeId: 3,
}

export const facts = {
  secret: 5n,
  index: 2n,
  renewable: false,
  renewed: false,
  units: 10n,
  start,
  end,
  terms,
  tiers: 3,
  domain: oracleDomain(31_337, '0x00000000000000000000000000000000000ace50'),
  value: 82_000n,
  observedAt: start + 60n * DAY,
  linkedAt: start + 2n * DAY,
  issuedAt: start + 61n * DAY,
  asOf: start + 61n * DAY + HOUR,
  /** Seats of the signers, in the order in which their attestations are handed in. */
  signers: [3, 1, 5, 0],
}

/** The one seat that is empty. */
export const EMPTY_SEAT = 2

/** Has a key, and no seat. */
export const STRANGER = COMMITTEE_SEATS

const keys = Array.from({ length: COMMITTEE_SEATS + 1 }, (_, seat) => oraclePublicKey(privateKey(seat)))

export function privateKey(seat: number): Uint8Array {
  return new Uint8Array(32).fill(seat + 1)
}

export function keyOf(seat: number): OraclePublicKey {
  return keys[seat]!
}

export const committee = Array.from({ length: COMMITTEE_SEATS }, (_, seat) =>
  seat === EMPTY_SEAT ? undefined : keyOf(seat),
)

export function attestationOf(changes: Partial<Facts> = {}): Attestation {
  const { secret, domain, terms, value, observedAt, linkedAt, issuedAt } = { ...facts, ...changes }
  return {
    domain,
    subject: subjectOf(secret, terms.committeeId),
    measure: terms.measure,
    value,
    observedAt,
    linkedAt,
    observationTag: 0x7a9n,
    issuedAt,
  }
}

/** Signing is slow, and most cases need the same signatures. */
const signatures = new Map<string, SignedAttestation>()

export function signedBy(
  seats: readonly number[],
  attestation: Attestation = attestationOf(),
): SignedAttestation[] {
  return seats.map((seat) => {
    const id = `${seat} ${attestationHash(attestation)}`
    const signed = signatures.get(id) ?? signAttestation(privateKey(seat), attestation)
    signatures.set(id, signed)
    return signed
  })
}

/** A claim of these facts that is right in everything but what the facts themselves get wrong. */
export function claimOf(changes: Partial<Facts> = {}): ClaimParameters {
  const f = { ...facts, ...changes }
  const policy = {
    productId: f.terms.productId,
    terms: termsHash(f.terms),
    index: f.index,
    leafIndex: BigInt(BATCH_SIZE + 2),
    renewable: f.renewable,
    renewed: f.renewed,
    units: f.units,
    start: f.start,
    end: f.end,
    commitment: commitmentOf(f.secret, f.index),
  }
  const leaves = [1n, 2n, leafHash(leafOf(policy)), 3n]
  const book = createBook()
  for (const batch of [[4n], leaves, [5n]]) appendBatch(book, batchRoot(batch))
  return {
    secret: f.secret,
    policy,
    terms: f.terms,
    tiers: f.tiers,
    attestations: signedBy(f.signers, attestationOf(changes)),
    committee,
    domain: f.domain,
    policyRoot: bookRoot(book),
    path: leafPath(book, 1, leaves, 2),
    asOf: f.asOf,
    chainId: 31_337,
    desk: '0x00000000000000000000000000000000000000d1',
    payment: {
      recipient: '0x00000000000000000000000000000000000000a1',
      relayer: '0x00000000000000000000000000000000000000b1',
      fee: 5n,
      deadline: f.asOf + HOUR,
    },
  }
}
