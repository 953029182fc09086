// SPDX-License-Identifier: GPL-3.0-or-later
import {
  attestationHash,
  ELIGIBILITY_SIGNALS,
  type EligibilityWitness,
  eligibilityWitness,
  hash,
  signAttestation,
  subjectOf,
} from '@aceso/core'
import { describe, expect, it } from 'vitest'
import { put } from './bookFixture.js'
import { bound } from './bound.js'
import { broken, loadBuilt, loadR1cs, p } from './circuit.js'
import { committee, EMPTY_SEAT, OUTSIDER, privateKey } from './claimFixture.js'
import { type EligibilityFacts, eligibilityInput, facts } from './eligibilityFixture.js'
import { signAsNobody, signWithOtherOrdinate } from './otherOrdinate.js'

/** A case that states other facts, consistently hashed and signed. */
type Case = [name: string, changes: Partial<EligibilityFacts>]
/** A case that tampers with the finished witness, which then binds what it states. */
type Tampering = [name: string, tamper: (input: EligibilityWitness) => Partial<EligibilityWitness>]

const circuit = loadBuilt('eligibility')
const { asOf, maxAge, observedAt } = facts
const atLeast = { comparator: 0n, value: 6_000n }

const rejected = (where: string, cases: Case[]) =>
  it.each(cases)('rejects %s', (_, changes) => {
    expect(circuit.verdict(eligibilityInput(changes))).toBe(where)
  })
const accepted = (cases: Case[]) =>
  it.each(cases)('accepts %s', (_, changes) => {
    expect(circuit.verdict(eligibilityInput(changes))).toBe('accepted')
  })
const rejectedTampered = (where: string, cases: Tampering[]) =>
  it.each(cases)('rejects %s', (_, tamper) => {
    const input = eligibilityInput()
    expect(circuit.verdict(bound(ELIGIBILITY_SIGNALS, { ...input, ...tamper(input) }))).toBe(where)
  })

describe('predicate', () => {
  rejected('Num2Bits < AssertLessEqual < Meets < Eligibility', [
    ['AT_MOST, one above', { value: 6_001n }],
    ['AT_MOST zero, one above', { threshold: 0n, value: 1n }],
    ['AT_MOST, the largest value', { value: 2n ** 64n - 1n }],
    ['AT_LEAST, one below', { ...atLeast, value: 5_999n }],
    ['AT_LEAST the largest, zero', { ...atLeast, threshold: 2n ** 64n - 1n, value: 0n }],
  ])
  rejected('Num2Bits < RangeCheck < Eligibility', [
    ['a value of 65 bits', { ...atLeast, value: 2n ** 64n }],
    ['a negative value', { value: p - 1n }],
    ['a threshold of 65 bits', { threshold: 2n ** 64n }],
    ['a negative threshold', { ...atLeast, threshold: p - 1n, value: 0n }],
  ])
  rejected('Eligibility', [
    ['a comparator that is no bit', { comparator: 2n }],
    ['a comparator below zero', { comparator: p - 1n }],
  ])
  accepted([
    ['AT_MOST, exactly', { value: 6_000n }],
    ['AT_MOST, zero', { value: 0n }],
    ['AT_MOST zero, zero', { threshold: 0n, value: 0n }],
    ['AT_MOST the largest, the largest', { threshold: 2n ** 64n - 1n, value: 2n ** 64n - 1n }],
    ['AT_LEAST, exactly', atLeast],
    ['AT_LEAST, the largest value', { ...atLeast, value: 2n ** 64n - 1n }],
    ['AT_LEAST zero, zero', { ...atLeast, threshold: 0n, value: 0n }],
  ])
  rejectedTampered('Eligibility', [
    ['another predicate', ({ predicate }) => ({ predicate: predicate + 1n })],
    ['another threshold', ({ threshold }) => ({ threshold: threshold + 1n })],
    ['another age', ({ maxAge }) => ({ maxAge: maxAge + 1n })],
    ['another comparator', () => ({ comparator: 0n })],
    [
      'the parts of a trigger',
      ({ measure, comparator, threshold }) => ({
        predicate: hash('terms', measure, comparator, threshold),
      }),
    ],
  ])
})

describe('times', () => {
  rejected('Num2Bits < AssertLessEqual < Eligibility', [
    ['observed a second too long ago', { observedAt: asOf - maxAge - 1n }],
    ['observed long before, with no age allowed', { maxAge: 0n }],
    ['observed at zero', { observedAt: 0n }],
    ['issued a second before it was observed', { issuedAt: observedAt - 1n }],
    ['issued a second after asOf', { issuedAt: asOf + 1n }],
    ['observed and issued after asOf', { observedAt: asOf + 1n, issuedAt: asOf + 1n }],
  ])
  rejected('Num2Bits < RangeCheck < Eligibility', [
    ['an age of 41 bits', { maxAge: 2n ** 40n }],
    ['a negative age', { maxAge: p - 1n, observedAt: asOf, issuedAt: asOf }],
    ['an age that wraps round', { maxAge: p - observedAt }],
    ['a negative observedAt', { observedAt: p - 1n }],
    ['an issuedAt of 41 bits', { issuedAt: 2n ** 40n }],
    ['an asOf of 41 bits', { asOf: 2n ** 40n, observedAt: 2n ** 40n - 1n, issuedAt: 2n ** 40n - 1n }],
  ])
  accepted([
    ['observed exactly so long ago', { observedAt: asOf - maxAge }],
    ['all at once', { observedAt: asOf, issuedAt: asOf, maxAge: 0n }],
    ['the longest age', { maxAge: 2n ** 40n - 1n, observedAt: 0n }],
    ['a link at any time', { linkedAt: 2n ** 60n }],
    [
      'times of 40 bits',
      { asOf: 2n ** 40n - 1n, observedAt: 2n ** 40n - 1n, issuedAt: 2n ** 40n - 1n, maxAge: 2n ** 40n - 1n },
    ],
    ['everything at zero', { asOf: 0n, observedAt: 0n, issuedAt: 0n, maxAge: 0n }],
  ])
})

