// SPDX-License-Identifier: GPL-3.0-or-later
import { type OraclePublicKey, type OracleSignature, oraclePublicKey, oracleScalar } from '@aceso/core'
import { addPoint, Base8, mulPointEscalar, type Point, subOrder } from '@zk-kit/baby-jubjub'
import { poseidon6 } from 'poseidon-lite'
import { p } from './circuit.js'

/**
 * A signature under (x, -y), the one other point with the abscissa of a key A. It is -A plus the point of order two, so
 * who holds a signs with -a, and takes the torsion along, since c is odd.
 */
export function signWithOtherOrdinate(
  privateKey: Uint8Array,
  message: bigint,
): { key: OraclePublicKey; signature: OracleSignature } {
  const [x, y] = oraclePublicKey(privateKey)
  const key: OraclePublicKey = [x, p - y]
  const nonce = 0x5eedn
  const torsion: Point<bigint> = [0n, p - 1n]
  const commitment = addPoint(mulPointEscalar(Base8, nonce), torsion)
  const challenge = challengeFor(commitment, key, message)
  const factor = (1n << 128n) + 1n + 2n * challenge
  const response = (nonce + factor * (subOrder - oracleScalar(privateKey))) % subOrder
  return { key, signature: { challenge, response } }
}

/**
 * A signature under a point without an abscissa, (0, 1) or (0, -1). It takes no private key: since c is odd, c times such a
 * point is the point itself, which the commitment takes along.
 */
export function signAsNobody(
  key: OraclePublicKey,
  message: bigint,
): { key: OraclePublicKey; signature: OracleSignature } {
  const response = 5n
  const commitment = addPoint(mulPointEscalar(Base8, response), [...key] as Point<bigint>)
  return { key, signature: { challenge: challengeFor(commitment, key, message), response } }
}

function challengeFor(commitment: Point<bigint>, key: OraclePublicKey, message: bigint): bigint {
  return poseidon6([12n, ...commitment, ...key, message]) & ((1n << 128n) - 1n)
}
