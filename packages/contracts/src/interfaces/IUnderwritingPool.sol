// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {IERC7540Redeem} from "./IERC7540Redeem.sol";
import {IERC165} from "@openzeppelin/contracts/interfaces/IERC165.sol";
import {IERC4626} from "@openzeppelin/contracts/interfaces/IERC4626.sol";

/// @title IUnderwritingPool
/// @notice Capital that covers the liability of its products in full. Deposits follow ERC-4626, exits ERC-7540.
///
/// Cash is what came in less what went out, whatever the token balance says: a donation changes nothing. It is the sum
/// of four parts, to the wei: the assets of the shareholders; the assets of those on their way out, `exiting`; the
/// premiums that are not earned yet; and what is reserved for somebody, which is settled exits, held payouts, payouts
/// that their recipient could not take, and fees.
///
/// Cover is sold against the assets of the shareholders alone, so that a sale never keeps anybody from leaving. Losses
/// and premiums are shared by shareholders and exits alike, share by share, until an exit is settled. Exits are settled
/// once a week, at the price of a share then, out of what assets and exits have above liability, pro rata if it does not
/// go round; a request waits for at least one whole epoch. So assets + exiting ≥ liability always.
///
/// Payouts of a day are paid at once, up to a share of the pool. A payout above it is held: the claim desk
/// settles it two days later, or voids it if the oracle committee it rests on turns out to be compromised.
/// @dev The asset must transfer exactly the amount asked for and must not change balances by itself. Which asset does
/// not is refused when the pool is created; one that starts to later stops deposits and sales.
interface IUnderwritingPool is IERC4626, IERC7540Redeem, IERC165 {
    /// @param asset token that the pool underwrites in; a small amount of it, PROBE, must lie at the pool's address
    /// before the pool is created
    /// @param name of the share
    /// @param symbol of the share
    /// @param instantShare ten-thousandths of cash less reserved that are paid at once within a day, 1 to 10,000
    /// @param sponsor gets the probe back
    struct PoolParameters {
        address asset;
        string name;
        string symbol;
        uint256 instantShare;
        address sponsor;
    }

    /// @param units of cover
    /// @param maxPayout asset units per unit, always the same for a product
    /// @param capacityUnits units that the product may have open with this policy
    /// @param premium asset units with the fees, already transferred to the pool
    /// @param protocolFee asset units
    /// @param oracleFee asset units
    /// @param start unix seconds, now or a multiple of WEEK after it
    /// @param end unix seconds, a multiple of WEEK
    /// @param claimDeadline unix seconds, a multiple of WEEK
    struct Underwriting {
        uint256 productId;
        uint256 units;
        uint256 maxPayout;
        uint256 capacityUnits;
        uint256 premium;
        uint256 protocolFee;
        uint256 oracleFee;
        uint256 start;
        uint256 end;
        uint256 claimDeadline;
    }

    /// @param units of the policy that ends
    /// @param amount asset units, with the fee
    /// @param recipient receives amount − fee
    /// @param relayer receives fee
    /// @param fee asset units, at most `amount`
    struct Payout {
        uint256 productId;
        uint256 units;
        uint256 amount;
        address recipient;
        address relayer;
        uint256 fee;
    }

    /// @notice Policies were taken on: cash rises by `premium`, of it reserved by the fees and unearned premium by the
    /// rest; liability rises by units · maximum payout. Amounts in asset units, times in unix seconds.
    event CoverUnderwritten(
        uint256 indexed productId,
        uint256 units,
        uint256 start,
        uint256 end,
        uint256 claimDeadline,
        uint256 premium,
        uint256 protocolFee,
        uint256 oracleFee
    );

    /// @notice A claim was paid: cash falls by `amount`, liability by `released`. All in asset units.
    event PayoutMade(uint256 indexed productId, uint256 units, uint256 released, uint256 amount);

    /// @notice A claim was held: `amount` is reserved, and liability falls by just as much.
    event PayoutHeld(uint256 indexed productId, uint256 units, uint256 amount);

    /// @notice A held claim was paid: cash and reserved fall by `amount`, liability by `released`.
    event HeldPayoutMade(uint256 indexed productId, uint256 units, uint256 released, uint256 amount);

    /// @notice A held claim was voided: `amount` is the capital's again, of shareholders and exits alike, liability rises
    /// by as much, and the units can be claimed until `claimDeadline`.
    event HeldPayoutVoided(uint256 indexed productId, uint256 units, uint256 amount, uint256 claimDeadline);