describe('holder', () => {
  rejectedTampered('Eligibility', [
    ['another commitment', ({ commitment }) => ({ commitment: commitment + 1n })],
    ["another holder's commitment", () => ({ commitment: hash('policy', 1n, facts.index) })],
    ['another policy number', ({ index }) => ({ index: index + 1n })],
  ])
  // Everything fits the other secret but the attestation, which names the subject.
  rejectedTampered('Signature < Quorum < AttestedResult < Eligibility', [
    ["another person's result", ({ index }) => ({ secret: 1n, commitment: hash('policy', 1n, index) })],
    // Or else somebody healthier could be linked under another subject of the same secret.
    [
      'a result of the subject of another committee',
      ({ committeeId }) => ({ committeeId: committeeId + 1n }),
    ],
  ])
  accepted([
    ['any policy number', { index: p - 1n }],
    ['the largest secret', { secret: p - 1n }],
  ])
})

describe('attestation', () => {
  const where = 'Signature < Quorum < AttestedResult < Eligibility'
  rejectedTampered(where, [
    ['another value', ({ value }) => ({ value: value - 1n })],
    ['another time of observation', ({ observedAt }) => ({ observedAt: observedAt + 1n })],
    ['another link', ({ linkedAt }) => ({ linkedAt: linkedAt + 1n })],
    ['another issue', ({ issuedAt }) => ({ issuedAt: issuedAt + 1n })],
    ['another observation', ({ observationTag }) => ({ observationTag: observationTag + 1n })],
    [
      'a signer who saw another value',
      ({ challenges, responses }) => {
        const { signature } = signAttestation(privateKey(3), {
          ...facts,
          subject: subjectOf(facts.secret, 3),
          value: 1n,
        })
        return {
          challenges: put(challenges, 1, signature.challenge),
          responses: put(responses, 1, signature.response),
        }
      },
    ],
  ])
  rejectedTampered('Eligibility', [
    ['another committee', ({ committee }) => ({ committee: put(committee, EMPTY_SEAT, 1n) })],
    ['another committee root', ({ committeeRoot }) => ({ committeeRoot: committeeRoot + 1n })],
    [
      'a committee root of another network',
      () => ({ committeeRoot: eligibilityInput({ domain: 1n }).committeeRoot }),
    ],
  ])
  rejected('Different < Quorum < AttestedResult < Eligibility', [
    ['one signer twice', { signers: [1, 3, 5, 5] }],
  ])
  const message = attestationHash({ ...facts, subject: subjectOf(facts.secret, 3) })
  const signedBy = (
    input: EligibilityWitness,
    { key, signature }: ReturnType<typeof signAsNobody>,
  ): Partial<EligibilityWitness> => ({
    keys: put(input.keys, 1, key),
    challenges: put(input.challenges, 1, signature.challenge),
    responses: put(input.responses, 1, signature.response),
  })
  rejectedTampered('Different < Quorum < AttestedResult < Eligibility', [
    [
      'one signer under both ordinates of its key',
      (input) => signedBy(input, signWithOtherOrdinate(privateKey(1), message)),
    ],
  ])
  rejectedTampered('Different < Signature < Quorum < AttestedResult < Eligibility', [
    ['an empty seat', (input) => signedBy(input, signAsNobody([0n, 1n], message))],
    [
      'an empty seat as the point of order two',
      (input) => signedBy(input, signAsNobody([0n, p - 1n], message)),
    ],
  ])
  rejected('CommitteeMember < Quorum < AttestedResult < Eligibility', [
    ['a signer outside the committee', { signers: [1, OUTSIDER, 3, 5] }],
  ])
  accepted([
    ['any four members', { signers: [4, 0, 5, 3] }],
    ['any four of six', { empty: [], signers: [2, 5, 4, 3] }],
  ])
})

describe('eligibility', () => {
  it('satisfies the compiled constraints and exposes three public signals in order', () => {
    const input = eligibilityInput()
    const values = circuit.witness(input)
    expect(broken(loadR1cs('eligibility'), values)).toEqual([])
    expect(values.slice(0, 4)).toEqual([1n, input.digest, input.challenge, input.fingerprint])
  })

  it('takes what core computes', () => {
    const attestation = { ...facts, subject: subjectOf(facts.secret, 3) }
    const made = eligibilityWitness({
      secret: facts.secret,
      committeeId: 3,
      index: facts.index,
      predicate: { measure: 11, comparator: 1, threshold: facts.threshold, maxAge },
      attestations: [5, 1, 3, 0].map((seat) => signAttestation(privateKey(seat), attestation)),
      committee,
      domain: facts.domain,
      asOf,
      context: facts.context,
    })
    expect(made).toEqual(eligibilityInput({ signers: [0, 1, 3, 5] }))
    expect(circuit.verdict(made)).toBe('accepted')
  })
})
