import {
  AcesoError,
  checkObservation,
  claimTimeOf,
  linkingEnds,
  measureOf,
  observationNullifierOf,
  type Policy,
  type Severity,
  type SignedAttestation,
} from '@aceso/core'
import { syncBook } from '../chain/book.js'
import type { BookStore } from '../chain/bookStore.js'
import { type AcesoClient, chainTime } from '../chain/client.js'
import type { Endings } from '../chain/endings.js'
import { holderLookout } from '../chain/lookout.js'
import { ownProduct } from '../chain/products.js'
import type { Deployment } from '../deployment.js'
import { type AgreedResult, agreedResults } from '../oracle/agreement.js'
import type { OracleUrl } from '../oracle/node.js'
import type { NodeFailure } from '../oracle/nodeFailures.js'
import { randomBelow } from '../random.js'

export type CollectAttestationsParameters = {
  deployment: Deployment
  oracles: readonly OracleUrl[]
  secret: bigint
  policy: Policy
  /** Keeps what was read, so that the next time only new blocks are. */
  store?: BookStore
}

/** What was collected for one claim, and nothing else. Keep it until the claim is paid (`encodeCollected`). */
export type CollectedClaim = {
  /** A quorum or more, over one result. */
  attestations: SignedAttestation[]
  /** What the result reaches. */
  severity: Severity
  /**
   * When to claim, unix seconds: drawn at random, so that a node that has signed can't find the claim by its time. Wait
   * for it, or say `now` to `prepareClaim`.
   */
  claimAt: bigint
}

export type CollectAttestationsReturnType = CollectedClaim & { failures: NodeFailure[] }

export class ResultsPaidError extends AcesoError {
  constructor() {
    super(
      'Every result that triggers this policy was paid already under the same terms; a result pays once.',
      {
        name: 'ResultsPaidError',
      },
    )
  }
}

/**
 * Finds the result that pays most under the policy and collects its attestations. Throws the reason when no result
 * triggers the policy, and `NodesUnavailableError` when too few nodes answer; it can be called again at any time.
 */
export async function collectAttestations(
  client: AcesoClient,
  { deployment, oracles, secret, policy, store }: CollectAttestationsParameters,
): Promise<CollectAttestationsReturnType> {
  const lookout = holderLookout(secret, policy.index)
  const [product, { endings }] = await Promise.all([
    ownProduct(client, deployment, policy.productId),
    syncBook(client, deployment, { store, lookout }),
  ])
  const measure = measureOf(product.measure).name
  const { committeeId } = product
  const { results, sign } = await agreedResults({ deployment, oracles, secret, committeeId, measure })
  const triggering = ranked(results, (result) => checkObservation(policy, product, product.tiers, result))
  const { result, severity } = firstUnpaid(endings, secret, policy, triggering)

  const [now, deadline] = [await chainTime(client), policy.end + product.claimWindow]
  const linkedBy = [linkingEnds(policy, product), result.observedAt].reduce((a, b) => (a < b ? a : b))
  // A claim that was voided may be made again after the deadline, but by attestations from before it.
  const signed = await sign(result, now < deadline ? now : deadline, linkedBy)
  return { ...signed, severity, claimAt: claimTimeOf({ now, deadline, random: randomBelow }) }
}

type Ranked = { result: AgreedResult; severity: Severity }

/** What triggers the policy, the highest severity and then the earliest first; throws the newest one's reason if none. */
function ranked(results: readonly AgreedResult[], severityOf: (result: AgreedResult) => Severity): Ranked[] {
  let reason: unknown
  const found = results.flatMap((result) => {
    try {
      return [{ result, severity: severityOf(result) }]
    } catch (error) {
      reason ??= error
      return []
    }
  })
  if (found.length === 0) throw reason
  return found.reverse().sort((a, b) => b.severity - a.severity)
}

/** Throws `ResultsPaidError` where all of them were. */
function firstUnpaid(
  { observations }: Endings,
  secret: bigint,
  { terms }: Policy,
  results: readonly Ranked[],
): Ranked {
  const isPaid = ({ result }: Ranked) =>
    observations.has(observationNullifierOf(secret, result.observationTag, terms))
  const unpaid = results.find((ranked) => !isPaid(ranked))
  if (!unpaid) throw new ResultsPaidError()
  return unpaid
}
