import { describe, expect, test } from 'vitest'
import {
  AS_OF_TOLERANCE,
  AttestationsDifferError,
  bindSignals,
  CLAIM_SIGNALS,
  type ClaimParameters,
  ClaimWindowClosedError,
  COMMITTEE_SEATS,
  Comparator,
  checkClaim,
  checkObservation,
  claimAsOf,
  claimWitness,
  committeeRoot,
  committeeSeats,
  contextOf,
  DuplicateSignerError,
  FIELD_ORDER,
  HOUR,
  IssuedAfterClaimError,
  LinkedAfterResultError,
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
  QUORUM,
  QuorumNotReachedError,
  quorumOf,
  rootAbove,
  SeverityNotReachedError,
  SignatureInvalidError,
  type SignedAttestation,
  SignerNotInCommitteeError,
  SubjectMismatchError,
  ThresholdNotMetError,
} from '../src/index.js'
import {
  attestationOf,
  claimOf,
  committee,
  type Facts,
  facts,
  keyOf,
  STRANGER,
  signedBy,
} from './claimFixture.js'

const { start, end, terms } = facts
const waitingEnds = start + terms.waiting
const linkEnds = start + terms.linkGrace
const claimEnds = end + terms.claimWindow

/** The signature of seat 5 under the key of seat 4. */
const forged: SignedAttestation = { ...signedBy([5])[0]!, key: keyOf(4) }

type ErrorClass = new (...args: never[]) => Error

/** Both ways to ask must say the same. */
function expectRefusal(claim: ClaimParameters, error: ErrorClass) {
  expect(() => checkClaim(claim)).toThrow(error)
  expect(() => claimWitness(claim)).toThrow(error)
}

