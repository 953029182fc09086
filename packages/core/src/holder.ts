import { hkdf } from '@noble/hashes/hkdf.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { type Address, bytesToBigInt, bytesToHex, type Hex, hexToBytes, numberToBytes } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { committeeWord } from './committee.js'
import { assertField, mod } from './field.js'
import { hash } from './poseidon.js'

/** One protocol: its chain and oracle registry. */
export type Network = { chainId: number; registry: Address }

/**
 * What the wallet signs so that the holder's secret can be derived from the wallet alone. It names the network: what is
 * public on two of them has nothing in common, a signature that was phished for one opens no other, and a wallet that
 * is connected to another chain warns.
 */
export function secretRequest({ chainId, registry }: Network) {
  return {
    domain: { name: 'Aceso', version: '1', chainId, verifyingContract: registry },
    types: { HolderSecret: [{ name: 'purpose', type: 'string' }] },
    primaryType: 'HolderSecret',
    message: { purpose: 'Derive the secret of my cover. Sign this only in a client you trust.' },
  } as const
}

/** Secret s from a wallet's signature of `secretRequest` (RFC 5869 HKDF-SHA256, 512 bits reduced mod p). */
export function secretFromSignature(signature: Hex): bigint {
  return mod(bytesToBigInt(expand(hexToBytes(signature), 'aceso holder secret', 64)))
}

/** The pseudonym under which the nodes of one committee know the holder; each committee knows another. */
export function subjectOf(secret: bigint, committeeId: number): bigint {
  return hash('subject', assertField('secret', secret), committeeWord(committeeId))
}

/** Commitment to the holder's policy number `index`; the wallet alone can restore them by counting. */
export function commitmentOf(secret: bigint, index: bigint): bigint {
  return hash('policy', assertField('secret', secret), assertField('index', index))
}

/**
 * The account that signs the holder's requests to the nodes of one committee. It holds no funds and isn't used on a
 * chain.
 */
export function accessAccount(secret: bigint, committeeId: number) {
  const bytes = numberToBytes(assertField('secret', secret), { size: 32 })
  const key = expand(bytes, `aceso access key ${committeeWord(committeeId)}`, 32)
  return privateKeyToAccount(bytesToHex(key))
}

function expand(secret: Uint8Array, purpose: string, length: number): Uint8Array {
  return hkdf(sha256, secret, undefined, new TextEncoder().encode(purpose), length)
}
