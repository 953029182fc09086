import { Base8, subOrder } from '@zk-kit/baby-jubjub'
import { type Address, encodeAbiParameters, hexToBigInt, keccak256 } from 'viem'
import { scale } from './curve.js'
import { assertBits, assertField, inverse, mod, OutOfRangeError } from './field.js'
import { hash } from './poseidon.js'
import {
  type OraclePublicKey,
  type OracleSignature,
  oraclePublicKey,
  oracleScalar,
  signMessage,
  verifyMessage,
} from './signature.js'

/** One statement about one observation of one subject. Times in unix seconds, value fixed-point in the measure's unit. */
export type Attestation = {
  domain: bigint
  subject: bigint
  measure: number
  value: bigint
  observedAt: bigint
  linkedAt: bigint
  observationTag: bigint
  issuedAt: bigint
}

export type SignedAttestation = {
  attestation: Attestation
  key: OraclePublicKey
  signature: OracleSignature
}

/** Chain and registry in one field element, so that a committee root and a signature belong to one network. */
export function oracleDomain(chainId: number, registry: Address): bigint {
  return (assertBits('chainId', BigInt(chainId), 64) << 160n) | hexToBigInt(registry)
}

export function attestationHash(attestation: Attestation): bigint {
  const { domain, subject, measure, value, observedAt, linkedAt, observationTag, issuedAt } = attestation
  const words = [domain, subject, BigInt(measure), value, observedAt, linkedAt, observationTag, issuedAt]
  // A number beyond the field would hash like its rest, and so seem to be another statement.
  return hash('attestation', ...words.map((word) => assertField('statement', word)))
}

export function signAttestation(privateKey: Uint8Array, attestation: Attestation): SignedAttestation {
  const signature = signMessage(privateKey, attestationHash(attestation))
  return { attestation, key: oraclePublicKey(privateKey), signature }
}

/** True when `signature` is the key's over the attestation. Never throws. */
export function verifyAttestation({ attestation, key, signature }: SignedAttestation): boolean {
  try {
    return verifyMessage(key, attestationHash(attestation), signature)
  } catch (error) {
    if (error instanceof OutOfRangeError) return false
    throw error
  }
}

/** What `OracleRegistry.registerKey` takes. */
export type KeyRegistration = {
  Ax: bigint
  Ay: bigint
  Qx: bigint
  Qy: bigint
  Rx: bigint
  Ry: bigint
  S: bigint
}

const possessionWords = [
  { type: 'uint256' },
  { type: 'address' },
  { type: 'uint256' },
  { type: 'uint256' },
  { type: 'uint256' },
  { type: 'uint256' },
] as const

/**
 * Registers a key: Q with 8·Q = A shows that A lies in the subgroup of prime order, and a Schnorr signature
 * S·B = R + c·A over domain and operator shows that the operator holds it. `nonce`: 64 random bytes.
 */
export function keyRegistration(
  privateKey: Uint8Array,
  domain: bigint,
  operator: Address,
  nonce: Uint8Array,
): KeyRegistration {
  const scalar = oracleScalar(privateKey)
  const key = oraclePublicKey(privateKey)
  const Q = scale(Base8, mod(scalar * inverse(8n, subOrder), subOrder))
  const k = mod(hexToBigInt(`0x${Buffer.from(nonce).toString('hex')}`), subOrder)
  const R = scale(Base8, k)
  const encoded = encodeAbiParameters(possessionWords, [domain, operator, key[0], key[1], R[0], R[1]])
  const challenge = hexToBigInt(keccak256(encoded)) % subOrder
  return {
    Ax: key[0],
    Ay: key[1],
    Qx: Q[0],
    Qy: Q[1],
    Rx: R[0],
    Ry: R[1],
    S: mod(k + challenge * scalar, subOrder),
  }
}