    /// @notice A policy was cancelled: cash and unearned premium fall by `amount`, liability by `released`, and its units
    /// leave the bucket of its claim deadline. All in asset units.
    /// @param end of the policy, unix seconds
    /// @param owed `amount` or one more: it is taken out of the unearned premium as a rate per second until `end`, and
    /// `amount` is what that rate comes to
    /// @param reopenedUntil deadline of a bucket that the units leave as well if it has not expired, and with them as many
    /// claimed ones, as far as there are any; unix seconds, 0 if the policy was not reopened
    event PremiumRefunded(
        uint256 indexed productId,
        uint256 units,
        uint256 released,
        uint256 amount,
        uint256 end,
        uint256 owed,
        uint256 reopenedUntil
    );

    /// @notice A transfer failed: cash and reserved rise by `amount` again, asset units, which the recipient can collect.
    event PayoutKept(address indexed recipient, uint256 amount);

    /// @notice A kept payout was collected: cash and reserved fall by `amount`, asset units.
    event KeptPayoutCollected(address indexed recipient, address indexed to, uint256 amount);

    /// @notice The buckets before `nextDeadline` expired: `units` left, of them `setOff` already claimed. Empty ones
    /// expire without an event.
    /// @param nextDeadline claim deadline of the first bucket that remains, unix seconds
    /// @param setOff units that are no longer counted as claimed
    /// @param released liability that fell, asset units
    event CoverExpired(
        uint256 indexed productId, uint256 nextDeadline, uint256 units, uint256 setOff, uint256 released
    );

    /// @notice Exits joined the queue, after a settlement if one was due.
    /// @param shares that are gone, and exiting now
    /// @param assets what they are worth, asset units
    event ExitQueued(address indexed controller, uint256 shares, uint256 assets);

    /// @notice Exits were settled: `shares` are no longer exiting, and `assets`, what they were worth, are reserved for them.
    /// @dev What could be paid is what was free in the pool then. Of an epoch there are as many settlements as epochs have
    /// passed since the one before, at most two.
    /// @param settlement counts from 1
    /// @param epoch the settlement belongs to
    event ExitsSettled(uint256 indexed settlement, uint256 epoch, uint256 shares, uint256 assets);

    /// @notice The protocol's fees of a product went out: cash and reserved fall by `amount`, asset units.
    event ProtocolFeesCollected(uint256 indexed productId, address indexed to, uint256 amount);
    /// @notice The oracle fees of a product went out: cash and reserved fall by `amount`, asset units.
    event OracleFeesCollected(uint256 indexed productId, address indexed to, uint256 amount);

    /// @notice The pool no longer counts the product among those it has to advance; a sale brings it back.
    event ProductRetired(uint256 indexed productId);

    error UnderwritingPool_NotCoverDesk(address caller);
    error UnderwritingPool_NotClaimDesk(address caller);
    error UnderwritingPool_InstantShareInvalid(uint256 instantShare);
    /// @param balance asset units
    /// @param probe asset units
    error UnderwritingPool_ProbeMissing(uint256 balance, uint256 probe);
    /// @param sent asset units
    /// @param left asset units that the pool still has of its probe
    /// @param arrived asset units
    error UnderwritingPool_AssetNotExact(uint256 sent, uint256 left, uint256 arrived);
    error UnderwritingPool_LiabilityAboveAssets(uint256 liability, uint256 assets);
    error UnderwritingPool_CapacityExceeded(uint256 units, uint256 capacityUnits);
    /// @param maxProducts MAX_PRODUCTS
    error UnderwritingPool_TooManyProducts(uint256 maxProducts);
    error UnderwritingPool_ProductNotRetirable(uint256 productId);
    /// @param balance of the token, asset units
    /// @param cash asset units
    error UnderwritingPool_CashNotReceived(uint256 balance, uint256 cash);
    error UnderwritingPool_FeeAboveRefund(uint256 fee, uint256 refund);
    error UnderwritingPool_NothingKept(address recipient);
    error UnderwritingPool_NotRecipient(address caller, address recipient);
    /// @param receiver the zero address, the pool, its asset or one of its desks: what arrived there would be nobody's
    error UnderwritingPool_ReceiverIsNobody(address receiver);
    error UnderwritingPool_AmountZero();
    error UnderwritingPool_NotOperator(address caller, address owner);
    error UnderwritingPool_PreviewUnavailable();

    /// @notice Takes on policies whose premium has just been transferred. Only the cover desk.
    function underwrite(Underwriting calldata underwriting) external;

    /// @notice Pays a claim, or holds it if it exceeds what can be paid at once. Only the claim desk.
    /// @return paid false if it is held
    function pay(Payout calldata payout) external returns (bool paid);

    /// @notice Pays a held claim. Only the claim desk.
    function payHeld(Payout calldata payout) external;

