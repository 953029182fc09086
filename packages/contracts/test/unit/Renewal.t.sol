// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {IAssetGuard} from "../../src/interfaces/IAssetGuard.sol";
import {ICoverDesk} from "../../src/interfaces/ICoverDesk.sol";
import {IPolicyBook} from "../../src/interfaces/IPolicyBook.sol";
import {IProductCatalog} from "../../src/interfaces/IProductCatalog.sol";
import {IUnderwritingPool} from "../../src/interfaces/IUnderwritingPool.sol";
import {Pricing} from "../../src/libraries/Pricing.sol";
import {RenewalTest} from "../RenewalTest.sol";
import {ReentrantDollar} from "../mocks/ReentrantDollar.sol";
import {Pausable} from "@openzeppelin/contracts/utils/Pausable.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

/// @dev When a policy is renewed, at what price, and what becomes of the premium.
contract RenewalOfCoverTest is RenewalTest {
    uint256 private constant RENEWED = 2 ** 112;
    uint256 private constant RENEWABLE = 2 ** 113;

    function _outside(uint256 end, uint256 window) private pure returns (bytes memory) {
        return abi.encodeWithSelector(ICoverDesk.CoverDesk_OutsideRenewalWindow.selector, end, window);
    }

    function _netOf(uint256 premium) private pure returns (uint256) {
        return premium - premium * 300 / 10_000 - premium * 500 / 10_000;
    }

    function test_RevertWhen_DeadlinePassed() external {
        ICoverDesk.RenewalParameters memory p = _renewal();
        p.deadline = block.timestamp - 1;
        _refuse(p, abi.encodeWithSelector(ICoverDesk.CoverDesk_DeadlinePassed.selector, p.deadline));
    }

    function test_RevertWhen_Paused() external {
        vm.prank(admin);
        coverDesk.pause();
        _refuse(_renewal(), abi.encodeWithSelector(Pausable.EnforcedPause.selector));
    }

    function test_RevertWhen_ProductUnknown() external {
        ICoverDesk.RenewalParameters memory p = _renewal();
        p.productId = 2;
        _refuse(p, abi.encodeWithSelector(IProductCatalog.ProductCatalog_ProductUnknown.selector, 2));
    }

    function test_RevertWhen_ProductNotOnSale() external {
        vm.prank(admin);
        catalog.setOnSale(productId, false);
        _refuse(_renewal(), abi.encodeWithSelector(ICoverDesk.CoverDesk_ProductNotOnSale.selector, productId));
    }

    function test_RevertWhen_BeforeTheWindow() external {
        vm.warp(_start - 4 weeks - 1);
        _refuse(_renewal(), _outside(_start, 4 weeks));
        skip(1);
        _renew();
    }

    function test_RevertWhen_PolicyHasEnded() external {
        uint256 snapshot = vm.snapshotState();
        vm.warp(_start);
        _refuse(_renewal(), _outside(_start, 4 weeks));
        vm.warp(_start + 1);
        _refuse(_renewal(), _outside(_start, 4 weeks));
        vm.revertToState(snapshot);
        vm.warp(_start - 1);
        _renew();
    }

    function test_RevertWhen_EndIsNotAWeek() external {
        ICoverDesk.RenewalParameters memory p = _renewal();
        p.end += 1;
        bytes memory reason = abi.encodeWithSelector(ICoverDesk.CoverDesk_EndNotAWeek.selector, p.end);
        _refuse(p, reason);
        vm.expectRevert(reason);
        coverDesk.quoteRenewal(productId, 10, _start, p.end);
    }

    /// @dev The term counts from the end of the policy before, not from now.
    function test_RevertWhen_TermOutOfRange() external {
        ICoverDesk.RenewalParameters memory p = _renewal();
        uint40[5] memory bad = [0, _start - 1 weeks, _start, _start + 3 weeks, _start + 53 weeks];
        for (uint256 i; i < bad.length; ++i) {
            p.end = bad[i];
            bytes memory reason = abi.encodeWithSelector(
                ICoverDesk.CoverDesk_TermOutOfRange.selector, p.end, _start + 4 weeks, _start + 52 weeks
            );
            _refuse(p, reason);
            vm.expectRevert(reason);
            coverDesk.quoteRenewal(productId, 10, _start, p.end);
        }
    }

    function test_RevertWhen_PremiumAboveMaximum() external {
        ICoverDesk.RenewalParameters memory p = _renewal();
        uint256 premium = coverDesk.quoteRenewal(productId, 10, _start, _end);
        p.maxPremium = premium - 1;
        _refuse(p, abi.encodeWithSelector(ICoverDesk.CoverDesk_PremiumAboveMaximum.selector, premium, premium - 1));
    }

    /// @dev Although the policy before it leaves as much room when the new one begins.
    function test_RevertWhen_CapacityExceeded() external {
        for (uint256 i; i < 7; ++i) {
            buy(100, _end);
        }
        buy(50, _end);
        buy(20, _end);
        buy(20, _end);
        _refuse(
            _renewal(), abi.encodeWithSelector(IUnderwritingPool.UnderwritingPool_CapacityExceeded.selector, 810, 800)
        );
    }

    function test_RevertWhen_LiabilityWouldExceedAssets() external {
        uint256 shares = pool.balanceOf(provider);
        vm.prank(provider);
        pool.requestRedeem(shares * 985 / 1000, provider, provider);
        (uint256 assets,) = pool.capital(productId);
        _refuse(
            _renewal(), abi.encodeWithSelector(Pricing.Pricing_LiabilityAboveAssets.selector, 20_000 * DOLLAR, assets)
        );
    }

    function test_RevertWhen_AssetIsOffItsPeg() external {
        feed.setAlways(2e8);
        _refuse(_renewal(), abi.encodeWithSelector(IAssetGuard.AssetGuard_OffPeg.selector, dollar, int256(2e8)));
    }

    function test_RevertWhen_ProductHasNoRenewals() external {
        IProductCatalog.ProductParameters memory parameters = defaultProduct();
        parameters.renewalWindow = 0;
        productId = list(parameters);
        ICoverDesk.BuyParameters memory p = purchase(10, _start);
        p.renewer = buyer;
        vm.expectRevert(abi.encodeWithSelector(ICoverDesk.CoverDesk_ProductNotRenewable.selector, productId));
        vm.prank(buyer);
        coverDesk.buyCover(p);
        buy(10, _start);
        _refuse(_renewal(), _outside(_start, 0));
        vm.warp(_start - 1);
        _refuse(_renewal(), _outside(_start, 0));
        vm.warp(_start);
        _refuse(_renewal(), _outside(_start, 0));
    }

    function test_RevertWhen_AssetCallsBack() external {
        ReentrantDollar token = new ReentrantDollar();
        token.mint(nextContract(), 10_007);
        pool = newPool(address(token));
        setFeed(address(token));
        productId = list(defaultProduct());
        token.mint(buyer, 2_000_000 * DOLLAR);
        vm.startPrank(buyer);
        token.approve(address(pool), type(uint256).max);
        token.approve(address(coverDesk), type(uint256).max);
        pool.deposit(1_000_000 * DOLLAR, buyer);
        vm.stopPrank();
        _buyRenewable(10, _start);
        ICoverDesk.RenewalParameters memory p = _renewal();
        token.arm(address(coverDesk), abi.encodeCall(coverDesk.renewCover, (p)));
        _refuse(p, abi.encodeWithSelector(ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector));
        token.arm(address(coverDesk), abi.encodeCall(coverDesk.buyCover, (purchase(1, _end))));
        _refuse(p, abi.encodeWithSelector(ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector));
    }

    function test_RenewCover() external {
        uint256 premium = coverDesk.quoteRenewal(productId, 10, _start, _end);
        uint256 before = dollar.balanceOf(buyer);
        ICoverDesk.RenewalParameters memory p = _renewal();
        p.maxPremium = premium;
        assertEq(coverDesk.renewals(productId, p.member, _start, buyer), 1);
        vm.expectEmit(address(coverDesk));
        emit ICoverDesk.CoverRenewed(productId, buyer, 7, 10, _start);
        vm.expectEmit(address(pool));
        emit IUnderwritingPool.CoverUnderwritten(
            productId, 10, _start, _end, _end + 4 weeks, premium, premium * 300 / 10_000, premium * 500 / 10_000
        );
        vm.expectEmit(address(coverDesk));
        emit ICoverDesk.CoverBought(productId, buyer, 1, 10, _start, _end, address(0), premium);
        vm.expectEmit(address(book));
        emit IPolicyBook.CoverQueued(
            0, 1, 7, terms, placed(RENEWED + uint256(10) * 2 ** 80 + uint256(_start) * 2 ** 40 + _end, 0)
        );
        vm.prank(buyer);
        assertEq(coverDesk.renewCover(p), premium);
        assertEq(before - dollar.balanceOf(buyer), premium);
        assertEq(coverDesk.renewals(productId, p.member, _start, buyer), 0);
        assertEq(coverDesk.renewals(productId, p.member, _end, buyer), 0);
    }

    function test_SuccessorCanBeRenewedInItsTurn() external {
        ICoverDesk.RenewalParameters memory p = _renewal();
        p.renewer = buyer;
        uint256 premium = coverDesk.quoteRenewal(productId, 10, _start, _end);
        vm.expectEmit(address(coverDesk));
        emit ICoverDesk.CoverBought(productId, buyer, 1, 10, _start, _end, buyer, premium);
        vm.expectEmit(address(book));
        emit IPolicyBook.CoverQueued(
            0, 1, 7, terms, placed(RENEWABLE + RENEWED + uint256(10) * 2 ** 80 + uint256(_start) * 2 ** 40 + _end, 0)
        );
        vm.prank(buyer);
        coverDesk.renewCover(p);
        assertEq(coverDesk.renewals(productId, p.member, _end, buyer), 1);
        (p.start, p.end, p.deadline) = (_end, _end + 4 weeks, type(uint256).max);
        _refuse(p, _outside(_end, 4 weeks));
        vm.warp(_end - 4 weeks);
        vm.prank(buyer);
        coverDesk.renewCover(p);
        _refuse(p, _notRenewable(7, _end));
    }

    /// @dev A renewal is paid for from the first second to the last, whenever in its window it is bought.
    function testFuzz_WholeTermIsCharged(uint256 early, uint256 term) external {
        vm.warp(_start - bound(early, 1, 4 weeks));
        _end = uint40(_start + bound(term, 4, 52) * WEEK);
        (uint256 assets, uint256 liability) = pool.capital(productId);
        uint256 premium = Pricing.premiumOf(0.05e18, 3e18, assets, liability, 10_000 * DOLLAR, _end - _start);
        assertEq(coverDesk.quoteRenewal(productId, 10, _start, _end), premium);
        uint256 before = dollar.balanceOf(buyer);
        assertEq(_renew(), premium);
        assertEq(before - dollar.balanceOf(buyer), premium);
    }

    /// @dev It costs what a policy would that is bought when the renewal begins; only earned premium has come in by then.
    function test_RenewalIsNotCheaperThanANewPolicy() external {
        uint256 renewal = coverDesk.quoteRenewal(productId, 10, _start, _end);
        vm.warp(_start);
        assertApproxEqRel(renewal, coverDesk.quote(productId, 10, _end), 0.001e18);
    }

    /// @dev Before the start nothing of the renewal's premium is earned, and from then on as much in each second.
    function test_PremiumIsEarnedFromTheStartOn() external {
        vm.warp(_start - 3 weeks);
        uint256 unearnedBefore = pool.unearnedPremium();
        uint256 net = _netOf(_renew());
        assertEq(pool.unearnedPremium(), unearnedBefore + net);

        for (uint256 left = 3 weeks; left != 0; left -= 1 weeks) {
            vm.warp(_start - left);
            assertApproxEqAbs(pool.unearnedPremium(), net + _netOf(_firstPremium) * left / _firstTerm, 1);
        }
        vm.warp(_start);
        assertEq(pool.unearnedPremium(), net);
        vm.warp(_start + 3 weeks);
        assertApproxEqAbs(pool.unearnedPremium(), net * 3 / 4, 1);
        vm.warp(_end - 1);
        assertApproxEqAbs(pool.unearnedPremium(), net / uint256(12 weeks), 1);
        vm.warp(_end);
        assertEq(pool.unearnedPremium(), 0);
    }

    /// @dev The stored stream and the one that is looked at from afar agree.
    function test_EarningDoesNotDependOnHowOftenItIsAccrued() external {
        _renew();
        uint256 snapshot = vm.snapshotState();
        vm.warp(_start + 5 weeks + 17);
        uint256 unearned = pool.unearnedPremium();
        vm.revertToState(snapshot);
        for (uint256 i = 1; i < 90; ++i) {
            skip(1 days + 1234);
            if (block.timestamp > _start + 5 weeks) break;
            pool.advance(productId, 1);
        }
        vm.warp(_start + 5 weeks + 17);
        assertEq(pool.unearnedPremium(), unearned);
    }

    /// @dev Both policies can be claimed for a while, and the pool has the capital for both from the sale on.
    function test_CapacityIsReservedAtOnce() external {
        assertEq(pool.liability(), 10_000 * DOLLAR);
        _renew();
        assertEq(pool.liability(), 20_000 * DOLLAR);
        assertEq(pool.bucket(productId, _start + 4 weeks), 10);
        assertEq(pool.bucket(productId, _end + 4 weeks), 10);
        vm.warp(_start + 4 weeks + 1 hours + 1);
        pool.advance(productId, type(uint256).max);
        assertEq(pool.liability(), 10_000 * DOLLAR);
        vm.warp(_end + 4 weeks + 1 hours + 1);
        pool.advance(productId, type(uint256).max);
        assertEq(pool.liability(), 0);
    }

    function test_FeesOfARenewalAreReserved() external {
        (uint256 reserved, uint256 assets) = (pool.reserved(), pool.totalAssets());
        (uint256 protocolBefore, uint256 oracleBefore) = pool.fees(productId);
        uint256 premium = _renew();
        (uint256 protocolFees, uint256 oracleFees) = pool.fees(productId);
        assertEq(protocolFees - protocolBefore, premium * 300 / 10_000);
        assertEq(oracleFees - oracleBefore, premium * 500 / 10_000);
        assertEq(pool.reserved() - reserved, premium - _netOf(premium));
        assertEq(pool.totalAssets(), assets);
    }

    /// @dev The longest that a bucket and a premium can lie ahead.
    function test_LongestRenewal() external {
        IProductCatalog.ProductParameters memory parameters = defaultProduct();
        (parameters.renewalWindow, parameters.claimWindow) = (8 weeks, 26 weeks);
        productId = list(parameters);
        vm.warp(_start - 8 weeks);
        _buyRenewable(10, _start);
        _end = _start + 52 weeks;
        uint256 net = _netOf(_renew());
        vm.warp(_start + 51 weeks);
        assertApproxEqAbs(pool.unearnedPremium(), net / 52, 1);
        vm.warp(_end + 26 weeks + 1 hours);
        pool.advance(productId, type(uint256).max);
        assertEq(pool.bucket(productId, _end + 26 weeks), 10);
        (uint256 openUnits,,,) = pool.productLiability(productId);
        assertEq(openUnits, 10);
        skip(1);
        pool.advance(productId, type(uint256).max);
        (openUnits,,,) = pool.productLiability(productId);
        assertEq(openUnits, 0);
        assertEq(pool.unearnedPremium(), 0);
    }
}
