import { hkdf } from '@noble/hashes/hkdf.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToBigInt, bytesToHex, type Hex, hexToBytes, numberToBytes } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { assertField, mod } from './field.js'
import { hash } from './poseidon.js'

/**
 * What the wallet signs so that the holder's secret can be derived from the wallet alone. It names no chain: the
 * same wallet has the same secret everywhere, and a policy can be restored from any client.
 */
export const secretRequest = {
  domain: { name: 'Aceso', version: '1' },
  types: { HolderSecret: [{ name: 'purpose', type: 'string' }] },
  primaryType: 'HolderSecret',
  message: { purpose: 'Derive the secret of my cover. Sign this only in a client you trust.' },
} as const

/** Secret s from a wallet's signature of `secretRequest` (RFC 5869 HKDF-SHA256, 512 bits reduced mod p). */
export function secretFromSignature(signature: Hex): bigint {
  return mod(bytesToBigInt(expand(hexToBytes(signature), 'aceso holder secret', 64)))
}

/** The pseudonym under which oracle nodes know the holder. */
export function subjectOf(secret: bigint): bigint {
  return hash('subject', assertField('secret', secret))
}

/** Commitment to the holder's policy number `index`; the wallet alone can restore them by counting. */
export function commitmentOf(secret: bigint, index: bigint): bigint {
  return hash('policy', assertField('secret', secret), assertField('index', index))
}

/** The account that signs the holder's requests to oracle nodes. It holds no funds and isn't used on a chain. */
export function accessAccount(secret: bigint) {
  const key = expand(numberToBytes(assertField('secret', secret), { size: 32 }), 'aceso access key', 32)
  return privateKeyToAccount(bytesToHex(key))
}

function expand(secret: Uint8Array, purpose: string, length: number): Uint8Array {
  return hkdf(sha256, secret, undefined, new TextEncoder().encode(purpose), length)
}
