/** One policy, and what ends it, as the circuits take them. */
import {
  appendBatch,
  batchRoot,
  bookRoot,
  type CancelWitness,
  type ClaimWitness,
  cancelWitness,
  claimWitness,
  commitmentOf,
  createBook,
  insertionWitness,
  leafHash,
  leafOf,
  leafPath,
  oracleDomain,
  oraclePublicKey,
  type Policy,
  signAttestation,
  subjectOf,
  type Terms,
  termsHash,
  WEEK,
} from '@aceso/core'

export const secret = 0x5ec2e7_0000_0000n
const address = '0x00000000000000000000000000000000000ace50'

export const start = 1_750_000_000n
const resultAt = start + 30n * 86_400n
const terms: Terms = {
  measure: 3,
  comparator: 0,
  thresholds: [65n, 80n, 100n],
  productId: 1n,
  waiting: 86_400n,
  claimWindow: 26n * WEEK,
  linkGrace: 86_400n,
  committeeId: 1,
}
export const sold: Policy = {
  productId: 1n,
  terms: termsHash(terms),
  index: 0n,
  commitment: commitmentOf(secret, 0n),
  leafIndex: 0n,
  renewable: false,
  renewed: false,
  units: 5n,
  start,
  end: 2_945n * WEEK,
}

/** What a claim and a cancellation of the policy have in common. */
export function ended(policy: Policy = sold) {
  const leaf = leafHash(leafOf(policy))
  const book = createBook()
  appendBatch(book, batchRoot([leaf]))
  return {
    secret,
    policy,
    policyRoot: bookRoot(book),
    path: leafPath(book, 0, [leaf], 0),
    asOf: resultAt,
    chainId: 31_337,
    desk: address,
    payment: { recipient: address, relayer: address, fee: 0n, deadline: 0n },
  } as const
}

export function claim(policy: Policy = sold, observedAt = resultAt): ClaimWitness {
  const domain = oracleDomain(31_337, address)
  const privateKeys = [1, 2, 3, 4].map((byte) => new Uint8Array(32).fill(byte))
  const attestation = {
    domain,
    subject: subjectOf(secret, terms.committeeId),
    measure: terms.measure,
    value: 81n,
    observedAt,
    linkedAt: start,
    observationTag: 9n,
    issuedAt: observedAt,
  }
  return claimWitness({
    ...ended(policy),
    terms,
    tiers: 3,
    attestations: privateKeys.map((key) => signAttestation(key, attestation)),
    committee: privateKeys.map(oraclePublicKey),
    domain,
  })
}

export function cancel(): CancelWitness {
  return cancelWitness(ended())
}

export function insertion() {
  const leaves = [1n, 2n, 3n].map((commitment) => ({ commitment, terms: 4n, window: 5n }))
  return insertionWitness(createBook(), leaves)
}
