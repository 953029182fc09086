import { commitmentOf } from '@aceso/core'
import type { AcesoClient } from '../chain/client.js'
import type { Deployment } from '../deployment.js'
import { restorePolicies } from './restorePolicies.js'

export type NextCommitmentParameters = { deployment: Deployment; secret: bigint }

/** `index`: the holder's policy number. The commitment says nothing of the holder; it is what a group's buyer needs. */
export type NextCommitmentReturnType = { index: bigint; commitment: bigint }

/** The commitment to the holder's first unused policy number. */
export async function nextCommitment(
  client: AcesoClient,
  { deployment, secret }: NextCommitmentParameters,
): Promise<NextCommitmentReturnType> {
  const policies = await restorePolicies(client, { deployment, secret })
  const index = policies.reduce((next, { index }) => (index >= next ? index + 1n : next), 0n)
  return { index, commitment: commitmentOf(secret, index) }
}
