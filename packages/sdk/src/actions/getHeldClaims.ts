import { claimDeskAbi } from '@aceso/abi'
import type { AcesoClient } from '../chain/client.js'
import { type HeldClaim, heldClaimAt } from '../chain/held.js'
import { read } from '../chain/read.js'
import type { Deployment } from '../deployment.js'

export type GetHeldClaimsParameters = { deployment: Deployment }
export type GetHeldClaimsReturnType = HeldClaim[]

/** All claims that wait to be paid, of all pools, the oldest first. */
export async function getHeldClaims(
  client: AcesoClient,
  { deployment }: GetHeldClaimsParameters,
): Promise<GetHeldClaimsReturnType> {
  const desk = { address: deployment.claimDesk, abi: claimDeskAbi } as const
  const [next, count] = await Promise.all([
    read(client, { ...desk, functionName: 'nextHeld' }),
    read(client, { ...desk, functionName: 'heldCount' }),
  ])
  const ids = Array.from({ length: Number(count - next + 1n) }, (_, i) => next + BigInt(i))
  const claims = await Promise.all(ids.map((heldId) => heldClaimAt(client, deployment, heldId)))
  return claims.filter((claim) => claim !== undefined)
}
