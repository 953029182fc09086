import type { errorsAbi } from '@aceso/abi'
import { AcesoError } from '@aceso/core'

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
  ClaimDesk_AsOfNotAnHour: "The claim's time must be a whole hour. Prepare the claim again.",
  ClaimDesk_AsOfOutOfRange: 'The proof is more than an hour old. Prepare the claim again.',
  ClaimDesk_CommitteeRootInvalid:
    "The product's oracle committee has changed or was revoked. Collect the attestations and prepare the claim again.",
  ClaimDesk_CommitteeRootZero: 'The claim names no committee root.',
  ClaimDesk_DeadlinePassed: "The claim's deadline has passed. Prepare the claim again.",
  ClaimDesk_FeeAbovePayout: "The relayer's fee is larger than the payout. Submit the claim directly.",
  ClaimDesk_FeeWithoutRelayer: 'The claim has a fee but no relayer to pay it to. Prepare the claim again.',
  ClaimDesk_NullifierSpent: 'This policy has been paid already; a policy pays once.',
  ClaimDesk_ObservationSpent: 'This result has been paid already under the same terms; a result pays once.',
  ClaimDesk_PolicyRootUnknown:
    'The policy book never had this root. Sync the book and prepare the claim again.',
  ClaimDesk_PolicyRootZero: 'The claim names no root of the policy book.',
  ClaimDesk_ProofInvalid: 'The proof does not hold for this claim and payment. Prepare the claim again.',
  ClaimDesk_RecipientZero: 'The claim names no recipient.',
  ClaimDesk_SeverityWithoutPayout: 'The product pays nothing for this severity.',
  ClaimDesk_SignalNotInField: 'A public signal of the claim is not a field element.',
  ClaimDesk_TermsUnknown: 'No product has these terms.',
  ClaimDesk_UnitsOutOfRange: "The claim's units are out of range.",
  CoverDesk_BookOfAnotherDesk: 'The policy book belongs to another cover desk.',
  CoverDesk_DeadlinePassed: "The purchase's deadline has passed. Quote and buy again.",
  CoverDesk_EndNotAWeek: "Cover must end on a week's boundary.",
  CoverDesk_PremiumAboveMaximum: 'The premium has risen above the most you would pay. Quote again.',
  CoverDesk_ProductNotOnSale: 'The product is not on sale.',
  CoverDesk_TermOutOfRange: 'The product is not sold for this term. Choose another number of weeks.',
  CoverDesk_UnitsNotADenomination: 'Cover comes in 1, 2, 5, 10, 20, 50 or 100 units.',
  CoverLiability_UnitsNotOpen: 'The product has fewer open units than the claim has.',
  ECDSAInvalidSignature: 'The signature is not valid.',
  ECDSAInvalidSignatureLength: 'The signature does not have 65 bytes.',
  ECDSAInvalidSignatureS: 'The signature is not in its canonical form.',
  ERC20InsufficientAllowance: 'The contract may not take that much of the token yet. Approve it first.',
  ERC20InsufficientBalance: 'The account has too little of the token.',
  ERC20InvalidApprover: 'The token refused the approving account.',
  ERC20InvalidReceiver: 'The token refused the receiving account.',
  ERC20InvalidSender: 'The token refused the sending account.',
  ERC20InvalidSpender: 'The token refused the spending account.',
  ERC2612ExpiredSignature: "The permit's deadline has passed.",
  ERC2612InvalidSigner: 'The permit was not signed by the account it names.',
  ERC4626ExceededMaxDeposit: 'The pool does not take so large a deposit now.',
  ERC4626ExceededMaxMint: 'The pool does not issue so many shares now.',
  ERC4626ExceededMaxRedeem: "The shares are worth more than the pool's free capital, or more than you have.",
  ERC4626ExceededMaxWithdraw: "The amount is above the pool's free capital, or more than you have.",
  EnforcedPause: 'Sales or deposits are paused. Claims and exits are not.',
  ExpectedPause: 'It is not paused.',
  InvalidAccountNonce: 'The permit was used already.',
  InvalidShortString: 'A name in the contract is malformed.',
  OracleRegistry_CommitteeUnknown: 'There is no such committee.',
  OracleRegistry_KeyIsIdentity: 'The key is the identity point.',
  OracleRegistry_KeyNotInSubgroup: 'The key does not lie in the subgroup of prime order.',
  OracleRegistry_KeyNotOnCurve: 'The key does not lie on the curve.',
  OracleRegistry_KeyTaken: 'The key is registered already.',
  OracleRegistry_OperatorSeated: 'The operator sits in this committee already.',
  OracleRegistry_OperatorWithoutKey: 'The operator has registered no key.',
  OracleRegistry_PossessionNotProven: 'The proof that the operator holds the key does not hold.',
  OracleRegistry_ResponseOutOfRange: 'The proof of possession is out of range.',
  OracleRegistry_RootNotValid: 'The committee root is not valid.',
  OracleRegistry_SlotEmpty: 'The slot is empty.',
  OracleRegistry_SlotOutOfRange: 'A committee has slots 0 to 15.',
  OracleRegistry_SlotTaken: 'The slot is taken.',
  PolicyBook_BatchStillFilling: 'The batch is not full, and its first policy has not waited an hour.',
  PolicyBook_CommitmentOutOfRange: 'The commitment is not a field element.',
  PolicyBook_LeafCountMismatch: 'The batch has another number of policies. Sync and try again.',
  PolicyBook_LeavesMismatch: 'The policies are not those in the queue. Sync and try again.',
  PolicyBook_NotCoverDesk: 'Only the cover desk may queue policies.',
  PolicyBook_NothingQueued: 'No policy waits to be inserted.',
  PolicyBook_ProofInvalid:
    'The insertion proof does not hold. The book may have moved on; sync and try again.',
  PolicyBook_RootKnown: 'The book had this root before.',
  PolicyBook_RootZero: "The book's root can't be zero.",
  PolicyBook_TreeFull: 'The policy book is full.',
  Pricing_LiabilityAboveAssets:
    "The pool's free capital doesn't cover so many units. Buy fewer, or wait for deposits.",
  ProductCatalog_BaseRateZero: 'A product needs a base rate.',
  ProductCatalog_CapacityBelowMaxPayout: "A product's capacity must cover one unit.",
  ProductCatalog_ClaimWindowInvalid: 'The claim window must be 1 to 26 whole weeks.',
  ProductCatalog_CommitteeUnknown: "The product's committee does not exist.",
  ProductCatalog_ComparatorUnknown: 'There is no such comparator.',
  ProductCatalog_LinkGraceTooLong: 'The link grace is at most 52 weeks.',
  ProductCatalog_MeasureZero: 'A product needs a measure.',
  ProductCatalog_PayoutMissing: 'A product needs a payout for severity 1.',
  ProductCatalog_PayoutsNotOrdered: 'Payouts must not fall from one severity to the next.',
  ProductCatalog_PoolWithoutCode: "The product's pool is not a contract.",
  ProductCatalog_ProductUnknown: 'There is no such product.',
  ProductCatalog_TermRangeInvalid: "The product's terms are out of range.",
  ProductCatalog_ThresholdOfUnusedTier: 'An unused severity must have threshold 0.',
  ProductCatalog_ThresholdsNotOrdered: 'Thresholds must get harder from one severity to the next.',
  ProductCatalog_WaitingNotBelowMinTerm: 'The waiting period must be shorter than the shortest term.',
  ReentrancyGuardReentrantCall: 'The call re-entered the contract.',
  SafeCastOverflowedUintDowncast: 'A number is too large.',
  SafeERC20FailedOperation: 'The token refused the transfer.',
  StringTooLong: 'A name in the contract is too long.',
  UnderwritingPool_CapacityExceeded: 'The product has no capacity left for so many units. Buy fewer.',
  UnderwritingPool_CashNotReceived: 'The pool did not receive what it was promised.',
  UnderwritingPool_LiabilityAboveAssets:
    "The pool's free capital doesn't cover so many units. Buy fewer, or wait for deposits.",
  UnderwritingPool_NotClaimDesk: 'Only the claim desk may pay out of the pool.',
  UnderwritingPool_NotCoverDesk: 'Only the cover desk may underwrite.',
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
