// SPDX-License-Identifier: GPL-3.0-or-later
import { hash, type OraclePublicKey, type OracleSignature } from '@aceso/core'
import { addPoint, Base8, mulPointEscalar, type Point, subOrder } from '@zk-kit/baby-jubjub'
import { divide, modulo, squareRoot } from './forced/field.js'

const [a, d] = [168_700n, 168_696n]

/** A point of the curve that is no multiple of the base point but for the cofactor, reduced to its part of order eight. */
function pointOfOrderEight(): Point<bigint> {
  for (let x = 1n; ; x++) {
    const y = squareRoot(divide(1n - a * x * x, 1n - d * x * x))
    if (y === undefined) continue
    const small = mulPointEscalar([x, y], subOrder)
    if (mulPointEscalar(small, 4n)[1] !== 1n) return small
  }
}

const eighth = pointOfOrderEight()

/** Points of the curve of each small order. */
export const smallOrders: readonly (readonly [order: bigint, point: OraclePublicKey])[] = [
  1n,
  2n,
  4n,
  8n,
].map((order) => [order, mulPointEscalar(eighth, 8n / order)])

/** A signature under a key of small order by Schnorr's equation, which anybody finds: its multiples are few. */
export function forgeSmallOrder(order: bigint, key: OraclePublicKey, message: bigint): OracleSignature {
  let base: Point<bigint> = [Base8[0], Base8[1]]
  for (let response = 1n; ; response++, base = addPoint(base, Base8)) {
    for (let guess = 0n; guess < order; guess++) {
      const [x, y] = mulPointEscalar([...key], guess)
      const commitment = addPoint(base, [modulo(-x), y])
      const challenge = hash('signature', ...commitment, ...key, message) & ((1n << 128n) - 1n)
      if (((1n << 128n) + 1n + 2n * challenge) % order === guess) return { challenge, response }
    }
  }
}

/** That key moved by a point of small order, and the holder's signature under it: a point of the curve, not of the subgroup. */
export function signMoved(
  scalar: bigint,
  torsion: OraclePublicKey,
  message: bigint,
): { key: OraclePublicKey; signature: OracleSignature } {
  const key = addPoint(mulPointEscalar(Base8, scalar), [...torsion])
  for (let nonce = 1n; ; nonce++) {
    // The torsion's part of c · A has to be guessed, as above.
    for (let guess = 0n; guess < 8n; guess++) {
      const commitment = addPoint(
        mulPointEscalar(Base8, nonce),
        mulPointEscalar([modulo(-torsion[0]), torsion[1]], guess),
      )
      const challenge = hash('signature', ...commitment, ...key, message) & ((1n << 128n) - 1n)
      const factor = (1n << 128n) + 1n + 2n * challenge
      if (factor % 8n !== guess) continue
      return { key, signature: { challenge, response: reduced(nonce + factor * scalar) } }
    }
  }
}

const reduced = (value: bigint) => ((value % subOrder) + subOrder) % subOrder
