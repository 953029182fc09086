import { oracleRegistryAbi } from '@aceso/abi'
import {
  AcesoError,
  COMMITTEE_SLOTS,
  type Committee,
  committeeRoot,
  committeeSeats,
  type OraclePublicKey,
  oracleDomain,
} from '@aceso/core'
import { getContractEvents } from 'viem/actions'
import type { Deployment } from '../deployment.js'
import type { AcesoClient } from './client.js'
import { eventsSince } from './events.js'
import { read } from './read.js'

export class CommitteeOutOfSyncError extends AcesoError {
  constructor(committeeId: number) {
    super(`The keys of committee ${committeeId} don't hash to its root. Try another endpoint.`, {
      name: 'CommitteeOutOfSyncError',
    })
  }
}

/** The committee as it is seated now, rebuilt from events and checked against the chain's root. */
export async function syncCommittee(
  client: AcesoClient,
  deployment: Deployment,
  committeeId: number,
): Promise<Committee> {
  const filter = {
    address: deployment.oracleRegistry,
    abi: oracleRegistryAbi,
    eventName: 'CommitteeRootSet',
    args: { committeeId: BigInt(committeeId) },
    strict: true,
  } as const
  const logs = await eventsSince(client, deployment, (range) =>
    getContractEvents(client, { ...filter, ...range }),
  )
  const seats: (OraclePublicKey | undefined)[] = Array.from({ length: COMMITTEE_SLOTS })
  for (const { args } of logs) {
    seats[Number(args.slot)] = args.Ax === 0n && args.Ay === 0n ? undefined : [args.Ax, args.Ay]
  }
  const domain = oracleDomain(deployment.chainId, deployment.oracleRegistry)
  const root = await read(client, {
    address: deployment.oracleRegistry,
    abi: oracleRegistryAbi,
    functionName: 'rootOf',
    args: [BigInt(committeeId)],
  })
  if (committeeRoot(domain, committeeSeats(seats)) !== root) throw new CommitteeOutOfSyncError(committeeId)
  return seats
}
