// SPDX-License-Identifier: GPL-3.0-or-later
import { CANCEL_SIGNALS, type CancelWitness, cancelWitness, hash } from '@aceso/core'
import { describe, expect, it } from 'vitest'
import { changedSibling, unitAsFlag } from './bookFixture.js'
import { bound } from './bound.js'
import { type CancelFacts, cancelInput, facts } from './cancelFixture.js'
import { broken, loadBuilt, loadR1cs, p } from './circuit.js'
import { claimInput } from './claimFixture.js'

const { secret, start, end } = facts

/** A case that states other facts, consistently hashed. */
type Case = [name: string, changes: Partial<CancelFacts>]
/** A case that tampers with the finished witness, which then binds what it states. */
type Tampering = [name: string, tamper: (input: CancelWitness) => Partial<CancelWitness>]

const circuit = loadBuilt('cancel')

/** `where`: the constraint that has to refuse the case, as the templates around it. */
const rejected = (where: string, cases: Case[]) =>
  it.each(cases)('rejects %s', (_, changes) => {
    expect(circuit.verdict(cancelInput(changes))).toBe(where)
  })
const accepted = (cases: Case[]) =>
  it.each(cases)('accepts %s', (_, changes) => {
    expect(circuit.verdict(cancelInput(changes))).toBe('accepted')
  })
const rejectedTampered = (where: string, cases: Tampering[]) =>
  it.each(cases)('rejects %s', (_, tamper) => {
    const input = cancelInput()
    expect(circuit.verdict(bound(CANCEL_SIGNALS, { ...input, ...tamper(input) }))).toBe(where)
  })

describe('renewable policy', () => {
  const renewable = { renewable: 1n }
  rejected('MerklePath < HeldPolicy < Cancel', [
    ['one in its midst', renewable],
    ['one at its start', { ...renewable, asOf: start }],
    ['one at its end', { ...renewable, asOf: end }],
    ['one that is a renewal', { ...renewable, renewed: 1n }],
    ['one of one unit', { ...renewable, units: 1n }],
  ])
  rejectedTampered('MerklePath < HeldPolicy < Cancel', [
    [
      'one with the nullifier that it would have otherwise',
      ({ nullifier }) => ({ ...cancelInput(renewable), nullifier }),
    ],
    ['one given out as a renewal', () => ({ ...cancelInput(renewable), renewed: 1n })],
    [
      'one that is a renewal, given out as a first policy',
      () => ({
        ...cancelInput({ ...renewable, renewed: 1n }),
        renewed: 0n,
      }),
    ],
  ])
  // Its flag in the parts below, which then hash to the same word.
  rejected('PolicyLeaf < HeldPolicy < Cancel', [
    ['one with the flag of a renewal twice', { renewed: 2n }],
    ['one that is a renewal, with that flag three times', { renewed: 3n }],
  ])
  rejected('Num2Bits < RangeCheck < PolicyLeaf < HeldPolicy < Cancel', [
    ['one with units of 34 bits', { units: facts.units + 2n ** 33n }],
    ['one that is a renewal, with units of 34 bits', { units: facts.units + 2n ** 33n, renewed: 1n }],
    ['one with units of 34 bits, both flags in them', { units: facts.units + 2n ** 33n + 2n ** 32n }],
  ])

  it('has no input for its flag', () => {
    expect(() => circuit.witness({ ...cancelInput(), renewable: 0n })).toThrow('Input renewable')
  })
})

describe('policy', () => {
  const stranger = claimInput({ secret: secret + 1n })
  rejectedTampered('MerklePath < HeldPolicy < Cancel', [
    ['another holder', () => ({ secret: secret + 1n })],
    [
      'another holder with the nullifier of the same policy',
      () => ({
        secret: secret + 1n,
        nullifier: stranger.nullifier,
      }),
    ],
    ['another index', ({ index }) => ({ index: index + 1n })],
    ['other terms', ({ terms }) => ({ terms: terms + 1n })],
    ['more units than sold', ({ units }) => ({ units: units + 1n })],
    ['a later end', (input) => ({ end: input.end + 604_800n })],
    ['an earlier start', (input) => ({ start: input.start - 1n })],
    ['a renewal that the leaf does not know', () => ({ renewed: 1n })],
    ['a renewal given out as a first policy', () => ({ ...cancelInput({ renewed: 1n }), renewed: 0n })],
    ['another leaf index', ({ leafIndex }) => ({ leafIndex: leafIndex + 1n })],
    ['the leaf index of another batch', ({ leafIndex }) => ({ leafIndex: leafIndex + 64n })],
    ...Array.from(
      { length: 7 },
      (_, level): Tampering => [
        `a changed sibling at level ${level}`,
        ({ path, leafIndex }) => ({ path: changedSibling(path, leafIndex, level) }),
      ],
    ),
    ['an inner node as the leaf', ({ path }) => ({ path: [...path.slice(1), path[7]!] })],
  ])
  rejectedTampered('Num2Bits < MerklePath < HeldPolicy < Cancel', [
    ['a leaf index beyond the tree', ({ leafIndex }) => ({ leafIndex: leafIndex + 8n ** 8n })],
    ['a leaf index below zero', () => ({ leafIndex: p - 1n })],
  ])
  rejectedTampered('Cancel', [
    ['another policy root', ({ policyRoot }) => ({ policyRoot: policyRoot + 1n })],
    ['a policy root of zero', () => ({ policyRoot: 0n })],
    ['the root of another book', () => ({ policyRoot: cancelInput({ units: 4n }).policyRoot })],
    [
      'a changed sibling below the root',
      ({ path, leafIndex }) => ({ path: changedSibling(path, leafIndex, 7) }),
    ],
    ['another nullifier', ({ nullifier }) => ({ nullifier: nullifier + 1n })],
    ['a nullifier of zero', () => ({ nullifier: 0n })],
    ['the nullifier of another secret', () => ({ nullifier: stranger.nullifier })],
    [
      "the nullifier of the holder's next policy",
      (input) => ({
        nullifier: cancelInput({ index: input.index + 1n }).nullifier,
      }),
    ],
    ['the nullifier of another leaf', () => ({ nullifier: hash('nullifier', secret, 1n) })],
  ])
})

