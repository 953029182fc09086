// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {AssetGuard} from "./AssetGuard.sol";
import {PolicyBook} from "./PolicyBook.sol";
import {Underwriting} from "./Underwriting.sol";
import {IBoundVerifier} from "./interfaces/IBoundVerifier.sol";
import {ICoverDesk} from "./interfaces/ICoverDesk.sol";
import {IInsertionVerifier} from "./interfaces/IInsertionVerifier.sol";
import {IProductCatalog} from "./interfaces/IProductCatalog.sol";
import {IUnderwritingPool} from "./interfaces/IUnderwritingPool.sol";
import {Pricing} from "./libraries/Pricing.sol";
import {Protocol} from "./libraries/Protocol.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Pausable} from "@openzeppelin/contracts/utils/Pausable.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

contract CoverDesk is ICoverDesk, PolicyBook, Underwriting, AssetGuard, Pausable, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;

    /// @param units of all policies that are sold together
    /// @param policies how many
    /// @param eligible whether the holder has proven a baseline, if the product asks for one
    struct Order {
        uint256 productId;
        uint256 policies;
        uint256 units;
        uint40 start;
        uint40 end;
        address renewer;
        bool eligible;
        uint256 maxPremium;
    }

    uint256 public constant MAX_GROUP = 100;

    /// @dev Bit n is set if n units can be bought: 1, 2, 5, 10, 20, 50, 100.
    uint256 private constant DENOMINATIONS = 1 << 1 | 1 << 2 | 1 << 5 | 1 << 10 | 1 << 20 | 1 << 50 | 1 << 100;

    /// @dev Marks the window of a policy that has no waiting period.
    uint256 private constant RENEWED = 1 << 112;

    /// @dev Marks the window of a policy that can be renewed, which no proof of a cancellation opens.
    uint256 private constant RENEWABLE = 1 << 113;

    /// @dev How many policies of the kind its renewer has yet to renew.
    mapping(bytes32 renewal => uint256 count) private _renewals;

    constructor(
        address authority_,
        IProductCatalog catalog_,
        IInsertionVerifier insertionVerifier_,
        IBoundVerifier eligibilityVerifier_,
        address sequencerFeed_
    )
        PolicyBook(insertionVerifier_)
        Underwriting(catalog_, eligibilityVerifier_)
        AssetGuard(authority_, sequencerFeed_)
    {}

    modifier selling(uint256 deadline) {
        _requireNotPaused();
        if (block.timestamp > deadline) revert CoverDesk_DeadlinePassed(deadline);
        _;
    }

    /// @inheritdoc ICoverDesk
    function buyCover(BuyParameters calldata parameters)
        external
        nonReentrant
        selling(parameters.deadline)
        returns (uint256 premium)
    {
        return _buy(parameters, false);
    }

    /// @inheritdoc ICoverDesk
    function buyCoverWithPermit(BuyParameters calldata parameters, PermitSignature calldata permit)
        external
        nonReentrant
        selling(parameters.deadline)
        returns (uint256 premium)
    {
        _permit(parameters.productId, permit);
        return _buy(parameters, false);
    }

    /// @inheritdoc ICoverDesk
    function buyUnderwrittenCover(
        BuyParameters calldata parameters,
        Eligibility calldata eligibility,
        PermitSignature calldata permit
    ) external nonReentrant selling(parameters.deadline) returns (uint256 premium) {
        _checkEligibility(parameters.productId, parameters.member.commitment, eligibility);
        if (permit.deadline != 0) _permit(parameters.productId, permit);
        return _buy(parameters, true);
    }

    /// @inheritdoc ICoverDesk
    function buyGroupCover(GroupParameters calldata parameters)
        external
        nonReentrant
        selling(parameters.deadline)
        returns (uint256 premium)
    {
        uint256 count = parameters.members.length;
        if (count == 0 || count > MAX_GROUP) revert CoverDesk_GroupSizeInvalid(count, MAX_GROUP);
        uint256 units;
        uint256[] memory commitments = new uint256[](count);
        uint256[] memory windows = new uint256[](count);
        address renewer = parameters.renewer;
        for (uint256 i; i < count; ++i) {
            Member calldata member = parameters.members[i];
            _checkDenomination(member.units);
            units += member.units;
            commitments[i] = member.commitment;
            windows[i] = _windowOf(member.units, block.timestamp, parameters.end);
            if (renewer != address(0)) {
                windows[i] |= _makeRenewable(parameters.productId, member, parameters.end, renewer);
            }
        }
        uint256 terms;
        (premium, terms) = _sell(
            Order({
                productId: parameters.productId,
                policies: count,
                units: units,
                start: uint40(block.timestamp),
                end: parameters.end,
                renewer: parameters.renewer,
                eligible: false,
                maxPremium: parameters.maxPremium
            })
        );
        _enqueueMany(terms, commitments, windows);
    }

    /// @inheritdoc ICoverDesk
    function renewCover(RenewalParameters calldata parameters)
        external
        nonReentrant
        selling(parameters.deadline)
        returns (uint256 premium)
    {
        Member calldata member = parameters.member;
        _useRenewal(parameters.productId, member, parameters.start);
        uint256 window = RENEWED | _windowOf(member.units, parameters.start, parameters.end);
        if (parameters.renewer != address(0)) {
            window |= _makeRenewable(parameters.productId, member, parameters.end, parameters.renewer);
        }
        uint256 terms;
        (premium, terms) = _sell(
            Order({
                productId: parameters.productId,
                policies: 1,
                units: member.units,
                start: parameters.start,
                end: parameters.end,
                renewer: parameters.renewer,
                eligible: true,
                maxPremium: parameters.maxPremium
            })
        );
        _enqueue(member.commitment, terms, window);
    }

    /// @inheritdoc ICoverDesk
    function pause() external restricted {
        _pause();
    }

    /// @inheritdoc ICoverDesk
    function unpause() external restricted {
        _unpause();
    }

    /// @inheritdoc ICoverDesk
    function quote(uint256 productId, uint256 units, uint40 end) external view returns (uint256 premium) {
        return _quote(catalog.saleTerms(productId), productId, units, block.timestamp, end);
    }

    /// @inheritdoc ICoverDesk
    function quoteRenewal(uint256 productId, uint256 units, uint40 start, uint40 end)
        external
        view
        returns (uint256 premium)
    {
        return _quote(catalog.saleTerms(productId), productId, units, start, end);
    }

    /// @inheritdoc ICoverDesk
    function renewals(uint256 productId, Member calldata member, uint40 end, address renewer)
        external
        view
        returns (uint256)
    {
        return _renewals[_renewalOf(productId, member, end, renewer)];
    }

    function _permit(uint256 productId, PermitSignature calldata permit) private {
        address asset = IUnderwritingPool(catalog.saleTerms(productId).pool).asset();
        // Whoever sees the permit can use it first; the allowance is there then, and decides.
        try IERC20Permit(asset)
            .permit(msg.sender, address(this), permit.value, permit.deadline, permit.v, permit.r, permit.s) {}
            catch {}
    }

    function _buy(BuyParameters calldata parameters, bool eligible) private returns (uint256 premium) {
        Member calldata member = parameters.member;
        _checkDenomination(member.units);
        uint256 window = _windowOf(member.units, block.timestamp, parameters.end);
        if (parameters.renewer != address(0)) {
            window |= _makeRenewable(parameters.productId, member, parameters.end, parameters.renewer);
        }
        uint256 terms;
        (premium, terms) = _sell(
            Order({
                productId: parameters.productId,
                policies: 1,
                units: member.units,
                start: uint40(block.timestamp),
                end: parameters.end,
                renewer: parameters.renewer,
                eligible: eligible,
                maxPremium: parameters.maxPremium
            })
        );
        _enqueue(member.commitment, terms, window);
    }

    function _sell(Order memory order) private returns (uint256 premium, uint256 terms) {
        IProductCatalog.SaleTerms memory sale = catalog.saleTerms(order.productId);
        if (sale.underwritten && !order.eligible) revert CoverDesk_EligibilityRequired(order.productId);
        premium = _quote(sale, order.productId, order.units, order.start, order.end);
        if (premium > order.maxPremium) revert CoverDesk_PremiumAboveMaximum(premium, order.maxPremium);
        if (order.renewer != address(0) && catalog.renewalWindow(order.productId) == 0) {
            revert CoverDesk_ProductNotRenewable(order.productId);
        }

        IUnderwritingPool pool = IUnderwritingPool(sale.pool);
        address asset = pool.asset();
        check(asset);
        IERC20(asset).safeTransferFrom(msg.sender, address(pool), premium);
        pool.underwrite(
            IUnderwritingPool.Underwriting({
                productId: order.productId,
                units: order.units,
                maxPayout: sale.maxPayout,
                capacityUnits: sale.capacityUnits,
                premium: premium,
                protocolFee: premium * sale.protocolFee / Protocol.BASIS,
                oracleFee: premium * sale.oracleFee / Protocol.BASIS,
                start: order.start,
                end: order.end,
                claimDeadline: uint256(order.end) + sale.claimWindow
            })
        );
        emit CoverBought(
            order.productId, msg.sender, order.policies, order.units, order.start, order.end, order.renewer, premium
        );
        return (premium, sale.terms);
    }

    /// @return mark of the policy's window: whoever keeps the renewal cannot cancel
    function _makeRenewable(uint256 productId, Member calldata member, uint40 end, address renewer)
        private
        returns (uint256 mark)
    {
        ++_renewals[_renewalOf(productId, member, end, renewer)];
        return RENEWABLE;
    }

    /// @dev The policy before has not ended, so there is no gap, and each policy is renewed once. It is the caller's own
    /// right that is used: one like it that a stranger has bought, for the same commitment even, is another.
    function _useRenewal(uint256 productId, Member calldata member, uint40 end) private {
        uint256 window = catalog.renewalWindow(productId);
        if (block.timestamp + window < end || block.timestamp >= end) {
            revert CoverDesk_OutsideRenewalWindow(end, window);
        }
        bytes32 renewal = _renewalOf(productId, member, end, msg.sender);
        uint256 count = _renewals[renewal];
        if (count == 0) revert CoverDesk_PolicyNotRenewable(member.commitment, end, msg.sender);
        _renewals[renewal] = count - 1;
        emit CoverRenewed(productId, msg.sender, member.commitment, member.units, end);
    }

    function _quote(IProductCatalog.SaleTerms memory sale, uint256 productId, uint256 units, uint256 start, uint256 end)
        private
        view
        returns (uint256)
    {
        if (!sale.onSale) revert CoverDesk_ProductNotOnSale(productId);
        if (end % Protocol.WEEK != 0) revert CoverDesk_EndNotAWeek(end);
        (uint256 earliest, uint256 latest) = (start + sale.minTerm, start + sale.maxTerm);
        if (end < earliest || end > latest) revert CoverDesk_TermOutOfRange(end, earliest, latest);
        (uint256 assets, uint256 liability) = IUnderwritingPool(sale.pool).capital(productId);
        return Pricing.premiumOf(sale.baseRate, sale.loadFactor, assets, liability, units * sale.maxPayout, end - start);
    }

    function _checkDenomination(uint256 units) private pure {
        if (units > 100 || DENOMINATIONS >> units & 1 == 0) revert CoverDesk_UnitsNotADenomination(units);
    }

    function _renewalOf(uint256 productId, Member calldata member, uint40 end, address renewer)
        private
        pure
        returns (bytes32)
    {
        return keccak256(abi.encode(productId, member.commitment, member.units, end, renewer));
    }

    function _windowOf(uint256 units, uint256 start, uint256 end) private pure returns (uint256) {
        return units << 80 | start << 40 | end;
    }
}
