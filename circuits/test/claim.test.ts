// SPDX-License-Identifier: GPL-3.0-or-later
import { CLAIM_SIGNALS, claimWitness, hash, signAttestation, subjectOf } from '@aceso/core'
import { describe, expect, it } from 'vitest'
import { changedSibling, half, policyInBook, put, unitAsFlag } from './bookFixture.js'
import { bound } from './bound.js'
import { broken, loadR1cs, p } from './circuit.js'
import { accepted, circuit, rejected, rejectedTampered, type Tampering } from './claimCases.js'
import { claimInput, committee, facts, privateKey, termsOf } from './claimFixture.js'

const { start, end, waiting, claimWindow, linkGrace } = facts

describe('tier', () => {
  const atMost = { comparator: 1n, thresholds: [100n, 60n, 40n] }
  rejected('Tier', [
    ['AT_LEAST, one below tier 1', { severity: 1n, value: 6_499n }],
    ['AT_LEAST, one below tier 2', { severity: 2n, value: 7_999n }],
    ['AT_LEAST, one below tier 3', { severity: 3n, value: 9_999n }],
    ['AT_MOST, one above tier 1', { ...atMost, severity: 1n, value: 101n }],
    ['AT_MOST, one above tier 2', { ...atMost, severity: 2n, value: 61n }],
    ['AT_MOST, one above tier 3', { ...atMost, severity: 3n, value: 41n }],
    ['severity 0', { severity: 0n, value: 2n ** 63n }],
    ['severity 4', { severity: 4n, value: 2n ** 63n }],
    ['severity 0, AT_MOST', { ...atMost, severity: 0n, value: 0n }],
    ['a value of 65 bits', { value: 2n ** 64n }],
    ['a negative value', { ...atMost, severity: 1n, value: p - 1n }],
  ])
  rejected('PolicyTerms', [
    ['a comparator that is no bit', { comparator: 2n }],
    ['a comparator that is no bit, with a value below', { comparator: 2n, value: 0n }],
  ])
  accepted([
    ['AT_LEAST, exactly tier 1', { severity: 1n, value: 6_500n }],
    ['AT_LEAST, exactly tier 2', { severity: 2n, value: 8_000n }],
    ['AT_LEAST, exactly tier 3', { severity: 3n, value: 10_000n }],
    ['AT_LEAST, one above', { severity: 3n, value: 10_001n }],
    ['AT_LEAST, the largest value', { severity: 3n, value: 2n ** 64n - 1n }],
    [
      'AT_LEAST, the largest threshold',
      { severity: 1n, thresholds: [2n ** 64n - 1n, 0n, 0n], value: 2n ** 64n - 1n },
    ],
    ['AT_MOST, exactly tier 1', { ...atMost, severity: 1n, value: 100n }],
    ['AT_MOST, exactly tier 2', { ...atMost, severity: 2n, value: 60n }],
    ['AT_MOST, exactly tier 3', { ...atMost, severity: 3n, value: 40n }],
    ['AT_MOST, zero', { ...atMost, severity: 3n, value: 0n }],
    ['a lower tier than reached', { severity: 1n, value: 10_000n }],
  ])
})

