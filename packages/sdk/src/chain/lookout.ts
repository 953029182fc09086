import { commitmentOf } from '@aceso/core'
import { sha256, stringToBytes } from 'viem'

/** Policy numbers beyond the last one found whose commitments are looked out for. */
const AHEAD = 256n

/** Tells a holder's leaves from everyone's, policy by policy as they are met. */
export type Lookout = {
  /** Names the holder in a store, and nowhere else: nothing public is derived from it. */
  key: string
  isOwn(commitment: bigint): boolean
}

/** `index`: the highest policy number that is known already. */
export function holderLookout(secret: bigint, index = 0n): Lookout {
  const numbers = new Map<bigint, bigint>()
  const extendTo = (end: bigint) => {
    for (let index = BigInt(numbers.size); index < end; index++)
      numbers.set(commitmentOf(secret, index), index)
  }
  extendTo(index + AHEAD)
  return {
    key: sha256(stringToBytes(`aceso book of ${secret}`)).slice(2, 34),
    isOwn(commitment) {
      const number = numbers.get(commitment)
      if (number === undefined) return false
      extendTo(number + 1n + AHEAD)
      return true
    },
  }
}

/** Looks out for nobody: a relayer's. */
export const noLookout: Lookout = { key: 'everyone', isOwn: () => false }
