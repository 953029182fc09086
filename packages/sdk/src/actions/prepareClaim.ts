import { claimDeskAbi } from '@aceso/abi'
import {
  AcesoError,
  claimAsOf,
  claimWitness,
  leafHash,
  leafOf,
  nullifierOf,
  oracleDomain,
  type Prover,
  type Severity,
  type SignedAttestation,
} from '@aceso/core'
import { isAddressEqual } from 'viem'
import type { BookStore } from '../chain/bookStore.js'
import { type AcesoClient, chainTime } from '../chain/client.js'
import { syncCommittee } from '../chain/committee.js'
import { membershipOf } from '../chain/membership.js'
import { read } from '../chain/read.js'
import type { PreparedClaim } from '../claim.js'
import type { Deployment } from '../deployment.js'
import { type PaymentParameters, paymentOf } from '../payment.js'
import type { RestoredPolicy } from '../policy.js'
import { getProduct } from './getProduct.js'

export type PrepareClaimParameters = PaymentParameters & {
  deployment: Deployment
  prover: Prover
  secret: bigint
  policy: RestoredPolicy
  /** Keeps what was read of the book, so that the next time only new blocks are. */
  store?: BookStore
  attestations: readonly SignedAttestation[]
  /** By default the highest that is reached. */
  severity?: Severity
}
export type PrepareClaimReturnType = PreparedClaim

export class TriggerNotSupportedError extends AcesoError {
  constructor(productId: bigint) {
    super(
      `Product ${productId} isn't triggered by attested results. Claim it with a client that knows its trigger.`,
      {
        name: 'TriggerNotSupportedError',
      },
    )
  }
}

/** Checks the claim in words, then proves it. Throws the first reason for which it can't be proven. */
export async function prepareClaim(
  client: AcesoClient,
  parameters: PrepareClaimParameters,
): Promise<PrepareClaimReturnType> {
  const { deployment, prover, secret, policy, attestations } = parameters
  const { chainId, claimDesk: desk, oracleRegistry } = deployment
  const now = await chainTime(client)
  const product = await getProduct(client, { deployment, productId: policy.productId })
  if (!isAddressEqual(product.trigger, deployment.attestationTrigger)) {
    throw new TriggerNotSupportedError(policy.productId)
  }
  const [membership, committee, asOf] = await Promise.all([
    membershipOf(client, deployment, parameters),
    syncCommittee(client, deployment, product.committeeId),
    asOfAt(client, parameters, now, policy.end + product.claimWindow),
  ])
  const payment = paymentOf(parameters, now)
  const witness = claimWitness(
    {
      ...membership,
      secret,
      policy,
      terms: product,
      tiers: product.tiers,
      attestations,
      committee,
      domain: oracleDomain(chainId, oracleRegistry),
      asOf,
      chainId,
      desk,
      payment,
    },
    parameters.severity,
  )
  const { proof } = await prover.proveClaim(witness)
  const { terms, units, severity, nullifier, observationNullifier } = witness
  const { digest, policyRoot, committeeRoot, context } = witness
  return {
    chainId,
    desk,
    claim: { terms, units, severity, nullifier, observationNullifier },
    payment,
    evidence: { proof, digest, policyRoot, committeeRoot, asOf },
    context,
  }
}

/** A claim that was made in time, held and voided may be made again after the deadline, as of a time before it. */
async function asOfAt(
  client: AcesoClient,
  { deployment, secret, policy }: PrepareClaimParameters,
  now: bigint,
  deadline: bigint,
): Promise<bigint> {
  const asOf = claimAsOf(now, deadline)
  if (asOf <= deadline) return asOf
  const [since, until] = await read(client, {
    address: deployment.claimDesk,
    abi: claimDeskAbi,
    functionName: 'reopened',
    args: [nullifierOf(secret, leafHash(leafOf(policy)))],
  })
  return since !== 0n && now <= until ? deadline : asOf
}
