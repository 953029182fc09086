// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

/// @title ICoverDesk
/// @notice Sells policies: prices, takes the premium, reserves liability and queues the leaf.
interface ICoverDesk {
    /// @param commitment of the holder's secret and policy number, 1 to FIELD − 1
    /// @param units 1, 2, 5, 10, 20, 50 or 100
    /// @param end unix seconds, a multiple of WEEK
    /// @param maxPremium most that the buyer pays, asset units
    /// @param deadline unix seconds after which the purchase is void
    struct BuyParameters {
        uint256 productId;
        uint256 commitment;
        uint32 units;
        uint40 end;
        uint256 maxPremium;
        uint256 deadline;
    }

    /// @notice An EIP-2612 permit of the buyer for this desk.
    struct PermitSignature {
        uint256 value;
        uint256 deadline;
        uint8 v;
        bytes32 r;
        bytes32 s;
    }

    /// @param start unix seconds of the purchase
    /// @param end unix seconds
    /// @param premium asset units
    event CoverBought(
        uint256 indexed productId,
        address indexed buyer,
        uint256 commitment,
        uint256 units,
        uint40 start,
        uint40 end,
        uint256 premium
    );

    error CoverDesk_BookOfAnotherDesk(address book);
    error CoverDesk_DeadlinePassed(uint256 deadline);
    error CoverDesk_ProductNotOnSale(uint256 productId);
    error CoverDesk_UnitsNotADenomination(uint256 units);
    error CoverDesk_EndNotAWeek(uint256 end);
    error CoverDesk_TermOutOfRange(uint256 end, uint256 earliest, uint256 latest);
    error CoverDesk_PremiumAboveMaximum(uint256 premium, uint256 maxPremium);

    /// @notice Buys a policy that starts now. The premium is taken from the caller, who must have approved this desk.
    /// @return premium asset units
    function buyCover(BuyParameters calldata parameters) external returns (uint256 premium);

    /// @notice Like `buyCover`, with a permit. A permit that somebody else has used already does no harm.
    function buyCoverWithPermit(BuyParameters calldata parameters, PermitSignature calldata permit)
        external
        returns (uint256 premium);

    /// @notice Stops selling; claims and exits go on. Restricted.
    function pause() external;

    /// @notice Resumes selling. Restricted.
    function unpause() external;

    /// @notice Price of a purchase in this block; reverts if the product cannot be sold so.
    /// @return premium asset units
    function quote(uint256 productId, uint32 units, uint40 end) external view returns (uint256 premium);
}
