import {
  AcesoError,
  cancelWitness,
  ceilTo,
  floorTo,
  HOUR,
  PolicyRenewableError,
  type Prover,
} from '@aceso/core'
import type { PreparedCancellation } from '../cancellation.js'
import type { BookStore } from '../chain/bookStore.js'
import { type AcesoClient, chainTime } from '../chain/client.js'
import { membershipOf } from '../chain/membership.js'
import { ownProduct } from '../chain/products.js'
import type { Deployment } from '../deployment.js'
import { type PaymentParameters, paymentOf } from '../payment.js'
import type { RestoredPolicy } from '../policy.js'
import { refundOf } from '../refund.js'

export type PrepareCancellationParameters = PaymentParameters & {
  deployment: Deployment
  prover: Prover
  secret: bigint
  policy: RestoredPolicy
  /** Keeps what was read of the book, so that the next time only new blocks are. */
  store?: BookStore
}
export type PrepareCancellationReturnType = PreparedCancellation

export class NotCancellableYetError extends AcesoError {
  /** Unix seconds. */
  readonly cancellableAt: bigint
  constructor(cancellableAt: bigint) {
    super(
      `The policy can be cancelled from ${new Date(Number(cancellableAt) * 1000).toISOString()} on, the first full hour after its start.`,
      { name: 'NotCancellableYetError' },
    )
    this.cancellableAt = cancellableAt
  }
}

export class NothingToRefundError extends AcesoError {
  constructor() {
    super(
      'Nothing would be refunded: less than a week is left, or the product refunds nothing. Keep the cover.',
      {
        name: 'NothingToRefundError',
      },
    )
  }
}

/**
 * Proves that the policy can be cancelled, which ends it for a refund. The proof holds until the end of the hour. Throws
 * `PolicyRenewableError` for a policy that was sold renewable, which has none.
 */
export async function prepareCancellation(
  client: AcesoClient,
  parameters: PrepareCancellationParameters,
): Promise<PrepareCancellationReturnType> {
  const { deployment, prover, secret, policy } = parameters
  const { chainId, claimDesk: desk } = deployment
  if (policy.renewable) throw new PolicyRenewableError()
  const now = await chainTime(client)
  // The desk takes no time that has not come, so it is the full hour before, and the chain learns no more than that.
  const asOf = floorTo(now, HOUR)
  if (asOf < policy.start) throw new NotCancellableYetError(ceilTo(policy.start, HOUR))
  const product = await ownProduct(client, deployment, policy.productId)
  if (refundOf(product, policy, now) === 0n) throw new NothingToRefundError()

  const { membership } = await membershipOf(client, deployment, parameters)
  const payment = paymentOf(parameters, asOf + HOUR)
  const witness = cancelWitness({ ...membership, secret, policy, asOf, chainId, desk, payment })
  const { proof } = await prover.proveCancel(witness)
  const { digest, policyRoot, terms, units, end, nullifier, context } = witness
  return {
    chainId,
    desk,
    proof,
    digest,
    cancellation: { policyRoot, terms, units, end, nullifier, asOf },
    payment,
    context,
  }
}
