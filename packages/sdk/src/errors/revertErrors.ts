import type { errorsAbi } from '@aceso/abi'
import { AcesoError, COMMITTEE_SEATS } from '@aceso/core'

export type RevertName = (typeof errorsAbi)[number]['name']

/** A revert of a contract. `name` is the Solidity error's name, `args` its arguments in order. */
export class RevertError extends AcesoError {
  readonly args: readonly unknown[]
  constructor(name: string, sentence: string, args: readonly unknown[], cause?: Error) {
    super(sentence, { name, ...(cause ? { cause } : {}) })
    this.args = args
  }
}

type RevertErrorClass = new (args: readonly unknown[], cause?: Error) => RevertError

/** What each revert means to the person whose call was refused. */
const sentences = {
  AccessManagedInvalidAuthority: 'The new authority is not a contract.',
  AccessManagedRequiredDelay: 'This call must be scheduled with the access manager first.',
  AccessManagedUnauthorized: 'This account may not call this function.',
  AssetGuard_AnswerInvalid:
    "The asset's price feed gives no valid answer, so nothing is sold for now. Try again later.",
  AssetGuard_AnswerStale:
    "The asset's price feed has not answered for too long, so nothing is sold for now. Try again later.",
  AssetGuard_FeedInvalid: 'A feed needs a heartbeat, and a lower bound below the upper one.',
  AssetGuard_FeedMissing: 'Nothing is sold in this asset: it has no price feed.',
  AssetGuard_FeedWithoutCode: 'The price feed is not a contract.',
  AssetGuard_OffPeg: 'The asset is away from its peg, so nothing is sold for now. Claims and exits go on.',
  AssetGuard_SequencerDown: "The network's sequencer is down, so nothing is sold for now. Try again later.",
  AssetGuard_SequencerJustUp: "The network's sequencer has been up for less than an hour. Try again later.",
  AttestationTrigger_AsOfNotAnHour: "The claim's time must be a whole hour. Prepare the claim again.",
  AttestationTrigger_AsOfOutOfRange: 'The proof is more than an hour old. Prepare the claim again.',
  AttestationTrigger_CommitteeRootInvalid:
    "The product's oracle committee has changed or was revoked. Collect the attestations and prepare the claim again.",
  AttestationTrigger_CommitteeRootZero: 'The claim names no committee root. Prepare the claim again.',
  AttestationTrigger_EvidenceMalformed:
    'The evidence does not have the length that the trigger takes. Prepare the claim again.',
  AttestationTrigger_PolicyRootUnknown:
    'The policy book never had this root. Sync the book and prepare the claim again.',
  AttestationTrigger_PolicyRootZero: 'The claim names no root of the policy book. Prepare the claim again.',
  AttestationTrigger_ProofInvalid:
    'The proof does not hold for this claim and payment. Prepare the claim again.',
  ClaimDesk_AsOfNotAnHour: "The cancellation's time must be a whole hour. Prepare it again.",
  ClaimDesk_AsOfAhead: 'The cancellation is of an hour that has not begun. Prepare it again.',
  ClaimDesk_DeadlinePassed: 'The deadline of the payment has passed. Prepare it again.',
  ClaimDesk_EndNotAWeek: "A policy ends on a week's boundary. Prepare the cancellation again.",
  ClaimDesk_FeeAbovePayout: "The relayer's fee is larger than the payout. Submit the claim directly.",
  ClaimDesk_FeeWithoutRelayer: 'There is a fee but no relayer to pay it to. Prepare it again.',
  ClaimDesk_GasTooLow: 'The call has too little gas to ask whether the claim is void. Send it with more.',
  ClaimDesk_NotHeld: 'No such claim is held. It was paid or voided already.',
  ClaimDesk_NotPayableYet:
    'The claim is held for two days. It can be paid once they are over, or voided if its committee root is revoked.',
  ClaimDesk_NothingToRefund:
    'There is nothing to refund: less than a week is left, or the product refunds nothing.',
  ClaimDesk_NullifierSpent: 'This policy has ended: it was paid, is about to be paid, or was cancelled.',
  ClaimDesk_ObservationSpent: 'This result has been paid already under the same terms; a result pays once.',
  ClaimDesk_PolicyRootUnknown:
    'The policy book never had this root. Sync the book and prepare the cancellation again.',
  ClaimDesk_ProofInvalid:
    'The proof does not hold for this cancellation and payment. Prepare the cancellation again.',
  ClaimDesk_RecipientZero: 'No recipient is named. Prepare it again with one.',
  ClaimDesk_SeverityWithoutPayout: 'The product pays nothing for this severity.',
  ClaimDesk_SignalNotInField: 'What is stated is not a field element. Prepare it again.',
  ClaimDesk_TermsUnknown: 'No product has these terms.',
  ClaimDesk_UnitsOutOfRange: 'The units are out of range. Prepare it again.',
  CoverCode_NotCreated: 'The code that keeps what the product covers was not created. List it again.',
  CoverDesk_DeadlinePassed: "The purchase's deadline has passed. Quote and buy again.",
  CoverDesk_EligibilityRequired:
    'The product asks for a result before the purchase. Collect it with collectBaseline, and buy with buyUnderwrittenCover.',
  CoverDesk_EndNotAWeek: "Cover must end on a week's boundary.",
  CoverDesk_GroupSizeInvalid: 'A group has 1 to 100 members. Buy for the others in another transaction.',
  CoverDesk_OutsideRenewalWindow:
    'A policy is renewed shortly before it ends, not earlier and not later. Renew within its window, or buy a new one.',
  CoverDesk_PolicyNotRenewable:
    'This account can renew no policy with this commitment, size and end. It was sold without renewal or renewed already, or another account was named for it when it was bought.',
  CoverDesk_PremiumAboveMaximum: 'The premium has risen above the most you would pay. Quote again.',
  CoverDesk_ProductNotOnSale: 'The product is not on sale.',
  CoverDesk_ProductNotRenewable: 'The product can not be renewed. Buy it without.',
  CoverDesk_TermOutOfRange: 'The product is not sold for this term. Choose another number of weeks.',
  CoverDesk_UnitsNotADenomination: 'Cover comes in 1, 2, 5, 10, 20, 50 or 100 units.',
  CoverLiability_UnitsNotInBucket:
    'No cover of that many units ends then. Sync the book and prepare it again.',
  CoverLiability_UnitsNotOpen: 'The product has fewer open units than the policy has.',
  EnforcedPause: 'Sales or deposits are paused. Claims and exits are not.',
  ERC20InsufficientAllowance: 'The contract may not take that much of the token yet. Approve it first.',
  ERC20InsufficientBalance: 'The account has too little of the token.',
  ERC20InvalidApprover: 'The token refused the approving account.',
  ERC20InvalidReceiver: 'The token refused the receiving account.',
  ERC20InvalidSender: 'The token refused the sending account.',
  ERC20InvalidSpender: 'The token refused the spending account.',
  ERC4626ExceededMaxDeposit:
    'The pool takes no deposit of this size now: deposits are paused, or payouts are held.',
  ERC4626ExceededMaxMint: 'The pool sells fewer shares now: deposits are paused, or payouts are held.',
  ERC4626ExceededMaxRedeem:
    'Fewer shares can be claimed now. Request an exit first, and wait for its settlement.',
  ERC4626ExceededMaxWithdraw:
    'Fewer assets can be claimed now. Request an exit first, and wait for its settlement.',
  ExpectedPause: 'It is not paused.',
  OracleRegistry_CommitteeUnknown: 'There is no such committee.',
  OracleRegistry_EquivocationNotProven:
    'The proof does not show that the key signed two statements about one result, or was made for another reporter.',
  OracleRegistry_KeyIsIdentity: 'The key is the identity point.',
  OracleRegistry_KeyNotInSubgroup: 'The key does not lie in the subgroup of prime order.',
  OracleRegistry_KeyNotOnCurve: 'The key does not lie on the curve.',
  OracleRegistry_KeyNotSlashed: 'The key was not slashed. Report it first.',
  OracleRegistry_KeySlashed: 'The key was slashed, and never has a seat again.',
  OracleRegistry_KeyTaken: 'The key is registered already.',
  OracleRegistry_KeyUnknown: 'Nobody has registered this key.',
  OracleRegistry_NothingToExpel:
    'The key has no seat in this committee, and no root with it could still be claimed on.',
  OracleRegistry_OperatorSeated: 'The operator sits in this committee already.',
  OracleRegistry_OperatorWithoutKey: 'The operator has registered no key.',
  OracleRegistry_PossessionNotProven: 'The proof that the operator holds the key does not hold.',
  OracleRegistry_ResponseOutOfRange: 'The proof of possession is out of range.',
  OracleRegistry_RootNotRevocable: 'The committee never had this root, or it was revoked already.',
  OracleRegistry_SlotEmpty: 'The slot is empty.',
  OracleRegistry_SlotOutOfRange: `A committee has slots 0 to ${COMMITTEE_SEATS - 1}.`,
  OracleRegistry_SlotResting:
    'The seat was vacated lately, and rests until every root with the key that sat there has expired. Seat the operator elsewhere, or wait.',
  OracleRegistry_SlotTaken: 'The slot is taken.',
  PolicyBook_BatchStillFilling: 'The batch is not full, and its first policy has not waited an hour.',
  PolicyBook_CommitmentOutOfRange: 'The commitment is not a field element.',
  PolicyBook_LeafCountMismatch: 'The batch has another number of policies. Sync and try again.',
  PolicyBook_LeavesMismatch: 'The policies are not those in the queue. Sync and try again.',
  PolicyBook_NothingQueued: 'No policy waits to be inserted.',
  PolicyBook_ProofInvalid:
    'The insertion proof does not hold. The book may have moved on; sync and try again.',
  PolicyBook_RootKnown: 'The book had this root before.',
  PolicyBook_RootZero: "The book's root can't be zero.",
  PolicyBook_TreeFull: 'The policy book is full.',
  Pricing_LiabilityAboveAssets:
    "The pool's free capital doesn't cover so many units. Buy fewer, or wait for deposits.",
  ProductCatalog_BaselineAgeInvalid:
    'A baseline is at least an hour and at most 52 weeks old, in whole hours.',
  ProductCatalog_BaseRateZero: 'A product needs a base rate.',
  ProductCatalog_CapacityBelowMaxPayout: "A product's capacity must cover one unit.",
  ProductCatalog_ClaimWindowInvalid: 'The claim window must be 1 to 26 whole weeks.',
  ProductCatalog_CommitteeUnknown: "The product's committee does not exist.",
  ProductCatalog_ComparatorUnknown: 'There is no such comparator.',
  ProductCatalog_FeesTooHigh: 'The fees are at most 30 % of the premium.',
  ProductCatalog_LinkGraceAboveWaiting:
    'The link grace outlasts the waiting period: records must be linked before results count.',
  ProductCatalog_MeasureZero: 'A product needs a measure.',
  ProductCatalog_PayoutMissing: 'A product needs a payout for severity 1.',
  ProductCatalog_PayoutsNotOrdered: 'Payouts must not fall from one severity to the next.',
  ProductCatalog_PoolWithoutCode: "The product's pool is not a contract.",
  ProductCatalog_ProductUnknown: 'There is no such product.',
  ProductCatalog_RefundShareTooHigh: 'The refunded share is at most what the fees leave of the premium.',
  ProductCatalog_RenewalWindowTooLong: 'The renewal window is at most 8 weeks.',
  ProductCatalog_TermNotInHours: 'The shortest and the longest term must be whole hours.',
  ProductCatalog_TermRangeInvalid: "The product's terms are out of range.",
  ProductCatalog_ThresholdOfUnusedTier: 'An unused severity must have threshold 0.',
  ProductCatalog_ThresholdsNotOrdered: 'Thresholds must get harder from one severity to the next.',
  ProductCatalog_TriggerWithoutCode: "The product's trigger is not a contract.",
  ProductCatalog_WaitingNotBelowMinTerm: 'The waiting period must be shorter than the shortest term.',
  ReentrancyGuardReentrantCall: 'The call re-entered the contract.',
  SafeCastOverflowedIntDowncast: 'A number is too large.',
  SafeCastOverflowedIntToUint: 'A number is too small.',
  SafeCastOverflowedUintDowncast: 'A number is too large.',
  SafeCastOverflowedUintToInt: 'A number is too large.',
  SafeERC20FailedOperation: 'The token refused the transfer.',
  UnderwritingPool_AmountZero: 'The amount is too small to be worth anything. Choose a larger one.',
  UnderwritingPool_AssetNotExact:
    'The asset keeps a fee or changes balances by itself; a pool can not underwrite in it.',
  UnderwritingPool_CapacityExceeded: 'The product has no capacity left for so many units. Buy fewer.',
  UnderwritingPool_CashNotReceived: 'The pool did not receive what it was promised.',
  Underwriting_AsOfNotAnHour: "The proof's time must be a whole hour. Buy again.",
  Underwriting_AsOfOutOfRange: 'The proof of the baseline is more than an hour old. Buy again.',
  Underwriting_CommitteeRootInvalid:
    "The product's oracle committee has changed or was revoked. Collect the baseline and buy again.",
  Underwriting_CommitteeRootZero: 'The proof names no committee root. Buy again.',
  Underwriting_NothingToProve: 'The product asks for no result before the purchase. Buy it with buyCover.',
  Underwriting_ProofInvalid:
    'The proof of the baseline does not hold for this buyer, policy and product. Buy again.',
  UnderwritingPool_FeeAboveRefund: "The relayer's fee is larger than the refund. Cancel directly.",
  UnderwritingPool_InstantShareInvalid: 'The share that is paid at once must be above 0 and at most 100 %.',
  UnderwritingPool_LiabilityAboveAssets:
    "The pool's free capital doesn't cover so many units. Buy fewer, or wait for deposits.",
  UnderwritingPool_NotClaimDesk: 'Only the claim desk may pay out of the pool.',
  UnderwritingPool_NotCoverDesk: 'Only the cover desk may underwrite.',
  UnderwritingPool_NothingKept: 'Nothing is kept for this recipient.',
  UnderwritingPool_NotOperator:
    'This account may not act for the owner of the exit. The owner can make it an operator.',
  UnderwritingPool_NotRecipient: 'Only the recipient can have a kept payout sent elsewhere.',
  UnderwritingPool_PreviewUnavailable: 'What an exit will be worth is known once it is settled.',
  UnderwritingPool_ProbeMissing:
    'A little of the asset must lie at the address of the pool before it is created.',
  UnderwritingPool_ProductNotRetirable:
    'The product still has policies, or payouts are held. Retire it later.',
  UnderwritingPool_ReceiverIsNobody:
    "The money would be nobody's there: at the zero address, the pool, its token or a desk. Name a recipient that can spend it.",
  UnderwritingPool_TooManyProducts:
    'The pool underwrites as many products as it can. One that has ended must be retired first.',
} satisfies Record<RevertName, string>

/** One class for every error a contract can revert with, by its Solidity name. */
export const revertErrors = Object.fromEntries(
  Object.entries(sentences).map(([name, sentence]) => [
    name,
    class extends RevertError {
      constructor(args: readonly unknown[], cause?: Error) {
        super(name, sentence, args, cause)
      }
    },
  ]),
) as unknown as Record<RevertName, RevertErrorClass>
