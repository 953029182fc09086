import { ceilTo, checkPredicate, HOUR, measureOf, type Predicate, type SignedAttestation } from '@aceso/core'
import { type AcesoClient, chainTime } from '../chain/client.js'
import type { Deployment } from '../deployment.js'
import { type AgreedResult, agreedResults } from '../oracle/agreement.js'
import type { OracleUrl } from '../oracle/node.js'
import type { NodeFailure } from '../oracle/nodeFailures.js'
import { baselineOf } from '../product.js'
import { getProduct } from './getProduct.js'

export type CollectBaselineParameters = {
  deployment: Deployment
  oracles: readonly OracleUrl[]
  secret: bigint
  productId: bigint
}

/** A quorum or more of signatures over one result. */
export type CollectBaselineReturnType = { attestations: SignedAttestation[]; failures: NodeFailure[] }

/**
 * Finds the newest result that satisfies the product's underwriting rule and collects its attestations, for
 * `buyUnderwrittenCover`. Throws the newest result's reason when none does, `NoBaselineAskedError` for a product without
 * a rule, and `NodesUnavailableError` when too few nodes answer.
 */
export async function collectBaseline(
  client: AcesoClient,
  { deployment, oracles, secret, productId }: CollectBaselineParameters,
): Promise<CollectBaselineReturnType> {
  const product = await getProduct(client, { deployment, productId })
  const predicate = baselineOf(product)
  const measure = measureOf(predicate.measure).name
  const { results, sign } = await agreedResults({
    deployment,
    oracles,
    secret,
    committeeId: product.committeeId,
    measure,
  })
  const now = await chainTime(client)
  const newest = results[0] as AgreedResult
  // The proof is of the hour's end.
  const asOf = ceilTo(now, HOUR)
  const fitting = results.find((result) => satisfies(predicate, result, asOf)) ?? newest
  checkPredicate(predicate, fitting, asOf)
  return sign(fitting, now)
}

function satisfies(predicate: Predicate, result: AgreedResult, asOf: bigint): boolean {
  try {
    checkPredicate(predicate, result, asOf)
    return true
  } catch {
    return false
  }
}
