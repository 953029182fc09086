import { claimDeskAbi } from '@aceso/abi'
import type { Address } from 'viem'
import type { AcesoClient } from '../chain/client.js'
import { type HeldClaim, heldClaimAt } from '../chain/held.js'
import { read } from '../chain/read.js'
import type { Deployment } from '../deployment.js'
import { getPools } from './getPools.js'

export type GetHeldClaimsParameters = { deployment: Deployment }
export type GetHeldClaimsReturnType = HeldClaim[]

/** All claims that wait to be paid, of all pools, the oldest first. */
export async function getHeldClaims(
  client: AcesoClient,
  { deployment }: GetHeldClaimsParameters,
): Promise<GetHeldClaimsReturnType> {
  const { pools } = await getPools(client, { deployment })
  const ids = (await Promise.all(pools.map((pool) => waitingIn(client, deployment, pool)))).flat()
  ids.sort((a, b) => Number(a - b))
  const claims = await Promise.all(ids.map((heldId) => heldClaimAt(client, deployment, heldId)))
  return claims.filter((claim) => claim !== undefined)
}

async function waitingIn(client: AcesoClient, deployment: Deployment, pool: Address): Promise<bigint[]> {
  const desk = { address: deployment.claimDesk, abi: claimDeskAbi } as const
  const ids: bigint[] = []
  let heldId = await read(client, { ...desk, functionName: 'firstHeld', args: [pool] })
  while (heldId !== 0n) {
    ids.push(heldId)
    heldId = await read(client, { ...desk, functionName: 'heldAfter', args: [heldId] })
  }
  return ids
}
