// SPDX-License-Identifier: GPL-3.0-or-later
import {
  type Attestation,
  attestationHash,
  CLAIM_SIGNALS,
  type ClaimWitness,
  claimWitness,
  hash,
  signAttestation,
  subjectOf,
} from '@aceso/core'
import { describe, expect, it } from 'vitest'
import { changedSibling, half, put, unitAsFlag } from './bookFixture.js'
import { bound } from './bound.js'
import { broken, loadBuilt, loadR1cs, p } from './circuit.js'
import {
  claimInput,
  committee,
  EMPTY_SEAT,
  type Facts,
  facts,
  keyOf,
  OUTSIDER,
  privateKey,
} from './claimFixture.js'
import { signWithOtherOrdinate } from './otherOrdinate.js'

const groupOrder = 2736030358979909402780800718157159386076813972158567259200215660948447373041n
const { start, end, waiting, claimWindow, linkGrace } = facts

/** A case that states other facts, consistently hashed and signed. */
type Case = [name: string, changes: Partial<Facts>]
/** A case that tampers with the finished witness, which then binds what it states. */
type Tampering = [name: string, tamper: (input: ClaimWitness) => Partial<ClaimWitness>]

const circuit = loadBuilt('claim')

/** `where`: the template whose constraint has to refuse the case. */
const rejected = (where: string, cases: Case[]) =>
  it.each(cases)('rejects %s', (_, changes) => {
    expect(circuit.verdict(claimInput(changes)).split(' < ')).toContain(where)
  })
const accepted = (cases: Case[]) =>
  it.each(cases)('accepts %s', (_, changes) => {
    expect(circuit.verdict(claimInput(changes))).toBe('accepted')
  })
const rejectedTampered = (where: string, cases: Tampering[]) =>
  it.each(cases)('rejects %s', (_, tamper) => {
    const input = claimInput()
    const tampered = bound(CLAIM_SIGNALS, { ...input, ...tamper(input) })
    const templates = circuit.verdict(tampered).split(' < ')
    expect(templates).toContain(where)
    expect(templates).not.toContain('BoundSignals')
  })

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
  ])
  rejectedTampered('Claim', [
    ['another policy root', ({ policyRoot }) => ({ policyRoot: policyRoot + 1n })],
    ['a policy root of zero', () => ({ policyRoot: 0n })],
    ...Array.from(
      { length: 8 },
      (_, level): Tampering => [
        `a changed sibling at level ${level}`,
        ({ path, leafIndex }) => ({ path: changedSibling(path, leafIndex, level) }),
      ],
    ),
    ['an inner node as the leaf', ({ path }) => ({ path: [...path.slice(1), path[7]!] })],
    ['another nullifier', ({ nullifier }) => ({ nullifier: nullifier + 1n })],
    ['the nullifier of another secret', ({ secret }) => ({ nullifier: hash('nullifier', secret + 1n, 1n) })],
    ['another observation nullifier', (input) => ({ observationNullifier: input.observationNullifier + 1n })],
    [
      'an observation nullifier that a node could make, too',
      ({ observationTag, terms }) => ({ observationNullifier: hash('observation', observationTag, terms) }),
    ],
    [
      'an observation nullifier of another secret',
      ({ secret, observationTag, terms }) => ({
        observationNullifier: hash('observation', secret + 1n, observationTag, terms),
      }),
    ],
    ['another asOf within the window', (input) => ({ asOf: input.issuedAt - 1n })],
  ])
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

const attestationOf = (f: Facts): Attestation => ({
  domain: f.domain,
  subject: subjectOf(f.secret, Number(f.committeeId)),
  measure: f.measure,
  value: f.value,
  observedAt: f.observedAt,
  linkedAt: f.linkedAt,
  observationTag: f.observationTag,
  issuedAt: f.issuedAt,
})

