// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {IUnderwritingPool} from "../../src/interfaces/IUnderwritingPool.sol";
import {CoverLiability} from "../../src/libraries/CoverLiability.sol";
import {PoolTest} from "../PoolTest.sol";
import {ERC4626} from "@openzeppelin/contracts/token/ERC20/extensions/ERC4626.sol";

/// @dev Payouts above a fifth of the pool a day, which are held.
contract BreakerTest is PoolTest {
    uint256 private constant CAPITAL = 100 * MAX_PAYOUT;
    uint256 private constant LIMIT = CAPITAL / 5;
    uint256 private constant CELL = 6 hours;

    /// @dev A ten-thousandth of a dollar; what counts is rounded up to it.
    uint256 private constant GRAIN = 100;

    uint256 private _shares;
    uint256 private _deadline;

    function setUp() public override {
        super.setUp();
        _shares = deposit(provider, CAPITAL);
        _deadline = underwrite(90, 0, 20);
        vm.warp((block.timestamp / CELL + 1) * CELL);
    }

    function _payHeld(uint256 units, uint256 amount) private {
        vm.prank(address(claimDesk));
        pool.payHeld(payoutOf(units, amount, 0));
    }

    function _voidHeld(uint256 units, uint256 amount) private returns (uint256 deadline) {
        deadline = (block.timestamp / WEEK + 5) * WEEK;
        vm.prank(address(claimDesk));
        pool.voidHeld(productId, units, amount, deadline);
    }

    function _assertHeld(uint256 amount, uint256 liability) private view {
        (uint256 heldAmount, uint256 heldLiability) = pool.heldPayouts();
        assertEq(heldAmount, amount, "held amount");
        assertEq(heldLiability, liability, "held liability");
        assertEq(pool.reserved(), amount, "reserved");
    }

    function test_RevertWhen_DepositWhilePayoutsAreHeld() external {
        pay(30, 25 * MAX_PAYOUT);
        assertEq(pool.maxDeposit(stranger), 0);
        assertEq(pool.maxMint(stranger), 0);
        vm.startPrank(stranger);
        vm.expectRevert(abi.encodeWithSelector(ERC4626.ERC4626ExceededMaxDeposit.selector, stranger, 1, 0));
        pool.deposit(1, stranger);
        vm.expectRevert(abi.encodeWithSelector(ERC4626.ERC4626ExceededMaxMint.selector, stranger, 1, 0));
        pool.mint(1, stranger);
        vm.stopPrank();
        _payHeld(30, 25 * MAX_PAYOUT);
        deposit(stranger, 1);
    }

    /// @dev All of several held payouts have to be settled.
    function test_RevertWhen_OneOfTwoHeldPayoutsIsLeft() external {
        pay(30, 25 * MAX_PAYOUT);
        pay(40, 30 * MAX_PAYOUT);
        _assertHeld(55 * MAX_PAYOUT, 15 * MAX_PAYOUT);
        _payHeld(40, 30 * MAX_PAYOUT);
        _assertHeld(25 * MAX_PAYOUT, 5 * MAX_PAYOUT);
        vm.expectRevert(abi.encodeWithSelector(ERC4626.ERC4626ExceededMaxDeposit.selector, stranger, 1, 0));
        pool.deposit(1, stranger);
        _voidHeld(30, 25 * MAX_PAYOUT);
        _assertHeld(0, 0);
        deposit(stranger, 1);
    }

    function test_RevertWhen_HeldUnitsAreClaimedOnceMore() external {
        pay(90, 30 * MAX_PAYOUT);
        vm.expectRevert(abi.encodeWithSelector(CoverLiability.CoverLiability_UnitsNotOpen.selector, 1, 0));
        pay(1, 1);
    }

    /// @dev A product cannot be taken off the list while a held claim may have to be opened again.
    function test_RevertWhen_ProductIsRetiredWhilePayoutsAreHeld() external {
        vm.warp(_deadline - 1 days);
        assertFalse(pay(90, 90 * MAX_PAYOUT));
        vm.warp(_deadline + 3601);
        pool.advance(productId, type(uint256).max);
        vm.expectRevert(
            abi.encodeWithSelector(IUnderwritingPool.UnderwritingPool_ProductNotRetirable.selector, productId)
        );
        pool.retireProduct(productId);
        _payHeld(90, 90 * MAX_PAYOUT);
        pool.retireProduct(productId);
    }

    function test_LimitIsAShareOfThePool() external {
        assertEq(pool.instantLimit(), LIMIT);
        request(provider, _shares / 10);
        assertEq(pool.instantLimit(), LIMIT);
        settleNextEpoch();
        settleNextEpoch();
        assertEq(pool.instantLimit(), LIMIT * 9 / 10);
    }

    function test_PayoutUpToTheLimitIsInstant() external {
        uint256 state = vm.snapshotState();
        assertTrue(pay(20, LIMIT));
        assertEq(dollar.balanceOf(recipient), LIMIT);
        assertEq(pool.instantLimit(), 0);
        vm.revertToState(state);
        assertFalse(pay(21, LIMIT + 1));
        assertEq(dollar.balanceOf(recipient), 0);
    }

    /// @dev Nobody gets around the limit by many small claims.
    function test_PayoutsOfADayAddUp() external {
        assertTrue(pay(1, 1));
        assertEq(pool.instantLimit(), (CAPITAL - 1) / 5 - GRAIN);
        assertTrue(pay(10, LIMIT / 2));
        // Half the limit is gone, and a fifth of that half is gone from the pool.
        uint256 left = (CAPITAL - 1 - LIMIT / 2) / 5 - LIMIT / 2 - GRAIN;
        assertEq(pool.instantLimit(), left);
        uint256 state = vm.snapshotState();
        assertFalse(pay(10, left + 1));
        vm.revertToState(state);
        assertTrue(pay(10, left / GRAIN * GRAIN));
    }

    function test_LimitNeverFallsBelowZero() external {
        assertTrue(pay(20, LIMIT));
        assertFalse(pay(70, 70 * MAX_PAYOUT));
        assertEq(pool.instantLimit(), 0);
    }

    /// @dev What was paid counts for the rest of its six hours and the 24 after, so it counts a day at least.
    function test_LimitIsBackAfterTwentyFourToThirtyHours() external {
        uint256 cell = block.timestamp;
        pay(10, LIMIT / 2);
        vm.warp(cell + CELL - 1);
        pay(5, LIMIT / 4);
        uint256 limit = (CAPITAL - LIMIT * 3 / 4) / 5;
        vm.warp(cell + 30 hours - 1);
        assertEq(pool.instantLimit(), limit - LIMIT * 3 / 4);
        assertFalse(pay(6, 6 * MAX_PAYOUT));
        _payHeld(6, 6 * MAX_PAYOUT);
        vm.warp(cell + 30 hours);
        limit -= 6 * MAX_PAYOUT / 5;
        assertEq(pool.instantLimit(), limit);
        assertTrue(pay(6, 6 * MAX_PAYOUT));
    }

    /// @dev In the last second of its six hours a payout counts for a day and a second.
    function test_LimitIsNotBackWithinADay() external {
        vm.warp(block.timestamp + CELL - 1);
        pay(20, LIMIT);
        skip(24 hours);
        assertEq(pool.instantLimit(), 0);
        skip(1);
        assertEq(pool.instantLimit(), (CAPITAL - LIMIT) / 5);
    }

    /// @dev The window has room for 2^48 ten-thousandths of a dollar; what is more is held, whatever the share.
    function test_PayoutBeyondTheWindowIsHeld() external {
        deposit(provider, 200_000_000_000e6);
        IUnderwritingPool.Underwriting memory parameters = underwriting(2, 0, 20);
        parameters.productId = 2;
        parameters.maxPayout = 30_000_000_000e6;
        underwrite(parameters);
        IUnderwritingPool.Payout memory payout = payoutOf(1, GRAIN << 48, 0);
        payout.productId = 2;
        vm.startPrank(address(claimDesk));
        assertFalse(pool.pay(payout));
        payout.amount -= GRAIN;
        assertTrue(pool.pay(payout));
    }

    function test_HoldingMovesNoMoneyOut() external {
        vm.expectEmit(address(pool));
        emit IUnderwritingPool.PayoutHeld(productId, 30, 25 * MAX_PAYOUT);
        assertFalse(pay(30, 25 * MAX_PAYOUT));
        assertEq(pool.cash(), CAPITAL);
        assertEq(dollar.balanceOf(address(pool)), CAPITAL);
        assertEq(pool.totalAssets(), 75 * MAX_PAYOUT);
        assertEq(pool.freeCapital(), 10 * MAX_PAYOUT);
        // What may have to be paid once more if the claim is voided, beside what is reserved for it.
        assertEq(pool.liability(), 65 * MAX_PAYOUT);
        _assertHeld(25 * MAX_PAYOUT, 5 * MAX_PAYOUT);
        (uint256 open, uint256 claimed,,) = pool.productLiability(productId);
        assertEq(open, 90);
        assertEq(claimed, 30);
    }

    /// @dev A held payout leaves the limit to those that come after it.
    function test_HeldPayoutDoesNotCount() external {
        pay(30, 25 * MAX_PAYOUT);
        assertEq(pool.instantLimit(), 15 * MAX_PAYOUT);
        assertTrue(pay(15, 15 * MAX_PAYOUT));
    }

    function test_HeldPayoutIsPaid() external {
        pay(30, 25 * MAX_PAYOUT);
        skip(2 days);
        vm.expectEmit(address(pool));
        emit IUnderwritingPool.HeldPayoutMade(productId, 30, 5 * MAX_PAYOUT, 25 * MAX_PAYOUT);
        vm.prank(address(claimDesk));
        pool.payHeld(payoutOf(30, 25 * MAX_PAYOUT, 7));
        assertEq(dollar.balanceOf(recipient), 25 * MAX_PAYOUT - 7);
        assertEq(dollar.balanceOf(relayer), 7);
        assertEq(pool.cash(), 75 * MAX_PAYOUT);
        assertEq(pool.totalAssets(), 75 * MAX_PAYOUT);
        assertProduct(90, 30);
        _assertHeld(0, 0);
    }

    function test_HeldPayoutIsVoided() external {
        pay(30, 25 * MAX_PAYOUT);
        uint256 deadline = (block.timestamp / WEEK + 5) * WEEK;
        vm.expectEmit(address(pool));
        emit IUnderwritingPool.HeldPayoutVoided(productId, 30, 25 * MAX_PAYOUT, deadline);
        _voidHeld(30, 25 * MAX_PAYOUT);
        assertEq(pool.cash(), CAPITAL);
        assertEq(pool.totalAssets(), CAPITAL);
        assertEq(dollar.balanceOf(recipient), 0);
        // The policy stands in its own bucket, against which the claim is set off, and in the new one.
        assertProduct(120, 30);
        assertEq(pool.bucket(productId, _deadline), 90);
        assertEq(pool.bucket(productId, deadline), 30);
        _assertHeld(0, 0);
    }

    function test_VoidedClaimCanBeMadeAgainUntilItsDeadline() external {
        vm.warp(_deadline);
        pay(30, 25 * MAX_PAYOUT);
        skip(1 days);
        vm.expectEmit(address(pool));
        emit IUnderwritingPool.CoverExpired(productId, _deadline + WEEK, 90, 30, 60 * MAX_PAYOUT);
        uint256 deadline = _voidHeld(30, 25 * MAX_PAYOUT);
        assertProduct(30, 0);
        uint256 state = vm.snapshotState();
        vm.warp(deadline + 3600);
        assertTrue(pay(30, 20 * MAX_PAYOUT));
        assertProduct(30, 30);
        vm.revertToState(state);
        vm.warp(deadline + 3601);
        pool.advance(productId, type(uint256).max);
        assertProduct(0, 0);
    }

    /// @dev Exits bear a held claim at once, and get back what they bore if it is voided, as shareholders do.
    function test_ExitsBearAHeldClaimAndGetItBack() external {
        request(provider, _shares / 10);
        uint256 limit = pool.instantLimit();
        pay(30, 25 * MAX_PAYOUT);
        assertApproxEqAbs(pool.pendingAssets(provider), 7.5e9, 1);
        assertApproxEqAbs(pool.totalAssets(), 67.5e9, 1);
        assertEq(pool.instantLimit(), limit - 5 * MAX_PAYOUT);
        _voidHeld(30, 25 * MAX_PAYOUT);
        assertApproxEqAbs(pool.pendingAssets(provider), 10e9, 1);
        assertApproxEqAbs(pool.totalAssets(), 90e9, 1);
    }

    /// @dev What is held stays, whoever leaves: liability keeps the rest of the policy covered too.
    function test_ExitsLeaveWhatHeldClaimsNeed() external {
        pay(30, 25 * MAX_PAYOUT);
        request(provider, _shares);
        settleNextEpoch();
        settleNextEpoch();
        assertApproxEqAbs(pool.maxWithdraw(provider), 10 * MAX_PAYOUT, 1);
        redeemAll(provider);
        _voidHeld(30, 25 * MAX_PAYOUT);
        assertEq(pool.totalAssets() + pool.exiting(), 90 * MAX_PAYOUT);
        assertEq(pool.liability(), 90 * MAX_PAYOUT);
        assertFalse(pay(90, 90 * MAX_PAYOUT));
        _payHeld(90, 90 * MAX_PAYOUT);
        assertEq(dollar.balanceOf(recipient), 90 * MAX_PAYOUT);
    }
}
