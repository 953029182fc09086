// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {IUnderwritingPool} from "../../src/interfaces/IUnderwritingPool.sol";
import {PoolTest} from "../PoolTest.sol";
import {BlockingDollar} from "../mocks/BlockingDollar.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";

/// @dev Payouts that the token does not let their recipient have.
contract KeptPayoutsTest is PoolTest {
    uint256 private constant CAPITAL = 10 * MAX_PAYOUT;

    BlockingDollar private _token;
    uint256 private _end;

    function setUp() public override {
        super.setUp();
        _token = new BlockingDollar();
        _token.mint(nextContract(), PROBE);
        pool = createPool(address(_token), 2000);
        _token.mint(provider, CAPITAL);
        vm.startPrank(provider);
        _token.approve(address(pool), CAPITAL);
        pool.deposit(CAPITAL, provider);
        vm.stopPrank();
        IUnderwritingPool.Underwriting memory parameters = underwriting(5, 1_000_000, 10);
        _token.mint(address(pool), 1_000_000);
        vm.prank(address(coverDesk));
        pool.underwrite(parameters);
        _end = parameters.end;
    }

    function _refuse(address to) private {
        _token.refuse(to, BlockingDollar.Refusal.Revert);
    }

    function _payWithFee(uint256 amount, uint256 fee) private returns (bool) {
        vm.prank(address(claimDesk));
        return pool.pay(payoutOf(1, amount, fee));
    }

    /// @dev What is kept is cash and reserved, and nobody else's.
    function _assertKept(uint256 ofRecipient, uint256 ofRelayer) private view {
        assertEq(pool.keptPayout(recipient), ofRecipient, "recipient");
        assertEq(pool.keptPayout(relayer), ofRelayer, "relayer");
        assertEq(pool.reserved(), ofRecipient + ofRelayer, "reserved");
        assertEq(pool.cash(), _token.balanceOf(address(pool)), "cash");
    }

    function test_RevertWhen_NothingIsKept() external {
        vm.expectRevert(abi.encodeWithSelector(IUnderwritingPool.UnderwritingPool_NothingKept.selector, recipient));
        vm.prank(recipient);
        pool.collectKept(recipient, recipient);
    }

    function test_RevertWhen_ItIsCollectedForNobody() external {
        _refuse(recipient);
        _payWithFee(1000, 0);
        address[5] memory nobodies = nobodiesOfThePool();
        for (uint256 i; i < nobodies.length; ++i) {
            vm.expectRevert(receiverIsNobody(nobodies[i]));
            vm.prank(recipient);
            pool.collectKept(recipient, nobodies[i]);
        }
        _assertKept(1000, 0);
    }

    function test_RevertWhen_StrangerCollectsForItself() external {
        _refuse(recipient);
        _payWithFee(1000, 0);
        vm.expectRevert(
            abi.encodeWithSelector(IUnderwritingPool.UnderwritingPool_NotRecipient.selector, stranger, recipient)
        );
        vm.prank(stranger);
        pool.collectKept(recipient, stranger);
    }

    function test_RevertWhen_KeptIsCollectedTwice() external {
        _refuse(recipient);
        _payWithFee(1000, 0);
        vm.startPrank(recipient);
        pool.collectKept(recipient, stranger);
        vm.expectRevert(abi.encodeWithSelector(IUnderwritingPool.UnderwritingPool_NothingKept.selector, recipient));
        pool.collectKept(recipient, stranger);
    }

    /// @dev It is not lost by being tried.
    function test_RevertWhen_RecipientIsStillRefused() external {
        _refuse(recipient);
        _payWithFee(1000, 0);
        vm.expectRevert(abi.encodeWithSelector(BlockingDollar.BlockingDollar_Refused.selector, recipient));
        pool.collectKept(recipient, recipient);
        _token.refuse(recipient, BlockingDollar.Refusal.ReturnFalse);
        vm.expectRevert(abi.encodeWithSelector(SafeERC20.SafeERC20FailedOperation.selector, address(_token)));
        pool.collectKept(recipient, recipient);
        _assertKept(1000, 0);
    }

    function test_RefusedRecipientStopsNeitherClaimNorRelayer() external {
        _refuse(recipient);
        vm.expectEmit(address(pool));
        emit IUnderwritingPool.PayoutMade(productId, 1, MAX_PAYOUT, 1000);
        vm.expectEmit(address(pool));
        emit IUnderwritingPool.PayoutKept(recipient, 900);
        assertTrue(_payWithFee(1000, 100));
        assertEq(_token.balanceOf(relayer), 100);
        _assertKept(900, 0);
        assertEq(pool.totalAssets(), CAPITAL - 1000);
        assertProduct(5, 1);
    }

    function test_RefusedRelayerDoesNotStopTheClaim() external {
        _refuse(relayer);
        vm.expectEmit(address(pool));
        emit IUnderwritingPool.PayoutKept(relayer, 100);
        assertTrue(_payWithFee(1000, 100));
        assertEq(_token.balanceOf(recipient), 900);
        _assertKept(0, 100);
    }

    function test_BothCanBeRefused() external {
        _refuse(recipient);
        _refuse(relayer);
        _payWithFee(1000, 100);
        _payWithFee(500, 20);
        _assertKept(1380, 120);
        assertEq(pool.totalAssets(), CAPITAL - 1500);
    }

    function test_TransferThatReturnsFalseIsKeptToo() external {
        _token.refuse(recipient, BlockingDollar.Refusal.ReturnFalse);
        vm.expectEmit(address(pool));
        emit IUnderwritingPool.PayoutKept(recipient, 900);
        assertTrue(_payWithFee(1000, 100));
        _assertKept(900, 0);
    }

    function test_RefundIsKept() external {
        _refuse(recipient);
        vm.prank(address(claimDesk));
        uint256 refund = pool.refund(payoutOf(1, 100_000, 1000), _end, _end + 4 weeks, 0);
        _assertKept(refund - 1000, 0);
        assertEq(_token.balanceOf(relayer), 1000);
    }

    function test_HeldPayoutIsKeptOnceItIsPaid() external {
        _refuse(recipient);
        assertFalse(pay(3, 3 * MAX_PAYOUT));
        assertEq(pool.keptPayout(recipient), 0);
        vm.expectEmit(address(pool));
        emit IUnderwritingPool.PayoutKept(recipient, 3 * MAX_PAYOUT - 100);
        vm.prank(address(claimDesk));
        pool.payHeld(payoutOf(3, 3 * MAX_PAYOUT, 100));
        _assertKept(3 * MAX_PAYOUT - 100, 0);
        (uint256 held,) = pool.heldPayouts();
        assertEq(held, 0);
    }

    function test_RecipientCollectsToAnyone() external {
        _refuse(recipient);
        _payWithFee(1000, 100);
        vm.expectEmit(address(pool));
        emit IUnderwritingPool.KeptPayoutCollected(recipient, stranger, 900);
        vm.prank(recipient);
        assertEq(pool.collectKept(recipient, stranger), 900);
        assertEq(_token.balanceOf(stranger), 900);
        _assertKept(0, 0);
        assertEq(pool.totalAssets(), CAPITAL - 1000);
    }

    function test_AnyoneTriesTheRecipientAgain() external {
        _refuse(recipient);
        _payWithFee(1000, 100);
        _token.refuse(recipient, BlockingDollar.Refusal.None);
        vm.expectEmit(address(pool));
        emit IUnderwritingPool.KeptPayoutCollected(recipient, recipient, 900);
        vm.prank(stranger);
        assertEq(pool.collectKept(recipient, recipient), 900);
        assertEq(_token.balanceOf(recipient), 900);
        _assertKept(0, 0);
    }

    /// @dev What is kept bears no loss, leaves with no exit and covers no sale.
    function test_KeptPayoutIsNobodyElses() external {
        _refuse(recipient);
        _payWithFee(1000, 0);
        skip(30 hours);
        pay(1, MAX_PAYOUT);
        vm.warp(_end + 4 weeks + 3601);
        uint256 shares = pool.balanceOf(provider);
        request(provider, shares);
        settleNextEpoch();
        settleNextEpoch();
        redeemAll(provider);
        assertEq(pool.keptPayout(recipient), 1000 + MAX_PAYOUT);
        assertGe(_token.balanceOf(address(pool)), 1000 + MAX_PAYOUT);
        vm.prank(recipient);
        pool.collectKept(recipient, stranger);
        assertEq(_token.balanceOf(stranger), 1000 + MAX_PAYOUT);
    }
}