describe('a time one second past its limit is refused, the limit itself is not', () => {
  const later = { issuedAt: claimEnds - HOUR, asOf: claimEnds }
  // The catalogue lists no such terms.
  const lenient = { ...terms, linkGrace: terms.waiting + 1n }

  test.each<[string, ErrorClass, Partial<Facts>, Partial<Facts>]>([
    ['the grace for linking', LinkedTooLateError, { linkedAt: linkEnds + 1n }, { linkedAt: linkEnds }],
    [
      'the start of a renewal, for linking',
      LinkedTooLateError,
      { renewed: true, linkedAt: start + 1n },
      { renewed: true, linkedAt: start },
    ],
    [
      'the result, for linking',
      LinkedAfterResultError,
      { observedAt: waitingEnds, linkedAt: waitingEnds + 1n, terms: lenient },
      { observedAt: waitingEnds, linkedAt: waitingEnds, terms: lenient },
    ],
    [
      'the waiting period',
      ObservedDuringWaitingPeriodError,
      { observedAt: waitingEnds - 1n },
      { observedAt: waitingEnds },
    ],
    [
      'the start of a renewal',
      ObservedDuringWaitingPeriodError,
      { renewed: true, linkedAt: start - 1n, observedAt: start - 1n },
      { renewed: true, linkedAt: start, observedAt: start },
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
    const attestations = signedBy([1, 3, 5, 0], attestationOf({ secret: facts.secret + 1n }))
    expectRefusal({ ...claimOf(), attestations }, SubjectMismatchError)
  })

  test('about the subject of another committee', () => {
    const attestations = signedBy([1, 3, 5, 0], attestationOf({ terms: { ...terms, committeeId: 4 } }))
    expectRefusal({ ...claimOf(), attestations }, SubjectMismatchError)
  })

  test('attested for another network', () => {
    const attestations = signedBy([1, 3, 5, 0], attestationOf({ domain: facts.domain + 1n }))
    expectRefusal({ ...claimOf(), attestations }, NetworkMismatchError)
  })

  test('about another measure', () => {
    const attestations = signedBy([1, 3, 5, 0], { ...attestationOf(), measure: 2 })
    expectRefusal({ ...claimOf(), attestations }, MeasureMismatchError)
  })

  test('when the nodes do not say the same', () => {
    const attestations = [...signedBy([1, 3, 0]), ...signedBy([5], attestationOf({ value: 82_001n }))]
    expectRefusal({ ...claimOf(), attestations }, AttestationsDifferError)
  })

  test('with fewer than four signers', () => {
    expectRefusal({ ...claimOf(), attestations: [] }, QuorumNotReachedError)
    expectRefusal(claimOf({ signers: [1] }), QuorumNotReachedError)
    expectRefusal(claimOf({ signers: [1, 3, 5] }), QuorumNotReachedError)
  })

  test('when one node signs for two', () => {
    expectRefusal(claimOf({ signers: [1, 3, 5, 1] }), DuplicateSignerError)
    expectRefusal(claimOf({ signers: [5, 5, 5, 5] }), DuplicateSignerError)
  })

  test('with a signer who has no seat', () => {
    expectRefusal(claimOf({ signers: [1, 3, 5, STRANGER] }), SignerNotInCommitteeError)
    const withoutThree = committee.map((key, seat) => (seat === 3 ? undefined : key))
    expectRefusal({ ...claimOf(), committee: withoutThree }, SignerNotInCommitteeError)
  })

  // The circuit takes it, but it is the same member; who would hand it in isn't honest.
  test('with a signer who names its key by the other ordinate', () => {
    const [signed] = signedBy([5])
    const other = { ...signed!, key: [signed!.key[0], FIELD_ORDER - signed!.key[1]] as const }
    expectRefusal({ ...claimOf(), attestations: [...signedBy([1, 3, 0]), other] }, SignerNotInCommitteeError)
    const twice = [...signedBy([1, 3, 5]), other]
    expectRefusal({ ...claimOf(), attestations: twice }, SignerNotInCommitteeError)
  })

  test('with a signer who names the key of an empty seat', () => {
    for (const y of [1n, FIELD_ORDER - 1n]) {
      const nobody = { ...signedBy([5])[0]!, key: [0n, y] as const }
      expectRefusal(
        { ...claimOf(), attestations: [...signedBy([1, 3, 0]), nobody] },
        SignerNotInCommitteeError,
      )
    }
  })

  test('with a signature that does not hold', () => {
    const attestations = [...signedBy([1, 3, 0]), forged]
    expectRefusal({ ...claimOf(), attestations }, SignatureInvalidError)
    expect(() => checkClaim({ ...claimOf(), attestations })).toThrow('seat 4')
  })

  test('for a severity that the result does not reach', () => {
    expect(() => claimWitness(claimOf(), 3)).toThrow(SeverityNotReachedError)
    expect(() => claimWitness(claimOf({ value: 99_999n }), 3)).toThrow(SeverityNotReachedError)
    expect(claimWitness(claimOf({ value: 100_000n }), 3).severity).toBe(3n)
    expect(() => claimWitness(claimOf({ value: 100_000n, tiers: 2 }), 3)).toThrow(SeverityNotReachedError)
  })
})

test('what does not count does no harm beside a quorum', () => {
  const [stranger, again] = signedBy([STRANGER, 1])
  for (const attestations of [
    [forged, stranger!, ...signedBy([1, 3, 5, 0])],
    [...signedBy([1]), again!, ...signedBy([3]), forged, ...signedBy([5, 0]), stranger!],
  ]) {
    const witness = claimWitness({ ...claimOf(), attestations })
    expect(witness.keys).toEqual([0, 1, 3, 5].map(keyOf))
    expect(witness.responses).toEqual(signedBy([0, 1, 3, 5]).map(({ signature }) => signature.response))
  }
})

test.each([
  ['four', [0, 1, 4, 5]],
  ['five', [0, 1, 3, 4, 5]],
  ['six', [0, 1, 2, 3, 4, 5]],
])('any quorum of %s members is one, and it takes no fewer', (_, members) => {
  const seats = Array.from({ length: COMMITTEE_SEATS }, (_, seat) =>
    members.includes(seat) ? keyOf(seat) : undefined,
  )
  for (const absent of [undefined, ...members]) {
    const present = members.filter((seat) => seat !== absent)
    const quorum = () => quorumOf({ attestations: signedBy(present.toReversed()), committee: seats })
    if (present.length < QUORUM) expect(quorum).toThrow(QuorumNotReachedError)
    else expect(quorum().map(({ seat }) => seat)).toEqual(present.slice(0, QUORUM))
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

test('a renewal pays for no result that came before its link: whichever way, a limit is passed', () => {
  const [before, at, after] = [start - 1n, start, start + 1n]
  for (const observedAt of [before, at, after]) {
    for (const linkedAt of [before, at, after].filter((time) => time > observedAt)) {
      const claim = { renewed: true, linkedAt, observedAt }
      expect(() => checkClaim(claimOf(claim))).toThrow(
        linkedAt > start ? LinkedTooLateError : LinkedAfterResultError,
      )
    }
  }
})

test('an observation is checked by the same limits before anything is signed', () => {
  const policy = { renewed: false, start, end }
  const observation = { value: 65_000n, observedAt: facts.observedAt, linkedAt: facts.linkedAt }
  const check = (changes: Partial<typeof observation>) => () =>
    checkObservation(policy, terms, 3, { ...observation, ...changes })
  expect(check({ linkedAt: linkEnds + 1n })).toThrow(LinkedTooLateError)
  const renewal = { ...policy, renewed: true }
  const linked = (linkedAt: bigint) => () =>
    checkObservation(renewal, terms, 3, { ...observation, linkedAt, observedAt: start + 1n })
  expect(linked(start + 1n)).toThrow(LinkedTooLateError)
  expect(linked(start)()).toBe(1)
  expect(check({ observedAt: waitingEnds - 1n })).toThrow(ObservedDuringWaitingPeriodError)
  expect(check({ observedAt: end + 1n })).toThrow(ObservedAfterEndError)
  expect(check({ value: 64_999n })).toThrow(ThresholdNotMetError)
  expect(check({})()).toBe(1)
  const early = { ...observation, linkedAt: start, observedAt: waitingEnds - 1n }
  expect(checkObservation({ ...policy, renewed: true }, terms, 3, early)).toBe(1)
  const earlier = { ...early, linkedAt: start - 1n, observedAt: start - 1n }
  expect(() => checkObservation({ ...policy, renewed: true }, terms, 3, earlier)).toThrow(
    ObservedDuringWaitingPeriodError,
  )
  // A link long before the policy is the usual case of a second one.
  expect(check({ linkedAt: 0n })()).toBe(1)
})

describe('witness', () => {
  const claim = claimOf()
  const witness = claimWitness(claim)

  test('takes the signers on the first seats, whoever answered first', () => {
    expect(witness.keys).toEqual([0, 1, 3, 5].map(keyOf))
    const bySeat = [3, 1, 0, 2].map((i) => claim.attestations[i]!.signature)
    expect(witness.challenges).toEqual(bySeat.map(({ challenge }) => challenge))
    expect(witness.responses).toEqual(bySeat.map(({ response }) => response))
    expect(claimWitness(claimOf({ signers: [5, 4, 3, 1, 0] })).keys).toEqual([0, 1, 3, 4].map(keyOf))
  })

  test('has the values that the claim desk will be given', () => {
    const leaf = leafHash(leafOf(claim.policy))
    expect(witness).toMatchObject({
      policyRoot: rootAbove(leaf, Number(claim.policy.leafIndex), claim.path),
      committeeRoot: committeeRoot(facts.domain, committeeSeats(committee)),
      terms: claim.policy.terms,
      units: facts.units,
      severity: 2n,
      nullifier: nullifierOf(facts.secret, leaf),
      observationNullifier: observationNullifierOf(facts.secret, 0x7a9n, claim.policy.terms),
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
    expect(witness.committee).toEqual(committee.map((key) => key?.[0] ?? 0n))
    expect(witness.path).toHaveLength(8)
  })

  test('of a renewal says so, in its leaf too', () => {
    const claim = claimOf({ renewed: true, linkedAt: start, observedAt: start, issuedAt: start, asOf: start })
    const renewal = claimWitness(claim)
    expect(renewal.renewed).toBe(1n)
    const leaf = leafHash(leafOf({ ...claim.policy, renewed: true }))
    expect(renewal.policyRoot).toBe(rootAbove(leaf, Number(claim.policy.leafIndex), claim.path))
    expect(renewal.nullifier).toBe(nullifierOf(facts.secret, leaf))
    expect(renewal.nullifier).not.toBe(witness.nullifier)
  })

  test('of a renewable policy says so, in its leaf too', () => {
    const claim = claimOf({ renewable: true })
    const renewable = claimWitness(claim)
    expect(renewable).toMatchObject({ renewable: 1n, renewed: 0n })
    const leaf = leafHash(leafOf({ ...claim.policy, renewable: true }))
    expect(renewable.policyRoot).toBe(rootAbove(leaf, Number(claim.policy.leafIndex), claim.path))
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
