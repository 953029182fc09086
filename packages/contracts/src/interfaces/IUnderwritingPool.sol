// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {IERC4626} from "@openzeppelin/contracts/interfaces/IERC4626.sol";

/// @title IUnderwritingPool
/// @notice Capital that covers the liability of its products in full. Shares follow ERC-4626.
///
/// Cash is what came in less what went out, whatever the token balance says: a donation changes nothing. Of it, the
/// premiums not yet earned belong to nobody yet; the rest are the assets of the shareholders. A purchase needs liability
/// within assets, and an exit can take only the assets above liability, so that assets ≥ liability always.
/// @dev The asset must transfer exactly the amount asked for, must not change balances by itself and must not call back.
interface IUnderwritingPool is IERC4626 {
    /// @param units of cover
    /// @param maxPayout asset units per unit, always the same for a product
    /// @param capacityUnits units that the product may have open with this policy
    /// @param premium asset units, already transferred to the pool
    /// @param end unix seconds, a multiple of WEEK
    /// @param claimDeadline unix seconds, a multiple of WEEK
    struct Underwriting {
        uint256 productId;
        uint256 units;
        uint256 maxPayout;
        uint256 capacityUnits;
        uint256 premium;
        uint256 end;
        uint256 claimDeadline;
    }

    /// @notice A policy was taken on: cash and unearned premium rise by `premium`, liability by units · maximum payout.
    event CoverUnderwritten(
        uint256 indexed productId, uint256 units, uint256 end, uint256 claimDeadline, uint256 premium
    );

    /// @notice A claim was paid: cash falls by `payout`, liability by `released`. All in asset units.
    event PayoutMade(uint256 indexed productId, uint256 units, uint256 released, uint256 payout);

    /// @notice Buckets expired: `units` left, of them `setOff` already claimed.
    /// @param nextDeadline claim deadline of the first bucket that remains, unix seconds
    /// @param released liability that fell, asset units
    event CoverExpired(
        uint256 indexed productId, uint256 nextDeadline, uint256 units, uint256 setOff, uint256 released
    );

    error UnderwritingPool_NotCoverDesk(address caller);
    error UnderwritingPool_NotClaimDesk(address caller);
    error UnderwritingPool_LiabilityAboveAssets(uint256 liability, uint256 assets);
    error UnderwritingPool_CapacityExceeded(uint256 units, uint256 capacityUnits);
    error UnderwritingPool_CashNotReceived(uint256 balance, uint256 cash);

    /// @notice Takes on a policy whose premium has just been transferred. Only the cover desk.
    function underwrite(Underwriting calldata underwriting) external;

    /// @notice Pays a claim. Only the claim desk.
    /// @param units of the policy that ends
    /// @param payout asset units, at most units · maximum payout
    /// @param recipient receives payout − fee
    /// @param relayer receives fee
    /// @param fee asset units, at most `payout`
    function pay(uint256 productId, uint256 units, uint256 payout, address recipient, address relayer, uint256 fee)
        external;

    /// @notice Lets expired buckets of a product go and accrues premiums; anyone can call it.
    /// @param maxWeeks most weeks to visit
    function advance(uint256 productId, uint256 maxWeeks) external;

    /// @notice Stops deposits; purchases, claims and exits go on. Restricted.
    function pauseDeposits() external;

    /// @notice Resumes deposits. Restricted.
    function unpauseDeposits() external;

    /// @notice What a purchase of this product would find, expired buckets of the product left out.
    /// @return assets asset units, without unearned premium
    /// @return liability of all products, asset units
    function capital(uint256 productId) external view returns (uint256 assets, uint256 liability);

    /// @return asset units that shareholders can take out now
    function freeCapital() external view returns (uint256);

    /// @return asset units that came in less those that went out
    function cash() external view returns (uint256);

    /// @return asset units, rounded up
    function unearnedPremium() external view returns (uint256);

    /// @return asset units that may still have to be paid, as last advanced
    function liability() external view returns (uint256);

    /// @notice Units of a product as last advanced.
    /// @return openUnits in buckets that have not expired
    /// @return claimedUnits claimed and not yet set off against an expired bucket
    /// @return nextDeadline claim deadline of the first bucket that remains, unix seconds
    /// @return maxPayout asset units per unit, 0 before the first sale
    function productLiability(uint256 productId)
        external
        view
        returns (uint256 openUnits, uint256 claimedUnits, uint256 nextDeadline, uint256 maxPayout);

    /// @return units sold with this claim deadline
    function bucket(uint256 productId, uint256 claimDeadline) external view returns (uint256);
}
