import { claimDeskAbi } from '@aceso/abi'
import {
  AcesoError,
  checkObservation,
  linkingEnds,
  measureOf,
  observationNullifierOf,
  type Policy,
  type Severity,
  type SignedAttestation,
} from '@aceso/core'
import { type AcesoClient, chainTime } from '../chain/client.js'
import { read } from '../chain/read.js'
import type { Deployment } from '../deployment.js'
import { type AgreedResult, agreedResults } from '../oracle/agreement.js'
import type { OracleUrl } from '../oracle/node.js'
import type { NodeFailure } from '../oracle/nodeFailures.js'
import { getProduct } from './getProduct.js'

export type CollectAttestationsParameters = {
  deployment: Deployment
  oracles: readonly OracleUrl[]
  secret: bigint
  policy: Policy
}

/** A quorum or more of signatures over one result, with the severity it reaches. Keep it until the claim is paid. */
export type CollectAttestationsReturnType = {
  attestations: SignedAttestation[]
  severity: Severity
  failures: NodeFailure[]
}

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
  { deployment, oracles, secret, policy }: CollectAttestationsParameters,
): Promise<CollectAttestationsReturnType> {
  const product = await getProduct(client, { deployment, productId: policy.productId })
  const measure = measureOf(product.measure).name
  const { committeeId } = product
  const { results, sign } = await agreedResults({ deployment, oracles, secret, committeeId, measure })
  const triggering = ranked(results, (result) => checkObservation(policy, product, product.tiers, result))
  const { result, severity } = await firstUnpaid(client, deployment, secret, policy, triggering)

  const [now, deadline] = [await chainTime(client), policy.end + product.claimWindow]
  // A claim that was voided may be made again after the deadline, but by attestations from before it.
  const linkedBy = [linkingEnds(policy, product), result.observedAt].reduce((a, b) => (a < b ? a : b))
  return { ...(await sign(result, now < deadline ? now : deadline, linkedBy)), severity }
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

async function firstUnpaid(
  client: AcesoClient,
  { claimDesk }: Deployment,
  secret: bigint,
  { terms }: Policy,
  results: readonly Ranked[],
): Promise<Ranked> {
  for (const ranked of results) {
    const nullifier = observationNullifierOf(secret, ranked.result.observationTag, terms)
    const spent = await read(client, {
      address: claimDesk,
      abi: claimDeskAbi,
      functionName: 'isObservationSpent',
      args: [nullifier],
    })
    if (!spent) return ranked
  }
  throw new ResultsPaidError()
}
