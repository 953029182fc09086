import type { AcesoClient } from '../chain/client.js'
import type { HeldClaim } from '../chain/held.js'
import { type GetHeldClaimsParameters, getHeldClaims } from './getHeldClaims.js'

export type GetHeldClaimParameters = GetHeldClaimsParameters & { heldId: bigint }

/** Undefined once the claim is paid or void. */
export type GetHeldClaimReturnType = HeldClaim | undefined

/** A claim that waits to be paid, found among all of them, so that the endpoint doesn't learn whose it is. */
export async function getHeldClaim(
  client: AcesoClient,
  { heldId, ...parameters }: GetHeldClaimParameters,
): Promise<GetHeldClaimReturnType> {
  return (await getHeldClaims(client, parameters)).find((held) => held.heldId === heldId)
}
