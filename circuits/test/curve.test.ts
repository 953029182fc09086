// SPDX-License-Identifier: GPL-3.0-or-later
import { hash, oraclePublicKey } from '@aceso/core'
import { addPoint, Base8, inCurve, mulPointEscalar, type Point, subOrder } from '@zk-kit/baby-jubjub'
import { describe, expect, it } from 'vitest'
import { compileAlone } from './alone.js'
import { broken, loadCircuit, loadR1csAt, p, type TestCircuit } from './circuit.js'
import { drawing, drawn } from './deep.js'

const bitsOf = (value: bigint, size: number) =>
  Array.from({ length: size }, (_, i) => (value >> BigInt(i)) & 1n)
/** Numbers that look random, and are the same in each run. */
const random = (bits: bigint, count: number) =>
  Array.from({ length: count }, (_, i) => hash('subject', BigInt(i)) % 2n ** bits)
const load = (name: string, template: string, parameters: string) => {
  const files = compileAlone(name, template, parameters)
  return { circuit: loadCircuit(`${files}_js/${name}.wasm`), r1cs: loadR1csAt(`${files}.r1cs`) }
}
/** The two outputs of a circuit of one point. */
const pointOf = ({ witness }: TestCircuit, input: Parameters<TestCircuit['witness']>[0]) =>
  witness(input).slice(1, 3)

describe('the base point times a scalar', () => {
  const { circuit } = load('base_mul', 'BaseMul', '')
  const l = subOrder

  it.each([
    ['0', [0n]],
    ['small ones', [1n, 2n, 3n, 4n, 5n, 7n, 8n, 9n]],
    ['around each window', Array.from({ length: 83 }, (_, j) => 8n ** BigInt(j))],
    ['below each window', Array.from({ length: 83 }, (_, j) => 8n ** BigInt(j + 1) - 1n)],
    ['around the top window', [2n ** 249n - 1n, 2n ** 249n, 2n ** 249n + 1n, 2n ** 250n, 3n * 2n ** 249n]],
    ['around the order', [l - 2n, l - 1n, l, l + 1n, l + 2n]],
    ['around half the order', [(l - 1n) / 2n, (l + 1n) / 2n]],
    ['with equal windows', Array.from({ length: 8 }, (_, w) => (BigInt(w) * (8n ** 83n - 1n)) / 7n)],
    ['of all ones', [2n ** 251n - 1n]],
    ['random ones', random(251n, 20)],
  ])(`%s${drawing}`, (_, scalars) => {
    for (const scalar of drawn(scalars, 8))
      expect(pointOf(circuit, { bits: bitsOf(scalar, 251) })).toEqual(mulPointEscalar(Base8, scalar))
  })
})

describe('a key times a challenge', () => {
  const { circuit } = load('key_mul', 'KeyMul', '128')
  const challenges = [0n, 1n, 2n, 2n ** 127n, 2n ** 128n - 1n, 2n ** 128n - 2n, ...random(128n, 6)]
  const torsion: Point<bigint> = [0n, p - 1n]
  const key: Point<bigint> = [...oraclePublicKey(new Uint8Array(32).fill(1))]

  it.each<[string, Point<bigint>]>([
    ['a key', key],
    ['the base point', [Base8[0], Base8[1]]],
    ['the other point with its abscissa', [key[0], p - key[1]]],
    ['its negative', [p - key[0], key[1]]],
    ['a key and the point of order two', addPoint(key, torsion)],
  ])(`%s${drawing}`, (_, point) => {
    expect(inCurve(point)).toBe(true)
    for (const challenge of drawn(challenges, 4)) {
      const factor = 2n ** 128n + 1n + 2n * challenge
      expect(pointOf(circuit, { key: point, bits: bitsOf(challenge, 128) })).toEqual(
        mulPointEscalar(point, factor),
      )
    }
  })
})

describe('2P + Q', () => {
  const { circuit, r1cs } = load('double_and_add', 'DoubleAndAdd', '')
  const montgomery = ([x, y]: Point<bigint>): bigint[] => {
    const u = divide(1n + y, p + 1n - y)
    return [u, divide(u, x)]
  }
  const multiple = (factor: bigint) => mulPointEscalar(Base8, factor)

  it.each([
    [2n, 1n],
    [2n, subOrder - 1n],
    [5n, 3n],
    [2n ** 128n + 1n, 1n],
  ])('of %i and %i times the base point', (m, n) => {
    const input = { p: montgomery(multiple(m)), q: montgomery(multiple(n)) }
    expect(pointOf(circuit, input)).toEqual(montgomery(multiple(2n * m + n)))
  })

  it('has no other slope, and no other sum', () => {
    const input = { p: montgomery(multiple(5n)), q: montgomery(multiple(3n)) }
    const values = circuit.witness(input)
    expect(broken(r1cs, values)).toEqual([])
    // Whatever slope is put in, with everything that follows from it, its own constraint breaks.
    for (let wire = 1; wire < values.length; wire++) {
      const changed = values.map((value, i) => (i === wire ? (value + 1n) % p : value))
      expect(broken(r1cs, changed)).not.toEqual([])
    }
  })
})

function divide(numerator: bigint, denominator: bigint): bigint {
  let [result, base] = [((numerator % p) + p) % p, ((denominator % p) + p) % p]
  for (let exponent = p - 2n; exponent > 0n; exponent >>= 1n) {
    if (exponent & 1n) result = (result * base) % p
    base = (base * base) % p
  }
  return result
}