describe('times', () => {
  const late = { issuedAt: end + 1n, asOf: end + claimWindow }
  rejected('ClaimTimes', [
    ['observed a second before the waiting period ends', { observedAt: start + waiting - 1n }],
    ['observed before the start', { observedAt: start - 1n }],
    ['observed a second after the end', { ...late, observedAt: end + 1n }],
    ['linked a second after the grace', { linkedAt: start + linkGrace + 1n }],
    ['linked at a negative time', { linkedAt: p - 5n }],
    [
      'linked a second after the result, on terms that leave time for it',
      { linkGrace: 2n * waiting, observedAt: start + waiting, linkedAt: start + waiting + 1n },
    ],
    ['issued a second before it was observed', { issuedAt: facts.observedAt - 1n }],
    ['issued a second after asOf', { issuedAt: facts.asOf + 1n }],
    ['claimed a second after the claim window', { ...late, observedAt: end, asOf: end + claimWindow + 1n }],
    ['asOf of 42 bits', { claimWindow: 2n ** 40n - 1n, issuedAt: 2n ** 41n, asOf: 2n ** 41n }],
    ['a negative observedAt', { observedAt: p - 1n }],
    ['an observedAt of 41 bits', { ...late, observedAt: 2n ** 40n, issuedAt: 2n ** 40n, asOf: 2n ** 40n }],
    ['a negative issuedAt', { issuedAt: p - 1n }],
    ['a negative asOf', { asOf: p - 1n }],
    ['times that come round to the start', { observedAt: p - 1n, issuedAt: 0n, linkedAt: 0n }],
    [
      'a renewable policy, observed a second before the waiting period ends',
      { renewable: 1n, observedAt: start + waiting - 1n },
    ],
    ['a renewal, observed a second before the start', { renewed: 1n, linkedAt: 0n, observedAt: start - 1n }],
    [
      'a renewal on terms without a waiting period, observed before the start',
      { renewed: 1n, linkedAt: 0n, waiting: 0n, observedAt: start - 1n },
    ],
    [
      'a renewal, observed a waiting period before the start',
      { renewed: 1n, linkedAt: 0n, observedAt: start - waiting },
    ],
    [
      'a renewal, observed a second after the end',
      { ...late, renewed: 1n, linkedAt: 0n, observedAt: end + 1n },
    ],
    ['a renewal, linked a second after its start', { renewed: 1n, linkedAt: start + 1n }],
    ['a renewal, linked when a grace would end', { renewed: 1n, linkedAt: start + linkGrace }],
    ['a renewal, linked after its result', { renewed: 1n, observedAt: start, linkedAt: start + 1n }],
  ])
  accepted([
    ['observed when the waiting period ends', { observedAt: start + waiting }],
    [
      'a renewable policy, observed when the waiting period ends',
      { renewable: 1n, observedAt: start + waiting },
    ],
    [
      'a renewable renewal, observed at the start',
      { renewable: 1n, renewed: 1n, linkedAt: start, observedAt: start },
    ],
    ['a renewal, linked and observed at the start', { renewed: 1n, linkedAt: start, observedAt: start }],
    [
      'linked and observed when the waiting period ends',
      { linkGrace: waiting, linkedAt: start + waiting, observedAt: start + waiting },
    ],
    [
      'a renewal, observed a second before a waiting period would end',
      { renewed: 1n, linkedAt: start, observedAt: start + waiting - 1n },
    ],
    [
      'a renewal on terms with the longest waiting period',
      { renewed: 1n, linkedAt: start, waiting: 2n ** 40n - 1n, observedAt: start },
    ],
    ['no waiting period, observed at the start', { waiting: 0n, linkedAt: start, observedAt: start }],
    ['observed at the end', { ...late, observedAt: end, issuedAt: end }],
    ['linked when the grace ends', { linkedAt: start + linkGrace }],
    ['linked long before', { linkedAt: 0n }],
    ['issued when observed', { issuedAt: facts.observedAt }],
    ['claimed when issued', { issuedAt: facts.asOf }],
    ['claimed after 2^40 seconds', { claimWindow: 2n ** 40n - 1n, issuedAt: 2n ** 40n, asOf: 2n ** 40n }],
    ['claimed when the claim window ends', { ...late, observedAt: end }],
    [
      'times of 40 bits',
      { end: 2n ** 40n - 1n, observedAt: 2n ** 40n - 1n, issuedAt: 2n ** 40n - 1n, asOf: 2n ** 40n - 1n },
    ],
  ])
})

