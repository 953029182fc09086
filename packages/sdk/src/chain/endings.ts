import { claimDeskAbi } from '@aceso/abi'
import type { ParseEventLogsReturnType } from 'viem'
import type { Deployment } from '../deployment.js'
import { BookOutOfSyncError } from './bookErrors.js'
import type { AcesoClient } from './client.js'
import { read } from './read.js'

/** How policies have ended, everybody's: what the claim desk has said. A holder finds their own in it. */
export type Endings = {
  /** Nullifiers of policies that were paid, are about to be paid, or were cancelled. */
  nullifiers: Set<bigint>
  /** Observation nullifiers that were paid for, or are about to be. */
  observations: Set<bigint>
  /** Nullifiers of policies whose claim was void, and until when they can be claimed again, unix seconds. */
  reopened: Map<bigint, bigint>
  /** Nullifiers of the claims that are held, by `heldId`. */
  held: Map<bigint, bigint>
  /** Claims ever held. */
  heldCount: bigint
}

export function noEndings(): Endings {
  return {
    nullifiers: new Set(),
    observations: new Set(),
    reopened: new Map(),
    held: new Map(),
    heldCount: 0n,
  }
}

/** What the claim desk says when a policy ends, or is open again. */
export const ENDING_EVENTS = [
  'ClaimPaid',
  'ClaimHeld',
  'HeldClaimPaid',
  'HeldClaimVoided',
  'PolicyCancelled',
] as const

export type Ending = ParseEventLogsReturnType<typeof claimDeskAbi, [...typeof ENDING_EVENTS], true>[number]

/** Takes in one event, in the chain's order. Throws `BookOutOfSyncError` where it contradicts what came before. */
export function takeEnding(endings: Endings, { eventName, args }: Ending): void {
  switch (eventName) {
    case 'ClaimPaid':
      spend(endings, args.nullifier)
      pay(endings, args.observationNullifier)
      return
    case 'ClaimHeld':
      if (args.heldId !== ++endings.heldCount) throw new BookOutOfSyncError()
      spend(endings, args.claim.nullifier)
      pay(endings, args.claim.observationNullifier)
      endings.held.set(args.heldId, args.claim.nullifier)
      return
    case 'HeldClaimPaid':
      settle(endings, args)
      return
    case 'HeldClaimVoided':
      settle(endings, args)
      endings.nullifiers.delete(args.nullifier)
      endings.observations.delete(args.observationNullifier)
      endings.reopened.set(args.nullifier, args.until)
      return
    case 'PolicyCancelled':
      spend(endings, args.nullifier)
  }
}

function spend({ nullifiers, reopened }: Endings, nullifier: bigint): void {
  if (nullifiers.has(nullifier)) throw new BookOutOfSyncError()
  nullifiers.add(nullifier)
  reopened.delete(nullifier)
}

function pay({ observations }: Endings, observationNullifier: bigint): void {
  if (observations.has(observationNullifier)) throw new BookOutOfSyncError()
  observations.add(observationNullifier)
}

function settle({ held }: Endings, { heldId, nullifier }: { heldId: bigint; nullifier: bigint }): void {
  if (held.get(heldId) !== nullifier) throw new BookOutOfSyncError()
  held.delete(heldId)
}

/**
 * Compares the held claims with the desk's, all of them, so that an endpoint that hides what became of one contradicts
 * itself at once, and any other endpoint later. That a claim was paid at once, or a policy cancelled, can be hidden:
 * the desk has no figure that would tell.
 */
export async function assertHeld(
  client: AcesoClient,
  { claimDesk }: Deployment,
  { held, heldCount }: Endings,
  blockNumber: bigint,
): Promise<void> {
  const desk = { address: claimDesk, abi: claimDeskAbi, blockNumber } as const
  const [count, ...claims] = await Promise.all([
    read(client, { ...desk, functionName: 'heldCount' }),
    ...[...held.keys()].map((heldId) => read(client, { ...desk, functionName: 'heldClaim', args: [heldId] })),
  ])
  const nullifiers = [...held.values()]
  if (count !== heldCount || claims.some(({ nullifier }, i) => nullifier !== nullifiers[i]))
    throw new BookOutOfSyncError()
}
