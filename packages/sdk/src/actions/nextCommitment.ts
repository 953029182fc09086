import { commitmentOf } from '@aceso/core'
import type { AcesoClient } from '../chain/client.js'
import { type RestorePoliciesParameters, restorePolicies } from './restorePolicies.js'

export type NextCommitmentParameters = RestorePoliciesParameters

/** `index`: the holder's policy number. The commitment says nothing of the holder; it is what a group's buyer needs. */
export type NextCommitmentReturnType = { index: bigint; commitment: bigint }

/** The commitment to the holder's first unused policy number. */
export async function nextCommitment(
  client: AcesoClient,
  parameters: NextCommitmentParameters,
): Promise<NextCommitmentReturnType> {
  const policies = await restorePolicies(client, parameters)
  const index = policies.reduce((next, { index }) => (index >= next ? index + 1n : next), 0n)
  return { index, commitment: commitmentOf(parameters.secret, index) }
}
