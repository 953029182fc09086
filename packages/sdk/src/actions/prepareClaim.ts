import {
  AcesoError,
  BATCH_SIZE,
  batchCount,
  bookRoot,
  claimAsOf,
  claimWitness,
  leafHash,
  leafPath,
  oracleDomain,
  type Payment,
  type Prover,
  type Severity,
  type SignedAttestation,
} from '@aceso/core'
import { type Address, zeroAddress } from 'viem'
import { syncBook } from '../chain/book.js'
import { type AcesoClient, chainTime } from '../chain/client.js'
import { syncCommittee } from '../chain/committee.js'
import { queuedLeaves } from '../chain/events.js'
import type { PreparedClaim } from '../claim.js'
import type { Deployment } from '../deployment.js'
import { getProduct } from './getProduct.js'
import type { RestoredPolicy } from './restorePolicies.js'

export type PrepareClaimParameters = {
  deployment: Deployment
  prover: Prover
  secret: bigint
  policy: RestoredPolicy
  attestations: readonly SignedAttestation[]
  /** Receives the payout; may be an address that never held gas. */
  recipient: Address
  /** Who submits for a fee, in asset units; by default nobody: the claim is submitted directly. */
  relayer?: { address: Address; fee: bigint }
  /** Unix seconds after which the claim is void; by default one hour from now. */
  deadline?: bigint
  /** By default the highest that is reached. */
  severity?: Severity
}
export type PrepareClaimReturnType = PreparedClaim

export class PolicyNotInsertedError extends AcesoError {
  constructor() {
    super(
      'The policy waits in the queue and is not in the book yet. Insert its batch first, or let a relayer do it.',
      {
        name: 'PolicyNotInsertedError',
      },
    )
  }
}

/** Checks the claim in words, then proves it. Throws the first reason for which it can't be proven. */
export async function prepareClaim(
  client: AcesoClient,
  parameters: PrepareClaimParameters,
): Promise<PrepareClaimReturnType> {
  const { deployment, prover, secret, policy, attestations, recipient, relayer } = parameters
  const { chainId, claimDesk: desk, oracleRegistry } = deployment
  const now = await chainTime(client)
  const product = await getProduct(client, { deployment, productId: policy.productId })
  const [book, leaves, committee] = await Promise.all([
    syncBook(client, deployment),
    queuedLeaves(client, deployment),
    syncCommittee(client, deployment, product.committeeId),
  ])
  if (policy.batchIndex >= batchCount(book)) throw new PolicyNotInsertedError()
  const batch = leaves.filter(({ batchIndex }) => batchIndex === policy.batchIndex).map(leafHash)
  const payment: Payment = {
    recipient,
    relayer: relayer?.address ?? zeroAddress,
    fee: relayer?.fee ?? 0n,
    deadline: parameters.deadline ?? now + 3_600n,
  }
  const witness = claimWitness(
    {
      secret,
      policy,
      terms: product,
      tiers: product.tiers,
      attestations,
      committee,
      domain: oracleDomain(chainId, oracleRegistry),
      policyRoot: bookRoot(book),
      leafIndex: BigInt(policy.batchIndex * BATCH_SIZE + policy.position),
      path: leafPath(book, policy.batchIndex, batch, policy.position),
      asOf: claimAsOf(now, policy.end + product.claimWindow),
      chainId,
      desk,
      payment,
    },
    parameters.severity,
  )
  const { proof } = await prover.proveClaim(witness)
  const {
    policyRoot,
    committeeRoot,
    terms,
    units,
    severity,
    nullifier,
    observationNullifier,
    asOf,
    context,
  } = witness
  const signals = { policyRoot, committeeRoot, terms, units, severity, nullifier, observationNullifier, asOf }
  return { chainId, desk, proof, signals, payment, context }
}
