import { poseidon5 } from 'poseidon-lite'
import { encodeAbiParameters, keccak256 } from 'viem'
import { describe, expect, test } from 'vitest'
import {
  bindSignals,
  Comparator,
  checkEligibility,
  commitmentOf,
  committeeRoot,
  committeeSeats,
  DAY,
  DuplicateSignerError,
  ELIGIBILITY_SIGNALS,
  type EligibilityParameters,
  eligibilityContextOf,
  eligibilityWitness,
  IssuedAfterProofError,
  MeasureMismatchError,
  NetworkMismatchError,
  ObservedAfterIssueError,
  ObservedTooLongAgoError,
  OutOfRangeError,
  PredicateNotMetError,
  predicateHash,
  QuorumNotReachedError,
  SignatureInvalidError,
  SubjectMismatchError,
  Tag,
} from '../src/index.js'
import { attestationOf, committee, type Facts, facts, keyOf, signedBy } from './claimFixture.js'

const asOf = facts.asOf
const predicate = { measure: 1, comparator: Comparator.atMost, threshold: 60_000n, maxAge: 90n * DAY }

/** Eligibility by a result of 5.5 %, observed a day before `asOf`. */
function eligibilityOf(
  changes: Partial<Facts> = {},
  others: Partial<EligibilityParameters> = {},
): EligibilityParameters {
  const result = { value: 55_000n, observedAt: asOf - DAY, issuedAt: asOf, ...changes }
  return {
    secret: facts.secret,
    committeeId: facts.terms.committeeId,
    index: facts.index,
    predicate,
    attestations: signedBy([3, 1, 5, 0], attestationOf(result)),
    committee,
    domain: facts.domain,
    asOf,
    context: 88n,
    ...others,
  }
}

const withPredicate = (changes: Partial<typeof predicate>) =>
  eligibilityOf({}, { predicate: { ...predicate, ...changes } as typeof predicate })

describe('eligibility is refused', () => {
  test('on the wrong side of the threshold', () => {
    expect(() => checkEligibility(eligibilityOf({ value: 60_001n }))).toThrow(PredicateNotMetError)
    const atLeast = { comparator: Comparator.atLeast } as unknown as Partial<typeof predicate>
    expect(() => checkEligibility(withPredicate(atLeast))).toThrow(PredicateNotMetError)
  })

  test('with a result that is too old', () => {
    const observedAt = asOf - predicate.maxAge - 1n
    expect(() => checkEligibility(eligibilityOf({ observedAt }))).toThrow(ObservedTooLongAgoError)
  })

  test('with times out of order', () => {
    expect(() => checkEligibility(eligibilityOf({ observedAt: asOf, issuedAt: asOf - 1n }))).toThrow(
      ObservedAfterIssueError,
    )
    expect(() => checkEligibility(eligibilityOf({ issuedAt: asOf + 1n }))).toThrow(IssuedAfterProofError)
  })

  test('by a result about somebody or something else, or for another network', () => {
    expect(() => checkEligibility(eligibilityOf({ secret: 6n }))).toThrow(SubjectMismatchError)
    // Of another committee the holder has another subject, under which somebody else could be linked.
    expect(() => checkEligibility(eligibilityOf({}, { committeeId: 4 }))).toThrow(SubjectMismatchError)
    expect(() => checkEligibility(withPredicate({ measure: 2 }))).toThrow(MeasureMismatchError)
    expect(() => checkEligibility(eligibilityOf({}, { domain: 1n }))).toThrow(NetworkMismatchError)
  })

  test('without four members who signed it', () => {
    const { attestations } = eligibilityOf()
    const three = attestations.slice(0, 3)
    const fourth = attestations[3]!
    const of = (...attestations: EligibilityParameters['attestations']) => eligibilityOf({}, { attestations })
    expect(() => checkEligibility(of())).toThrow(QuorumNotReachedError)
    expect(() => checkEligibility(of(...three))).toThrow(QuorumNotReachedError)
    expect(() => checkEligibility(of(...three, three[0]!))).toThrow(DuplicateSignerError)
    const forged = { ...fourth, signature: { ...fourth.signature, response: 1n } }
    expect(() => checkEligibility(of(...three, forged))).toThrow(SignatureInvalidError)
  })
})

test('both ends of each range count', () => {
  const observedAt = asOf - predicate.maxAge
  for (const changes of [
    { value: 60_000n },
    { value: 0n },
    { observedAt },
    { observedAt: asOf, issuedAt: asOf },
  ]) {
    expect(() => checkEligibility(eligibilityOf(changes))).not.toThrow()
  }
})

test('the predicate is hashed from its four parts, each in its range', () => {
  expect(predicateHash(predicate)).toBe(poseidon5([Tag.predicate, 1n, 1n, 60_000n, 90n * DAY]))
  expect(() => predicateHash({ ...predicate, threshold: 2n ** 64n })).toThrow(OutOfRangeError)
  expect(() => predicateHash({ ...predicate, maxAge: 2n ** 40n })).toThrow(OutOfRangeError)
})

test('the context is of one chain, desk, buyer and product', () => {
  const [desk, buyer] = [
    '0x00000000000000000000000000000000000000d1',
    '0x00000000000000000000000000000000000000a1',
  ] as const
  const types = [{ type: 'uint256' }, { type: 'address' }, { type: 'address' }, { type: 'uint256' }] as const
  const encoded = encodeAbiParameters(types, [31_337n, desk, buyer, 7n])
  expect(eligibilityContextOf(31_337, desk, buyer, 7n)).toBe(BigInt(keccak256(encoded)) >> 8n)
})

describe('the witness', () => {
  const parameters = eligibilityOf()
  const witness = eligibilityWitness(parameters)

  test('states what the verifier will be given, in order', () => {
    expect(witness).toMatchObject({
      committeeRoot: committeeRoot(facts.domain, committeeSeats(committee)),
      predicate: predicateHash(predicate),
      committeeId: 3n,
      commitment: commitmentOf(facts.secret, facts.index),
      asOf,
      context: 88n,
    })
    expect(witness).toMatchObject(bindSignals(ELIGIBILITY_SIGNALS.map((name) => witness[name])))
  })

  test('holds the result and its signers', () => {
    expect(witness).toMatchObject({
      value: 55_000n,
      keys: [0, 1, 3, 5].map(keyOf),
      threshold: 60_000n,
      comparator: 1n,
    })
    expect(() => eligibilityWitness(eligibilityOf({ value: 60_001n }))).toThrow(PredicateNotMetError)
  })

  test('says nothing of the result in what it states', () => {
    const stated = ELIGIBILITY_SIGNALS.map((name) => witness[name])
    expect(stated).not.toContain(witness.value)
    expect(stated).not.toContain(witness.observationTag)
  })
})
