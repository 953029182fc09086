import { underwritingPoolAbi } from '@aceso/abi'
import type { Address } from 'viem'
import { type AcesoClient, accountOf } from '../chain/client.js'
import { read } from '../chain/read.js'

export type GetKeptPayoutParameters = {
  pool: Address
  /** By default the client's account. */
  recipient?: Address
}

/** Asset units. */
export type GetKeptPayoutReturnType = bigint

/** What the pool keeps for a recipient that could not be paid. */
export function getKeptPayout(
  client: AcesoClient,
  { pool, recipient = accountOf(client).address }: GetKeptPayoutParameters,
): Promise<GetKeptPayoutReturnType> {
  return read(client, {
    address: pool,
    abi: underwritingPoolAbi,
    functionName: 'keptPayout',
    args: [recipient],
  })
}
