// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {IClaimDesk} from "../../src/interfaces/IClaimDesk.sol";
import {IUnderwritingPool} from "../../src/interfaces/IUnderwritingPool.sol";
import {AcesoTest} from "../AcesoTest.sol";

/// @dev What anybody may do for somebody helps, or does nothing: see the table in docs/threat-model.md. Renewals are in
/// Renewal.t.sol, exits in ExitRequests.t.sol.
contract StrangersTest is AcesoTest {
    uint256 private constant ROOT = 4242;

    function setUp() public override {
        super.setUp();
        deposit(provider, 100_000 * DOLLAR);
        buyAndInsert(50, endAfter(12 weeks), ROOT);
        skip(3 weeks);
    }

    /// @dev Gas runs out of the whole call before it runs out of the transfer alone: with a 64th of it left nothing could
    /// be written down.
    function test_ClaimWithTooLittleGasIsPaidOrNotMade() external {
        IClaimDesk.Payment memory payment = paymentOf(DOLLAR);
        bytes memory evidence = abi.encode(evidenceOf(ROOT));
        uint256 snapshot = vm.snapshotState();
        uint256 paid;
        for (uint256 limit = 60_000; limit < 400_000; limit += 499) {
            try claimDesk.submitClaim{gas: limit}(claimOf(5, 3), payment, evidence) {
                assertEq(dollar.balanceOf(recipient), 4999 * DOLLAR);
                assertEq(dollar.balanceOf(relayer), DOLLAR);
                ++paid;
                vm.revertToState(snapshot);
            } catch {}
            assertEq(pool.keptPayout(recipient), 0);
            assertEq(pool.keptPayout(relayer), 0);
            assertFalse(claimDesk.isNullifierSpent(1111));
        }
        assertGt(paid, 100);
    }

    /// @dev Nor can whoever settles a held claim.
    function test_SettlementWithTooLittleGasIsPaidOrNotMade() external {
        claimDesk.submitClaim(claimOf(50, 3), paymentOf(0), abi.encode(evidenceOf(ROOT)));
        assertEq(claimDesk.heldCount(), 1);
        skip(2 days);
        uint256 snapshot = vm.snapshotState();
        uint256 paid;
        for (uint256 limit = 30_000; limit < 250_000; limit += 499) {
            try claimDesk.settleHeld{gas: limit}(1) {
                assertEq(dollar.balanceOf(recipient), 50_000 * DOLLAR);
                ++paid;
                vm.revertToState(snapshot);
            } catch {}
            assertEq(pool.keptPayout(recipient), 0);
        }
        assertGt(paid, 100);
    }

    /// @dev Cover for somebody else's commitment leaves all that the holder has as it is.
    function test_CoverForSomebodyElseTakesNothing() external {
        uint256 liability = pool.liability();
        buy(1, endAfter(12 weeks));
        assertEq(pool.liability(), liability + 1000 * DOLLAR);
        claimDesk.submitClaim(claimOf(5, 3), paymentOf(0), abi.encode(evidenceOf(ROOT)));
        assertEq(dollar.balanceOf(recipient), 5000 * DOLLAR);
    }

    /// @dev A product that a stranger has taken off the pool's list comes back with the next sale.
    function test_RetiredProductIsSold() external {
        uint256 other = list(defaultProduct());
        vm.expectRevert(
            abi.encodeWithSelector(IUnderwritingPool.UnderwritingPool_ProductNotRetirable.selector, productId)
        );
        pool.retireProduct(productId);
        productId = other;
        buy(1, endAfter(4 weeks));
        skip(12 weeks);
        pool.advance(other, type(uint256).max);
        vm.prank(stranger);
        pool.retireProduct(other);
        buy(1, endAfter(4 weeks));
        assertEq(pool.products().length, 2);
    }
}