describe('packed words', () => {
  // Each hashes to the same word as an honest policy: a part gives what its neighbour is too large by.
  const { thresholds } = facts
  rejected('PolicyTerms', [
    [
      'a threshold lent to its neighbour',
      { thresholds: [thresholds[0]! - 1n, thresholds[1]! + 2n ** 64n, thresholds[2]!] },
    ],
    [
      'the last threshold lent to its neighbour',
      { thresholds: [thresholds[0]!, thresholds[1]! - 1n, thresholds[2]! + 2n ** 64n] },
    ],
    ['a first threshold of 65 bits', { severity: 2n, thresholds: [2n ** 64n, 8_000n, 10_000n] }],
    ['waiting lent to claimWindow', { waiting: waiting - 1n, claimWindow: claimWindow + 2n ** 40n }],
    ['claimWindow lent to linkGrace', { claimWindow: claimWindow - 1n, linkGrace: linkGrace + 2n ** 40n }],
    ['waiting of 41 bits', { waiting: 2n ** 40n }],
    ['the comparator lent to the committee', { comparator: 0n, committeeId: 2n ** 32n }],
    ['a committee of 33 bits', { committeeId: 2n ** 32n }],
    ['a committee below zero', { committeeId: p - 1n }],
    ['waiting below zero', { waiting: p - 10n }],
  ])
  rejected('PolicyLeaf', [
    ['units lent to start', { units: 4n, start: start + 2n ** 40n }],
    ['start lent to end', { start: start - 1n, end: end + 2n ** 40n }],
    ['end below zero, start raised', { start: start + 1n, end: end - 2n ** 40n + p }],
    ['units of 33 bits', { units: 2n ** 32n }],
    ['the flag of a renewal lent to units', { units: facts.units + 2n ** 32n }],
    ['the flag of a renewable policy lent to units', { units: facts.units + 2n ** 33n }],
    ['units below zero, renewed', { renewed: 1n, units: facts.units - 2n ** 32n + p }],
    ['a flag that packs like a unit', { renewed: unitAsFlag, units: facts.units - 1n }],
    ['a flag of 2', { renewed: 2n }],
    ['a flag of 2, observed a waiting period before the start', { renewed: 2n, observedAt: start - waiting }],
    ['a flag below zero', { renewed: p - 1n }],
    ['a flag of 3', { renewed: 3n }],
    ['renewable twice', { renewable: 2n }],
    ['renewable below zero', { renewable: p - 1n }],
    ['a renewal with half of the flag above instead of its own', { renewable: half }],
    [
      'a first policy with the flag of a renewal, taken from the one above',
      { renewable: p - half, renewed: 1n, observedAt: start },
    ],
    [
      'a renewable policy with the flag of a renewal, taken from the one above',
      { renewable: half, renewed: 1n, observedAt: start },
    ],
    [
      'a renewable flag that packs like units',
      { renewable: (unitAsFlag * half) % p, units: facts.units - 1n },
    ],
    [
      'a flag below zero, observed when two waiting periods end',
      { renewed: p - 1n, observedAt: start + 2n * waiting },
    ],
  ])
  accepted([
    ['units of 32 bits', { units: 2n ** 32n - 1n }],
    ['units of 32 bits, renewable', { renewable: 1n, units: 2n ** 32n - 1n }],
    [
      'units of 32 bits, renewable and renewed',
      { renewable: 1n, renewed: 1n, linkedAt: start, units: 2n ** 32n - 1n },
    ],
    ['units of 32 bits, renewed', { renewed: 1n, linkedAt: start, units: 2n ** 32n - 1n }],
  ])
})

describe('policy', () => {
  /** The policy in its place of the book, under a leaf that states another. */
  const misplaced = (stated: bigint) => policyInBook(facts, termsOf(facts), stated)
  rejectedTampered('MerklePath', [
    ['another secret', ({ secret }) => ({ secret: secret + 1n })],
    ['another index', ({ index }) => ({ index: index + 1n })],
    ['more units than sold', ({ units }) => ({ units: units + 1n })],
    ['a later end', (input) => ({ end: input.end + 604_800n })],
    ['an earlier start', (input) => ({ start: input.start - 1n })],
    ['a renewable policy that the leaf does not know', () => ({ renewable: 1n })],
    [
      'a renewable policy given out as one that is not',
      () => ({ ...claimInput({ renewable: 1n }), renewable: 0n }),
    ],
    [
      'a renewable policy given out as a renewal',
      () => ({ ...claimInput({ renewable: 1n }), renewable: 0n, renewed: 1n }),
    ],
    ['a renewal that the leaf does not know', () => ({ renewed: 1n })],
    ['a renewal given out as a first policy', () => ({ ...claimInput({ renewed: 1n }), renewed: 0n })],
    ['another leaf index', ({ leafIndex }) => ({ leafIndex: leafIndex + 1n })],
    ['the leaf index of another batch', ({ leafIndex }) => ({ leafIndex: leafIndex + 64n })],
    ['a leaf index beyond the tree', ({ leafIndex }) => ({ leafIndex: leafIndex + 8n ** 8n })],
    ['a leaf that states the place beside its own', ({ leafIndex }) => misplaced(leafIndex + 1n)],
    [
      'a leaf in the place that it states, where another one is',
      ({ leafIndex }) => ({ ...misplaced(leafIndex + 1n), leafIndex: leafIndex + 1n }),
    ],
    ['a leaf that states no place', () => misplaced(0n)],
    ...Array.from(
      { length: 7 },
      (_, level): Tampering => [
        `a changed sibling at level ${level}`,
        ({ path, leafIndex }) => ({ path: changedSibling(path, leafIndex, level) }),
      ],
    ),
    ['an inner node as the leaf', ({ path }) => ({ path: [...path.slice(1), path[7]!] })],
  ])
  rejectedTampered('Claim', [
    ['another policy root', ({ policyRoot }) => ({ policyRoot: policyRoot + 1n })],
    ['a policy root of zero', () => ({ policyRoot: 0n })],
    [
      'a changed sibling below the root',
      ({ path, leafIndex }) => ({ path: changedSibling(path, leafIndex, 7) }),
    ],
    ['another nullifier', ({ nullifier }) => ({ nullifier: nullifier + 1n })],
    ['the nullifier of another secret', ({ secret }) => ({ nullifier: hash('nullifier', secret + 1n, 1n) })],
    ['another observation nullifier', (input) => ({ observationNullifier: input.observationNullifier + 1n })],
    [
      'an observation nullifier that a node could make, too',
      ({ observationTag, terms }) => ({ observationNullifier: hash('observation', observationTag, terms) }),
    ],
    [
      'an observation nullifier that is keyed by the subject',
      ({ observationTag, terms }) => ({
        observationNullifier: hash('observation', subjectOf(facts.secret, 3), observationTag, terms),
      }),
    ],
    [
      'an observation nullifier of another secret',
      ({ secret, observationTag, terms }) => ({
        observationNullifier: hash('observation', secret + 1n, observationTag, terms),
      }),
    ],
  ])
  rejectedTampered('ClaimTimes', [['an asOf before the issue', ({ issuedAt }) => ({ asOf: issuedAt - 1n })]])
})