describe('times', () => {
  rejected('Num2Bits < AssertLessEqual < Cancel', [
    ['a policy that starts a second after asOf', { start: facts.asOf + 1n }],
    ['asOf a second before the start', { asOf: start - 1n }],
    ['asOf a second before the start of a renewal', { renewed: 1n, asOf: start - 1n }],
    ['a renewal that starts a second after asOf', { renewed: 1n, start: facts.asOf + 1n }],
    ['asOf a second after the end of a renewal', { renewed: 1n, asOf: end + 1n }],
    ['asOf a second after the end', { asOf: end + 1n }],
    ['a policy that ended a second before asOf', { end: facts.asOf - 1n }],
    ['asOf of zero', { asOf: 0n }],
    ['an end before the start, asOf between', { start: end, end: start }],
    ['an end before the start, asOf at the start', { start: end, end: start, asOf: end }],
    ['the last asOf of 40 bits', { asOf: 2n ** 40n - 1n }],
  ])
  rejected('Num2Bits < RangeCheck < Cancel', [
    ['asOf of 41 bits', { asOf: 2n ** 40n }],
    ['asOf of 41 bits, all times late', { start: 2n ** 40n - 1n, end: 2n ** 40n - 1n, asOf: 2n ** 40n }],
    ['asOf below zero', { asOf: p - 1n }],
    ['asOf below zero, at the earliest start', { start: 0n, asOf: p - 1n }],
  ])
  accepted([
    ['asOf at the start', { asOf: start }],
    ['asOf at the end', { asOf: end }],
    ['asOf at the start of a renewal', { renewed: 1n, asOf: start }],
    ['asOf at the end of a renewal', { renewed: 1n, asOf: end }],
    ['start, asOf and end at once', { start: end, asOf: end }],
    ['the earliest times', { start: 0n, asOf: 0n, end: 0n }],
    ['the latest times', { start: 2n ** 40n - 1n, asOf: 2n ** 40n - 1n, end: 2n ** 40n - 1n }],
  ])
})

describe('ranges', () => {
  rejected('Num2Bits < RangeCheck < PolicyLeaf < HeldPolicy < Cancel', [
    ['units of 33 bits', { units: 2n ** 32n }],
    ['units below zero', { units: p - 1n }],
    ['start of 41 bits', { start: 2n ** 40n }],
    ['start below zero', { start: p - 1n }],
    ['end of 41 bits', { end: 2n ** 40n }],
    ['end below zero', { end: p - 1n }],
    // Each hashes to the same word as an honest policy: a part gives what its neighbour is too large by.
    ['units lent to start', { units: 4n, start: start + 2n ** 40n }],
    ['start lent to end', { start: start - 1n, end: end + 2n ** 40n }],
    ['end below zero, start raised', { start: start + 1n, end: end - 2n ** 40n + p }],
    ['the flag of a renewal lent to units', { units: facts.units + 2n ** 32n }],
    ['units below zero, renewed', { renewed: 1n, units: facts.units - 2n ** 32n + p }],
  ])
  rejected('PolicyLeaf < HeldPolicy < Cancel', [
    ['a flag below zero', { renewed: p - 1n }],
    ['a flag that packs like a unit', { renewed: unitAsFlag, units: facts.units - 1n }],
  ])
  accepted([
    ['units of 32 bits', { units: 2n ** 32n - 1n }],
    ['units of 32 bits, renewed', { renewed: 1n, units: 2n ** 32n - 1n }],
    ['an end of 40 bits', { end: 2n ** 40n - 1n }],
    ['the largest field elements', { secret: p - 1n, index: p - 1n, terms: p - 1n, context: p - 1n }],
    ['no context', { context: 0n }],
  ])
})

describe('cancel', () => {
  it('spends what a claim on the same policy spends', () => {
    for (const renewed of [0n, 1n]) {
      const { nullifier, policyRoot } = claimInput({ renewed })
      expect(cancelInput({ renewed })).toMatchObject({ nullifier, policyRoot })
    }
  })

  it('satisfies the compiled constraints and exposes three public signals in order', () => {
    const input = cancelInput()
    const values = circuit.witness(input)
    expect(broken(loadR1cs('cancel'), values)).toEqual([])
    expect(values.slice(0, 4)).toEqual([1n, input.digest, input.challenge, input.fingerprint])
  })

  it.each([false, true])('takes what core computes for the same cancellation, renewed: %s', (renewed) => {
    const input = cancelInput({ renewed: BigInt(renewed) })
    const made = cancelWitness({
      secret,
      policy: {
        productId: 7n,
        terms: facts.terms,
        index: facts.index,
        leafIndex: input.leafIndex,
        commitment: hash('policy', secret, facts.index),
        renewable: false,
        renewed,
        units: facts.units,
        start,
        end,
      },
      policyRoot: input.policyRoot,
      path: input.path,
      asOf: facts.asOf,
      chainId: 31_337,
      desk: '0x0000000000000000000000000000000000000001',
      payment: {
        recipient: '0x0000000000000000000000000000000000000002',
        relayer: '0x0000000000000000000000000000000000000000',
        fee: 0n,
        deadline: 0n,
      },
    })
    expect(circuit.verdict(made)).toBe('accepted')
    expect(bound(CANCEL_SIGNALS, { ...made, context: facts.context })).toEqual(input)
  })
})
