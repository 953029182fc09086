import type { Prover } from '@aceso/core'
import { type BuyCoverParameters, buyCover } from './actions/buyCover.js'
import { type CollectAttestationsParameters, collectAttestations } from './actions/collectAttestations.js'
import { type DepositParameters, deposit } from './actions/deposit.js'
import { deriveSecret } from './actions/deriveSecret.js'
import { type GetPoolParameters, getPool } from './actions/getPool.js'
import { type GetProductParameters, getProduct } from './actions/getProduct.js'
import { getProducts } from './actions/getProducts.js'
import { insertBatch } from './actions/insertBatch.js'
import { type LinkRecordParameters, linkRecord } from './actions/linkRecord.js'
import { type PrepareClaimParameters, prepareClaim } from './actions/prepareClaim.js'
import { type QuoteCoverParameters, quoteCover } from './actions/quoteCover.js'
import { type RedeemParameters, redeem } from './actions/redeem.js'
import { type RelayClaimParameters, relayClaim } from './actions/relayClaim.js'
import { type RestorePoliciesParameters, restorePolicies } from './actions/restorePolicies.js'
import { type SubmitClaimParameters, submitClaim } from './actions/submitClaim.js'
import type { AcesoClient } from './chain/client.js'
import type { Deployment } from './deployment.js'
import type { OracleUrl } from './oracle/node.js'

/** What is the same for all actions of a client. */
export type AcesoActionsParameters = {
  deployment: Deployment
  oracles: readonly OracleUrl[]
  prover: Prover
}

type Bound<T> = Omit<T, keyof AcesoActionsParameters>

/** All actions bound to a deployment: `createWalletClient({…}).extend(acesoActions({…}))`. */
export function acesoActions(bound: AcesoActionsParameters) {
  return (client: AcesoClient) => ({
    buyCover: (parameters: Bound<BuyCoverParameters>) => buyCover(client, { ...bound, ...parameters }),
    collectAttestations: (parameters: Bound<CollectAttestationsParameters>) =>
      collectAttestations(client, { ...bound, ...parameters }),
    deposit: (parameters: DepositParameters) => deposit(client, parameters),
    deriveSecret: () => deriveSecret(client),
    getPool: (parameters: GetPoolParameters) => getPool(client, parameters),
    getProduct: (parameters: Bound<GetProductParameters>) => getProduct(client, { ...bound, ...parameters }),
    getProducts: () => getProducts(client, bound),
    insertBatch: () => insertBatch(client, bound),
    linkRecord: (parameters: Bound<LinkRecordParameters>) => linkRecord({ ...bound, ...parameters }),
    prepareClaim: (parameters: Bound<PrepareClaimParameters>) =>
      prepareClaim(client, { ...bound, ...parameters }),
    quoteCover: (parameters: Bound<QuoteCoverParameters>) => quoteCover(client, { ...bound, ...parameters }),
    redeem: (parameters: RedeemParameters) => redeem(client, parameters),
    relayClaim: (parameters: RelayClaimParameters) => relayClaim(client, parameters),
    restorePolicies: (parameters: Bound<RestorePoliciesParameters>) =>
      restorePolicies(client, { ...bound, ...parameters }),
    submitClaim: (parameters: Bound<SubmitClaimParameters>) =>
      submitClaim(client, { ...bound, ...parameters }),
  })
}
