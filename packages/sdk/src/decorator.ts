import type { Prover } from '@aceso/core'
import { type BuyCoverParameters, buyCover } from './actions/buyCover.js'
import { type BuyGroupCoverParameters, buyGroupCover } from './actions/buyGroupCover.js'
import { type BuyUnderwrittenCoverParameters, buyUnderwrittenCover } from './actions/buyUnderwrittenCover.js'
import { type CancelPolicyParameters, cancelPolicy } from './actions/cancelPolicy.js'
import { type CheckUpkeepParameters, checkUpkeep } from './actions/checkUpkeep.js'
import { type CollectAttestationsParameters, collectAttestations } from './actions/collectAttestations.js'
import { type CollectBaselineParameters, collectBaseline } from './actions/collectBaseline.js'
import { type CollectKeptPayoutParameters, collectKeptPayout } from './actions/collectKeptPayout.js'
import { type DepositParameters, deposit } from './actions/deposit.js'
import { deriveSecret } from './actions/deriveSecret.js'
import { type ExpelKeyParameters, expelKey } from './actions/expelKey.js'
import { type GetCapitalParameters, getCapital } from './actions/getCapital.js'
import { type GetExitParameters, getExit } from './actions/getExit.js'
import { type GetHeldClaimParameters, getHeldClaim } from './actions/getHeldClaim.js'
import { getHeldClaims } from './actions/getHeldClaims.js'
import { type GetKeptPayoutParameters, getKeptPayout } from './actions/getKeptPayout.js'
import { type GetPoolParameters, getPool } from './actions/getPool.js'
import { type GetPoolsParameters, getPools } from './actions/getPools.js'
import { type GetProductParameters, getProduct } from './actions/getProduct.js'
import { getProducts } from './actions/getProducts.js'
import { insertBatch } from './actions/insertBatch.js'
import { type LinkRecordParameters, linkRecord } from './actions/linkRecord.js'
import { type NextCommitmentParameters, nextCommitment } from './actions/nextCommitment.js'
import { type PerformUpkeepParameters, performUpkeep } from './actions/performUpkeep.js'
import { type PrepareCancellationParameters, prepareCancellation } from './actions/prepareCancellation.js'
import { type PrepareClaimParameters, prepareClaim } from './actions/prepareClaim.js'
import { type QuoteCoverParameters, quoteCover } from './actions/quoteCover.js'
import { type QuoteGroupParameters, quoteGroup } from './actions/quoteGroup.js'
import { type QuoteRefundParameters, quoteRefund } from './actions/quoteRefund.js'
import { type QuoteRenewalParameters, quoteRenewal } from './actions/quoteRenewal.js'
import { type RedeemParameters, redeem } from './actions/redeem.js'
import { type RelayClaimParameters, relayClaim } from './actions/relayClaim.js'
import { type RenewCoverParameters, renewCover } from './actions/renewCover.js'
import { type ReportEquivocationParameters, reportEquivocation } from './actions/reportEquivocation.js'
import { type RequestRedeemParameters, requestRedeem } from './actions/requestRedeem.js'
import { type RestorePoliciesParameters, restorePolicies } from './actions/restorePolicies.js'
import { type SetOperatorParameters, setOperator } from './actions/setOperator.js'
import { type SettleExitsParameters, settleExits } from './actions/settleExits.js'
import { type SettleHeldClaimParameters, settleHeldClaim } from './actions/settleHeldClaim.js'
import { type SubmitClaimParameters, submitClaim } from './actions/submitClaim.js'
import { type WithdrawParameters, withdraw } from './actions/withdraw.js'
import { type BookStore, memoryBookStore } from './chain/bookStore.js'
import type { AcesoClient } from './chain/client.js'
import type { Deployment } from './deployment.js'
import type { OracleUrl } from './oracle/node.js'

/** What is the same for all actions of a client. */
export type AcesoActionsParameters = {
  deployment: Deployment
  oracles: readonly OracleUrl[]
  prover: Prover
  /** Keeps what is read of policies and how they ended; by default as long as the program runs. */
  store?: BookStore
}

type Bound<T> = Omit<T, keyof AcesoActionsParameters>

