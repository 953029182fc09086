import { syncBook } from '../chain/book.js'
import type { BookStore } from '../chain/bookStore.js'
import type { AcesoClient } from '../chain/client.js'
import { type HeldClaim, heldClaimAt } from '../chain/held.js'
import type { Deployment } from '../deployment.js'

export type GetHeldClaimsParameters = {
  deployment: Deployment
  /** Keeps what was read, so that the next time only new blocks are. */
  store?: BookStore
}
export type GetHeldClaimsReturnType = HeldClaim[]

/** All claims that wait to be paid, the oldest first. */
export async function getHeldClaims(
  client: AcesoClient,
  { deployment, store }: GetHeldClaimsParameters,
): Promise<GetHeldClaimsReturnType> {
  const { endings } = await syncBook(client, deployment, { store })
  const ids = [...endings.held.keys()]
  const claims = await Promise.all(ids.map((heldId) => heldClaimAt(client, deployment, heldId)))
  return claims.filter((claim) => claim !== undefined)
}
