// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {IUnderwriting} from "./IUnderwriting.sol";

/// @title ICoverDesk
/// @notice Sells policies: prices, takes the premium, reserves liability and queues the leaves.
interface ICoverDesk {
    /// @param commitment of the holder's secret and policy number, 1 to FIELD − 1
    /// @param units 1, 2, 5, 10, 20, 50 or 100
    struct Member {
        uint256 commitment;
        uint32 units;
    }

    /// @param member who is covered
    /// @param end unix seconds, a multiple of WEEK
    /// @param renewer who alone may renew the policy, which costs a word of storage, and then it cannot be cancelled; 0 if
    /// nobody
    /// @param maxPremium most that the buyer pays, asset units
    /// @param deadline unix seconds after which the purchase is void
    struct BuyParameters {
        uint256 productId;
        Member member;
        uint40 end;
        address renewer;
        uint256 maxPremium;
        uint256 deadline;
    }

    /// @param members who are covered, 1 to MAX_GROUP; the rest is as in BuyParameters
    struct GroupParameters {
        uint256 productId;
        Member[] members;
        uint40 end;
        address renewer;
        uint256 maxPremium;
        uint256 deadline;
    }

    /// @param member the commitment and units of the policy that is renewed
    /// @param start end of that policy, which has not passed; the new one begins then
    /// @param renewer who may renew the new policy in its turn, 0 if nobody; the rest is as in BuyParameters
    struct RenewalParameters {
        uint256 productId;
        Member member;
        uint40 start;
        uint40 end;
        address renewer;
        uint256 maxPremium;
        uint256 deadline;
    }

    /// @notice An EIP-2612 permit of the buyer for this desk.
    /// @param value allowance, asset units
    /// @param deadline unix seconds after which the permit is void; 0 for no permit where it may be left out
    /// @param v of the signature
    /// @param r of the signature
    /// @param s of the signature
    struct PermitSignature {
        uint256 value;
        uint256 deadline;
        uint8 v;
        bytes32 r;
        bytes32 s;
    }

    /// @notice Policies were sold; the book's events of the same transaction name their commitments and units.
    /// @param policies how many
    /// @param units of all of them
    /// @param start unix seconds
    /// @param end unix seconds
    /// @param renewer of each of them, 0 if they cannot be renewed
    /// @param premium of all of them, asset units with the fees
    event CoverBought(
        uint256 indexed productId,
        address indexed buyer,
        uint256 policies,
        uint256 units,
        uint40 start,
        uint40 end,
        address renewer,
        uint256 premium
    );

    /// @notice A policy was renewed, and cannot be again; its successor was sold in the same transaction.
    /// @param end of the policy that was renewed, unix seconds
    event CoverRenewed(
        uint256 indexed productId, address indexed renewer, uint256 commitment, uint256 units, uint40 end
    );

    error CoverDesk_DeadlinePassed(uint256 deadline);
    error CoverDesk_ProductNotOnSale(uint256 productId);
    error CoverDesk_UnitsNotADenomination(uint256 units);
    error CoverDesk_EndNotAWeek(uint256 end);
    /// @param earliest unix seconds
    /// @param latest unix seconds
    error CoverDesk_TermOutOfRange(uint256 end, uint256 earliest, uint256 latest);
    error CoverDesk_PremiumAboveMaximum(uint256 premium, uint256 maxPremium);
    /// @param members how many
    /// @param maxMembers MAX_GROUP
    error CoverDesk_GroupSizeInvalid(uint256 members, uint256 maxMembers);
    error CoverDesk_EligibilityRequired(uint256 productId);
    error CoverDesk_ProductNotRenewable(uint256 productId);
    error CoverDesk_PolicyNotRenewable(uint256 commitment, uint256 end, address renewer);
    /// @param end of the policy, unix seconds
    /// @param window seconds before `end`
    error CoverDesk_OutsideRenewalWindow(uint256 end, uint256 window);

    /// @notice Buys a policy that starts now. The premium is taken from the caller, who must have approved this desk.
    /// @return premium asset units
    function buyCover(BuyParameters calldata parameters) external returns (uint256 premium);

    /// @notice Like `buyCover`, with a permit. A permit that somebody else has used already does no harm.
    /// @return premium asset units
    function buyCoverWithPermit(BuyParameters calldata parameters, PermitSignature calldata permit)
        external
        returns (uint256 premium);

    /// @notice Like `buyCoverWithPermit`, of a product that asks for a baseline, with a proof that the holder meets it. The
    /// other purchases refuse such a product, and this one any other.
    /// @param permit its deadline is 0 if there is none
    /// @return premium asset units
    function buyUnderwrittenCover(
        BuyParameters calldata parameters,
        IUnderwriting.Eligibility calldata eligibility,
        PermitSignature calldata permit
    ) external returns (uint256 premium);

    /// @notice Buys policies for several holders that start now and end together, at one price for all their units.
    /// @return premium asset units
    function buyGroupCover(GroupParameters calldata parameters) external returns (uint256 premium);

    /// @notice Buys a policy that follows upon another with the same commitment and units, without a waiting period. Only
    /// the renewer of that policy can: since a policy is renewed once, whoever renewed somebody else's, for a short term
    /// and without a next time, would take that choice away.
    ///
    /// It asks for no new baseline: the first policy of the row was underwritten, all the others have the same holder, and
    /// there is no gap between them. What has become of the holder since is what was insured.
    /// @return premium asset units
    function renewCover(RenewalParameters calldata parameters) external returns (uint256 premium);

    /// @notice Stops selling; claims and exits go on. Restricted.
    function pause() external;

    /// @notice Resumes selling. Restricted.
    function unpause() external;

    /// @notice Price of policies that start now in this block; reverts if the product cannot be sold so.
    /// @param units of all of them
    /// @return premium asset units
    function quote(uint256 productId, uint256 units, uint40 end) external view returns (uint256 premium);

    /// @notice Price of a policy that starts when another ends; reverts if the product cannot be sold so.
    /// @return premium asset units
    function quoteRenewal(uint256 productId, uint256 units, uint40 start, uint40 end)
        external
        view
        returns (uint256 premium);

    /// @return count of the policies with this end that the renewer can still renew, once each
    function renewals(uint256 productId, Member calldata member, uint40 end, address renewer)
        external
        view
        returns (uint256 count);
}
