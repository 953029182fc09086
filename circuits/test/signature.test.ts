// SPDX-License-Identifier: GPL-3.0-or-later
import { type OraclePublicKey, oraclePublicKey, signMessage, verifyMessage } from '@aceso/core'
import { Base8, mulPointEscalar, subOrder } from '@zk-kit/baby-jubjub'
import { poseidon6 } from 'poseidon-lite'
import { describe, expect, it } from 'vitest'
import { compileAlone } from './alone.js'
import { broken, loadCircuit, loadR1csAt, p } from './circuit.js'
import { signAsNobody, signWithOtherOrdinate } from './otherOrdinate.js'

const files = compileAlone('signature', 'Signature', '')
const circuit = loadCircuit(`${files}_js/signature.wasm`)
const r1cs = loadR1csAt(`${files}.r1cs`)

const privateKey = new Uint8Array(32).fill(7)
const key = oraclePublicKey(privateKey)
const message = 42n
const { challenge, response } = signMessage(privateKey, message)
const input = { key, challenge, response, message }

describe('rejects', () => {
  it.each<[string, Partial<typeof input>]>([
    ['another message', { message: message + 1n }],
    ['a message that differs by much', { message: p - 1n }],
    ['another challenge', { challenge: challenge ^ 1n }],
    ['a challenge of zero', { challenge: 0n }],
    ['the greatest challenge', { challenge: 2n ** 128n - 1n }],
    ['a response one higher', { response: response + 1n }],
    ['a response of zero', { response: 0n }],
    ['the negative response', { response: subOrder - response }],
    ['challenge and response exchanged', { challenge: response, response: challenge }],
    ['another key', { key: oraclePublicKey(new Uint8Array(32).fill(8)) }],
    ['the negative key', { key: [p - key[0], key[1]] }],
    ['the other ordinate', { key: [key[0], p - key[1]] }],
    ['a key off the curve', { key: [key[0], key[1] + 1n] }],
  ])('%s', (_, changes) => {
    expect(circuit.verdict({ ...input, ...changes })).toMatch(/Signature$/)
  })

  it.each<[string, Partial<typeof input>]>([
    ['a challenge of 129 bits', { challenge: challenge + 2n ** 128n }],
    ['a challenge below zero', { challenge: p - challenge }],
    ['a response of 252 bits', { response: response + 2n * subOrder }],
    ['a response below zero', { response: p - response }],
  ])('%s, by its range', (_, changes) => {
    expect(circuit.verdict({ ...input, ...changes })).toBe('Num2Bits < Signature')
  })

  /** c · A is known for it, so anybody finds a signature over any message. */
  it.each<[string, OraclePublicKey]>([
    ['the neutral point', [0n, 1n]],
    ['the point of order two', [0n, p - 1n]],
  ])('%s for a key, though the equation holds', (_, small) => {
    const { signature } = signAsNobody(small, message)
    expect(circuit.verdict({ key: small, message, ...signature })).toBe('Different < Signature')
  })

  // A hash below 2^254 - p has a second form in 254 bits, with another low half: two challenges to hit instead of one.
  it('the second form of a hash', () => {
    const canonical = compileAlone('canonical', 'AtMostConstant', '254, -1')
    const small = Array.from({ length: 64 }, (_, i) => BigInt(i)).find((i) => hashOf(i) < 2n ** 254n - p)!
    const bits = (value: bigint) => Array.from({ length: 254 }, (_, i) => (value >> BigInt(i)) & 1n)
    const check = loadCircuit(`${canonical}_js/canonical.wasm`)
    expect(check.verdict({ bits: bits(hashOf(small)) })).toBe('accepted')
    expect(check.verdict({ bits: bits(hashOf(small) + p) })).not.toBe('accepted')
  })

  it('any other value of any one wire', () => {
    const values = circuit.witness(input)
    expect(broken(r1cs, values)).toEqual([])
    for (let wire = 1; wire < values.length; wire += 97) {
      const changed = values.map((value, i) => (i === wire ? (value + 1n) % p : value))
      expect(broken(r1cs, changed)).not.toEqual([])
    }
  })
})

/** A hash like the one that a challenge is the low half of. */
function hashOf(message: bigint): bigint {
  return poseidon6([12n, ...mulPointEscalar(Base8, 5n), ...key, message])
}

describe('accepts', () => {
  it('what core signs, and core verifies', () => {
    for (const message of [0n, 1n, 42n, 2n ** 64n - 1n, subOrder - 1n, subOrder, p - 1n]) {
      const signature = signMessage(privateKey, message)
      expect(verifyMessage(key, message, signature)).toBe(true)
      expect(circuit.verdict({ key, message, ...signature })).toBe('accepted')
    }
  })

  it('what the holder signs under the other ordinate', () => {
    const { key, signature } = signWithOtherOrdinate(privateKey, message)
    expect(verifyMessage(key, message, signature)).toBe(true)
    expect(circuit.verdict({ key, message, ...signature })).toBe('accepted')
  })

  it('a response raised by the order, where it still has 251 bits', () => {
    const message = Array.from({ length: 64 }, (_, i) => BigInt(i)).find(
      (message) => signMessage(privateKey, message).response + subOrder < 2n ** 251n,
    )!
    const { challenge, response } = signMessage(privateKey, message)
    expect(circuit.verdict({ key, message, challenge, response: response + subOrder })).toBe('accepted')
  })
})
