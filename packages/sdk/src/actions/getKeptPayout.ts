import { underwritingPoolAbi } from '@aceso/abi'
import { type Address, isAddressEqual } from 'viem'
import { getContractEvents } from 'viem/actions'
import { type AcesoClient, accountOf } from '../chain/client.js'
import { eventsSince } from '../chain/events.js'
import type { Deployment } from '../deployment.js'

export type GetKeptPayoutParameters = {
  deployment: Deployment
  pool: Address
  /** By default the client's account. */
  recipient?: Address
}

/** Asset units. */
export type GetKeptPayoutReturnType = bigint

/**
 * What the pool keeps for a recipient that could not be paid. The events of all recipients are read, so that the
 * endpoint doesn't learn whose claim somebody asks about.
 */
export async function getKeptPayout(
  client: AcesoClient,
  { deployment, pool, recipient = accountOf(client).address }: GetKeptPayoutParameters,
): Promise<GetKeptPayoutReturnType> {
  const events = { address: pool, abi: underwritingPoolAbi, strict: true } as const
  const sumOf = async (eventName: 'PayoutKept' | 'KeptPayoutCollected') => {
    const logs = await eventsSince(client, deployment, (range) =>
      getContractEvents(client, { ...events, eventName, ...range }),
    )
    return logs.reduce(
      (sum, { args }) => (isAddressEqual(args.recipient, recipient) ? sum + args.amount : sum),
      0n,
    )
  }
  const [kept, collected] = await Promise.all([sumOf('PayoutKept'), sumOf('KeptPayoutCollected')])
  return kept - collected
}
