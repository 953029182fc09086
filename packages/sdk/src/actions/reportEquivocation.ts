import { oracleRegistryAbi } from '@aceso/abi'
import { type Equivocation, equivocationWitness, type Prover, slashContextOf } from '@aceso/core'
import { encodeFunctionData, type Hex } from 'viem'
import { type AcesoClient, accountOf } from '../chain/client.js'
import { committeesOf } from '../chain/committee.js'
import { send } from '../chain/send.js'
import type { Deployment } from '../deployment.js'

export type ReportEquivocationParameters = {
  deployment: Deployment
  prover: Prover
  /** Two statements of one key about one result that can't both be true. */
  attestations: Equivocation
}
export type ReportEquivocationReturnType = {
  hash: Hex
  gasUsed: bigint
  /** The abscissa that names the key. */
  key: bigint
  /** Committees in which it lost its seat, and whose roots with it are revoked. */
  committeeIds: readonly number[]
}

/**
 * Has an oracle key slashed that signed two statements about one result. Neither the result nor the patient reaches the
 * chain. Throws `NoEquivocationError` when the two don't contradict each other.
 */
export async function reportEquivocation(
  client: AcesoClient,
  { deployment, prover, attestations }: ReportEquivocationParameters,
): Promise<ReportEquivocationReturnType> {
  const { chainId, oracleRegistry } = deployment
  const reporter = accountOf(client).address
  const witness = equivocationWitness(attestations, slashContextOf(chainId, oracleRegistry, reporter))
  const committeeIds = await committeesOf(client, deployment, witness.key)
  const { proof } = await prover.proveEquivocation(witness)
  const data = encodeFunctionData({
    abi: oracleRegistryAbi,
    functionName: 'slash',
    args: [witness.key, reporter, proof, committeeIds.map(BigInt)],
  })
  const receipt = await send(client, oracleRegistry, data)
  return { hash: receipt.transactionHash, gasUsed: receipt.gasUsed, key: witness.key, committeeIds }
}
