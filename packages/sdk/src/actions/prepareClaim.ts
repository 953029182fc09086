import {
  AcesoError,
  ceilTo,
  claimAsOf,
  claimWitness,
  HOUR,
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
import { ownProduct } from '../chain/products.js'
import type { PreparedClaim } from '../claim.js'
import type { Deployment } from '../deployment.js'
import { type PaymentParameters, paymentOf } from '../payment.js'
import type { RestoredPolicy } from '../policy.js'

export type PrepareClaimParameters = PaymentParameters & {
  deployment: Deployment
  prover: Prover
  secret: bigint
  policy: RestoredPolicy
  /** Keeps what was read of the book, so that the next time only new blocks are. */
  store?: BookStore
  attestations: readonly SignedAttestation[]
  /**
   * As `collectAttestations` drew it. `now` doesn't wait: the nodes that have signed then know that a claim of the same
   * hour may be this one.
   */
  claimAt: bigint | 'now'
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

export class ClaimTooEarlyError extends AcesoError {
  /** Unix seconds. */
  readonly claimAt: bigint
  constructor(claimAt: bigint) {
    super(
      `The claim is to wait until ${new Date(Number(claimAt) * 1000).toISOString()}, so that no node can tell it by its time.`,
      {
        name: 'ClaimTooEarlyError',
        metaMessages: ["Keep what was collected and prepare the claim then, or say claimAt: 'now'."],
      },
    )
    this.claimAt = claimAt
  }
}

/** Checks the claim in words, then proves it. Throws the first reason for which it can't be proven. */
export async function prepareClaim(
  client: AcesoClient,
  parameters: PrepareClaimParameters,
): Promise<PrepareClaimReturnType> {
  const { deployment, prover, secret, policy, attestations, claimAt } = parameters
  const { chainId, claimDesk: desk, oracleRegistry } = deployment
  const now = await chainTime(client)
  if (claimAt !== 'now' && now < claimAt) throw new ClaimTooEarlyError(claimAt)
  const product = await ownProduct(client, deployment, policy.productId)
  if (!isAddressEqual(product.trigger, deployment.attestationTrigger)) {
    throw new TriggerNotSupportedError(policy.productId)
  }
  const [{ membership, endings }, committee] = await Promise.all([
    membershipOf(client, deployment, parameters),
    syncCommittee(client, deployment, product.committeeId),
  ])
  const reopenedUntil = endings.reopened.get(nullifierOf(secret, leafHash(leafOf(policy))))
  const asOf = asOfAt(now, policy.end + product.claimWindow, reopenedUntil)
  const payment = paymentOf(parameters, ceilTo(now, HOUR))
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
function asOfAt(now: bigint, deadline: bigint, reopenedUntil = 0n): bigint {
  const asOf = claimAsOf(now, deadline)
  return asOf > deadline && now <= reopenedUntil ? deadline : asOf
}
