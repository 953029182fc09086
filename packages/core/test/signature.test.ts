import { addPoint, Base8, inCurve, mulPointEscalar, type Point, subOrder } from '@zk-kit/baby-jubjub'
import { signMessage as signEddsa } from '@zk-kit/eddsa-poseidon'
import fc from 'fast-check'
import { poseidon6 } from 'poseidon-lite'
import { describe, expect, test } from 'vitest'
import { runs } from '../../../vitest.properties.js'
import {
  FIELD_ORDER,
  mod,
  type OraclePublicKey,
  oraclePublicKey,
  oracleScalar,
  signMessage,
  Tag,
  verifyMessage,
} from '../src/index.js'

const privateKey = new Uint8Array(32).fill(1)
const key = oraclePublicKey(privateKey)
const message = 42n
const signature = signMessage(privateKey, message)
const { challenge, response } = signature

describe('is not valid', () => {
  test('for another message or key', () => {
    expect(verifyMessage(key, message + 1n, signature)).toBe(false)
    expect(verifyMessage(oraclePublicKey(new Uint8Array(32).fill(2)), message, signature)).toBe(false)
    expect(verifyMessage([mod(-key[0]), key[1]], message, signature)).toBe(false)
    expect(verifyMessage([key[0], mod(-key[1])], message, signature)).toBe(false)
  })

  test('with another challenge or response', () => {
    for (const bit of [0n, 1n, 64n, 127n]) {
      expect(verifyMessage(key, message, { challenge: challenge ^ (1n << bit), response })).toBe(false)
    }
    for (const other of [0n, 1n, response + 1n, response - 1n, subOrder - response, subOrder - 1n]) {
      expect(verifyMessage(key, message, { challenge, response: other })).toBe(false)
    }
  })

  test('in a second form: with a response or challenge of the same residue', () => {
    expect(verifyMessage(key, message, { challenge, response: response + subOrder })).toBe(false)
    expect(verifyMessage(key, message, { challenge, response: response - subOrder })).toBe(false)
    expect(verifyMessage(key, message, { challenge: challenge + (1n << 128n), response })).toBe(false)
    expect(verifyMessage(key, message, { challenge: challenge + subOrder, response })).toBe(false)
    expect(verifyMessage(key, message, { challenge: -challenge, response })).toBe(false)
  })

  /** For a key A of small order c · A is known, so anyone can find a response for any message. */
  test('under a key of small order', () => {
    const forge = (small: OraclePublicKey) => {
      for (let response = 1n; ; response++) {
        const base = mulPointEscalar(Base8, response)
        const hash = poseidon6([Tag.signature, ...base, ...small, message])
        const challenge = hash & ((1n << 128n) - 1n)
        const [x, y] = mulPointEscalar([small[0], small[1]], (1n << 128n) + 1n + 2n * challenge)
        if (x === 0n && y === 1n) return { challenge, response }
        if (response > 64n) return undefined
      }
    }
    const neutral: OraclePublicKey = [0n, 1n]
    expect(forge(neutral)).toBeDefined()
    expect(verifyMessage(neutral, message, forge(neutral)!)).toBe(false)
    expect(verifyMessage([0n, FIELD_ORDER - 1n], message, signature)).toBe(false)
  })

  test('under a key off the curve or out of range, and does not throw', () => {
    const others: OraclePublicKey[] = [
      [1n, 1n],
      [key[0] + 1n, key[1]],
      [-1n, FIELD_ORDER],
      [key[0] + FIELD_ORDER, key[1]],
    ]
    for (const other of others) expect(verifyMessage(other, message, signature)).toBe(false)
  })

  test('as a signature of the scheme that the keys were made for', () => {
    const { S } = signEddsa(Buffer.from(privateKey), message)
    expect(verifyMessage(key, message, { challenge, response: S })).toBe(false)
  })
})

test('satisfies R = S · B − c · A with an odd c of 130 bits and the low half of the tagged hash', () => {
  const factor = (1n << 128n) + 1n + 2n * challenge
  const negative: Point<bigint> = [mod(-key[0]), key[1]]
  const commitment = addPoint(mulPointEscalar(Base8, response), mulPointEscalar(negative, factor))
  expect(inCurve(commitment)).toBe(true)
  expect(poseidon6([Tag.signature, ...commitment, ...key, message]) % 2n ** 128n).toBe(challenge)
  expect(response < subOrder).toBe(true)
})

test('is the same each time, and shares its nonce with no other message or key', () => {
  expect(signMessage(privateKey, message)).toEqual(signature)
  const nonce = (signer: Uint8Array, of: bigint) => {
    const { challenge, response } = signMessage(signer, of)
    return mod(response - ((1n << 128n) + 1n + 2n * challenge) * oracleScalar(signer), subOrder)
  }
  const nonces = [
    ...[0n, 1n, 42n, FIELD_ORDER - 1n].map((of) => nonce(privateKey, of)),
    nonce(new Uint8Array(32).fill(2), 42n),
  ]
  expect(new Set(nonces).size).toBe(nonces.length)
})

test('of any key over any message is valid, and over no other', () => {
  const seeds = fc.uint8Array({ minLength: 32, maxLength: 32 })
  const messages = fc.bigInt({ min: 0n, max: FIELD_ORDER - 1n })
  fc.assert(
    fc.property(seeds, messages, messages, (seed, message, other) => {
      const signed = signMessage(seed, message)
      expect(verifyMessage(oraclePublicKey(seed), message, signed)).toBe(true)
      expect(verifyMessage(oraclePublicKey(seed), other, signed)).toBe(message === other)
    }),
    runs(20),
  )
})
