import { bytesToBigInt } from 'viem'

/** A number below `bound`, each with the same chance to 2⁻¹²⁸, from the system's randomness. */
export function randomBelow(bound: bigint): bigint {
  return bytesToBigInt(crypto.getRandomValues(new Uint8Array(32))) % bound
}
