import { describe, expect, test } from 'vitest'
import {
  AS_OF_TOLERANCE,
  AttestationsDifferError,
  bindSignals,
  CLAIM_SIGNALS,
  type ClaimParameters,
  ClaimWindowClosedError,
  Comparator,
  checkClaim,
  checkObservation,
  claimAsOf,
  claimWitness,
  committeeRoot,
  committeeSeats,
  contextOf,
  DuplicateSignerError,
  HOUR,
  IssuedAfterClaimError,
  LinkedTooLateError,
  leafHash,
  leafOf,
  MeasureMismatchError,
  NetworkMismatchError,
  nullifierOf,
  ObservedAfterEndError,
  ObservedAfterIssueError,
  ObservedDuringWaitingPeriodError,
  observationNullifierOf,
  QuorumNotReachedError,
  rootAbove,
  SeverityNotReachedError,
  SignatureInvalidError,
  type SignedAttestation,
  SignerNotInCommitteeError,
  SubjectMismatchError,
  ThresholdNotMetError,
} from '../src/index.js'
import { attestationOf, claimOf, committee, type Facts, facts, keyOf, signedBy } from './claimFixture.js'

const { start, end, terms } = facts
const waitingEnds = start + terms.waiting
const linkEnds = start + terms.linkGrace
const claimEnds = end + terms.claimWindow

/** The signature of slot 15 under the key of slot 4. */
const forged: SignedAttestation = { ...signedBy([15])[0]!, key: keyOf(4) }

type ErrorClass = new (...args: never[]) => Error

/** Both ways to ask must say the same. */
function expectRefusal(claim: ClaimParameters, error: ErrorClass) {
  expect(() => checkClaim(claim)).toThrow(error)
  expect(() => claimWitness(claim)).toThrow(error)
}

describe('a time one second past its limit is refused, the limit itself is not', () => {
  const later = { issuedAt: claimEnds - HOUR, asOf: claimEnds }

  test.each<[string, ErrorClass, Partial<Facts>, Partial<Facts>]>([
    ['the link', LinkedTooLateError, { linkedAt: linkEnds + 1n }, { linkedAt: linkEnds }],
    [
      'the waiting period',
      ObservedDuringWaitingPeriodError,
      { observedAt: waitingEnds - 1n },
      { observedAt: waitingEnds },
    ],
    [
      'the start of a renewal',
      ObservedDuringWaitingPeriodError,
      { renewed: true, observedAt: start - 1n },
      { renewed: true, observedAt: start },
    ],
    [
      "the policy's end",
      ObservedAfterEndError,
      { ...later, observedAt: end + 1n },
      { ...later, observedAt: end },
    ],
    [
      'the issue',
      ObservedAfterIssueError,
      { issuedAt: facts.observedAt - 1n },
      { issuedAt: facts.observedAt },
    ],
    ['the claim', IssuedAfterClaimError, { issuedAt: facts.asOf + 1n }, { issuedAt: facts.asOf }],
    ['the claim window', ClaimWindowClosedError, { asOf: claimEnds + 1n }, { asOf: claimEnds }],
  ])('%s', (_, error, past, limit) => {
    expectRefusal(claimOf(past), error)
    expect(checkClaim(claimOf(limit))).toBe(2)
  })
})

describe('a claim is refused', () => {
  test('without a result that meets the first threshold', () => {
    expectRefusal(claimOf({ value: 64_999n }), ThresholdNotMetError)
    expect(checkClaim(claimOf({ value: 65_000n }))).toBe(1)
    const atMost = { ...terms, comparator: Comparator.atMost, thresholds: [40n, 0n, 0n] } as const
    expectRefusal(claimOf({ terms: atMost, tiers: 1, value: 41n }), ThresholdNotMetError)
    expect(checkClaim(claimOf({ terms: atMost, tiers: 1, value: 40n }))).toBe(1)
  })

  test('about another person', () => {
    const attestations = signedBy([1, 6, 15], attestationOf({ secret: facts.secret + 1n }))
    expectRefusal({ ...claimOf(), attestations }, SubjectMismatchError)
  })

  test('attested for another network', () => {
    const attestations = signedBy([1, 6, 15], attestationOf({ domain: facts.domain + 1n }))
    expectRefusal({ ...claimOf(), attestations }, NetworkMismatchError)
  })

  test('about another measure', () => {
    const attestations = signedBy([1, 6, 15], { ...attestationOf(), measure: 2 })
    expectRefusal({ ...claimOf(), attestations }, MeasureMismatchError)
  })

  test('when the nodes do not say the same', () => {
    const attestations = [...signedBy([1, 6]), ...signedBy([15], attestationOf({ value: 82_001n }))]
    expectRefusal({ ...claimOf(), attestations }, AttestationsDifferError)
  })

  test('with fewer than three signers', () => {
    expectRefusal({ ...claimOf(), attestations: [] }, QuorumNotReachedError)
    expectRefusal(claimOf({ signers: [1] }), QuorumNotReachedError)
    expectRefusal(claimOf({ signers: [1, 6] }), QuorumNotReachedError)
  })

  test('when one node signs for two', () => {
    expectRefusal(claimOf({ signers: [1, 6, 1] }), DuplicateSignerError)
    expectRefusal(claimOf({ signers: [15, 15, 15] }), DuplicateSignerError)
  })

  test('with a signer who has no seat', () => {
    expectRefusal(claimOf({ signers: [1, 6, 16] }), SignerNotInCommitteeError)
    const withoutSix = committee.map((key, slot) => (slot === 6 ? undefined : key))
    expectRefusal({ ...claimOf(), committee: withoutSix }, SignerNotInCommitteeError)
  })

  test('with a signature that does not hold', () => {
    const attestations = [...signedBy([1, 6]), forged]
    expectRefusal({ ...claimOf(), attestations }, SignatureInvalidError)
    expect(() => checkClaim({ ...claimOf(), attestations })).toThrow('slot 4')
  })

  test('for a severity that the result does not reach', () => {
    expect(() => claimWitness(claimOf(), 3)).toThrow(SeverityNotReachedError)
    expect(() => claimWitness(claimOf({ value: 99_999n }), 3)).toThrow(SeverityNotReachedError)
    expect(claimWitness(claimOf({ value: 100_000n }), 3).severity).toBe(3n)
    expect(() => claimWitness(claimOf({ value: 100_000n, tiers: 2 }), 3)).toThrow(SeverityNotReachedError)
  })
})

