// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {IAssetGuard} from "../../src/interfaces/IAssetGuard.sol";
import {IOracleRegistry} from "../../src/interfaces/IOracleRegistry.sol";
import {IProductCatalog} from "../../src/interfaces/IProductCatalog.sol";
import {TestFeed} from "../TestFeed.sol";
import {Following} from "./Following.sol";

/// @notice What the invariants leave out, since it moves no money: committees, products, feeds, pauses, batches, shares
/// that change hands. It stays away from the committee and the products that the invariants use.
abstract contract AdminActions is Following {
    uint256 private _operatorCount;

    /// @param kind 0 to 9
    function adminAct(uint256 kind, uint256 a, uint256 b) internal {
        if (kind == 0) _list(a, b);
        else if (kind == 1) _setOnSale(a, b);
        else if (kind == 2) _setFeed(a, b);
        else if (kind == 3) _pauseSales();
        else if (kind < 6) _insertBatch(a);
        else if (kind == 6) _approveAndTransferShares(a, b);
        else if (kind == 7) _registerKey(a);
        else if (kind == 8) _seatOrUnseat(a, b);
        else if (a % 4 == 3) _slashOrExpel(b);
        else _revokeRoot(a, b);
    }

    function _list(uint256 a, uint256 b) private {
        IProductCatalog.ProductParameters memory parameters = defaultProduct();
        uint256 tiers = a % 3 + 1;
        for (uint256 i = tiers; i < 3; ++i) {
            (parameters.thresholds[i], parameters.payouts[i]) = (0, 0);
        }
        (parameters.measure, parameters.waiting) =
        (uint32(bound(b, 1, type(uint32).max)), uint40(bound(a, 0, 4 weeks - 1)));
        (parameters.claimWindow, parameters.linkGrace) =
        (uint40(bound(b, 1, 26) * WEEK), uint40(b % (parameters.waiting + 1)));
        (parameters.baseRate, parameters.loadFactor) = (uint64(bound(b, 1, 1e18)), uint64(bound(a, 0, 9e18)));
        (parameters.protocolFee, parameters.oracleFee) = (uint16(a % 1500), uint16(b % 1500));
        (parameters.refundShare, parameters.renewalWindow) = (uint16(a % 7000), uint40(b % 8 weeks));
        parameters.capacity = uint96(bound(b, 1000 * DOLLAR, type(uint96).max));
        if (a % 2 == 1) {
            parameters.baseline = IProductCatalog.Baseline(uint32(b % 9 + 1), uint8(a / 2 % 2), uint64(b), 1 weeks);
        }
        list(parameters);
    }

    function _setOnSale(uint256 a, uint256 b) private {
        uint256 count = catalog.productCount();
        if (count == 2) return;
        vm.prank(admin);
        catalog.setOnSale(bound(a, 3, count), b % 2 == 0);
    }

    function _setFeed(uint256 a, uint256 b) private {
        TestFeed other = new TestFeed();
        uint256 decimals = b % 19;
        vm.mockCall(address(other), abi.encodeCall(other.decimals, ()), abi.encode(decimals));
        other.set(int128(int256(bound(a, 1, 2 * 10 ** decimals))), 1, uint40(block.timestamp));
        IAssetGuard.Feed memory set =
            IAssetGuard.Feed(address(other), uint24(bound(b, 1, 90 days)), uint32(bound(a, 0, 1e6)), 1e6 + 1);
        vm.prank(admin);
        guard.setFeed(address(uint160(bound(b, 1, 3))), set);
    }

    /// @dev Not for long, since nobody can buy then.
    function _pauseSales() private {
        vm.prank(admin);
        coverDesk.pause();
        compare();
        vm.prank(admin);
        coverDesk.unpause();
    }

    /// @dev The leaves are those that the events told.
    function _insertBatch(uint256 root) private {
        (uint256 batchIndex, uint256 count,) = book.nextBatch();
        if (count == 0) return;
        (uint256 open,, uint256 openedAt) = book.openBatch();
        if (batchIndex == open && block.timestamp < openedAt + 1 hours) skip(1 hours);
        uint256[8] memory proof;
        book.insertBatch(proof, root, root >> 1, rebuild.book().nextLeaves());
    }

    function _approveAndTransferShares(uint256 a, uint256 b) private {
        (address owner, address other) = (address(uint160(0xac0000 + a % 4)), address(uint160(0xac0000 + b % 4)));
        uint256 shares = bound(a, 0, pool.balanceOf(owner));
        vm.prank(owner);
        pool.approve(stranger, a % 8 == 0 ? type(uint256).max : shares);
        vm.startPrank(stranger);
        assertTrue(pool.transferFrom(owner, other, bound(b, 0, shares)));
        pool.setOperator(other, b % 8 < 4);
        vm.stopPrank();
    }

    /// @dev The first key of an operator, or another one.
    function _registerKey(uint256 a) private {
        registerOperator(_nameOf(a), 5000 + ++_operatorCount);
    }

    /// @dev In a committee of its own. A seat taken again by the same key brings an earlier root back.
    function _seatOrUnseat(uint256 a, uint256 b) private {
        vm.startPrank(admin);
        if (registry.committeeCount() == 1 || a % 16 == 0) registry.createCommittee();
        uint256 slot = b % 3 * 2;
        (address taken,) = registry.seatAt(2, slot);
        if (taken == address(0)) _seat(slot, a);
        else registry.unseat(2, slot);
        vm.stopPrank();
    }

    function _seat(uint256 slot, uint256 a) private {
        address operator = makeAddr(_nameOf(a));
        (uint256 Ax, uint256 Ay) = registry.keyOf(operator);
        if (Ay == 0 || registry.isSlashed(Ax)) return;
        for (uint256 i; i < registry.SEATS(); ++i) {
            (address seated,) = registry.seatAt(2, i);
            if (seated == operator) return;
        }
        try registry.seat(2, slot, operator) {}
        catch (bytes memory reason) {
            assertEq(bytes4(reason), IOracleRegistry.OracleRegistry_SlotResting.selector);
        }
    }

    function _revokeRoot(uint256 a, uint256 b) private {
        uint256[] memory roots = rebuild.registry().rootsOf(2);
        if (roots.length == 0 || a % 2 == 0) return;
        uint256 root = roots[b % roots.length];
        if (registry.isRevoked(2, root)) return;
        vm.prank(admin);
        registry.revokeRoot(2, root);
    }

    /// @dev A key that is replaced now and then by another, so that there is always one to seat.
    function _slashOrExpel(uint256 b) private {
        (uint256 Ax,) = registry.keyOf(makeAddr(_nameOf(b)));
        if (Ax == 0) return;
        uint256[8] memory proof;
        if (!registry.isSlashed(Ax)) registry.slash(Ax, stranger, proof, new uint256[](0));
        // It may have nothing to do.
        try registry.expel(Ax, 2) {} catch {}
    }

    function _nameOf(uint256 a) private pure returns (string memory) {
        return string.concat("another operator ", vm.toString(a % 3));
    }
}
