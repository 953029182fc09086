// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {IClaimDesk} from "../../src/interfaces/IClaimDesk.sol";
import {ICoverDesk} from "../../src/interfaces/ICoverDesk.sol";
import {ITrigger} from "../../src/interfaces/ITrigger.sol";
import {IUnderwritingPool} from "../../src/interfaces/IUnderwritingPool.sol";
import {AcesoTest} from "../AcesoTest.sol";

/// @dev Cover that has ended keeps neither capital nor capacity nor an exit.
contract EndedCoverTest is AcesoTest {
    uint256 private constant ROOT = 4242;

    uint256 private _ended;

    function setUp() public override {
        super.setUp();
        deposit(provider, 1_000_000 * DOLLAR);
        // The policy that makes the root expires.
        buyAndInsert(1, endAfter(4 weeks), ROOT);
        skip(10 weeks);
        pool.advance(productId, type(uint256).max);
        assertEq(pool.liability(), 0);
    }

    function _latest() private view returns (uint40) {
        return uint40((block.timestamp + 52 weeks) / WEEK * WEEK);
    }

    /// @dev Of a hundred units.
    function _cancel(uint40 end) private {
        uint256[8] memory proof;
        claimDesk.cancelPolicy(
            proof,
            1,
            IClaimDesk.Cancellation(ROOT, terms, 100, end, 3000 + ++_ended, block.timestamp / 3600 * 3600),
            paymentOf(0)
        );
    }

    /// @dev Of a hundred units, to the lowest tier.
    function _claim() private {
        ITrigger.Claim memory claim = claimOf(100, 1);
        (claim.nullifier, claim.observationNullifier) = (3000 + ++_ended, 4000 + _ended);
        claimDesk.submitClaim(claim, paymentOf(0), abi.encode(evidenceOf(ROOT)));
    }

    function test_CancelledUnitsLeaveTheirBucketAtOnce() external {
        uint40 early = endAfter(6 weeks);
        uint40 late = _latest();
        buy(100, early);
        buy(100, late);
        _cancel(late);
        assertEq(pool.bucket(productId, late + 4 weeks), 0);
        assertEq(pool.bucket(productId, early + 4 weeks), 100);
        (uint256 open, uint256 claimed, uint256 next,) = pool.productLiability(productId);
        assertEq(open, 100);
        assertEq(claimed, 0);
        assertEq(next, early + 4 weeks);
        // Whoever was insured for longer than the cancelled policy has nothing to do with it.
        vm.warp(early + 4 weeks + 3601);
        pool.advance(productId, type(uint256).max);
        assertEq(pool.liability(), 0);
    }

    /// @dev However often cover is bought for a year and cancelled within hours.
    function test_CancelledCoverKeepsNoExit() external {
        uint40 early = endAfter(6 weeks);
        uint40 late = _latest();
        for (uint256 i; i < 4; ++i) {
            buy(100, early);
        }
        for (uint256 i; i < 4; ++i) {
            buy(100, late);
            skip(1 hours);
            _cancel(late);
        }
        uint256 shares = pool.balanceOf(provider);
        vm.prank(provider);
        pool.requestRedeem(shares, provider, provider);
        vm.warp(early + 4 weeks + 3601);
        for (uint256 i; i < 2; ++i) {
            pool.settleExits();
            skip(1 weeks);
        }
        assertEq(pool.liability(), 0);
        assertEq(pool.pendingAssets(provider), 0);
        assertEq(pool.maxRedeem(provider), shares);
    }

    function test_CancelledCoverTakesNoCapacity() external {
        uint40 early = endAfter(6 weeks);
        uint40 late = _latest();
        for (uint256 i; i < 7; ++i) {
            buy(100, early);
        }
        for (uint256 i; i < 7; ++i) {
            buy(100, late);
            skip(1 hours);
            _cancel(late);
        }
        vm.warp(early + 4 weeks + 3601);
        for (uint256 i; i < 8; ++i) {
            buy(100, endAfter(8 weeks));
        }
        ICoverDesk.BuyParameters memory p = purchase(1, endAfter(8 weeks));
        vm.expectRevert(abi.encodeWithSelector(IUnderwritingPool.UnderwritingPool_CapacityExceeded.selector, 801, 800));
        vm.prank(buyer);
        coverDesk.buyCover(p);
    }

    /// @dev A claim doesn't say which policy it ends, so it may have been one that has expired: what remains is covered as
    /// long as it might be claimed, which is never longer than it was when it was sold.
    function test_ClaimedCoverIsKeptUntilItsDeadlineAtMost() external {
        uint40 early = endAfter(6 weeks);
        uint40 late = _latest();
        buy(100, early);
        buy(100, late);
        skip(3 weeks);
        _claim();
        assertEq(pool.liability(), 100_000 * DOLLAR);
        vm.warp(early + 4 weeks + 3601);
        pool.advance(productId, type(uint256).max);
        assertEq(pool.liability(), 100_000 * DOLLAR);
        vm.warp(late + 4 weeks + 3601);
        pool.advance(productId, type(uint256).max);
        assertEq(pool.liability(), 0);
    }

    /// @dev Where all that was sold has been claimed, nothing is kept.
    function test_NothingIsKeptOnceAllIsClaimed() external {
        buy(100, endAfter(6 weeks));
        buy(100, _latest());
        skip(3 weeks);
        _claim();
        _claim();
        assertEq(pool.liability(), 0);
    }
}
