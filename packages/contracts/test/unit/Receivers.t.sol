// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {IUnderwritingPool} from "../../src/interfaces/IUnderwritingPool.sol";
import {PoolTest} from "../PoolTest.sol";

/// @dev Payouts that would be nobody's.
contract ReceiversTest is PoolTest {
    function setUp() public override {
        super.setUp();
        deposit(provider, 10 * MAX_PAYOUT);
        underwrite(5, 1_000_000, 10);
    }

    function _refuse(IUnderwritingPool.Payout memory payout, address nobody) private {
        vm.startPrank(address(claimDesk));
        vm.expectRevert(receiverIsNobody(nobody));
        pool.pay(payout);
        vm.expectRevert(receiverIsNobody(nobody));
        uint256 end = block.timestamp / WEEK * WEEK + 5 weeks;
        pool.refund(payout, end, end + 5 weeks, 0);
        vm.stopPrank();
    }

    function test_RevertWhen_RecipientIsNobody() external {
        address[5] memory nobodies = nobodiesOfThePool();
        for (uint256 i; i < nobodies.length; ++i) {
            IUnderwritingPool.Payout memory payout = payoutOf(1, 1000, 10);
            payout.recipient = nobodies[i];
            _refuse(payout, nobodies[i]);
        }
    }

    /// @dev Without a fee there need be none.
    function test_RevertWhen_RelayerIsNobody() external {
        address[5] memory nobodies = nobodiesOfThePool();
        for (uint256 i; i < nobodies.length; ++i) {
            IUnderwritingPool.Payout memory payout = payoutOf(1, 1000, 10);
            payout.relayer = nobodies[i];
            _refuse(payout, nobodies[i]);
            payout.fee = 0;
            vm.prank(address(claimDesk));
            assertTrue(pool.pay(payout));
        }
    }

    /// @dev It is refused when it is submitted: a claim that is held can always be paid.
    function test_RevertWhen_RecipientOfAHeldClaimIsNobody() external {
        replacePool(1);
        deposit(provider, 10 * MAX_PAYOUT);
        underwrite(5, 1_000_000, 10);
        IUnderwritingPool.Payout memory payout = payoutOf(5, 5 * MAX_PAYOUT, 0);
        payout.recipient = address(pool);
        vm.startPrank(address(claimDesk));
        vm.expectRevert(receiverIsNobody(address(pool)));
        pool.pay(payout);
        payout.recipient = recipient;
        assertFalse(pool.pay(payout));
        pool.payHeld(payout);
        assertEq(dollar.balanceOf(recipient), 5 * MAX_PAYOUT);
    }

    function test_RevertWhen_FeesGoToNobody() external {
        IUnderwritingPool.Underwriting memory parameters = underwriting(1, 1_000_000, 10);
        (parameters.protocolFee, parameters.oracleFee) = (10, 20);
        underwrite(parameters);
        address[5] memory nobodies = nobodiesOfThePool();
        vm.startPrank(admin);
        for (uint256 i; i < nobodies.length; ++i) {
            vm.expectRevert(receiverIsNobody(nobodies[i]));
            pool.collectProtocolFees(productId, nobodies[i]);
            vm.expectRevert(receiverIsNobody(nobodies[i]));
            pool.collectOracleFees(productId, nobodies[i]);
        }
        assertEq(pool.collectProtocolFees(productId, stranger), 10);
        assertEq(pool.collectOracleFees(productId, stranger), 20);
    }
}
