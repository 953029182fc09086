// SPDX-License-Identifier: GPL-3.0-or-later
import { hash, type OracleSignature, oraclePublicKey, oracleScalar } from '@aceso/core'
import { Base8, mulPointEscalar, subOrder } from '@zk-kit/baby-jubjub'
import { p } from './circuit.js'

/**
 * A signature whose challenge is the low half of its hash's second form: hash + p, where that has 254 bits too. With it a
 * forger had two challenges to hit.
 */
export function signSecondForm(privateKey: Uint8Array, message: bigint): OracleSignature {
  const key = oraclePublicKey(privateKey)
  for (let nonce = 1n; ; nonce++) {
    const first = hash('signature', ...mulPointEscalar(Base8, nonce), ...key, message)
    if (first + p >= 1n << 254n) continue
    const challenge = (first + p) & ((1n << 128n) - 1n)
    const factor = (1n << 128n) + 1n + 2n * challenge
    return { challenge, response: (nonce + factor * oracleScalar(privateKey)) % subOrder }
  }
}
