import { hkdf } from '@noble/hashes/hkdf.js'
import { sha512 } from '@noble/hashes/sha2.js'
import { addPoint, Base8, inCurve, type Point, subOrder } from '@zk-kit/baby-jubjub'
import { deriveSecretScalar } from '@zk-kit/eddsa-poseidon'
import { bytesToBigInt, concatBytes, numberToBytes, stringToBytes } from 'viem'
import { scale } from './curve.js'
import { FIELD_ORDER, mod } from './field.js'
import { hash } from './poseidon.js'

/** A point of Baby Jubjub's subgroup of prime order. */
export type OraclePublicKey = readonly [x: bigint, y: bigint]

/** A Schnorr signature: the challenge, of 128 bits, and the response, below the subgroup's order. */
export type OracleSignature = { challenge: bigint; response: bigint }

export function oraclePublicKey(privateKey: Uint8Array): OraclePublicKey {
  return scale(Base8, deriveSecretScalar(Buffer.from(privateKey)))
}

/** The scalar a of a key A = a · Base8. */
export function oracleScalar(privateKey: Uint8Array): bigint {
  return mod(deriveSecretScalar(Buffer.from(privateKey)), subOrder)
}

/**
 * Schnorr's signature over Baby Jubjub: R = r · Base8, the challenge is the low half of H(SIGNATURE, R, A, message),
 * and the response r + c · a with c = 2^128 + 1 + 2 · challenge (docs/decisions/0014). The nonce r depends on key and
 * message alone, so that no two messages share one.
 */
export function signMessage(privateKey: Uint8Array, message: bigint): OracleSignature {
  const key = oraclePublicKey(privateKey)
  const nonce = nonceOf(privateKey, message)
  const challenge = challengeFor(scale(Base8, nonce), key, message)
  return { challenge, response: mod(nonce + factorOf(challenge) * oracleScalar(privateKey), subOrder) }
}

/** True when the signature is the key's over the message. Never throws. */
export function verifyMessage(
  key: OraclePublicKey,
  message: bigint,
  { challenge, response }: OracleSignature,
): boolean {
  if (challenge < 0n || challenge >> 128n !== 0n || response < 0n || response >= subOrder) return false
  if (message < 0n || message >= FIELD_ORDER) return false
  if (!isPublicKey(key)) return false
  const negative: Point<bigint> = [mod(-key[0]), key[1]]
  const commitment = addPoint(scale(Base8, response), scale(negative, factorOf(challenge)))
  return challengeFor(commitment, key, message) === challenge
}

/**
 * On the curve, and not of small order. Whether it is registered, and so in the subgroup, is for the caller to know; the
 * holder of a key A can also sign with (0, -1) - A, which has its abscissa.
 */
function isPublicKey([x, y]: OraclePublicKey): boolean {
  if ([x, y].some((coordinate) => coordinate < 0n || coordinate >= FIELD_ORDER)) return false
  return inCurve([x, y]) && scale([x, y], 8n)[0] !== 0n
}

function challengeFor(commitment: OraclePublicKey, key: OraclePublicKey, message: bigint): bigint {
  return hash('signature', ...commitment, ...key, message) & ((1n << 128n) - 1n)
}

/** Odd, and of 130 bits, so that the circuit reaches it by digits of ±1 and meets no exceptional addition. */
function factorOf(challenge: bigint): bigint {
  return (1n << 128n) + 1n + 2n * challenge
}

/**
 * 512 bits reduced, so that the nonce is uniform to 2^-260. The label is of this very scheme: under one nonce and two
 * definitions of the challenge, two signatures would tell the key.
 */
function nonceOf(privateKey: Uint8Array, message: bigint): bigint {
  const purpose = concatBytes([
    stringToBytes('aceso nonce, schnorr 128, version 1'),
    numberToBytes(message, { size: 32 }),
  ])
  return mod(bytesToBigInt(hkdf(sha512, privateKey, undefined, purpose, 64)), subOrder)
}
