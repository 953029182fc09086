import { oracleRegistryAbi } from '@aceso/abi'
import {
  AcesoError,
  COMMITTEE_SEATS,
  type Committee,
  committeeRoot,
  committeeSeats,
  DAY,
  type OraclePublicKey,
  oracleDomain,
} from '@aceso/core'
import { getBlock, getContractEvents } from 'viem/actions'
import type { Deployment } from '../deployment.js'
import { type AcesoClient, chainTime } from './client.js'
import { eventsSince } from './events.js'
import { read } from './read.js'

export class CommitteeOutOfSyncError extends AcesoError {
  constructor(committeeId: number) {
    super(`The keys of committee ${committeeId} don't hash to its root. Try another endpoint.`, {
      name: 'CommitteeOutOfSyncError',
    })
  }
}

/**
 * The committee as it is seated now, rebuilt from events and checked against the chain's root. Events and roots of all
 * committees are read, so that the endpoint doesn't learn whose result somebody has.
 */
export async function syncCommittee(
  client: AcesoClient,
  deployment: Deployment,
  committeeId: number,
): Promise<Committee> {
  const filter = {
    address: deployment.oracleRegistry,
    abi: oracleRegistryAbi,
    eventName: 'CommitteeRootSet',
    strict: true,
  } as const
  const logs = await eventsSince(client, deployment, (range) =>
    getContractEvents(client, { ...filter, ...range }),
  )
  const seats: (OraclePublicKey | undefined)[] = Array.from({ length: COMMITTEE_SEATS })
  for (const { args } of logs) {
    if (args.committeeId !== BigInt(committeeId)) continue
    seats[Number(args.slot)] = args.Ax === 0n && args.Ay === 0n ? undefined : [args.Ax, args.Ay]
  }
  const domain = oracleDomain(deployment.chainId, deployment.oracleRegistry)
  const roots = await rootsOf(client, deployment, [...new Set(logs.map(({ args }) => args.committeeId))])
  if (committeeRoot(domain, committeeSeats(seats)) !== roots.get(BigInt(committeeId)))
    throw new CommitteeOutOfSyncError(committeeId)
  return seats
}

async function rootsOf(
  client: AcesoClient,
  { oracleRegistry }: Deployment,
  committeeIds: readonly bigint[],
): Promise<Map<bigint, bigint>> {
  const registry = { address: oracleRegistry, abi: oracleRegistryAbi } as const
  const roots = committeeIds.map((id) => read(client, { ...registry, functionName: 'rootOf', args: [id] }))
  return new Map((await Promise.all(roots)).map((root, i) => [committeeIds[i] as bigint, root]))
}

/** Seconds for which a root is of account after it was replaced: its grace, and the hold of a claim that rests on it. */
const REACH = 9n * DAY

/** The committees in which a key has a seat, or had one so lately that a claim could still rest on it. */
export async function committeesOf(
  client: AcesoClient,
  deployment: Deployment,
  key: bigint,
): Promise<number[]> {
  const filter = {
    address: deployment.oracleRegistry,
    abi: oracleRegistryAbi,
    eventName: 'CommitteeRootSet',
    strict: true,
  } as const
  const logs = await eventsSince(client, deployment, (range) =>
    getContractEvents(client, { ...filter, ...range }),
  )
  // Seats by committee and slot, and when the key left each of them.
  const sitting = new Map<string, number>()
  const left = new Map<number, bigint>()
  for (const { args, blockNumber } of logs) {
    const [committeeId, seat] = [Number(args.committeeId), `${args.committeeId} ${args.slot}`]
    if (args.Ax === key) sitting.set(seat, committeeId)
    else if (sitting.delete(seat)) left.set(committeeId, (await getBlock(client, { blockNumber })).timestamp)
  }
  const since = (await chainTime(client)) - REACH
  const lately = [...left].filter(([, time]) => time >= since).map(([committeeId]) => committeeId)
  return [...new Set([...sitting.values(), ...lately])]
}
