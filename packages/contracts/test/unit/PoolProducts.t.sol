// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {IUnderwritingPool} from "../../src/interfaces/IUnderwritingPool.sol";
import {PoolTest} from "../PoolTest.sol";
import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";

/// @dev Products of the pool: their buckets, their place on the list and their fees.
contract PoolProductsTest is PoolTest {
    function _underwriteOf(uint256 productId_, uint256 units, uint256 premium, uint256 termWeeks)
        private
        returns (uint256 deadline)
    {
        IUnderwritingPool.Underwriting memory parameters = underwriting(units, premium, termWeeks);
        parameters.productId = productId_;
        (parameters.protocolFee, parameters.oracleFee) = (premium * 3 / 100, premium * 5 / 100);
        underwrite(parameters);
        return parameters.claimDeadline;
    }

    function _expectRetireRevert(uint256 productId_) private {
        vm.expectRevert(
            abi.encodeWithSelector(IUnderwritingPool.UnderwritingPool_ProductNotRetirable.selector, productId_)
        );
        pool.retireProduct(productId_);
    }

    function _nextDeadline() private view returns (uint256 nextDeadline) {
        (,, nextDeadline,) = pool.productLiability(productId);
    }

    function _assertProducts(uint256[3] memory expected, uint256 count) private view {
        uint256[] memory products = pool.products();
        assertEq(products.length, count);
        for (uint256 i; i < count; ++i) {
            assertEq(products[i], expected[i]);
        }
    }

    function test_RevertWhen_ThereAreTooManyProducts() external {
        deposit(provider, 100 * MAX_PAYOUT);
        uint256 deadline;
        for (uint256 i = 1; i <= 32; ++i) {
            deadline = _underwriteOf(i, 1, 0, 2);
        }
        assertEq(pool.products().length, pool.MAX_PRODUCTS());
        IUnderwritingPool.Underwriting memory parameters = underwriting(1, 0, 10);
        parameters.productId = 33;
        vm.expectRevert(abi.encodeWithSelector(IUnderwritingPool.UnderwritingPool_TooManyProducts.selector, 32));
        vm.prank(address(coverDesk));
        pool.underwrite(parameters);
        // Those that are there go on.
        _underwriteOf(32, 1, 0, 2);
        vm.warp(deadline + 3601);
        pool.advance(7, type(uint256).max);
        pool.retireProduct(7);
        _underwriteOf(33, 1, 0, 2);
    }

    function test_RevertWhen_RetiredProductWasNeverSold() external {
        _expectRetireRevert(1);
    }

    function test_RevertWhen_RetiredProductHasUnits() external {
        deposit(provider, 10 * MAX_PAYOUT);
        uint256 deadline = _underwriteOf(1, 3, 0, 2);
        pay(1, 1);
        _expectRetireRevert(1);
        vm.warp(deadline + 3601);
        // Its units are due, but still counted.
        _expectRetireRevert(1);
        pool.advance(1, type(uint256).max);
        pool.retireProduct(1);
        _expectRetireRevert(1);
    }

    function test_RevertWhen_StrangerCollectsFees() external {
        vm.startPrank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, stranger));
        pool.collectProtocolFees(productId, stranger);
        vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, stranger));
        pool.collectOracleFees(productId, stranger);
    }

    function test_RetiredProductLeavesTheListAndASaleBringsItBack() external {
        deposit(provider, 10 * MAX_PAYOUT);
        _underwriteOf(5, 1, 0, 2);
        _underwriteOf(6, 1, 0, 2);
        uint256 deadline = _underwriteOf(7, 1, 0, 2);
        _assertProducts([uint256(5), 6, 7], 3);
        vm.warp(deadline + 3601);
        for (uint256 i = 5; i < 8; ++i) {
            pool.advance(i, type(uint256).max);
        }
        vm.expectEmit(address(pool));
        emit IUnderwritingPool.ProductRetired(5);
        pool.retireProduct(5);
        _assertProducts([uint256(7), 6, 0], 2);
        (,,, uint256 maxPayout) = pool.productLiability(5);
        assertEq(maxPayout, 0);
        pool.retireProduct(6);
        _assertProducts([uint256(7), 0, 0], 1);
        _underwriteOf(5, 2, 0, 2);
        _assertProducts([uint256(7), 5, 0], 2);
        (uint256 open,,, uint256 maxPayoutAgain) = pool.productLiability(5);
        assertEq(open, 2);
        assertEq(maxPayoutAgain, MAX_PAYOUT);
        pool.retireProduct(7);
        _assertProducts([uint256(5), 0, 0], 1);
    }

    function test_FeesAreReservedAndCollectedByProduct() external {
        deposit(provider, 10 * MAX_PAYOUT);
        _underwriteOf(1, 1, 10_000, 10);
        _underwriteOf(2, 1, 20_000, 10);
        _underwriteOf(1, 1, 5000, 10);
        assertEq(pool.reserved(), 2800);
        (uint256 protocolFees, uint256 oracleFees) = pool.fees(1);
        assertEq(protocolFees, 450);
        assertEq(oracleFees, 750);

        vm.startPrank(admin);
        vm.expectEmit(address(pool));
        emit IUnderwritingPool.ProtocolFeesCollected(1, stranger, 450);
        assertEq(pool.collectProtocolFees(1, stranger), 450);
        assertEq(pool.reserved(), 2350);
        vm.expectEmit(address(pool));
        emit IUnderwritingPool.OracleFeesCollected(2, recipient, 1000);
        assertEq(pool.collectOracleFees(2, recipient), 1000);
        assertEq(pool.collectOracleFees(2, recipient), 0);
        assertEq(pool.collectProtocolFees(1, stranger), 0);
        assertEq(dollar.balanceOf(stranger), 450);
        assertEq(dollar.balanceOf(recipient), 1000);
        assertEq(pool.reserved(), 1350);
        assertEq(pool.cash(), dollar.balanceOf(address(pool)));
        (protocolFees, oracleFees) = pool.fees(1);
        assertEq(protocolFees, 0);
        assertEq(oracleFees, 750);
        (protocolFees, oracleFees) = pool.fees(2);
        assertEq(protocolFees, 600);
        assertEq(oracleFees, 0);
        assertEq(pool.totalAssets(), 10 * MAX_PAYOUT);
    }

    /// @dev Fees are there from the sale, and no loss and no exit touches them.
    function test_FeesOutlastEverything() external {
        replacePool(10_000);
        uint256 shares = deposit(provider, 10 * MAX_PAYOUT);
        uint256 deadline = _underwriteOf(productId, 10, 10_000, 2);
        pay(10, 10 * MAX_PAYOUT);
        vm.warp(deadline + 3601);
        exit(provider, shares);
        vm.startPrank(admin);
        assertEq(pool.collectProtocolFees(productId, admin), 300);
        assertEq(pool.collectOracleFees(productId, admin), 500);
        // What was rounded down of the exit.
        assertLe(pool.reserved(), 1);
    }

    function test_BucketExpiresAnHourAfterItsDeadlineAndNotBefore() external {
        deposit(provider, 10 * MAX_PAYOUT);
        uint256 deadline = underwrite(3, 0, 10);
        vm.warp(deadline + 3600);
        pool.advance(productId, 100);
        assertProduct(3, 0);
        skip(1);
        (, uint256 liability) = pool.capital(productId);
        assertEq(liability, 0);
        vm.expectEmit(address(pool));
        emit IUnderwritingPool.CoverExpired(productId, deadline + WEEK, 3, 0, 3 * MAX_PAYOUT);
        pool.advance(productId, 100);
        assertProduct(0, 0);
    }

    /// @dev Two policies, the later one claims: its units are set off against the earlier bucket. Computed liability is
    /// too high for a while, never too low.
    function test_ClaimIsSetOffAgainstTheEarliestBucket() external {
        deposit(provider, 10 * MAX_PAYOUT);
        uint256 first = underwrite(3, 0, 10);
        uint256 second = underwrite(3, 0, 11);
        pay(2, 2 * MAX_PAYOUT);
        assertProduct(6, 2);
        vm.warp(first + 3601);
        vm.expectEmit(address(pool));
        emit IUnderwritingPool.CoverExpired(productId, second, 3, 2, MAX_PAYOUT);
        pool.advance(productId, 100);
        assertProduct(3, 0);
        vm.warp(second + 3601);
        pool.advance(productId, 100);
        assertProduct(0, 0);
    }

    /// @dev What a bucket does not use up of the counter is left for the next one.
    function test_SetOffGoesOnToLaterBuckets() external {
        deposit(provider, 10 * MAX_PAYOUT);
        uint256 first = underwrite(2, 0, 10);
        uint256 second = underwrite(6, 0, 11);
        pay(5, MAX_PAYOUT);
        vm.warp(first + 3601);
        pool.advance(productId, 100);
        assertProduct(6, 3);
        vm.warp(second + 3601);
        pool.advance(productId, 100);
        assertProduct(0, 0);
    }

    function test_AdvanceIsBoundedAndResumes() external {
        deposit(provider, 100 * MAX_PAYOUT);
        assertEq(_nextDeadline(), 0);
        uint256 first = underwrite(1, 0, 10);
        for (uint256 i = 11; i < 30; ++i) {
            underwrite(1, 0, i);
        }
        skip(60 weeks);
        // 13 empty weeks lie before the first bucket.
        assertEq(_nextDeadline(), first);
        pool.advance(productId, 3);
        assertEq(_nextDeadline(), first);
        pool.advance(productId, 11);
        assertEq(_nextDeadline(), first + WEEK);
        assertProduct(19, 0);
        pool.advance(productId, 10);
        assertProduct(9, 0);
        pool.advance(productId, 0);
        assertProduct(9, 0);
        pool.advance(productId, 9);
        assertProduct(0, 0);
        assertEq(_nextDeadline(), 0);
    }

    function test_UnderwritingAndPayingAdvanceByThemselves() external {
        deposit(provider, 10 * MAX_PAYOUT);
        uint256 first = underwrite(5, 0, 10);
        underwrite(5, 0, 12);
        vm.warp(first + 3601);
        pay(5, 1);
        assertProduct(5, 5);
        skip(2 weeks);
        underwrite(7, 0, 10);
        assertProduct(7, 0);
    }

    function test_CapitalIsWhatTheNextUnderwritingFinds() external {
        deposit(provider, 10 * MAX_PAYOUT);
        uint256 deadline = underwrite(10, 1e6, 10);
        vm.warp(deadline + 3601);
        (uint256 assets, uint256 liability) = pool.capital(productId);
        assertEq(assets, 10 * MAX_PAYOUT + 1e6);
        assertEq(liability, 0);
        underwrite(10, 0, 10);
        assertProduct(10, 0);
    }

    /// @dev Silence, with a full book and a full stream, is not held against the next caller.
    function test_YearsOfSilenceCostBoundedGas() external {
        deposit(provider, 300 * MAX_PAYOUT);
        for (uint256 i = 1; i < 53; ++i) {
            underwrite(1, 1e6, i);
        }
        skip(520 weeks);
        uint256 gas = gasleft();
        underwrite(1, 0, 10);
        assertLt(gas - gasleft(), 500_000);
        assertProduct(1, 0);
        assertEq(pool.unearnedPremium(), 0);
    }

    /// @dev So many products, each with a year of policies, all expired at once: a settlement still fits a block.
    function test_SettlementOfAllProductsFitsABlock() external {
        deposit(provider, 1000 * MAX_PAYOUT);
        for (uint256 i = 1; i <= 32; ++i) {
            for (uint256 termWeeks = 2; termWeeks < 53; termWeeks += 10) {
                _underwriteOf(i, 1, 100, termWeeks);
            }
        }
        request(provider, pool.balanceOf(provider));
        skip(100 weeks);
        uint256 gas = gasleft();
        pool.settleExits();
        assertLt(gas - gasleft(), 10_000_000);
        assertEq(pool.liability(), 0);
        // With a hundred units of premium for each of 192 policies.
        assertApproxEqAbs(redeemAll(provider), 1000 * MAX_PAYOUT + 32 * 6 * 92, 40);
    }
}
