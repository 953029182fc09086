import { type BlockTag, createPublicClient, http } from 'viem'
import { OracleError, StartError } from './errors.js'

const TIMEOUT = 5_000
const LATEST: BlockTag = 'latest'

/**
 * Seconds since 1970 as the chain counts them. Links and attestations are dated by the chain and not by the
 * machine, because contracts compare these dates with block timestamps.
 */
export type Clock = () => Promise<bigint>

/** The timestamp of the chain's latest block. */
export function chainClock(rpcUrl: string): Clock {
  const client = createPublicClient({
    transport: http(rpcUrl, { timeout: TIMEOUT, retryCount: 1 }),
    cacheTime: 0,
  })
  return async () => {
    try {
      return (await client.getBlock({ blockTag: LATEST, includeTransactions: false })).timestamp
    } catch (cause) {
      throw new OracleError(
        'ChainUnavailable',
        'The node can not reach the chain now. Try again later.',
        cause as Error,
      )
    }
  }
}

/** Throws `StartError` unless the RPC serves the chain the node is configured for. */
export async function assertChain(rpcUrl: string, chainId: number): Promise<void> {
  const client = createPublicClient({ transport: http(rpcUrl, { timeout: TIMEOUT, retryCount: 3 }) })
  const actual = await client.getChainId().catch((cause: Error) => {
    throw new StartError('The RPC URL does not answer with a chain id.', cause)
  })
  if (actual !== chainId) throw new StartError(`The RPC URL serves chain ${actual}, not chain ${chainId}.`)
}