test('what does not count does no harm beside a quorum', () => {
  const [stranger, again] = signedBy([16, 1])
  for (const attestations of [
    [forged, stranger!, ...signedBy([1, 6, 15])],
    [...signedBy([1]), again!, ...signedBy([6]), forged, ...signedBy([15]), stranger!],
  ]) {
    const witness = claimWitness({ ...claimOf(), attestations })
    expect(witness.slots).toEqual([1n, 6n, 15n])
    expect(witness.responses).toEqual(signedBy([1, 6, 15]).map(({ signature }) => signature.response))
  }
})

describe('severity', () => {
  test('is the highest that the result reaches and the product pays', () => {
    expect(checkClaim(claimOf({ value: 79_999n }))).toBe(1)
    expect(checkClaim(claimOf({ value: 80_000n }))).toBe(2)
    expect(checkClaim(claimOf({ value: 100_000n }))).toBe(3)
    expect(checkClaim(claimOf({ value: 100_000n, tiers: 1 }))).toBe(1)
    expect(claimWitness(claimOf()).severity).toBe(2n)
  })

  test('may be claimed lower than it is', () => {
    const claim = claimOf({ value: 100_000n })
    expect(claimWitness(claim, 1).severity).toBe(1n)
    expect(claimWitness(claim, 2).severity).toBe(2n)
  })
})

test('an observation is checked by the same limits before anything is signed', () => {
  const policy = { renewed: false, start, end }
  const observation = { value: 65_000n, observedAt: facts.observedAt, linkedAt: facts.linkedAt }
  const check = (changes: Partial<typeof observation>) => () =>
    checkObservation(policy, terms, 3, { ...observation, ...changes })
  expect(check({ linkedAt: linkEnds + 1n })).toThrow(LinkedTooLateError)
  expect(check({ observedAt: waitingEnds - 1n })).toThrow(ObservedDuringWaitingPeriodError)
  expect(check({ observedAt: end + 1n })).toThrow(ObservedAfterEndError)
  expect(check({ value: 64_999n })).toThrow(ThresholdNotMetError)
  expect(check({})()).toBe(1)
  const early = { ...observation, observedAt: waitingEnds - 1n }
  expect(checkObservation({ ...policy, renewed: true }, terms, 3, early)).toBe(1)
  const earlier = { ...observation, observedAt: start - 1n }
  expect(() => checkObservation({ ...policy, renewed: true }, terms, 3, earlier)).toThrow(
    ObservedDuringWaitingPeriodError,
  )
  // A link long before the policy is the usual case of a second one.
  expect(check({ linkedAt: 0n })()).toBe(1)
})

