import type { AcesoClient } from '../chain/client.js'
import type { HeldClaim } from '../chain/held.js'
import type { Deployment } from '../deployment.js'
import { getHeldClaims } from './getHeldClaims.js'

export type GetHeldClaimParameters = { deployment: Deployment; heldId: bigint }

/** Undefined once the claim is paid or void. */
export type GetHeldClaimReturnType = HeldClaim | undefined

/** A claim that waits to be paid, found among all of them, so that the endpoint doesn't learn whose it is. */
export async function getHeldClaim(
  client: AcesoClient,
  { deployment, heldId }: GetHeldClaimParameters,
): Promise<GetHeldClaimReturnType> {
  return (await getHeldClaims(client, { deployment })).find((held) => held.heldId === heldId)
}