describe('attestation', () => {
  const attestation = attestationOf(facts)
  /** Signer `i` in the witness, with its signature over something else. */
  const resigned =
    (changes: Partial<typeof attestation>): Tampering[1] =>
    (input) => {
      const signed = signAttestation(privateKey(3), { ...attestation, ...changes })
      return {
        challenges: put(input.challenges, 1, signed.signature.challenge),
        responses: put(input.responses, 1, signed.signature.response),
      }
    }
  rejectedTampered('Signature', [
    ['another value', ({ value }) => ({ value: value + 1n })],
    ['another time of observation', ({ observedAt }) => ({ observedAt: observedAt + 1n })],
    ['an earlier link', ({ linkedAt }) => ({ linkedAt: linkedAt - 1n })],
    ['another time of issue', ({ issuedAt }) => ({ issuedAt: issuedAt + 1n })],
    [
      'another observation',
      ({ observationTag, terms }) => ({
        observationTag: observationTag + 1n,
        observationNullifier: hash('observation', facts.secret, observationTag + 1n, terms),
      }),
    ],
    ['a signer who saw another value', resigned({ value: 9_000n })],
    ['a signer who saw another subject', resigned({ subject: 1n })],
    [
      'a signer who knows the subject of another committee',
      resigned({ subject: subjectOf(facts.secret, 4) }),
    ],
    ['a signer who saw another measure', resigned({ measure: 12 })],
    ['a signer who saw another observation', resigned({ observationTag: 1n })],
    ['a signature for another domain', resigned({ domain: 1n })],
    ...[0, 1, 2, 3].flatMap((i): Tampering[] => [
      [
        `signature ${i} with another response`,
        ({ responses }) => ({ responses: put(responses, i, responses[i]! + 1n) }),
      ],
      [
        `signature ${i} with a response of 252 bits`,
        ({ responses }) => ({ responses: put(responses, i, responses[i]! + 2n * groupOrder) }),
      ],
      [
        `signature ${i} with another challenge`,
        ({ challenges }) => ({ challenges: put(challenges, i, challenges[i]! ^ 1n) }),
      ],
      [
        `signature ${i} with a challenge of 129 bits`,
        ({ challenges }) => ({ challenges: put(challenges, i, challenges[i]! + 2n ** 128n) }),
      ],
      [
        `signature ${i} of zeros`,
        ({ challenges, responses }) => ({
          challenges: put(challenges, i, 0n),
          responses: put(responses, i, 0n),
        }),
      ],
    ]),
  ])
  rejectedTampered('CommitteeMember', [
    ['a key off the curve', ({ keys }) => ({ keys: put(keys, 0, [keys[0]![0], 1n] as const) })],
    ['a key that nobody registered', ({ keys }) => ({ keys: put(keys, 0, keyOf(OUTSIDER)) })],
  ])
})

describe('quorum', () => {
  rejected('Different', [
    ['one signer twice', { signers: [1, 3, 5, 5] }],
    ['one signer twice, not side by side', { signers: [5, 3, 1, 5] }],
    ['one signer four times', { signers: [3, 3, 3, 3] }],
  ])
  rejected('CommitteeMember', [
    ['a signer outside the committee', { signers: [1, OUTSIDER, 3, 5] }],
    ['an outsider last', { signers: [1, 3, 5, OUTSIDER] }],
    ['whoever would sit on the empty seat', { signers: [1, EMPTY_SEAT, 3, 5] }],
  ])
  accepted([
    ['any four members', { signers: [1, 3, 4, 5] }],
    ['in any order', { signers: [5, 0, 4, 3] }],
  ])
  // A member signs under both ordinates of its key, and is one member all the same.
  rejectedTampered('Different', [
    [
      'one signer under both ordinates of its key',
      ({ keys, challenges, responses }) => {
        const message = attestationHash(attestationOf(facts))
        const { key, signature } = signWithOtherOrdinate(privateKey(1), message)
        return {
          keys: put(keys, 1, key),
          challenges: put(challenges, 1, signature.challenge),
          responses: put(responses, 1, signature.response),
        }
      },
    ],
  ])
  // Nobody needs a private key for it: the commitment is the response times the base point, whatever the challenge.
  rejectedTampered('Signature', [
    [
      'an empty seat with the neutral point for a key',
      ({ keys }) => ({ keys: put(keys, 1, [0n, 1n] as const) }),
    ],
    [
      'an empty seat with the point of order two for a key',
      ({ keys }) => ({ keys: put(keys, 1, [0n, p - 1n] as const) }),
    ],
    ['another domain', ({ domain }) => ({ domain: domain + 1n })],
  ])
  rejectedTampered('Claim', [
    ['an added member', ({ committee }) => ({ committee: put(committee, EMPTY_SEAT, 1n) })],
    ['another committee root', ({ committeeRoot }) => ({ committeeRoot: committeeRoot + 1n })],
    [
      'a committee root of another domain',
      () => ({
        committeeRoot: claimInput({ domain: facts.domain + 1n }).committeeRoot,
      }),
    ],
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
      attestations: [5, 1, 3, 0].map((seat) =>
        signAttestation(privateKey(seat), attestationOf({ ...facts, linkedAt: start })),
      ),
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
