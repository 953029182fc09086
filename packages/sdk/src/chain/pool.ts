import { underwritingPoolAbi } from '@aceso/abi'
import type { Address } from 'viem'
import type { AcesoClient } from './client.js'
import { read } from './read.js'

/** The token that a pool underwrites in. */
export function assetOf(client: AcesoClient, pool: Address): Promise<Address> {
  return read(client, { address: pool, abi: underwritingPoolAbi, functionName: 'asset' })
}
