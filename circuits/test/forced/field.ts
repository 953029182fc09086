// SPDX-License-Identifier: GPL-3.0-or-later
import { p } from '../circuit.js'

export const modulo = (value: bigint): bigint => {
  const rest = value % p
  return rest < 0n ? rest + p : rest
}

/** The number of smallest magnitude with this residue. */
export const signed = (residue: bigint): bigint => (residue > p / 2n ? residue - p : residue)

export function power(base: bigint, exponent: bigint): bigint {
  let result = 1n
  for (let square = modulo(base), rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % p
    square = (square * square) % p
  }
  return result
}

/** By the extended Euclidean algorithm; of zero there is none. */
export function inverse(value: bigint): bigint {
  let [a, b, x, y] = [modulo(value), p, 1n, 0n]
  while (a > 1n) {
    const quotient = b / a
    ;[a, b, x, y] = [b - quotient * a, a, y - quotient * x, x]
  }
  if (a !== 1n) throw new RangeError('Zero has no inverse.')
  return modulo(x)
}

export const divide = (numerator: bigint, denominator: bigint): bigint =>
  modulo(numerator * inverse(denominator))

/** A square root, if there is one (Tonelli and Shanks). */
export function squareRoot(value: bigint): bigint | undefined {
  const square = modulo(value)
  if (square === 0n) return 0n
  if (power(square, (p - 1n) / 2n) !== 1n) return undefined
  let [odd, twos] = [p - 1n, 0n]
  for (; (odd & 1n) === 0n; odd >>= 1n) twos++
  // 5 is the least number without a root.
  let [factor, rest, root] = [power(5n, odd), power(square, odd), power(square, (odd + 1n) / 2n)]
  while (rest !== 1n) {
    let order = 0n
    for (let raised = rest; raised !== 1n; raised = (raised * raised) % p) order++
    const step = power(factor, 1n << (twos - order - 1n))
    twos = order
    factor = (step * step) % p
    rest = (rest * factor) % p
    root = (root * step) % p
  }
  return root
}
