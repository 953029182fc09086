// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {IAttestationTrigger} from "../../src/interfaces/IAttestationTrigger.sol";
import {ICoverDesk} from "../../src/interfaces/ICoverDesk.sol";
import {IProductCatalog} from "../../src/interfaces/IProductCatalog.sol";
import {IUnderwritingPool} from "../../src/interfaces/IUnderwritingPool.sol";
import {Following} from "./Following.sol";

/// @notice States that a random sequence hardly ever meets, rebuilt from events all the same.
contract RebuildScenesTest is Following {
    /// @dev A group that fills a batch and begins the next, inserted with the leaves that the events told.
    function test_BatchThatFills() external {
        deposit(provider, 400_000 * DOLLAR);
        fund(buyer, 100_000 * DOLLAR);
        ICoverDesk.Member[] memory members = new ICoverDesk.Member[](100);
        for (uint256 i; i < 100; ++i) {
            members[i] = ICoverDesk.Member(1 + i, i % 2 == 0 ? 1 : 2);
        }
        uint40 end = endAfter(8 weeks);
        vm.prank(buyer);
        coverDesk.buyGroupCover(
            ICoverDesk.GroupParameters(productId, members, end, buyer, type(uint256).max, block.timestamp)
        );
        compare();
        skip(1 hours);
        uint256[8] memory proof;
        book.insertBatch(proof, 11, 1, rebuild.book().nextLeaves());
        compare();
        book.insertBatch(proof, 12, 2, rebuild.book().nextLeaves());
        compare();
    }

    /// @dev Their shares are worth nothing, and wait for their settlement as any others.
    function test_ExitsThatLoseEverything() external {
        uint256 shares = deposit(provider, 10_000 * DOLLAR);
        _sellOne(pool.totalAssets());
        _exitAndLoseEverything(shares);
    }

    /// @dev Half of them have been admitted already.
    function test_AdmittedExitsThatLoseEverything() external {
        uint256 shares = deposit(provider, 10_000 * DOLLAR);
        _sellOne(pool.totalAssets());
        vm.prank(provider);
        pool.requestRedeem(shares / 2, provider, provider);
        skip(1 weeks);
        pool.settleExits();
        compare();
        _exitAndLoseEverything(shares - shares / 2);
    }

    /// @dev All but an asset unit or two is paid, and that is left to the shareholders.
    function test_DustOfAnAlmostFullSettlement() external {
        uint256 others = pool.totalAssets();
        uint256 shares = deposit(provider, 1 << 60);
        _sellOne(others + 2);
        vm.prank(provider);
        pool.requestRedeem(shares, provider, provider);
        skip(1 weeks);
        pool.settleExits();
        compare();
        skip(1 weeks);
        uint256 exiting = pool.exiting();
        uint256 free = pool.freeCapital();
        pool.settleExits();
        compare();
        assertLt(free, exiting);
        assertEq(pool.exiting(), 0);
        assertEq(pool.pendingRedeemRequest(0, provider), 0);
    }

    /// @dev After more than one silent epoch there are two settlements at once, and the second pays.
    function test_SilentEpochs() external {
        uint256 shares = deposit(provider, 10_000 * DOLLAR);
        buy(5, endAfter(20 weeks));
        vm.prank(provider);
        pool.requestRedeem(shares, provider, provider);
        compare();
        skip(5 weeks);
        compare();
        pool.settleExits();
        compare();
        assertEq(rebuild.seen(IUnderwritingPool.ExitsSettled.selector), 4);
        assertGt(pool.maxWithdraw(provider), 0);
        skip(1 weeks);
        pool.settleExits();
        compare();
    }

    /// @dev No event tells of a settlement without exits, and nothing depends on it.
    function test_SettlementsWithoutExits() external {
        uint256 shares = deposit(provider, 10_000 * DOLLAR);
        skip(3 weeks);
        pool.settleExits();
        compare();
        skip(1 weeks);
        compare();
        vm.prank(provider);
        pool.requestRedeem(shares, provider, provider);
        compare();
        skip(2 weeks);
        compare();
        pool.settleExits();
        compare();
        assertGt(pool.maxWithdraw(provider), 0);
    }

    /// @dev Nor of weeks without a bucket.
    function test_EmptyWeeks() external {
        deposit(provider, 100_000 * DOLLAR);
        uint40 end = endAfter(8 weeks);
        buy(5, end);
        buy(10, end + 3 weeks);
        for (uint256 i; i < 8; ++i) {
            skip(2 weeks);
            pool.advance(productId, i % 3);
            compare();
        }
        pool.advance(productId, type(uint256).max);
        compare();
        assertEq(pool.liability(), 0);
    }

    function test_ProductRetiredAndSoldAgain() external {
        deposit(provider, 100_000 * DOLLAR);
        for (productId = 1; productId < 4; ++productId) {
            if (productId == 3) list(defaultProduct());
            buy(1, endAfter(4 weeks));
        }
        compare();
        skip(13 weeks);
        for (uint256 id = 1; id < 4; ++id) {
            pool.advance(id, type(uint256).max);
        }
        pool.retireProduct(1);
        compare();
        assertEq(pool.products()[0], 3);
        productId = 1;
        buy(2, endAfter(4 weeks));
        compare();
        pool.retireProduct(3);
        compare();
        assertEq(pool.products().length, 2);
    }

    /// @dev A root in grace becomes current again with its keys, a revoked one doesn't.
    function test_RootsThatComeBack() external {
        vm.startPrank(admin);
        registry.seat(committeeId, 1, makeAddr("operator 1"));
        compare();
        registry.unseat(committeeId, 1);
        compare();
        registry.revokeRoot(committeeId, committeeRoot);
        compare();
        registry.seat(committeeId, 2, makeAddr("operator 1"));
        skip(3 days);
        registry.unseat(committeeId, 2);
        vm.stopPrank();
        assertEq(registry.rootOf(committeeId), committeeRoot);
        compare();
        skip(8 days);
        compare();
    }

    /// @dev One policy of a product that pays so much.
    function _sellOne(uint256 payout) private {
        IProductCatalog.ProductParameters memory parameters = defaultProduct();
        parameters.thresholds = [uint64(65), 0, 0];
        parameters.payouts = [uint96(payout), 0, 0];
        parameters.capacity = uint96(payout);
        (parameters.baseRate, parameters.loadFactor) = (1, 0);
        productId = list(parameters);
        (terms,,) = catalog.product(productId);
        buy(1, endAfter(20 weeks));
    }

    function _exitAndLoseEverything(uint256 shares) private {
        vm.prank(provider);
        pool.requestRedeem(shares, provider, provider);
        compare();
        IAttestationTrigger.Evidence memory evidence = evidenceOf(4242);
        claimDesk.submitClaim(claimOf(1, 1), paymentOf(0), abi.encode(evidence));
        compare();
        assertEq(pool.exiting(), 0);
        assertGt(pool.pendingRedeemRequest(0, provider), 0);
        skip(2 weeks);
        claimDesk.settleHeld(1);
        pool.settleExits();
        compare();
        assertGt(pool.claimableRedeemRequest(0, provider), 0);
        uint256 claimable = pool.maxRedeem(provider);
        vm.prank(provider);
        pool.redeem(claimable, provider, provider);
        compare();
    }
}
