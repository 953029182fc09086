// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {IUnderwritingPool} from "../../src/interfaces/IUnderwritingPool.sol";
import {PoolTest} from "../PoolTest.sol";
import {Vm} from "forge-std/Vm.sol";

/// @dev When exits are settled, how much of them, and what happens to them before. All payouts of this pool are instant.
contract ExitsTest is PoolTest {
    uint256 private constant CAPITAL = 10 * MAX_PAYOUT;

    address private immutable other = makeAddr("other");

    uint256 private _shares;

    function setUp() public override {
        super.setUp();
        replacePool(10_000);
        _shares = deposit(provider, CAPITAL);
    }

    /// @dev What belongs to one exit is rounded down, once for each time that it is settled.
    function _assertAbout(uint256 value, uint256 exact) private pure {
        assertLe(value, exact);
        assertGe(value + 4, exact);
    }

    function test_RevertWhen_CapitalOfExitsIsSold() external {
        request(provider, _shares * 4 / 10);
        (uint256 assets,) = pool.capital(productId);
        assertEq(assets, 6 * MAX_PAYOUT);
        IUnderwritingPool.Underwriting memory parameters = underwriting(7, 0, 10);
        vm.expectRevert(
            abi.encodeWithSelector(
                IUnderwritingPool.UnderwritingPool_LiabilityAboveAssets.selector, 7 * MAX_PAYOUT, 6 * MAX_PAYOUT
            )
        );
        vm.prank(address(coverDesk));
        pool.underwrite(parameters);
        underwrite(6, 0, 10);
    }

    /// @dev An epoch begins 3601 seconds into a week, when the buckets of the week have just become due.
    function test_EpochsBeginToTheSecond() external {
        request(provider, _shares);
        uint256 boundary = (block.timestamp / WEEK + 1) * WEEK + 3601;
        vm.warp(boundary - 1);
        assertFalse(pool.isSettlementDue());
        pool.settleExits();
        vm.warp(boundary);
        assertTrue(pool.isSettlementDue());
        pool.settleExits();
        assertFalse(pool.isSettlementDue());
        vm.warp(boundary + WEEK - 1);
        pool.settleExits();
        assertExit(provider, CAPITAL, 0);
        vm.warp(boundary + WEEK);
        pool.settleExits();
        assertExit(provider, 0, CAPITAL);
    }

    /// @dev In the last second of an epoch, too, a request has a whole one before it.
    function test_RequestWaitsForAtLeastAWholeEpoch() external {
        vm.warp(nextEpochAt() - 1);
        request(provider, _shares / 2);
        skip(1);
        pool.settleExits();
        assertExit(provider, CAPITAL / 2, 0);
        skip(WEEK - 1);
        pool.settleExits();
        assertExit(provider, CAPITAL / 2, 0);
        skip(1);
        pool.settleExits();
        assertExit(provider, 0, CAPITAL / 2);
    }

    function test_SettlementIsToldToTheWorld() external {
        underwrite(6, 0, 20);
        request(provider, _shares);
        uint256 first = nextEpochAt();
        vm.warp(first);
        vm.expectEmit(address(pool));
        emit IUnderwritingPool.ExitsSettled(1, first / WEEK, 0, 0);
        pool.settleExits();
        skip(WEEK);
        vm.expectEmit(address(pool));
        emit IUnderwritingPool.ExitsSettled(2, first / WEEK + 1, _shares * 4 / 10, 4 * MAX_PAYOUT);
        pool.settleExits();
        assertEq(pool.reserved(), 4 * MAX_PAYOUT);
        assertEq(pool.exiting(), 6 * MAX_PAYOUT);
        assertEq(pool.cash(), CAPITAL);
    }

    function test_SettlesOnceInAnEpoch() external {
        underwrite(6, 0, 20);
        request(provider, _shares);
        settleNextEpoch();
        settleNextEpoch();
        // Somebody's capital would set exits free, but not before the next epoch.
        deposit(other, 2 * MAX_PAYOUT);
        pool.settleExits();
        assertExit(provider, 6 * MAX_PAYOUT, 4 * MAX_PAYOUT);
        settleNextEpoch();
        assertExit(provider, 4 * MAX_PAYOUT, 6 * MAX_PAYOUT);
    }

    /// @dev Any request settles first what is due.
    function test_RequestSettlesByItself() external {
        deposit(other, CAPITAL);
        request(provider, _shares);
        vm.warp(nextEpochAt() + WEEK);
        request(other, _shares / 2);
        assertExit(provider, 0, CAPITAL);
        assertExit(other, CAPITAL / 2, 0);
    }

    function test_NothingIsSettledWithoutExits() external {
        vm.warp(nextEpochAt());
        vm.recordLogs();
        pool.settleExits();
        assertEq(vm.getRecordedLogs().length, 0);
        assertFalse(pool.isSettlementDue());
    }

    function test_ShortCapitalIsSharedProRataAndTheRestRollsOver() external {
        uint256 others = deposit(other, 3 * CAPITAL);
        uint256 deadline = underwrite(32, 0, 3);
        request(provider, _shares);
        request(other, others);
        settleNextEpoch();
        settleNextEpoch();
        assertEq(pool.freeCapital(), 0);
        assertExit(provider, 8 * MAX_PAYOUT, 2 * MAX_PAYOUT);
        assertExit(other, 24 * MAX_PAYOUT, 6 * MAX_PAYOUT);
        assertEq(pool.pendingRedeemRequest(0, provider), _shares * 8 / 10);
        assertEq(pool.claimableRedeemRequest(0, provider), _shares * 2 / 10);
        _assertAbout(redeemAll(provider), 2 * MAX_PAYOUT);
        settleNextEpoch();
        assertExit(provider, 8 * MAX_PAYOUT, 0);
        vm.warp(deadline + 3601);
        pool.settleExits();
        assertExit(provider, 0, 8 * MAX_PAYOUT);
        assertExit(other, 0, CAPITAL * 3);
        _assertAbout(redeemAll(provider) + redeemAll(other), 38 * MAX_PAYOUT);
        _assertAbout(pool.cash(), 4);
    }

    /// @dev No product's expired bucket keeps an exit from leaving.
    function test_SettlementLetsBucketsOfAllProductsGo() external {
        uint256 deadline = underwrite(4, 0, 3);
        IUnderwritingPool.Underwriting memory parameters = underwriting(5, 0, 3);
        parameters.productId = 2;
        underwrite(parameters);
        vm.warp(deadline - 8 days);
        request(provider, _shares);
        vm.warp(deadline + 3600);
        pool.settleExits();
        assertEq(pool.liability(), 9 * MAX_PAYOUT);
        skip(1);
        vm.expectEmit(address(pool));
        emit IUnderwritingPool.CoverExpired(productId, deadline + WEEK, 4, 0, 4 * MAX_PAYOUT);
        vm.expectEmit(address(pool));
        emit IUnderwritingPool.CoverExpired(2, deadline + WEEK, 5, 0, 5 * MAX_PAYOUT);
        pool.settleExits();
        assertEq(pool.liability(), 0);
        assertExit(provider, 0, CAPITAL);
    }

    function test_PendingExitsBearLossesAsShareholdersDo() external {
        uint256 others = deposit(other, CAPITAL);
        underwrite(10, 0, 10);
        request(provider, _shares);
        pay(4, 3001e6);
        assertExit(provider, CAPITAL - 1500.5e6, 0);
        assertApproxEqAbs(pool.totalAssets(), CAPITAL - 1500.5e6, 1);
        assertApproxEqAbs(pool.convertToAssets(others), CAPITAL - 1500.5e6, 1);
        settleNextEpoch();
        pay(1, 100e6);
        assertExit(provider, CAPITAL - 1550.5e6, 0);
        settleNextEpoch();
        assertExit(provider, 0, CAPITAL - 1550.5e6);
    }

    /// @dev What does not divide falls on the exits.
    function test_LossIsRoundedAgainstExits() external {
        deposit(other, 2 * CAPITAL);
        underwrite(10, 0, 10);
        request(provider, _shares);
        pay(1, 100);
        assertEq(pool.pendingAssets(provider), CAPITAL - 34);
        assertEq(pool.totalAssets(), 2 * CAPITAL - 66);
    }

    function test_SettledExitsBearNoLoss() external {
        deposit(other, CAPITAL);
        underwrite(10, 0, 10);
        request(provider, _shares);
        settleNextEpoch();
        settleNextEpoch();
        pay(5, 5 * MAX_PAYOUT);
        assertExit(provider, 0, CAPITAL);
        assertEq(pool.totalAssets(), 5 * MAX_PAYOUT);
        assertEq(redeemAll(provider), CAPITAL - 1);
    }

    /// @dev Whoever bears the risk earns for it, share by share, for just as long.
    function test_PendingExitsEarnAsShareholdersDo() external {
        uint256 others = deposit(other, CAPITAL);
        underwrite(1, 1_000_000_000, 5);
        request(provider, _shares);
        skip(3 weeks);
        uint256 earned = 1_000_000_000 - pool.unearnedPremium();
        assertGt(earned, 600_000_000);
        assertApproxEqAbs(pool.pendingAssets(provider), CAPITAL + earned / 2, 1);
        assertApproxEqAbs(pool.convertToAssets(others), CAPITAL + earned / 2, 1);
        pool.settleExits();
        uint256 settled = pool.maxWithdraw(provider);
        assertApproxEqAbs(settled, CAPITAL + earned / 2, 2);
        // Settled ones bear nothing, and earn nothing.
        skip(1 weeks);
        assertEq(pool.maxWithdraw(provider), settled);
    }

    /// @dev Exits that cannot be paid for a year bear the cover that keeps them, and get its premium: what somebody else
    /// has put in takes its own part of it, and no more.
    function test_ADollarEarnsWhatADollarBears() external {
        underwrite(9, 1_000_000_000, 52);
        request(provider, _shares);
        deposit(other, 1e6);
        for (uint256 i; i < 50; ++i) {
            skip(1 weeks);
            pool.settleExits();
        }
        uint256 earned = 1_000_000_000 - pool.unearnedPremium();
        assertGt(earned, 900_000_000);
        // A tenth of the capital has left in the first weeks.
        assertApproxEqRel(pool.convertToAssets(pool.balanceOf(other)), 1e6 + earned / 9000, 0.01e18);
        assertApproxEqRel(pool.pendingAssets(provider) + pool.maxWithdraw(provider), CAPITAL + earned, 0.001e18);
    }

    /// @dev Nobody gains by asking to leave, nor by the week in which it is asked.
    function testFuzz_TheTimeOfARequestGainsNothing(uint256 early, uint256 late, uint256 lost) external {
        uint256 others = deposit(other, CAPITAL);
        underwrite(10, 1_000_000_000, 30);
        (early, late) = (bound(early, 0, 4 weeks), bound(late, 0, 4 weeks));
        skip(early);
        request(provider, _shares);
        skip(late);
        pay(1, bound(lost, 1, MAX_PAYOUT));
        // Neither has been settled more than the other, so both have the same.
        if (pool.maxRedeem(provider) != 0) return;
        assertApproxEqAbs(pool.pendingAssets(provider), pool.convertToAssets(others), 1);
    }

    function test_SecondRequestMakesWhatIsPendingWaitAnew() external {
        uint256 others = deposit(other, CAPITAL);
        request(provider, _shares / 2);
        request(other, others);
        settleNextEpoch();
        request(provider, _shares / 4);
        settleNextEpoch();
        assertExit(provider, CAPITAL * 3 / 4, 0);
        assertExit(other, 0, CAPITAL);
        assertEq(pool.pendingRedeemRequest(0, provider), _shares * 3 / 4);
        settleNextEpoch();
        assertExit(provider, 0, CAPITAL * 3 / 4);
    }

    /// @dev What was settled before the second request stays claimable.
    function test_SecondRequestLeavesWhatIsClaimable() external {
        underwrite(5, 0, 20);
        request(provider, _shares * 8 / 10);
        settleNextEpoch();
        settleNextEpoch();
        assertExit(provider, 3 * MAX_PAYOUT, 5 * MAX_PAYOUT);
        request(provider, _shares / 10);
        assertExit(provider, 4 * MAX_PAYOUT, 5 * MAX_PAYOUT);
        redeemAll(provider);
        assertExit(provider, 4 * MAX_PAYOUT, 0);
    }

    /// @dev Requests of others, and shares and allowances given away, leave an exit in its place.
    function test_NobodyElseMakesAnExitWait() external {
        uint256 others = deposit(other, CAPITAL);
        request(provider, _shares);
        settleNextEpoch();
        vm.startPrank(other);
        bytes memory reason =
            abi.encodeWithSelector(IUnderwritingPool.UnderwritingPool_NotOperator.selector, other, provider);
        vm.expectRevert(reason);
        pool.requestRedeem(others / 2, provider, other);
        pool.approve(provider, others);
        pool.setOperator(provider, true);
        vm.expectRevert(reason);
        pool.requestRedeem(others / 2, provider, other);
        pool.transfer(provider, others / 2);
        pool.requestRedeem(others / 2, other, other);
        vm.stopPrank();
        settleNextEpoch();
        assertExit(provider, 0, CAPITAL);
        assertExit(other, CAPITAL / 2, 0);
    }

    /// @dev After more than one silent epoch two settlements run at once, and never more.
    function test_SilentEpochsAreMadeUpFor() external {
        request(provider, _shares);
        vm.warp(nextEpochAt() + WEEK - 1);
        uint256 state = vm.snapshotState();
        pool.settleExits();
        assertExit(provider, CAPITAL, 0);
        vm.revertToState(state);
        skip(1);
        pool.settleExits();
        assertExit(provider, 0, CAPITAL);
        vm.revertToState(state);
        skip(300 weeks);
        vm.recordLogs();
        pool.settleExits();
        Vm.Log[] memory logs = vm.getRecordedLogs();
        assertEq(logs.length, 2);
        assertEq(logs[0].topics[1], bytes32(uint256(1)));
        assertEq(logs[1].topics[1], bytes32(uint256(2)));
        assertExit(provider, 0, CAPITAL);
    }

    /// @dev Silence before a request does not count for it.
    function test_SilenceBeforeARequestDoesNotCount() external {
        skip(10 weeks);
        request(provider, _shares);
        settleNextEpoch();
        assertExit(provider, CAPITAL, 0);
        settleNextEpoch();
        assertExit(provider, 0, CAPITAL);
    }

    /// @dev Exits may be in the queue for as long as they like: whoever buys only takes shareholders' capital.
    function test_ExitsAreSettledWhoeverBuysBefore() external {
        uint256 others = deposit(other, CAPITAL);
        request(provider, _shares);
        underwrite(5, 0, 20);
        settleNextEpoch();
        underwrite(5, 0, 20);
        assertEq(pool.freeCapital(), CAPITAL);
        settleNextEpoch();
        assertExit(provider, 0, CAPITAL);
        request(other, others);
        settleNextEpoch();
        settleNextEpoch();
        assertExit(other, CAPITAL, 0);
    }

    function test_EverybodyCanLeave() external {
        uint256 others = deposit(other, 3 * CAPITAL);
        uint256 deadline = underwrite(20, 7_000_000, 3);
        pay(2, 1_234_567_891);
        request(provider, _shares);
        request(other, others);
        vm.warp(deadline + 3601 + WEEK);
        pool.settleExits();
        uint256 taken = redeemAll(provider) + redeemAll(other);
        // Exits have earned the whole premium.
        assertApproxEqAbs(taken, 4 * CAPITAL - 1_234_567_891 + 7_000_000, 10);
        assertEq(pool.totalSupply(), 0);
        assertEq(pool.exiting(), 0);
        assertEq(pool.totalAssets(), pool.cash() - pool.reserved());
        assertEq(pool.cash(), 4 * CAPITAL - 1_234_567_891 + 7_000_000 - taken);
    }

    /// @dev A total loss leaves worthless shares, which go on as those of others do: what is earned afterwards is theirs too.
    function test_ExitsGoOnAfterATotalLoss() external {
        underwrite(10, 1_000_000_000, 20);
        request(provider, _shares / 2);
        pay(10, CAPITAL);
        assertEq(pool.totalAssets(), 0);
        assertExit(provider, 0, 0);
        assertEq(pool.pendingRedeemRequest(0, provider), _shares / 2);
        skip(10 weeks);
        uint256 earned = 1_000_000_000 - pool.unearnedPremium();
        assertExit(provider, earned / 2, 0);
        pool.settleExits();
        assertApproxEqAbs(pool.maxWithdraw(provider), earned / 2, 1);
    }

    /// @dev Whoever asks to leave after one is not drawn into it.
    function test_NewcomerDoesNotShareAnEarlierLoss() external {
        uint256 others = deposit(other, CAPITAL);
        underwrite(20, 0, 20);
        request(provider, _shares);
        pay(19, 19 * MAX_PAYOUT);
        deposit(stranger, CAPITAL);
        request(stranger, pool.balanceOf(stranger));
        assertApproxEqAbs(pool.pendingAssets(stranger), CAPITAL, 1);
        assertApproxEqAbs(pool.pendingAssets(provider), pool.convertToAssets(others), 1);
        pay(1, MAX_PAYOUT);
        assertApproxEqRel(pool.pendingAssets(stranger), CAPITAL * 10 / 11, 0.001e18);
    }

    /// @dev Less than 2^−56 of the queue is not kept pending: it goes to the shareholders.
    function test_DustOfAnAlmostFullSettlement() external {
        deposit(other, 1 << 60);
        IUnderwritingPool.Underwriting memory parameters = underwriting(1, 0, 20);
        parameters.maxPayout = 1;
        underwrite(parameters);
        request(other, pool.balanceOf(other));
        request(provider, _shares);
        uint256 exiting = pool.exitingShares();
        settleNextEpoch();
        uint256 free = pool.freeCapital();
        uint256 epoch = nextEpochAt();
        vm.warp(epoch);
        vm.expectEmit(address(pool));
        emit IUnderwritingPool.ExitsSettled(2, epoch / WEEK, exiting, free);
        pool.settleExits();
        assertEq(pool.exiting(), 0);
        assertEq(pool.totalAssets(), 1);
        assertEq(pool.pendingRedeemRequest(0, other), 0);
    }
}
