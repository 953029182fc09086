// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {IUnderwritingPool} from "../../src/interfaces/IUnderwritingPool.sol";
import {PoolTest} from "../PoolTest.sol";

/// @dev When a queue of exits has lost its worth. All payouts of this pool are instant.
contract FallenQueueTest is PoolTest {
    uint256 private constant CAPITAL = 10 * MAX_PAYOUT;

    address private immutable other = makeAddr("other");

    uint256 private _shares;

    function setUp() public override {
        super.setUp();
        replacePool(10_000);
        _shares = deposit(provider, CAPITAL);
    }

    function test_TotalLossWipesTheQueueAndANewOneStarts() external {
        underwrite(10, 1_000_000_000, 20);
        request(provider, _shares / 2);
        vm.expectEmit(address(pool));
        emit IUnderwritingPool.ExitsSettled(1, block.timestamp / WEEK, 0, 0);
        vm.expectEmit(address(pool));
        emit IUnderwritingPool.ExitsSettled(2, block.timestamp / WEEK, 0, 0);
        vm.expectEmit(address(pool));
        emit IUnderwritingPool.PayoutMade(productId, 10, CAPITAL, CAPITAL, CAPITAL / 2);
        pay(10, CAPITAL);
        assertEq(pool.totalAssets(), 0);
        assertEq(pool.exiting(), 0);
        assertExit(provider, 0, 0);
        assertEq(pool.pendingRedeemRequest(0, provider), 0);
        assertEq(pool.claimableRedeemRequest(0, provider), _shares / 2);
        assertEq(redeemAll(provider), 0);
        assertEq(pool.claimableRedeemRequest(0, provider), 0);

        skip(10 weeks);
        uint256 assets = pool.totalAssets();
        assertGt(assets, 500_000_000);
        request(provider, _shares / 2);
        assertExit(provider, assets, 0);
        settleNextEpoch();
        settleNextEpoch();
        assertExit(provider, 0, assets);
        assertEq(redeemAll(provider), assets);
    }

    /// @dev A queue that has lost all but 2^−32 is worth nothing, and what is left of it goes to the shareholders.
    function test_AlmostTotalLossWipesTheQueue() external {
        uint256 capital = 100 << 34;
        deposit(provider, capital - CAPITAL);
        IUnderwritingPool.Underwriting memory parameters = underwriting(1, 0, 20);
        parameters.maxPayout = capital;
        underwrite(parameters);
        request(provider, pool.balanceOf(provider) / 2);
        uint256 state = vm.snapshotState();
        vm.expectEmit(address(pool));
        emit IUnderwritingPool.ExitsSettled(1, (block.timestamp - EPOCH_OFFSET) / WEEK, 0, 50);
        vm.expectEmit(address(pool));
        emit IUnderwritingPool.ExitsSettled(2, (block.timestamp - EPOCH_OFFSET) / WEEK, 0, 0);
        vm.expectEmit(address(pool));
        emit IUnderwritingPool.PayoutMade(productId, 1, capital, capital - 100, capital / 2 - 50);
        pay(1, capital - 100);
        assertEq(pool.exiting(), 0);
        assertEq(pool.totalAssets(), 100);
        assertExit(provider, 0, 0);
        vm.revertToState(state);
        pay(1, capital - 400);
        assertExit(provider, 200, 0);
    }

    /// @dev A pool loses all but some asset units, half of them exiting; what it earns afterwards is the shareholders'.
    function _almostLoseAll(uint256 capital, uint256 left) private {
        deposit(provider, capital - CAPITAL);
        IUnderwritingPool.Underwriting memory parameters = underwriting(1, CAPITAL, 20);
        parameters.maxPayout = capital;
        underwrite(parameters);
        request(provider, pool.balanceOf(provider) / 2);
        pay(1, capital - left);
        assertExit(provider, left / 2, 0);
        skip(1 weeks);
    }

    /// @dev Whoever came to a queue that had lost all but 2^−31 would have lost everything with the next half of it.
    function test_NewcomerDoesNotShareTheFateOfAFallenQueue() external {
        _almostLoseAll(100 << 34, 400);
        uint256 shares = pool.balanceOf(provider);
        vm.prank(provider);
        pool.transfer(other, shares);
        uint256 value = pool.convertToAssets(shares);
        assertGt(value, CAPITAL / 25);
        vm.expectEmit(address(pool));
        emit IUnderwritingPool.ExitsSettled(2, (block.timestamp - EPOCH_OFFSET) / WEEK, 0, 200);
        request(other, shares / 2);
        assertExit(provider, 0, 0);
        assertEq(pool.claimableRedeemRequest(0, provider), shares);
        value = pool.pendingAssets(other);

        IUnderwritingPool.Underwriting memory parameters = underwriting(1, 0, 20);
        (parameters.productId, parameters.maxPayout) = (2, value);
        underwrite(parameters);
        IUnderwritingPool.Payout memory payout = payoutOf(1, value, 0);
        payout.productId = 2;
        vm.prank(address(claimDesk));
        pool.pay(payout);
        assertApproxEqAbs(pool.pendingAssets(other), value / 2, value / 100);
    }

    /// @dev A queue that has lost a little less goes on, and newcomers share it.
    function test_QueueAboveTwoToTheMinusSixteenGoesOn() external {
        _almostLoseAll(1 << 36, 1 << 21);
        uint256 shares = pool.balanceOf(provider);
        vm.prank(provider);
        pool.transfer(other, shares);
        request(other, shares);
        assertExit(provider, 1 << 20, 0);
    }
}
