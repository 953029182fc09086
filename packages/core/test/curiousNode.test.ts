import { expect, test } from 'vitest'
import { commitmentOf, hash, nullifierOf, observationNullifierOf, subjectOf } from '../src/index.js'

/*
 * An honest node that is curious: it knows every patient, subject, result and tag that the hospital shows it, all terms
 * that are sold, and everything that is on the chain. It must not find out whose a claim is.
 */

const terms = [hash('terms', 1n, 2n), hash('terms', 3n, 4n), hash('terms', 5n, 6n)]
const patients = Array.from({ length: 100 }, (_, i) => {
  const secret = hash('subject', 1n, BigInt(i))
  const tags = [0n, 1n].map((one) => hash('attestation', BigInt(i), one))
  return { secret, subject: subjectOf(secret, 1), tags }
})

/** What the chain shows of a claim on each patient's first result. */
function claims(observationNullifier: (secret: bigint, tag: bigint, terms: bigint) => bigint) {
  return patients.map(({ secret, tags }, i) => ({
    nullifier: nullifierOf(secret, hash('leaf', commitmentOf(secret, 0n), terms[i % 3]!)),
    observationNullifier: observationNullifier(secret, tags[0]!, terms[i % 3]!),
  }))
}

/** Every hash of two or three things that the node knows, under every tag that a nullifier could have. */
function guesses(): Set<bigint> {
  const known = new Set<bigint>()
  for (const { subject, tags } of patients) {
    for (const about of [subject, ...tags]) {
      for (const sold of terms) {
        for (const tag of ['observation', 'nullifier'] as const) {
          known.add(hash(tag, about, sold))
          known.add(hash(tag, subject, about, sold))
        }
      }
    }
  }
  return known
}

const foundIn = (shown: ReturnType<typeof claims>) => {
  const known = guesses()
  return shown.filter((claim) => known.has(claim.observationNullifier) || known.has(claim.nullifier)).length
}

test('a node finds none of its patients among the claims', () => {
  expect(foundIn(claims(observationNullifierOf))).toBe(0)
})

test('it would find all, were the nullifier of an observation not keyed with the secret', () => {
  expect(foundIn(claims((_, tag, sold) => hash('observation', tag, sold)))).toBe(patients.length)
})