    /// @notice Takes a held claim back; its policy can be claimed again until at least `claimDeadline`. Only the claim
    /// desk.
    /// @param claimDeadline unix seconds, a multiple of WEEK
    function voidHeld(uint256 productId, uint256 units, uint256 amount, uint256 claimDeadline) external;

    /// @notice Ends a policy and gives back premium that is not earned. Only the claim desk.
    /// @param payout with the refund as `amount`, asset units, at most what is unearned of the policy
    /// @param end of the policy, unix seconds
    /// @param claimDeadline of the policy, unix seconds, a multiple of WEEK
    /// @param reopenedUntil `claimDeadline` of the policy's last claim that was voided, 0 if there was none
    /// @return refund asset units, `amount` or one less
    function refund(Payout calldata payout, uint256 end, uint256 claimDeadline, uint256 reopenedUntil)
        external
        returns (uint256 refund);

    /// @notice Transfers what was kept for a recipient. The recipient chooses where to; anybody else can only try the
    /// recipient again.
    /// @return amount asset units
    function collectKept(address recipient, address to) external returns (uint256 amount);

    /// @notice Transfers the protocol's fees of a product. Restricted.
    /// @return amount asset units
    function collectProtocolFees(uint256 productId, address to) external returns (uint256 amount);

    /// @notice Transfers the oracle fees of a product. Restricted.
    /// @return amount asset units
    function collectOracleFees(uint256 productId, address to) external returns (uint256 amount);

    /// @notice Lets expired buckets of a product go and accrues premiums; anyone can call it.
    /// @param maxWeeks most weeks to visit
    function advance(uint256 productId, uint256 maxWeeks) external;

    /// @notice Settles exits if the epoch has changed since the last settlement, after letting expired buckets of all
    /// products go; anyone can call it, and every request does. The work is bounded by MAX_PRODUCTS.
    function settleExits() external;

    /// @notice Takes a product without units off the list of those that `settleExits` advances; anyone can call it.
    function retireProduct(uint256 productId) external;

    /// @notice Stops deposits; purchases, claims and exits go on. Restricted.
    function pauseDeposits() external;

    /// @notice Resumes deposits. Restricted.
    function unpauseDeposits() external;

    /// @notice What a purchase of this product would find, expired buckets of the product left out.
    /// @return assets of the shareholders, asset units
    /// @return liability of all products, asset units
    function capital(uint256 productId) external view returns (uint256 assets, uint256 liability);

    /// @return asset units that exits could take out now: assets + exiting − liability
    function freeCapital() external view returns (uint256);

    /// @return asset units that came in less those that went out
    function cash() external view returns (uint256);

    /// @return asset units of exits that are not settled
    function exiting() external view returns (uint256);

    /// @return shares of exits that are not settled; they are not in the total supply
    function exitingShares() external view returns (uint256);

    /// @return asset units that belong to somebody already: settled exits, held and kept payouts, fees
    function reserved() external view returns (uint256);

    /// @return asset units, rounded up
    function unearnedPremium() external view returns (uint256);

    /// @return asset units that may still have to be paid, as last advanced
    function liability() external view returns (uint256);

    /// @return amount of payouts that are held, asset units
    /// @return liability_ kept beside it in case they are voided, asset units
    function heldPayouts() external view returns (uint256 amount, uint256 liability_);

    /// @return asset units that can still be paid at once now
    function instantLimit() external view returns (uint256);

    /// @return asset units kept for the recipient of a failed transfer
    function keptPayout(address recipient) external view returns (uint256);

    /// @return protocolFees not collected yet, asset units
    /// @return oracleFees not collected yet, asset units
    function fees(uint256 productId) external view returns (uint256 protocolFees, uint256 oracleFees);

    /// @return whether there are exits, and the epoch has changed since the last settlement
    function isSettlementDue() external view returns (bool);

    /// @return assets what the shares of the controller's pending exit are worth, asset units
    function pendingAssets(address controller) external view returns (uint256 assets);

    /// @return products that `settleExits` advances
    function products() external view returns (uint256[] memory);

    /// @notice Units of a product as last advanced.
    /// @return openUnits in buckets that have not expired
    /// @return claimedUnits claimed and not yet set off against an expired bucket
    /// @return nextDeadline claim deadline of the first of those buckets, unix seconds, 0 if there is none
    /// @return maxPayout asset units per unit, 0 before the first sale
    function productLiability(uint256 productId)
        external
        view
        returns (uint256 openUnits, uint256 claimedUnits, uint256 nextDeadline, uint256 maxPayout);

    /// @return units that can be claimed until this deadline
    function bucket(uint256 productId, uint256 claimDeadline) external view returns (uint256);
}