describe('witness', () => {
  const claim = claimOf()
  const witness = claimWitness(claim)

  test('takes the three signers with the lowest slots, ascending, whoever answered first', () => {
    expect(witness.slots).toEqual([1n, 6n, 15n])
    expect(witness.keys).toEqual([keyOf(1), keyOf(6), keyOf(15)])
    const bySlot = [1, 0, 2].map((i) => claim.attestations[i]!.signature)
    expect(witness.challenges).toEqual(bySlot.map(({ challenge }) => challenge))
    expect(witness.responses).toEqual(bySlot.map(({ response }) => response))
    expect(claimWitness(claimOf({ signers: [15, 11, 6, 4, 1] })).slots).toEqual([1n, 4n, 6n])
  })

  test('has the values that the claim desk will be given', () => {
    const leaf = leafHash(leafOf(claim.policy))
    expect(witness).toMatchObject({
      policyRoot: rootAbove(leaf, Number(claim.leafIndex), claim.path),
      committeeRoot: committeeRoot(facts.domain, committeeSeats(committee)),
      terms: claim.policy.terms,
      units: facts.units,
      severity: 2n,
      nullifier: nullifierOf(facts.secret, leaf),
      observationNullifier: observationNullifierOf(0x7a9n, claim.policy.terms),
      asOf: facts.asOf,
      context: contextOf(claim.chainId, claim.desk, claim.payment),
    })
  })

  test('binds them in order', () => {
    const { policyRoot, committeeRoot, terms, units, severity, nullifier } = witness
    const { observationNullifier, asOf, context, digest, challenge, fingerprint } = witness
    const stated = [policyRoot, committeeRoot, terms, units, severity, nullifier]
    const signals = [...stated, observationNullifier, asOf, context]
    expect({ digest, challenge, fingerprint }).toEqual(bindSignals(signals))
    expect(CLAIM_SIGNALS.map((name) => witness[name])).toEqual(signals)
    const elsewhere = claimWitness({ ...claim, payment: { ...claim.payment, recipient: claim.desk } })
    expect(elsewhere.digest).not.toBe(digest)
    expect(claimWitness(claim, 1).digest).not.toBe(digest)
  })

  test('has the policy, terms and attestation as they are', () => {
    const { productId, thresholds, waiting, claimWindow, linkGrace } = terms
    const { index, value, observedAt, linkedAt, issuedAt, secret, domain } = facts
    expect(witness).toMatchObject({ secret, index, renewable: 0n, renewed: 0n, start, end })
    expect(witness).toMatchObject({ leafIndex: 66n, domain })
    expect(witness).toMatchObject({ productId, thresholds, waiting, claimWindow, linkGrace })
    expect(witness).toMatchObject({ committeeId: 3n, measure: 1n, comparator: 0n })
    expect(witness).toMatchObject({ value, observedAt, linkedAt, issuedAt, observationTag: 0x7a9n })
    expect(witness.committee).toHaveLength(16)
    expect(witness.path).toHaveLength(12)
  })

  test('of a renewal says so, in its leaf too', () => {
    const claim = claimOf({ renewed: true, observedAt: start, issuedAt: start, asOf: start })
    const renewal = claimWitness(claim)
    expect(renewal.renewed).toBe(1n)
    const leaf = leafHash(leafOf({ ...claim.policy, renewed: true }))
    expect(renewal.policyRoot).toBe(rootAbove(leaf, Number(claim.leafIndex), claim.path))
    expect(renewal.nullifier).toBe(nullifierOf(facts.secret, leaf))
    expect(renewal.nullifier).not.toBe(witness.nullifier)
  })

  test('of a renewable policy says so, in its leaf too', () => {
    const claim = claimOf({ renewable: true })
    const renewable = claimWitness(claim)
    expect(renewable).toMatchObject({ renewable: 1n, renewed: 0n })
    const leaf = leafHash(leafOf({ ...claim.policy, renewable: true }))
    expect(renewable.policyRoot).toBe(rootAbove(leaf, Number(claim.leafIndex), claim.path))
    expect(renewable.nullifier).toBe(nullifierOf(facts.secret, leaf))
    expect(renewable.nullifier).not.toBe(witness.nullifier)
  })

  test('spends another nullifier for another policy, the same result once per terms', () => {
    const another = claimWitness(claimOf({ index: 3n }))
    expect(another.nullifier).not.toBe(witness.nullifier)
    expect(another.observationNullifier).toBe(witness.observationNullifier)
    const otherTerms = claimWitness(claimOf({ terms: { ...terms, productId: 8n } }))
    expect(otherTerms.observationNullifier).not.toBe(witness.observationNullifier)
  })
})

describe('the time a claim is made for', () => {
  const deadline = 1_000n * HOUR

  test("is the hour's end, and a whole hour itself", () => {
    expect(claimAsOf(10n * HOUR - 1n, deadline)).toBe(10n * HOUR)
    expect(claimAsOf(10n * HOUR, deadline)).toBe(10n * HOUR)
    expect(claimAsOf(10n * HOUR + 1n, deadline)).toBe(11n * HOUR)
    expect(claimAsOf(deadline, deadline)).toBe(deadline)
  })

  test('is the deadline as long as the chain takes it after that', () => {
    expect(claimAsOf(deadline + 1n, deadline)).toBe(deadline)
    expect(claimAsOf(deadline + AS_OF_TOLERANCE, deadline)).toBe(deadline)
    expect(claimAsOf(deadline + AS_OF_TOLERANCE + 1n, deadline)).toBe(deadline + 2n * HOUR)
  })

  test('is never past a deadline within the hour', () => {
    expect(claimAsOf(deadline - 1_800n, deadline - 900n)).toBe(deadline - 900n)
  })
})
