// SPDX-License-Identifier: GPL-3.0-or-later
import {
  type Attestation,
  attestationHash,
  type ClaimWitness,
  hash,
  type OraclePublicKey,
  type OracleSignature,
  signAttestation,
  subjectOf,
} from '@aceso/core'
import { describe } from 'vitest'
import { put } from './bookFixture.js'
import { p } from './circuit.js'
import { accepted, acceptedTampered, rejected, rejectedTampered, type Tampering } from './claimCases.js'
import { claimInput, EMPTY_SEAT, facts, keyOf, OUTSIDER, privateKey } from './claimFixture.js'
import { signAsNobody, signWithOtherOrdinate } from './otherOrdinate.js'

const groupOrder = 2736030358979909402780800718157159386076813972158567259200215660948447373041n

const attestation: Attestation = {
  domain: facts.domain,
  subject: subjectOf(facts.secret, 3),
  measure: facts.measure,
  value: facts.value,
  observedAt: facts.observedAt,
  linkedAt: facts.linkedAt,
  observationTag: facts.observationTag,
  issuedAt: facts.issuedAt,
}

type Signed = { key: OraclePublicKey; signature: OracleSignature }

/** The witness with another signer at place `i`. */
const signedBy = (input: ClaimWitness, i: number, { key, signature }: Signed): Partial<ClaimWitness> => ({
  keys: put(input.keys, i, key),
  challenges: put(input.challenges, i, signature.challenge),
  responses: put(input.responses, i, signature.response),
})

/** The witness whose second signer, on seat 3, signed something else. */
const resigned =
  (changes: Partial<Attestation>): Tampering[1] =>
  (input) =>
    signedBy(input, 1, signAttestation(privateKey(3), { ...attestation, ...changes }))

describe('attestation', () => {
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
    ['a signer who saw another measure', resigned({ measure: 12 })],
    ['a signer who saw another observation', resigned({ observationTag: 1n })],
    ['a signature for another domain', resigned({ domain: 1n })],
    ['another domain', ({ domain }) => ({ domain: domain + 1n })],
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
})

describe('committee', () => {
  const { keys, challenges, responses, committeeRoot } = claimInput({ committeeId: 4n })
  const ofAnother = { keys, challenges, responses, committeeRoot }
  rejectedTampered('Signature', [
    ['a result of the subject of another committee', () => ofAnother],
    [
      'a signer who knows the subject of another committee',
      resigned({ subject: subjectOf(facts.secret, 4) }),
    ],
  ])
  // All is right for the subject of committee 4, but the product was sold with committee 3.
  rejectedTampered('Claim', [
    ["a committee that is not the product's", () => ({ ...ofAnother, committeeId: 4n })],
    ['an added member', ({ committee }) => ({ committee: put(committee, EMPTY_SEAT, keyOf(EMPTY_SEAT)[0]) })],
    ['a member less', ({ committee }) => ({ committee: put(committee, 4, 0n) })],
    [
      'two members who changed seats',
      ({ committee }) => ({ committee: put(put(committee, 0, committee[4]!), 4, committee[0]!) }),
    ],
    ['another committee root', ({ committeeRoot }) => ({ committeeRoot: committeeRoot + 1n })],
    [
      'a committee root of another domain',
      () => ({ committeeRoot: claimInput({ domain: facts.domain + 1n }).committeeRoot }),
    ],
  ])
})

describe('quorum', () => {
  rejected('Different', [
    ['one signer twice', { signers: [1, 3, 5, 5] }],
    ['one signer twice, not side by side', { signers: [5, 3, 1, 5] }],
    ['one signer four times', { signers: [3, 3, 3, 3] }],
  ])
  // A member signs under both ordinates of its key, and is one member all the same.
  const twice = (of: number, i: number): Tampering => [
    `one signer under both ordinates of its key, in places ${of} and ${i}`,
    (input) =>
      signedBy(input, i, signWithOtherOrdinate(privateKey(facts.signers[of]!), attestationHash(attestation))),
  ]
  rejectedTampered('Different', [twice(0, 1), twice(0, 3), twice(2, 1), twice(3, 2)])

  rejected('CommitteeMember', [
    ['a signer outside the committee', { signers: [1, OUTSIDER, 3, 5] }],
    ['an outsider last', { signers: [1, 3, 5, OUTSIDER] }],
    ['an outsider of a full committee', { empty: [], signers: [1, 3, 5, OUTSIDER] }],
    ['whoever would sit on the empty seat', { signers: [1, EMPTY_SEAT, 3, 5] }],
    ['whoever left', { empty: [EMPTY_SEAT, 5], signers: [1, 3, 4, 5] }],
  ])
  rejectedTampered('CommitteeMember', [
    ['a key off the curve', ({ keys }) => ({ keys: put(keys, 0, [keys[0]![0], 1n] as const) })],
    ['a key that nobody registered', ({ keys }) => ({ keys: put(keys, 0, keyOf(OUTSIDER)) })],
  ])

  // An empty seat holds the abscissa of the two points that anybody has signatures under.
  rejectedTampered('Different', [
    ...[0, 1, 2, 3].map(
      (i): Tampering => [
        `an empty seat in place ${i}`,
        (input) => signedBy(input, i, signAsNobody([0n, 1n], attestationHash(attestation))),
      ],
    ),
    [
      'an empty seat as the point of order two',
      (input) => signedBy(input, 1, signAsNobody([0n, p - 1n], attestationHash(attestation))),
    ],
  ])

  accepted([
    ['four members where five sit', { signers: [1, 3, 4, 5] }],
    ['in any order', { signers: [5, 0, 4, 3] }],
    ['the first four of six', { empty: [], signers: [0, 1, 2, 3] }],
    ['the last four of six', { empty: [], signers: [2, 3, 4, 5] }],
    ['four of six with both ends', { empty: [], signers: [5, 1, 4, 0] }],
    ['all who sit where only four do', { empty: [1, 4], signers: [0, 2, 3, 5] }],
  ])
  const one: Tampering[1] = (input) =>
    signedBy(input, 0, signWithOtherOrdinate(privateKey(1), attestationHash(attestation)))
  acceptedTampered([['a member under the other ordinate of its key, once', one]])
})
