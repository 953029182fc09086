import type { Address, Log } from 'viem'
import { getLogs } from 'viem/actions'
import type { ReadClient } from './DeployClient.js'

/** Endpoints limit how many blocks one request may span, each differently: what is refused is asked for in halves. */
export async function logsBetween(
  client: ReadClient,
  address: Address | Address[],
  fromBlock: bigint,
  toBlock: bigint,
): Promise<Log[]> {
  if (fromBlock > toBlock) return []
  try {
    return await getLogs(client, { address, fromBlock, toBlock })
  } catch (error) {
    if (toBlock - fromBlock < 100n) throw error
    const middle = (fromBlock + toBlock) / 2n
    const first = await logsBetween(client, address, fromBlock, middle)
    return [...first, ...(await logsBetween(client, address, middle + 1n, toBlock))]
  }
}
