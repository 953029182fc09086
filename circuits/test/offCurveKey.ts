// SPDX-License-Identifier: GPL-3.0-or-later
import { hash, type OraclePublicKey, type OracleSignature } from '@aceso/core'
import { addPoint, Base8, type Point } from '@zk-kit/baby-jubjub'
import { p } from './circuit.js'
import { divide, modulo, power, squareRoot } from './forced/field.js'

/*
 * The formulas of addition don't read the constant term of a curve's equation, so off the curve they add on another:
 * v² = u³ + A·u² + u + γ. With the γ that gives it a double point it is as easy as the field's multiplicative group, which
 * has elements of small order. Whoever may choose such a point for a key knows all of its multiples.
 */

const A = 168_698n
/** A prime factor of p - 1: small enough to guess a multiple, large enough that few additions are exceptional. */
const ORDER = 983n

const double = divide(squareRoot(A * A - 3n)! - A, 3n)
const tangent = squareRoot(3n * double + A)!

/** A multiple of the key, in Edwards coordinates. */
function multiple(factor: bigint): Point<bigint> {
  const element = power(5n, ((p - 1n) / ORDER) * factor)
  const slope = divide(tangent * (element + 1n), element - 1n)
  const u = modulo(slope * slope - A - 2n * double)
  const v = modulo(slope * (u - double))
  return [divide(u, v), divide(u - 1n, u + 1n)]
}

/** A key off the curve. */
export const offCurveKey: OraclePublicKey = multiple(1n)

const forged = new Map<bigint, OracleSignature>()

/** A signature under it that holds by the circuit's equations, made without any private key. */
export function forgeOffCurve(message: bigint): OracleSignature {
  const signature = forged.get(message) ?? forge(message)
  forged.set(message, signature)
  return signature
}

/** Guesses what the challenge times the key is, until a response is found whose challenge is of that kind. */
function forge(message: bigint): OracleSignature {
  const guess = 5n
  const [x, y] = multiple(guess)
  let base: Point<bigint> = [Base8[0], Base8[1]]
  for (let response = 1n; ; response++, base = addPoint(base, Base8)) {
    const commitment = addPoint(base, [modulo(-x), y])
    const challenge = hash('signature', ...commitment, ...offCurveKey, message) & ((1n << 128n) - 1n)
    if (reached(challenge) === guess) return { challenge, response }
  }
}

/** Which multiple of the key KeyMul comes to; none where an addition on the way is exceptional. */
function reached(challenge: bigint): bigint | undefined {
  let factor = 2n
  for (let i = 127n; i >= 0n; i--) {
    const digit = (challenge >> i) & 1n ? 1n : -1n
    const next = 2n * factor + digit
    if ([factor - digit, factor + digit, next].some((number) => number % ORDER === 0n)) return undefined
    factor = next % ORDER
  }
  return factor
}
