import { describe, expect, test } from 'vitest'
import {
  attestationHash,
  CLAIM_SIGNALS,
  claimWitness,
  commitmentOf,
  hash,
  leafHash,
  leafOf,
  nullifierOf,
  observationNullifierOf,
  subjectOf,
} from '../src/index.js'
import { attestationOf, claimOf, committee, facts, signedBy } from './claimFixture.js'

/*
 * An honest node that is curious: it knows every patient, subject, result and tag that the hospital shows it, what it and
 * the others of its committee signed, all terms that are sold, and everything that is on the chain. It must not find out
 * whose a claim is.
 */

describe('of one claim a node knows much', () => {
  const claim = claimOf()
  const witness = claimWitness(claim)
  const shown = [witness.nullifier, witness.observationNullifier]
  const { terms, commitment } = claim.policy
  const attestation = attestationOf()
  const { subject, observationTag, value, observedAt, linkedAt } = attestation
  const [own, another] = signedBy([3, 1])
  const known = [
    observationTag,
    terms,
    subject,
    BigInt(facts.terms.committeeId),
    attestationHash(attestation),
    own!.signature.challenge,
    another!.signature.response,
    committee[3]![0],
    value,
    observedAt,
    linkedAt,
    // Of a purchase: the node may guess whose it is, and ask whether this claim is on it.
    commitment,
    leafHash(leafOf(claim.policy)),
  ]
  const guesses = hashesOf(known)

  test('and no hash of two or three of its words is a nullifier', () => {
    expect(shown.filter((nullifier) => guesses.has(nullifier))).toEqual([])
  })

  test('and only the terms are stated by the claim', () => {
    expect(CLAIM_SIGNALS.filter((name) => known.includes(witness[name]))).toEqual(['terms'])
  })

  test('so that it would find both with the secret', () => {
    const guesses = hashesOf([facts.secret, ...known.slice(0, 3), ...known.slice(-1)])
    expect(shown.filter((nullifier) => guesses.has(nullifier))).toEqual(shown)
  })

  test('so that it would find a nullifier of the result that is keyed by the subject, or not at all', () => {
    expect(guesses).toContain(hash('observation', observationTag, terms))
    expect(guesses).toContain(observationNullifierOf(subject, observationTag, terms))
  })
})

/** Every hash of two or three of these words, in any order, under the tags of what is spent. */
function hashesOf(words: readonly bigint[]): Set<bigint> {
  const hashes = new Set<bigint>()
  for (const tag of ['observation', 'nullifier'] as const) {
    for (const first of words) {
      for (const second of words.filter((word) => word !== first)) {
        hashes.add(hash(tag, first, second))
        for (const third of words.filter((word) => word !== first && word !== second))
          hashes.add(hash(tag, first, second, third))
      }
    }
  }
  return hashes
}

describe('of 200 claims on the 2,000 results that a node can read', () => {
  const terms = hash('terms', 1n, 2n)
  const patients = Array.from({ length: 1_000 }, (_, i) => {
    const secret = hash('policy', 1n, BigInt(i))
    const tags = [0n, 1n].map((one) => hash('attestation', BigInt(i), one))
    return { secret, subject: subjectOf(secret, 1), tags }
  })
  const claims = patients
    .filter((_, i) => i % 5 === 3)
    .map(({ secret, subject, tags }, i) => ({ secret, subject, tag: tags[i % 2]! }))
  /** The nullifier of each result as it would be without a key, and with what the node has for one. */
  const guesses = new Set(
    patients.flatMap(({ subject, tags }) =>
      tags.flatMap((tag) => [hash('observation', tag, terms), observationNullifierOf(subject, tag, terms)]),
    ),
  )
  const found = (nullifierOfClaim: (claim: (typeof claims)[number]) => bigint) =>
    claims.filter((claim) => guesses.has(nullifierOfClaim(claim))).length

  test('it finds none', () => {
    expect(claims).toHaveLength(200)
    expect(guesses.size).toBe(4_000)
    expect(found(({ secret, tag }) => observationNullifierOf(secret, tag, terms))).toBe(0)
    expect(
      found(({ secret }) => nullifierOf(secret, hash('leaf', commitmentOf(secret, 0n), terms, 5n))),
    ).toBe(0)
  })

  test('it would find all, were their nullifiers keyed by the subject, or not at all', () => {
    expect(found(({ tag }) => hash('observation', tag, terms))).toBe(200)
    expect(found(({ subject, tag }) => observationNullifierOf(subject, tag, terms))).toBe(200)
  })
})
