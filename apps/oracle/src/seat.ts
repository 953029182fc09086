import { oracleRegistryAbi } from '@aceso/abi'
import type { OraclePublicKey } from '@aceso/core'
import { type Address, createPublicClient, http } from 'viem'
import { OracleError } from './errors.js'

const TIMEOUT = 5_000

/** Since when the node sits in its committee, unix seconds. Throws `NotSeated` while it doesn't. */
export type Seat = () => Promise<bigint>

export function registrySeat(
  { rpcUrl, registry, committeeId }: { rpcUrl: string; registry: Address; committeeId: number },
  [ax]: OraclePublicKey,
): Seat {
  const client = createPublicClient({
    transport: http(rpcUrl, { timeout: TIMEOUT, retryCount: 1 }),
    cacheTime: 0,
  })
  return async () => {
    const since = await client
      .readContract({
        address: registry,
        abi: oracleRegistryAbi,
        functionName: 'seatedSince',
        args: [BigInt(committeeId), ax],
      })
      .catch((cause: Error) => {
        throw new OracleError(
          'ChainUnavailable',
          'The node can not read the registry now. Try again later.',
          cause,
        )
      })
    if (since === 0n) {
      throw new OracleError(
        'NotSeated',
        `The node has no seat in committee ${committeeId}, so nothing that it signs would count. Ask another one.`,
      )
    }
    return since
  }
}
