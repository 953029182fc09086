import { encodeAbiParameters, keccak256 } from 'viem'
import { describe, expect, test } from 'vitest'
import {
  type Attestation,
  checkEquivocation,
  type Equivocation,
  equivocationWitness,
  FIELD_ORDER,
  NoEquivocationError,
  type SignedAttestation,
  signAttestation,
  slashContextOf,
} from '../src/index.js'
import { attestationOf, privateKey } from './claimFixture.js'

const statement = attestationOf()

function signed(changes: Partial<Attestation> = {}, seat = 3): SignedAttestation {
  return signAttestation(privateKey(seat), { ...statement, ...changes })
}

const first = signed()

describe('is none', () => {
  test.each([
    ['in the same statement twice', signed()],
    ['in the same result, issued again', signed({ issuedAt: statement.issuedAt + 5n })],
    ['in the same result, after a later link', signed({ linkedAt: statement.linkedAt + 5n })],
    ['in another result', signed({ value: 1n, observationTag: 1n })],
    ['in another measure of one specimen', signed({ value: 1n, measure: 2 })],
    ['on two networks', signed({ value: 1n, domain: 1n })],
    ['in two statements of two nodes', signed({ value: 1n }, 1)],
    [
      'in a value that differs by the order of the field',
      { ...first, attestation: { ...statement, value: statement.value + FIELD_ORDER } },
    ],
    ['with a signature that is not valid', { ...signed({ value: 1n }), signature: first.signature }],
  ] as const)('%s', (_, second) => {
    expect(() => checkEquivocation([first, second])).toThrow(NoEquivocationError)
    expect(() => equivocationWitness([second, first], 9n)).toThrow(NoEquivocationError)
  })
})

test('says nothing of the result in its errors', () => {
  try {
    checkEquivocation([first, first])
    expect.unreachable()
  } catch (error) {
    expect(String(error)).not.toContain(`${statement.value}`)
    expect(String(error)).not.toContain(`${statement.subject}`)
  }
})

test.each([
  ['two values', signed({ value: 1n })],
  ['two subjects', signed({ subject: 1n })],
  ['both', signed({ value: 1n, subject: 1n })],
  ['two values, at other times', signed({ value: 1n, observedAt: 1n, linkedAt: 1n, issuedAt: 1n })],
] as const)('is in %s', (_, second) => {
  const pair: Equivocation = [first, second]
  expect(() => checkEquivocation(pair)).not.toThrow()
  expect(equivocationWitness(pair, 9n)).toMatchObject({
    key: first.key[0],
    domain: statement.domain,
    context: 9n,
    measure: BigInt(statement.measure),
    observationTag: statement.observationTag,
    ordinates: [first.key[1], first.key[1]],
    subjects: [statement.subject, second.attestation.subject],
    values: [statement.value, second.attestation.value],
    issuedAt: [statement.issuedAt, second.attestation.issuedAt],
    challenges: [first.signature.challenge, second.signature.challenge],
    responses: [first.signature.response, second.signature.response],
  })
})

test('the context is of one chain, registry and reporter', () => {
  const [registry, reporter] = [
    '0x00000000000000000000000000000000000ace50',
    '0x00000000000000000000000000000000000000a1',
  ] as const
  const types = [{ type: 'uint256' }, { type: 'address' }, { type: 'address' }] as const
  const encoded = encodeAbiParameters(types, [31_337n, registry, reporter])
  expect(slashContextOf(31_337, registry, reporter)).toBe(BigInt(keccak256(encoded)) >> 8n)
})
