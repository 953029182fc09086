// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {UnderwritingPool} from "../../src/UnderwritingPool.sol";
import {IUnderwritingPool} from "../../src/interfaces/IUnderwritingPool.sol";
import {CoverLiability} from "../../src/libraries/CoverLiability.sol";
import {PoolTest} from "../PoolTest.sol";
import {FeeDollar} from "../mocks/FeeDollar.sol";
import {RebasingDollar} from "../mocks/RebasingDollar.sol";

/// @dev Creation, underwriting, expiry, payouts and refunds.
contract UnderwritingPoolTest is PoolTest {
    function _expectCreationRevert(address asset, uint256 instantShare, bytes memory reason) private {
        IUnderwritingPool.PoolParameters memory parameters = poolParameters(asset, instantShare);
        vm.expectRevert(reason);
        new UnderwritingPool(parameters, address(coverDesk), address(claimDesk), address(manager));
    }

    function _expectUnderwriteRevert(IUnderwritingPool.Underwriting memory parameters, bytes memory reason) private {
        vm.expectRevert(reason);
        vm.prank(address(coverDesk));
        pool.underwrite(parameters);
    }

    function _expectRefundRevert(IUnderwritingPool.Payout memory payout, uint256 end, bytes memory reason) private {
        vm.expectRevert(reason);
        vm.prank(address(claimDesk));
        pool.refund(payout, end, end + 4 weeks, 0);
    }

    function test_RevertWhen_ProbeIsMissing() external {
        bytes4 missing = IUnderwritingPool.UnderwritingPool_ProbeMissing.selector;
        FeeDollar fee = new FeeDollar();
        _expectCreationRevert(address(fee), 2000, abi.encodeWithSelector(missing, 0, PROBE));
        fee.mint(nextContract(), PROBE - 1);
        _expectCreationRevert(address(fee), 2000, abi.encodeWithSelector(missing, PROBE - 1, PROBE));
    }

    function test_RevertWhen_AssetKeepsAFee() external {
        FeeDollar fee = new FeeDollar();
        fee.mint(nextContract(), PROBE);
        fee.charge();
        _expectCreationRevert(
            address(fee),
            2000,
            abi.encodeWithSelector(
                IUnderwritingPool.UnderwritingPool_AssetNotExact.selector, PROBE, 0, PROBE - PROBE / 100
            )
        );
    }

    /// @dev The fee of a transfer can also be taken of what the sender has left.
    function test_RevertWhen_AssetTakesTheFeeFromTheSender() external {
        FeeDollar fee = new FeeDollar();
        fee.mint(nextContract(), 2 * PROBE);
        fee.chargeSender();
        _expectCreationRevert(
            address(fee),
            2000,
            abi.encodeWithSelector(
                IUnderwritingPool.UnderwritingPool_AssetNotExact.selector, PROBE, PROBE - PROBE / 100, PROBE
            )
        );
    }

    /// @dev Balances are rounded shares of a whole, as those of stETH are: what arrives is one less than what was sent.
    function test_RevertWhen_AssetRebases() external {
        RebasingDollar rebasing = new RebasingDollar();
        rebasing.mint(admin, 1e12);
        rebasing.rebase(1.1e12);
        rebasing.mint(nextContract(), PROBE + 2);
        assertEq(rebasing.balanceOf(nextContract()), PROBE + 1);
        _expectCreationRevert(
            address(rebasing),
            2000,
            abi.encodeWithSelector(IUnderwritingPool.UnderwritingPool_AssetNotExact.selector, PROBE, 2, PROBE - 1)
        );
    }

    function test_RevertWhen_InstantShareIsInvalid() external {
        bytes4 invalid = IUnderwritingPool.UnderwritingPool_InstantShareInvalid.selector;
        _expectCreationRevert(address(dollar), 0, abi.encodeWithSelector(invalid, 0));
        _expectCreationRevert(address(dollar), 10_001, abi.encodeWithSelector(invalid, 10_001));
    }

    function test_RevertWhen_StrangerUnderwrites() external {
        IUnderwritingPool.Underwriting memory parameters = underwriting(1, 1, 10);
        vm.expectRevert(
            abi.encodeWithSelector(IUnderwritingPool.UnderwritingPool_NotCoverDesk.selector, address(claimDesk))
        );
        vm.prank(address(claimDesk));
        pool.underwrite(parameters);
    }

    function test_RevertWhen_StrangerPaysOrRefunds() external {
        IUnderwritingPool.Payout memory payout = payoutOf(1, 1, 0);
        bytes memory reason =
            abi.encodeWithSelector(IUnderwritingPool.UnderwritingPool_NotClaimDesk.selector, address(coverDesk));
        vm.startPrank(address(coverDesk));
        vm.expectRevert(reason);
        pool.pay(payout);
        vm.expectRevert(reason);
        pool.payHeld(payout);
        vm.expectRevert(reason);
        pool.voidHeld(productId, 1, 1, WEEK);
        vm.expectRevert(reason);
        pool.refund(payout, WEEK, WEEK, 0);
    }

    function test_RevertWhen_LiabilityAboveAssets() external {
        deposit(provider, 10 * MAX_PAYOUT - 1);
        dollar.mint(address(pool), 1);
        _expectUnderwriteRevert(
            underwriting(10, 1, 10),
            abi.encodeWithSelector(
                IUnderwritingPool.UnderwritingPool_LiabilityAboveAssets.selector, 10 * MAX_PAYOUT, 10 * MAX_PAYOUT - 1
            )
        );
    }

    /// @dev What others sell counts: the assets cover the liability of all products together.
    function test_RevertWhen_LiabilityOfAllProductsAboveAssets() external {
        deposit(provider, 10 * MAX_PAYOUT);
        underwrite(6, 0, 10);
        IUnderwritingPool.Underwriting memory parameters = underwriting(5, 0, 10);
        parameters.productId = 2;
        _expectUnderwriteRevert(
            parameters,
            abi.encodeWithSelector(
                IUnderwritingPool.UnderwritingPool_LiabilityAboveAssets.selector, 11 * MAX_PAYOUT, 10 * MAX_PAYOUT
            )
        );
    }

    function test_RevertWhen_CapacityExceeded() external {
        deposit(provider, 1000 * MAX_PAYOUT);
        underwrite(800, 1, 10);
        pay(3, 1);
        IUnderwritingPool.Underwriting memory parameters = underwriting(4, 0, 10);
        parameters.capacityUnits = 800;
        _expectUnderwriteRevert(
            parameters, abi.encodeWithSelector(IUnderwritingPool.UnderwritingPool_CapacityExceeded.selector, 801, 800)
        );
        parameters.units = 3;
        underwrite(parameters);
    }

    function test_RevertWhen_PremiumDidNotArrive() external {
        deposit(provider, 10 * MAX_PAYOUT);
        _expectUnderwriteRevert(
            underwriting(1, 5, 10),
            abi.encodeWithSelector(
                IUnderwritingPool.UnderwritingPool_CashNotReceived.selector, 10 * MAX_PAYOUT, 10 * MAX_PAYOUT + 5
            )
        );
    }

    function test_RevertWhen_ClaimedUnitsAreNotOpen() external {
        deposit(provider, 10 * MAX_PAYOUT);
        uint256 deadline = underwrite(2, 0, 10);
        vm.expectRevert(abi.encodeWithSelector(CoverLiability.CoverLiability_UnitsNotOpen.selector, 3, 2));
        pay(3, 1);
        vm.warp(deadline + 3601);
        vm.expectRevert(abi.encodeWithSelector(CoverLiability.CoverLiability_UnitsNotOpen.selector, 1, 0));
        pay(1, 1);
    }

    function test_RevertWhen_FeeIsAboveTheRefund() external {
        deposit(provider, 10 * MAX_PAYOUT);
        uint256 end = underwrite(1, 1_000_000, 10) - 4 weeks;
        _expectRefundRevert(
            payoutOf(1, 1000, 1000),
            end,
            abi.encodeWithSelector(IUnderwritingPool.UnderwritingPool_FeeAboveRefund.selector, 1000, 999)
        );
    }

    function test_RevertWhen_RefundedUnitsAreNotOpen() external {
        deposit(provider, 10 * MAX_PAYOUT);
        uint256 end = underwrite(1, 1_000_000, 10) - 4 weeks;
        _expectRefundRevert(
            payoutOf(2, 1000, 0), end, abi.encodeWithSelector(CoverLiability.CoverLiability_UnitsNotOpen.selector, 2, 1)
        );
    }

    /// @dev Neither the units of another bucket nor those of one that has expired.
    function test_RevertWhen_RefundedUnitsAreNotInTheirBucket() external {
        deposit(provider, 10 * MAX_PAYOUT);
        uint256 early = underwrite(2, 1_000_000, 3);
        uint256 end = underwrite(1, 1_000_000, 10) - 4 weeks;
        bytes4 notInBucket = CoverLiability.CoverLiability_UnitsNotInBucket.selector;
        _expectRefundRevert(payoutOf(2, 1000, 0), end, abi.encodeWithSelector(notInBucket, 2, end + 4 weeks, 1));
        _expectRefundRevert(payoutOf(1, 1000, 0), end + WEEK, abi.encodeWithSelector(notInBucket, 1, end + 5 weeks, 0));
        vm.warp(early + 3601);
        _expectRefundRevert(payoutOf(1, 1000, 0), early - 4 weeks, abi.encodeWithSelector(notInBucket, 1, early, 0));
    }

    function test_SponsorGetsTheProbeBack() external {
        uint256 before = dollar.balanceOf(provider);
        replacePool(10_000);
        assertEq(dollar.balanceOf(provider), before + PROBE);
        assertEq(dollar.balanceOf(address(pool)), 0);
        assertEq(pool.cash(), 0);
        assertEq(pool.coverDesk(), address(coverDesk));
        assertEq(pool.claimDesk(), address(claimDesk));
        assertEq(pool.instantShare(), 10_000);
        assertEq(pool.PROBE(), PROBE);
    }

    /// @dev Whoever sends more there than the probe has given it away; nobody can stop a pool by it.
    function test_MoreThanTheProbeIsADonation() external {
        dollar.mint(nextContract(), PROBE + 5);
        pool = createPool(address(dollar), 1);
        assertEq(dollar.balanceOf(address(pool)), 5);
        assertEq(pool.cash(), 0);
    }

    function test_UnderwritingMovesTheMoney() external {
        deposit(provider, 10 * MAX_PAYOUT);
        IUnderwritingPool.Underwriting memory parameters = underwriting(3, 1000, 10);
        (parameters.protocolFee, parameters.oracleFee) = (30, 50);
        dollar.mint(address(pool), 1000);
        vm.expectEmit(address(pool));
        emit IUnderwritingPool.CoverUnderwritten(
            productId, 3, parameters.start, parameters.end, parameters.claimDeadline, 1000, 30, 50
        );
        vm.prank(address(coverDesk));
        pool.underwrite(parameters);
        assertEq(pool.cash(), 10 * MAX_PAYOUT + 1000);
        assertEq(pool.reserved(), 80);
        assertEq(pool.unearnedPremium(), 920);
        assertEq(pool.totalAssets(), 10 * MAX_PAYOUT);
        assertEq(pool.bucket(productId, parameters.claimDeadline), 3);
        assertProduct(3, 0);
    }

    function test_PurchaseChangesNoSharePrice() external {
        deposit(provider, 100 * MAX_PAYOUT);
        for (uint256 i; i < 20; ++i) {
            underwrite(1, 1_234_567 * i + 1, 2 + i);
            assertEq(pool.totalAssets(), 100 * MAX_PAYOUT);
        }
    }

    function test_PremiumIsEarnedEvenlyToTheEnd() external {
        deposit(provider, 10 * MAX_PAYOUT);
        uint256 duration = 10 * WEEK - 1 days;
        underwrite(1, 1_000_003, 10);
        assertEq(pool.unearnedPremium(), 1_000_003);
        skip(duration / 4);
        assertEq(pool.unearnedPremium(), uint256(1_000_003 * 3) / 4 + 1);
        skip(duration / 4);
        assertEq(pool.unearnedPremium(), uint256(1_000_003) / 2 + 1);
        skip(duration / 2 - 1);
        assertEq(pool.unearnedPremium(), 1);
        skip(1);
        assertEq(pool.unearnedPremium(), 0);
        assertEq(pool.totalAssets(), 10 * MAX_PAYOUT + 1_000_003);
        skip(500 weeks);
        assertEq(pool.totalAssets(), 10 * MAX_PAYOUT + 1_000_003);
    }

    /// @dev A renewal is paid before it begins; its liability is there from the sale.
    function test_RenewalIsNotEarnedBeforeItsStart() external {
        deposit(provider, 10 * MAX_PAYOUT);
        IUnderwritingPool.Underwriting memory parameters = underwriting(2, 1_000_000, 13);
        parameters.start = parameters.end - 10 weeks;
        underwrite(parameters);
        assertProduct(2, 0);
        vm.warp(parameters.start);
        assertEq(pool.unearnedPremium(), 1_000_000);
        skip(5 weeks);
        assertEq(pool.unearnedPremium(), 500_001);
        pool.advance(productId, 0);
        skip(5 weeks);
        assertEq(pool.totalAssets(), 10 * MAX_PAYOUT + 1_000_000);
    }

    function test_AccrualIsTheSameHoweverOftenItIsWritten() external {
        deposit(provider, 100 * MAX_PAYOUT);
        for (uint256 i; i < 5; ++i) {
            underwrite(1, 999_999_937 + i, 3 * i + 2);
        }
        uint256 start = block.timestamp;
        uint256 state = vm.snapshotState();
        vm.warp(start + 10 weeks + 12_345);
        uint256 once = pool.unearnedPremium();
        vm.revertToState(state);
        while (block.timestamp < start + 9 weeks) {
            skip(86_399);
            pool.advance(productId, 1);
        }
        vm.warp(start + 10 weeks + 12_345);
        assertEq(pool.unearnedPremium(), once);
    }

    function test_PayMovesTheMoney() external {
        deposit(provider, 10 * MAX_PAYOUT);
        underwrite(5, 0, 10);
        vm.expectEmit(address(pool));
        emit IUnderwritingPool.PayoutMade(productId, 2, 2 * MAX_PAYOUT, 700);
        vm.prank(address(claimDesk));
        assertTrue(pool.pay(payoutOf(2, 700, 100)));
        assertEq(dollar.balanceOf(recipient), 600);
        assertEq(dollar.balanceOf(relayer), 100);
        assertEq(pool.cash(), 10 * MAX_PAYOUT - 700);
        assertEq(pool.totalAssets(), 10 * MAX_PAYOUT - 700);
        assertProduct(5, 2);
    }

    function test_LossFallsOnShareholdersAlike() external {
        uint256 first = deposit(provider, 60 * MAX_PAYOUT);
        uint256 second = deposit(stranger, 40 * MAX_PAYOUT);
        underwrite(20, 0, 10);
        pay(20, 20 * MAX_PAYOUT);
        assertApproxEqAbs(pool.convertToAssets(first), 48 * MAX_PAYOUT, 1);
        assertApproxEqAbs(pool.convertToAssets(second), 32 * MAX_PAYOUT, 1);
    }

    function test_RefundMovesTheMoney() external {
        deposit(provider, 10 * MAX_PAYOUT);
        uint256 end = underwrite(3, 1_000_000, 10) - 4 weeks;
        vm.warp(end - 5 weeks);
        uint256 unearned = pool.unearnedPremium();
        uint256 assets = pool.totalAssets();
        vm.expectEmit(address(pool));
        emit IUnderwritingPool.PremiumRefunded(productId, 3, 3 * MAX_PAYOUT, 399_999, end, 400_000, 0);
        vm.prank(address(claimDesk));
        assertEq(pool.refund(payoutOf(3, 400_000, 1000), end, end + 4 weeks, 0), 399_999);
        assertEq(dollar.balanceOf(recipient), 398_999);
        assertEq(dollar.balanceOf(relayer), 1000);
        assertEq(pool.cash(), 10 * MAX_PAYOUT + 1_000_000 - 399_999);
        assertApproxEqAbs(pool.unearnedPremium(), unearned - 400_000, 1);
        assertGe(pool.totalAssets(), assets);
        assertProduct(0, 0);
        assertEq(pool.bucket(productId, end + 4 weeks), 0);
        vm.warp(end);
        assertEq(pool.unearnedPremium(), 0);
        assertEq(pool.totalAssets(), 10 * MAX_PAYOUT + 600_001);
    }
}
