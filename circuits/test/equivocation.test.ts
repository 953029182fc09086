// SPDX-License-Identifier: GPL-3.0-or-later
import {
  type Attestation,
  attestationHash,
  type EquivocationWitness,
  equivocationWitness,
  signAttestation,
} from '@aceso/core'
import { describe, expect, it } from 'vitest'
import { put } from './bookFixture.js'
import { broken, loadBuilt, loadR1cs, p } from './circuit.js'
import { keyOf, privateKey } from './claimFixture.js'
import { equivocationInput, otherwise, statement } from './equivocationFixture.js'
import { signAsNobody, signWithOtherOrdinate } from './otherOrdinate.js'

type Case = [name: string, second: Partial<Attestation>]
type Tampering = [name: string, tamper: (input: EquivocationWitness) => Partial<EquivocationWitness>]

const circuit = loadBuilt('equivocation')

const rejected = (where: string, cases: Case[]) =>
  it.each(cases)('rejects %s', (_, second) => {
    expect(circuit.verdict(equivocationInput(second))).toBe(where)
  })
const rejectedTampered = (where: string, cases: Tampering[]) =>
  it.each(cases)('rejects %s', (_, tamper) => {
    const input = equivocationInput()
    expect(circuit.verdict({ ...input, ...tamper(input) })).toBe(where)
  })

describe('statements that agree', () => {
  rejected('Different < Equivocation', [
    ['word for word', {}],
    ['at a later issue', { issuedAt: statement.issuedAt + 1n }],
    ['after a later link', { linkedAt: statement.linkedAt + 1n }],
    ['with another time of observation', { observedAt: statement.observedAt + 1n }],
    ['at other times altogether', { observedAt: 0n, linkedAt: 0n, issuedAt: 0n }],
  ])
  rejectedTampered('Different < Equivocation', [
    [
      'one signature twice',
      ({ challenges, responses, values }) => ({
        challenges: put(challenges, 1, challenges[0]!),
        responses: put(responses, 1, responses[0]!),
        values: put(values, 1, values[0]!),
      }),
    ],
  ])
})

describe('statements that contradict nothing', () => {
  // The witness claims that both are about the first one's result, which the second signature doesn't cover.
  rejected('Signature < Equivocation', [
    ['about another observation', { ...otherwise, observationTag: 1n }],
    ['about another measure', { ...otherwise, measure: 12 }],
    ['on another network', { ...otherwise, domain: 1n }],
  ])
})

describe('signatures', () => {
  /** Both statements under a point that anybody signs with. */
  const signedByNobody = (y: bigint): Partial<EquivocationWitness> => {
    const signatures = [statement, { ...statement, ...otherwise }].map(
      (said) => signAsNobody([0n, y], attestationHash(said)).signature,
    )
    return {
      key: 0n,
      ordinates: [y, y],
      challenges: signatures.map(({ challenge }) => challenge),
      responses: signatures.map(({ response }) => response),
    }
  }
  rejectedTampered('Signature < Equivocation', [
    ['of nobody over the second value', ({ values }) => ({ values: put(values, 1, 1n) })],
    ['of nobody over the first value', ({ values }) => ({ values: put(values, 0, 1n) })],
    ['of nobody over the subject', ({ subjects }) => ({ subjects: put(subjects, 1, 1n) })],
    ['of nobody over another issue', ({ issuedAt }) => ({ issuedAt: put(issuedAt, 0, 1n) })],
    ['of nobody over another link', ({ linkedAt }) => ({ linkedAt: put(linkedAt, 0, 1n) })],
    ['of nobody over another time', ({ observedAt }) => ({ observedAt: put(observedAt, 0, 1n) })],
    ['of nobody over another measure', ({ measure }) => ({ measure: measure + 1n })],
    ['of nobody over another observation', ({ observationTag }) => ({ observationTag: observationTag + 1n })],
    ['of nobody for another network', ({ domain }) => ({ domain: domain + 1n })],
    ['exchanged', ({ challenges, responses }) => ({ challenges: [...challenges].reverse(), responses })],
    ['of another node, under its key', () => ({ key: keyOf(4)[0], ordinates: [keyOf(4)[1], keyOf(4)[1]] })],
    [
      'of two nodes',
      ({ challenges, responses }) => {
        const { signature } = signAttestation(privateKey(4), { ...statement, ...otherwise })
        return {
          challenges: put(challenges, 1, signature.challenge),
          responses: put(responses, 1, signature.response),
        }
      },
    ],
  ])
  rejectedTampered('Different < Signature < Equivocation', [
    ['under the neutral point', () => signedByNobody(1n)],
    ['under the point of order two', () => signedByNobody(p - 1n)],
  ])
  rejectedTampered('Signature < Equivocation', [
    ['under the other ordinate', ({ ordinates }) => ({ ordinates: put(ordinates, 1, p - ordinates[1]!) })],
  ])
  rejectedTampered('BabyCheck < Equivocation', [
    [
      'under a point off the curve',
      ({ ordinates }) => ({ ordinates: put(ordinates, 1, ordinates[1]! + 1n) }),
    ],
    ['under another abscissa', ({ key }) => ({ key: key + 1n })],
  ])
})

describe('equivocation', () => {
  it.each<Case>([
    ['two values', otherwise],
    ['two values that differ by the order less one', { value: statement.value + p - 1n }],
    ['a value of zero', { value: 0n }],
    ['two subjects', { subject: 1n }],
    ['both', { ...otherwise, subject: 1n }],
    ['both, differing by the same', { value: statement.value + 1n, subject: statement.subject + 1n }],
    ['two values, at other times', { ...otherwise, observedAt: 0n, linkedAt: 0n, issuedAt: 0n }],
  ])('accepts %s', (_, second) => {
    const input = equivocationInput({ ...second, value: (second.value ?? statement.value) % p })
    expect(circuit.verdict(input)).toBe('accepted')
    const reversed = equivocationInput({}, { ...second, value: (second.value ?? statement.value) % p })
    expect(circuit.verdict(reversed)).toBe('accepted')
  })

  it('accepts a statement signed under the other ordinate, which only the holder of the key can', () => {
    const input = equivocationInput()
    const { key, signature } = signWithOtherOrdinate(
      privateKey(3),
      attestationHash({ ...statement, ...otherwise }),
    )
    expect(key[0]).toBe(input.key)
    const other = {
      ordinates: put(input.ordinates, 1, key[1]),
      challenges: put(input.challenges, 1, signature.challenge),
      responses: put(input.responses, 1, signature.response),
    }
    expect(circuit.verdict({ ...input, ...other })).toBe('accepted')
  })

  it('takes what core computes', () => {
    const signed = [{}, otherwise].map((changes) =>
      signAttestation(privateKey(3), { ...statement, ...changes }),
    )
    const made = equivocationWitness([signed[0]!, signed[1]!], 0xc07e87n)
    expect(made).toEqual(equivocationInput())
    expect(circuit.verdict(made)).toBe('accepted')
  })

  it('satisfies the compiled constraints and exposes three public signals in order', () => {
    const input = equivocationInput()
    const values = circuit.witness(input)
    expect(broken(loadR1cs('equivocation'), values)).toEqual([])
    expect(values.slice(0, 4)).toEqual([1n, input.key, input.domain, input.context])
  })

  it('takes any context', () => {
    for (const context of [0n, 1n, p - 1n])
      expect(circuit.verdict({ ...equivocationInput(), context })).toBe('accepted')
  })
})
