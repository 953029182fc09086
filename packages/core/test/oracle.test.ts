import { addPoint, Base8, inCurve, mulPointEscalar, type Point, subOrder } from '@zk-kit/baby-jubjub'
import { poseidon9 } from 'poseidon-lite'
import { concat, keccak256, numberToHex, pad } from 'viem'
import { describe, expect, test } from 'vitest'
import {
  type Attestation,
  attestationHash,
  FIELD_ORDER,
  type KeyRegistration,
  keyRegistration,
  OutOfRangeError,
  oracleDomain,
  oraclePublicKey,
  signAttestation,
  Tag,
  verifyAttestation,
} from '../src/index.js'

const registry = '0x00000000000000000000000000000000000ace50'
const privateKey = new Uint8Array(32).fill(1)
const attestation: Attestation = {
  domain: oracleDomain(31_337, registry),
  subject: 11n,
  measure: 1,
  value: 71_000n,
  observedAt: 1_750_000_000n,
  linkedAt: 1_740_000_000n,
  observationTag: 12n,
  issuedAt: 1_750_000_600n,
}
const signed = signAttestation(privateKey, attestation)

describe('domain', () => {
  test.each([-1, 2 ** 64])('refuses chain %d', (chainId) => {
    expect(() => oracleDomain(chainId, registry)).toThrow(OutOfRangeError)
  })

  test('holds chain and registry in one field element', () => {
    expect(oracleDomain(31_337, registry)).toBe(31_337n * 2n ** 160n + 0xace50n)
    expect(oracleDomain(31_338, registry)).not.toBe(oracleDomain(31_337, registry))
    expect(oracleDomain(Number.MAX_SAFE_INTEGER, `0x${'ff'.repeat(20)}`) < FIELD_ORDER).toBe(true)
  })
})

describe('signature', () => {
  test.each([
    ['domain', attestation.domain + 1n],
    ['subject', 13n],
    ['measure', 2],
    ['value', 71_001n],
    ['observedAt', attestation.observedAt + 1n],
    ['linkedAt', attestation.linkedAt - 1n],
    ['observationTag', 13n],
    ['issuedAt', attestation.issuedAt + 1n],
  ] as const)('is not valid for another %s', (name, value) => {
    const tampered = { ...signed, attestation: { ...attestation, [name]: value } }
    expect(verifyAttestation(tampered)).toBe(false)
  })

  test('is not valid for another key', () => {
    expect(verifyAttestation({ ...signed, key: oraclePublicKey(new Uint8Array(32).fill(2)) })).toBe(false)
  })

  test('is valid as the key made it, and the same each time', () => {
    expect(verifyAttestation(signed)).toBe(true)
    expect(signAttestation(privateKey, { ...attestation })).toEqual(signed)
    expect(signed.key).toEqual(oraclePublicKey(privateKey))
    expect(inCurve([...signed.key] as Point<bigint>)).toBe(true)
  })

  test('is over the hash of all eight fields in order', () => {
    const words = [attestation.domain, 11n, 1n, 71_000n, 1_750_000_000n, 1_740_000_000n, 12n, 1_750_000_600n]
    expect(attestationHash(attestation)).toBe(poseidon9([Tag.attestation, ...words]))
  })
})

describe('key registration', () => {
  const domain = attestation.domain
  const operator = '0x00000000000000000000000000000000000000a1'
  const another = '0x00000000000000000000000000000000000000a2'
  const nonce = new Uint8Array(64).fill(7)
  const registration = keyRegistration(privateKey, domain, operator, nonce)
  const A: Point<bigint> = [registration.Ax, registration.Ay]

  /** S·B = R + c·A, the equation that the registry checks. */
  function possessionHolds(r: KeyRegistration, domain: bigint, operator: `0x${string}`): boolean {
    const word = (value: bigint) => numberToHex(value, { size: 32 })
    const words = [word(domain), pad(operator), word(r.Ax), word(r.Ay), word(r.Rx), word(r.Ry)]
    const challenge = BigInt(keccak256(concat(words))) % subOrder
    const left = mulPointEscalar(Base8, r.S)
    const right = addPoint([r.Rx, r.Ry], mulPointEscalar([r.Ax, r.Ay], challenge))
    return left[0] === right[0] && left[1] === right[1]
  }

  test('proves nothing for another operator, network, response or key', () => {
    const [Ax, Ay] = oraclePublicKey(new Uint8Array(32).fill(2))
    expect(possessionHolds(registration, domain, another)).toBe(false)
    expect(possessionHolds(registration, domain + 1n, operator)).toBe(false)
    expect(possessionHolds({ ...registration, S: registration.S + 1n }, domain, operator)).toBe(false)
    expect(possessionHolds({ ...registration, Ax, Ay }, domain, operator)).toBe(false)
  })

  test('proves possession: S·B = R + c·A, with S below the order', () => {
    expect(possessionHolds(registration, domain, operator)).toBe(true)
    expect(registration.S >= 0n && registration.S < subOrder).toBe(true)
  })

  test('proves membership in the subgroup: 8·Q = A', () => {
    const Q: Point<bigint> = [registration.Qx, registration.Qy]
    expect(inCurve(Q)).toBe(true)
    expect(mulPointEscalar(Q, 8n)).toEqual(A)
  })

  test('is for the key that signs', () => {
    expect(A).toEqual(oraclePublicKey(privateKey))
  })

  test('takes another R for another nonce, so that two responses never reveal the key', () => {
    const other = keyRegistration(privateKey, domain, operator, new Uint8Array(64).fill(8))
    expect([other.Rx, other.Ry]).not.toEqual([registration.Rx, registration.Ry])
    expect(possessionHolds(other, domain, operator)).toBe(true)
  })
})