describe('terms', () => {
  rejectedTampered('Claim', [
    ['other terms', ({ terms }) => ({ terms: terms + 1n })],
    ['another product', ({ productId }) => ({ productId: productId + 1n })],
    ['another committee', ({ committeeId }) => ({ committeeId: committeeId + 1n })],
    ['another measure', ({ measure }) => ({ measure: measure + 1n })],
    ['another comparator', () => ({ comparator: 1n })],
    ['lower thresholds', ({ thresholds }) => ({ thresholds: put(thresholds, 0, 1n) })],
    ['a shorter waiting period', (input) => ({ waiting: input.waiting - 1n })],
    ['a longer claim window', (input) => ({ claimWindow: input.claimWindow + 1n })],
    ['a longer link grace', (input) => ({ linkGrace: input.linkGrace + 1n })],
  ])
})

describe('claim', () => {
  it('satisfies the compiled constraints and exposes three public signals in order', () => {
    const input = claimInput()
    const values = circuit.witness(input)
    expect(broken(loadR1cs('claim'), values)).toEqual([])
    expect(values.slice(0, 4)).toEqual([1n, input.digest, input.challenge, input.fingerprint])
  })

  it('takes any context, which is then bound', () => {
    expect(circuit.verdict(claimInput({ context: 0n }))).toBe('accepted')
    expect(circuit.verdict(claimInput({ context: p - 1n }))).toBe('accepted')
  })

  it.each([
    [false, false],
    [false, true],
    [true, false],
    [true, true],
  ])('takes what core computes for the same claim, renewable: %s, renewed: %s', (renewable, renewed) => {
    const changes = { renewable: BigInt(renewable), renewed: BigInt(renewed), signers: [0, 1, 3, 5] }
    const input = claimInput({ ...changes, linkedAt: start })
    const { domain, measure, value, observedAt, issuedAt, observationTag } = facts
    const subject = subjectOf(facts.secret, 3)
    const times = { observedAt, linkedAt: start, issuedAt }
    const attestation = { domain, subject, measure, value, observationTag, ...times }
    const made = claimWitness({
      secret: facts.secret,
      policy: {
        productId: facts.productId,
        terms: input.terms,
        index: facts.index,
        leafIndex: input.leafIndex,
        commitment: hash('policy', facts.secret, facts.index),
        renewable,
        renewed,
        units: facts.units,
        start,
        end,
      },
      terms: {
        measure: facts.measure,
        comparator: 0,
        thresholds: [6_500n, 8_000n, 10_000n],
        productId: facts.productId,
        waiting,
        claimWindow,
        linkGrace,
        committeeId: 3,
      },
      tiers: 3,
      attestations: [5, 1, 3, 0].map((seat) => signAttestation(privateKey(seat), attestation)),
      committee,
      domain: facts.domain,
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
    expect(bound(CLAIM_SIGNALS, { ...made, context: facts.context })).toEqual(input)
  })
})