/** All actions bound to a deployment: `createWalletClient({…}).extend(acesoActions({…}))`. */
export function acesoActions(parameters: AcesoActionsParameters) {
  const bound = { store: memoryBookStore(), ...parameters }
  return (client: AcesoClient) => ({
    buyCover: (parameters: Bound<BuyCoverParameters>) => buyCover(client, { ...bound, ...parameters }),
    buyGroupCover: (parameters: Bound<BuyGroupCoverParameters>) =>
      buyGroupCover(client, { ...bound, ...parameters }),
    buyUnderwrittenCover: (parameters: Bound<BuyUnderwrittenCoverParameters>) =>
      buyUnderwrittenCover(client, { ...bound, ...parameters }),
    cancelPolicy: (parameters: Bound<CancelPolicyParameters>) =>
      cancelPolicy(client, { ...bound, ...parameters }),
    checkUpkeep: (parameters: Bound<CheckUpkeepParameters>) =>
      checkUpkeep(client, { ...bound, ...parameters }),
    collectAttestations: (parameters: Bound<CollectAttestationsParameters>) =>
      collectAttestations(client, { ...bound, ...parameters }),
    collectBaseline: (parameters: Bound<CollectBaselineParameters>) =>
      collectBaseline(client, { ...bound, ...parameters }),
    collectKeptPayout: (parameters: CollectKeptPayoutParameters) => collectKeptPayout(client, parameters),
    deposit: (parameters: DepositParameters) => deposit(client, parameters),
    deriveSecret: () => deriveSecret(client, bound),
    expelKey: (parameters: Bound<ExpelKeyParameters>) => expelKey(client, { ...bound, ...parameters }),
    getCapital: (parameters: GetCapitalParameters) => getCapital(client, parameters),
    getExit: (parameters: Bound<GetExitParameters>) => getExit(client, { ...bound, ...parameters }),
    getHeldClaim: (parameters: Bound<GetHeldClaimParameters>) =>
      getHeldClaim(client, { ...bound, ...parameters }),
    getHeldClaims: () => getHeldClaims(client, bound),
    getKeptPayout: (parameters: Bound<GetKeptPayoutParameters>) =>
      getKeptPayout(client, { ...bound, ...parameters }),
    getPool: (parameters: GetPoolParameters) => getPool(client, parameters),
    getPools: (parameters: Bound<GetPoolsParameters> = {}) => getPools(client, { ...bound, ...parameters }),
    getProduct: (parameters: Bound<GetProductParameters>) => getProduct(client, { ...bound, ...parameters }),
    getProducts: () => getProducts(client, bound),
    insertBatch: () => insertBatch(client, bound),
    linkRecord: (parameters: Bound<LinkRecordParameters>) => linkRecord({ ...bound, ...parameters }),
    nextCommitment: (parameters: Bound<NextCommitmentParameters>) =>
      nextCommitment(client, { ...bound, ...parameters }),
    performUpkeep: (parameters: Bound<PerformUpkeepParameters>) =>
      performUpkeep(client, { ...bound, ...parameters }),
    prepareCancellation: (parameters: Bound<PrepareCancellationParameters>) =>
      prepareCancellation(client, { ...bound, ...parameters }),
    prepareClaim: (parameters: Bound<PrepareClaimParameters>) =>
      prepareClaim(client, { ...bound, ...parameters }),
    quoteCover: (parameters: Bound<QuoteCoverParameters>) => quoteCover(client, { ...bound, ...parameters }),
    quoteGroup: (parameters: Bound<QuoteGroupParameters>) => quoteGroup(client, { ...bound, ...parameters }),
    quoteRefund: (parameters: Bound<QuoteRefundParameters>) =>
      quoteRefund(client, { ...bound, ...parameters }),
    quoteRenewal: (parameters: Bound<QuoteRenewalParameters>) =>
      quoteRenewal(client, { ...bound, ...parameters }),
    redeem: (parameters: RedeemParameters) => redeem(client, parameters),
    relayClaim: (parameters: RelayClaimParameters) => relayClaim(client, parameters),
    renewCover: (parameters: Bound<RenewCoverParameters>) => renewCover(client, { ...bound, ...parameters }),
    reportEquivocation: (parameters: Bound<ReportEquivocationParameters>) =>
      reportEquivocation(client, { ...bound, ...parameters }),
    requestRedeem: (parameters: RequestRedeemParameters) => requestRedeem(client, parameters),
    restorePolicies: (parameters: Bound<RestorePoliciesParameters>) =>
      restorePolicies(client, { ...bound, ...parameters }),
    setOperator: (parameters: SetOperatorParameters) => setOperator(client, parameters),
    settleExits: (parameters: SettleExitsParameters) => settleExits(client, parameters),
    settleHeldClaim: (parameters: Bound<SettleHeldClaimParameters>) =>
      settleHeldClaim(client, { ...bound, ...parameters }),
    submitClaim: (parameters: Bound<SubmitClaimParameters>) =>
      submitClaim(client, { ...bound, ...parameters }),
    withdraw: (parameters: WithdrawParameters) => withdraw(client, parameters),
  })
}
