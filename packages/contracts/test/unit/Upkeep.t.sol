// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {UnderwritingPool} from "../../src/UnderwritingPool.sol";
import {Upkeep} from "../../src/Upkeep.sol";
import {IAttestationTrigger} from "../../src/interfaces/IAttestationTrigger.sol";
import {IPolicyBook} from "../../src/interfaces/IPolicyBook.sol";
import {ITrigger} from "../../src/interfaces/ITrigger.sol";
import {IUnderwritingPool} from "../../src/interfaces/IUnderwritingPool.sol";
import {AcesoTest} from "../AcesoTest.sol";

/// @dev Poses as a pool, and has the upkeep do whatever it can think of in the middle of its work.
contract ImpostorPool {
    Upkeep private immutable _upkeep;
    bytes private _work;
    uint256 public calls;

    constructor(Upkeep upkeep) {
        _upkeep = upkeep;
    }

    function arm(bytes calldata work) external {
        _work = work;
    }

    function advance(uint256, uint256) external {
        ++calls;
        _upkeep.performUpkeep(_work);
    }

    function settleExits() external {
        ++calls;
        _upkeep.performUpkeep(_work);
    }
}

/// @dev The pool pays next to nothing at once, so that every claim is held.
contract UpkeepTest is AcesoTest {
    uint256 private constant ROOT = 4242;

    Upkeep private _upkeep;
    uint40 private _end;

    function setUp() public override {
        super.setUp();
        dollar.mint(nextContract(), 10_007);
        pool = new UnderwritingPool(
            IUnderwritingPool.PoolParameters(address(dollar), "Aceso Slow Pool", "aSLOW", 1, provider),
            address(coverDesk),
            address(claimDesk),
            address(manager)
        );
        productId = list(defaultProduct());
        (terms,,) = catalog.product(productId);
        _upkeep = new Upkeep(claimDesk);
        deposit(provider, 1_000_000 * DOLLAR);
        _end = endAfter(12 weeks);
        IPolicyBook.QueuedLeaf[] memory leaves = new IPolicyBook.QueuedLeaf[](15);
        for (uint256 i; i < leaves.length; ++i) {
            leaves[i] = leafOf(5, _end);
            buy(5, _end);
        }
        skip(1 hours);
        uint256[8] memory proof;
        book.insertBatch(proof, ROOT, 1, leaves);
        skip(1 days);
    }

    function _check() private view returns (bool needed, Upkeep.Work memory work) {
        bytes memory data;
        (needed, data) = _upkeep.checkUpkeep(abi.encode(address(pool)));
        work = abi.decode(data, (Upkeep.Work));
        assertEq(work.pool, address(pool));
        assertEq(needed, work.productIds.length != 0 || work.settle || work.heldIds.length != 0);
    }

    function _perform() private {
        (, bytes memory data) = _upkeep.checkUpkeep(abi.encode(address(pool)));
        vm.prank(stranger);
        _upkeep.performUpkeep(data);
    }

    function _assertNothingToDo() private view {
        (bool needed,) = _check();
        assertFalse(needed);
    }

    function _hold(uint256 n) private {
        ITrigger.Claim memory claim = claimOf(5, 3);
        (claim.nullifier, claim.observationNullifier) = (1000 + n, 2000 + n);
        IAttestationTrigger.Evidence memory evidence = evidenceOf(ROOT);
        evidence.committeeRoot = registry.rootOf(committeeId);
        (, bool paid) = claimDesk.submitClaim(claim, paymentOf(0), abi.encode(evidence));
        assertFalse(paid);
    }

    function _requestExit(uint256 shares) private {
        vm.prank(provider);
        pool.requestRedeem(shares, provider, provider);
    }

    /// @dev The first second of an epoch, which is also the first in which a bucket of that week is due.
    function _epochAfter(uint256 time) private pure returns (uint256) {
        return (time - 3601) / WEEK * WEEK + WEEK + 3601;
    }

    function test_RevertWhen_WorkIsMalformed() external {
        vm.expectRevert(bytes(""));
        _upkeep.performUpkeep("");
        vm.expectRevert(bytes(""));
        _upkeep.performUpkeep(abi.encode(address(pool)));
    }

    function test_RevertWhen_ThereIsNoPool() external {
        vm.expectRevert(bytes(""));
        _upkeep.checkUpkeep(abi.encode(stranger));
        vm.expectRevert(bytes(""));
        _upkeep.performUpkeep(abi.encode(Upkeep.Work(stranger, new uint256[](0), true, new uint256[](0))));
    }

    function test_NothingToDo() external {
        (bool needed, Upkeep.Work memory work) = _check();
        assertFalse(needed);
        assertEq(work.productIds.length, 0);
        assertFalse(work.settle);
        assertEq(work.heldIds.length, 0);
        (uint256 cash, uint256 liability) = (pool.cash(), pool.liability());
        _perform();
        assertEq(pool.cash(), cash);
        assertEq(pool.liability(), liability);
    }

    function test_DueBucket() external {
        uint256 deadline = _end + 4 weeks;
        vm.warp(deadline + 3600);
        _assertNothingToDo();
        vm.warp(deadline + 3601);
        (, Upkeep.Work memory work) = _check();
        assertEq(work.productIds.length, 1);
        assertEq(work.productIds[0], productId);
        assertFalse(work.settle);
        assertEq(pool.liability(), 75_000 * DOLLAR);
        _perform();
        assertEq(pool.liability(), 0);
        _assertNothingToDo();
    }

    /// @dev Two products of three have something that is due, and the one without units has no reason of its own.
    function test_DueBucketsOfSeveralProducts() external {
        uint256 first = productId;
        productId = list(defaultProduct());
        buy(10, _end - 2 weeks);
        uint256 third = list(defaultProduct());
        productId = third;
        buy(1, _end + 8 weeks);
        vm.warp(_end + 4 weeks + 3601);
        (, Upkeep.Work memory work) = _check();
        assertEq(work.productIds.length, 2);
        assertEq(work.productIds[0], first);
        assertEq(work.productIds[1], first + 1);
        _perform();
        assertEq(pool.liability(), 1000 * DOLLAR);
        _assertNothingToDo();
        vm.warp(_end + 12 weeks + 3601);
        (, work) = _check();
        assertEq(work.productIds.length, 1);
        assertEq(work.productIds[0], third);
    }

    function test_DueSettlement() external {
        _requestExit(1e12);
        _assertNothingToDo();
        for (uint256 i; i < 2; ++i) {
            uint256 epoch = _epochAfter(block.timestamp);
            vm.warp(epoch - 1);
            _assertNothingToDo();
            vm.warp(epoch);
            (bool needed, Upkeep.Work memory work) = _check();
            assertTrue(needed);
            assertTrue(work.settle);
            _perform();
            _assertNothingToDo();
        }
        assertEq(pool.maxRedeem(provider), 1e12);
        vm.warp(_epochAfter(block.timestamp));
        assertFalse(pool.isSettlementDue());
        _assertNothingToDo();
    }

    function test_DueHeldClaims() external {
        for (uint256 n; n < 3; ++n) {
            _hold(n);
            skip(1 hours);
        }
        skip(2 days - 3 hours - 1);
        _assertNothingToDo();
        skip(1);
        (bool needed, Upkeep.Work memory work) = _check();
        assertTrue(needed);
        assertEq(work.heldIds.length, 1);
        skip(1 hours);
        (, work) = _check();
        assertEq(work.heldIds.length, 2);
        _perform();
        assertEq(dollar.balanceOf(recipient), 10_000 * DOLLAR);
        _assertNothingToDo();
        skip(1 hours);
        _perform();
        assertEq(dollar.balanceOf(recipient), 15_000 * DOLLAR);
        _assertNothingToDo();
    }

    function test_RevokedHeldClaims() external {
        _hold(1);
        _hold(2);
        _assertNothingToDo();
        vm.prank(admin);
        registry.revokeRoot(committeeId, committeeRoot);
        (, Upkeep.Work memory work) = _check();
        assertEq(work.heldIds.length, 2);
        _perform();
        assertFalse(claimDesk.isNullifierSpent(1001));
        assertFalse(claimDesk.isNullifierSpent(1002));
        assertEq(dollar.balanceOf(recipient), 0);
        _assertNothingToDo();
    }

    /// @dev More than a call takes are left to the next.
    function test_HeldClaimsToACall() external {
        for (uint256 n; n < 13; ++n) {
            _hold(n);
        }
        skip(2 days);
        (, Upkeep.Work memory work) = _check();
        assertEq(work.heldIds.length, _upkeep.MAX_HELD());
        _perform();
        assertEq(claimDesk.firstHeld(address(pool)), 11);
        (, work) = _check();
        assertEq(work.heldIds.length, 3);
        _perform();
        assertEq(claimDesk.firstHeld(address(pool)), 0);
        assertEq(dollar.balanceOf(recipient), 65_000 * DOLLAR);
        _assertNothingToDo();
    }

    /// @dev However many were settled out of turn before it.
    function test_HeldClaimBehindGaps() external {
        for (uint256 n; n < 14; ++n) {
            _hold(n);
        }
        skip(2 days);
        for (uint256 heldId = 2; heldId < 14; ++heldId) {
            claimDesk.settleHeld(heldId);
        }
        assertEq(claimDesk.heldAfter(1), 14);
        (, Upkeep.Work memory work) = _check();
        assertEq(work.heldIds.length, 2);
        assertEq(work.heldIds[0], 1);
        assertEq(work.heldIds[1], 14);
        _perform();
        assertEq(dollar.balanceOf(recipient), 70_000 * DOLLAR);
        assertEq(claimDesk.firstHeld(address(pool)), 0);
        _assertNothingToDo();
    }

    /// @dev Those of another pool are another upkeep's, so that a pool that fails stops no other.
    function test_HeldClaimsOfAnotherPool() external {
        _hold(1);
        skip(2 days);
        dollar.mint(nextContract(), 10_007);
        UnderwritingPool other = newPool(address(dollar));
        (bool needed,) = _upkeep.checkUpkeep(abi.encode(address(other)));
        assertFalse(needed);
        (needed,) = _check();
        assertTrue(needed);
    }

    /// @dev A trigger that no longer answers has revoked nothing.
    function test_HeldClaimWhoseTriggerFails() external {
        _hold(1);
        vm.etch(address(trigger), hex"fe");
        _assertNothingToDo();
        skip(2 days);
        _perform();
        assertEq(dollar.balanceOf(recipient), 5000 * DOLLAR);
        _assertNothingToDo();
    }

    /// @dev Somebody was faster: the rest is done all the same.
    function test_HeldClaimSettledSinceTheCheck() external {
        _hold(1);
        _hold(2);
        skip(2 days);
        (, bytes memory data) = _upkeep.checkUpkeep(abi.encode(address(pool)));
        claimDesk.settleHeld(1);
        _upkeep.performUpkeep(data);
        assertEq(dollar.balanceOf(recipient), 10_000 * DOLLAR);
        _assertNothingToDo();
    }

    function test_AllAtOnce() external {
        vm.warp(_end + 4 weeks);
        _hold(1);
        _requestExit(1e12);
        skip(2 weeks);
        (, Upkeep.Work memory work) = _check();
        assertEq(work.productIds.length, 1);
        assertTrue(work.settle);
        assertEq(work.heldIds.length, 1);
        _perform();
        assertEq(pool.liability(), 0);
        assertEq(pool.maxRedeem(provider), 1e12);
        assertEq(dollar.balanceOf(recipient), 5000 * DOLLAR);
        _assertNothingToDo();
    }

    /// @dev Whatever a stranger makes up, it does no more than was due: here nothing is.
    function testFuzz_MadeUpWorkDoesNoHarm(uint256[] memory productIds, bool settle, uint256[] memory heldIds)
        external
    {
        _hold(1);
        _requestExit(1e12);
        (uint256 cash, uint256 liability, uint256 reserved) = (pool.cash(), pool.liability(), pool.reserved());
        (uint256 assets, uint256 exiting) = (pool.totalAssets(), pool.exiting());
        vm.prank(stranger);
        _upkeep.performUpkeep(abi.encode(Upkeep.Work(address(pool), productIds, settle, heldIds)));
        assertEq(pool.cash(), cash);
        assertEq(pool.liability(), liability);
        assertEq(pool.reserved(), reserved);
        assertEq(pool.totalAssets(), assets);
        assertEq(pool.exiting(), exiting);
        assertEq(pool.maxRedeem(provider), 0);
        assertEq(claimDesk.firstHeld(address(pool)), 1);
        assertEq(dollar.balanceOf(recipient), 0);
    }

    /// @dev A product that was never sold can be named a hundred times, and sold afterwards as if nothing had been.
    function test_ProductNamedBeforeItsFirstSale() external {
        productId = list(defaultProduct());
        uint256[] memory productIds = new uint256[](2);
        (productIds[0], productIds[1]) = (productId, productId);
        _upkeep.performUpkeep(abi.encode(Upkeep.Work(address(pool), productIds, false, new uint256[](0))));
        assertEq(pool.products().length, 1);
        uint256 liability = pool.liability();
        buy(5, _end);
        assertEq(pool.liability(), liability + 5000 * DOLLAR);
        vm.warp(_end + 4 weeks + 3601);
        _perform();
        assertEq(pool.liability(), 0);
    }

    /// @dev Half of the claims are due. Called by an impostor in the middle of its work, the upkeep pays each of them once.
    function test_ImpostorPoolDoesNoHarm() external {
        _hold(1);
        _hold(2);
        skip(1 days);
        _hold(3);
        skip(1 days);
        ImpostorPool impostor = new ImpostorPool(_upkeep);
        uint256[] memory productIds = new uint256[](1);
        uint256[] memory heldIds = new uint256[](3);
        (heldIds[0], heldIds[1], heldIds[2]) = (1, 2, 3);
        impostor.arm(abi.encode(Upkeep.Work(address(pool), productIds, true, heldIds)));
        (uint256 cash, uint256 assets) = (pool.cash(), pool.totalAssets());
        vm.prank(stranger);
        _upkeep.performUpkeep(abi.encode(Upkeep.Work(address(impostor), productIds, true, heldIds)));
        assertEq(impostor.calls(), 2);
        assertEq(dollar.balanceOf(recipient), 10_000 * DOLLAR);
        assertEq(pool.cash(), cash - 10_000 * DOLLAR);
        assertEq(pool.totalAssets(), assets);
        assertEq(dollar.balanceOf(address(impostor)), 0);
    }
}
