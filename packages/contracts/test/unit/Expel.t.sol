// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {IOracleRegistry} from "../../src/interfaces/IOracleRegistry.sol";
import {SlashingTest} from "../SlashingTest.sol";
import {Vm} from "forge-std/Vm.sol";

contract ExpelTest is SlashingTest {
    /// @dev Grace and hold.
    uint256 private constant REACH = 9 days;

    /// @return revoked events of the call
    function _expelCounting(uint256 Ax) private returns (uint256 revoked) {
        vm.recordLogs();
        registry.expel(Ax, committeeId);
        Vm.Log[] memory logs = vm.getRecordedLogs();
        for (uint256 i; i < logs.length; ++i) {
            if (logs[i].topics[0] == IOracleRegistry.CommitteeRootRevoked.selector) ++revoked;
        }
    }

    function test_RevertWhen_KeyIsNotSlashed() external {
        vm.expectRevert(abi.encodeWithSelector(IOracleRegistry.OracleRegistry_KeyNotSlashed.selector, key));
        registry.expel(key, committeeId);
        vm.expectRevert(abi.encodeWithSelector(IOracleRegistry.OracleRegistry_KeyNotSlashed.selector, 0));
        registry.expel(0, committeeId);
    }

    function test_RevertWhen_KeyNeverSat() external {
        slash(key1);
        refuseExpulsion(key1, committeeId);
        refuseExpulsion(key1, 0);
        refuseExpulsion(key1, 2);
    }

    function test_RevertWhen_NothingIsLeft() external {
        slash(key, only(committeeId));
        refuseExpulsion(key, committeeId);
        seated("operator 1", 1);
        skip(1 days);
        refuseExpulsion(key, committeeId);
    }

    /// @dev To the last second in which a claim could be held on a root.
    function test_RevertWhen_ItsRootsAreTooOld() external {
        slash(key);
        unseated(0);
        skip(REACH + 1);
        refuseExpulsion(key, committeeId);
        assertFalse(registry.isRevoked(committeeId, committeeRoot));
        rewind(1);
        registry.expel(key, committeeId);
        assertTrue(registry.isRevoked(committeeId, committeeRoot));
        refuseExpulsion(key, committeeId);
    }

    /// @dev The root is revoked before it is replaced, so that it has no grace, and the event says so.
    function test_ExpelFromASeat() external {
        uint256 root = seated("operator 1", 5);
        skip(1 days);
        uint256 snapshot = vm.snapshotState();
        uint256 next = unseated(0);
        vm.revertToState(snapshot);
        slash(key);
        vm.expectEmit(address(registry));
        emit IOracleRegistry.CommitteeRootRevoked(committeeId, root);
        vm.expectEmit(address(registry));
        emit IOracleRegistry.CommitteeRootSet(committeeId, next, 0, address(0), 0, 0, 0);
        vm.expectEmit(address(registry));
        emit IOracleRegistry.CommitteeRootRevoked(committeeId, committeeRoot);
        vm.prank(stranger);
        registry.expel(key, committeeId);

        assertEq(registry.rootOf(committeeId), next);
        assertValid(next);
        assertRevoked(root);
        assertRevoked(committeeRoot);
        (address operator, uint256 ax) = registry.seatAt(committeeId, 0);
        assertEq(operator, address(0));
        assertEq(ax, 0);
        refuseExpulsion(key, committeeId);
    }

    /// @dev The seat is free again, and so is the operator.
    function test_SeatCanBeTakenAfterwards() external {
        slash(key, only(committeeId));
        assertValid(seated("operator 1", 0));
        registerOperator("operator 0", 5);
        assertValid(seated("operator 0", 1));
    }

    function test_RootsWithoutTheKeyStay() external {
        uint256 without = unseated(0);
        uint256 another = seated("operator 1", 1);
        uint256 with = seated("operator 0", 0);
        uint256 after_ = unseated(0);
        assertEq(after_, another);
        uint256 latest = seated("operator 2", 2);
        slash(key, only(committeeId));
        assertRevoked(committeeRoot);
        assertRevoked(with);
        assertValid(without);
        assertValid(another);
        assertValid(latest);
        assertEq(registry.rootOf(committeeId), latest);
    }

    function test_ExpelOfAKeyThatWasUnseated() external {
        uint256 root = seated("operator 1", 1);
        uint256 latest = unseated(0);
        skip(REACH);
        assertFalse(registry.isValidRoot(committeeId, root));
        slash(key, only(committeeId));
        assertRevoked(root);
        assertRevoked(committeeRoot);
        assertValid(latest);
        assertEq(registry.rootOf(committeeId), latest);
    }

    /// @dev Of two sittings the earlier counts too, as far as it is in reach, on whichever seat it was.
    function test_EarlierSittings() external {
        uint256 second = seated("operator 1", 1);
        skip(REACH);
        uint256 without = unseated(0);
        skip(1 days);
        uint256 third = seated("operator 0", 7);
        skip(8 days);
        slash(key, only(committeeId));
        assertFalse(registry.isRevoked(committeeId, committeeRoot));
        assertRevoked(second);
        assertRevoked(third);
        assertValid(without);
        assertEq(registry.rootOf(committeeId), without);
        refuseExpulsion(key, committeeId);
    }

    /// @dev Both sittings began and ended within one block.
    function test_SittingsOfOneBlock() external {
        uint256 without = unseated(0);
        uint256 second = seated("operator 0", 3);
        assertEq(unseated(3), without);
        slash(key, only(committeeId));
        assertRevoked(committeeRoot);
        assertRevoked(second);
        assertValid(without);
    }

    /// @dev The same root again and again is revoked once.
    function test_RootThatCameBackIsRevokedOnce() external {
        for (uint256 i; i < 3; ++i) {
            unseated(0);
            assertEq(seated("operator 0", 0), committeeRoot);
        }
        slash(key);
        assertEq(_expelCounting(key), 1);
        assertRevoked(committeeRoot);
        refuseExpulsion(key, committeeId);
    }

    function test_RevokedRootsAreNotRevokedAgain() external {
        uint256 root = seated("operator 1", 1);
        vm.startPrank(admin);
        registry.revokeRoot(committeeId, committeeRoot);
        registry.revokeRoot(committeeId, root);
        vm.stopPrank();
        slash(key);
        assertEq(_expelCounting(key), 0);
        assertRevoked(root);
        assertValid(registry.rootOf(committeeId));
    }

    /// @dev Two keys of one root: it is revoked with the first, and what the second leaves is revoked as well.
    function test_TwoKeysAfterOneAnother() external {
        uint256 both = seated("operator 1", 1);
        slash(key, only(committeeId));
        uint256 one = registry.rootOf(committeeId);
        assertValid(one);
        slash(key1, only(committeeId));
        assertRevoked(both);
        assertRevoked(one);
        assertRevoked(committeeRoot);
        assertValid(registry.rootOf(committeeId));
    }

    /// @dev As after a revocation by the guardian: the same seats make the same root, and another seat a valid one.
    function test_NewRootThatWasRevokedStaysRevoked() external {
        uint256 alone = unseated(0);
        vm.prank(admin);
        registry.revokeRoot(committeeId, alone);
        seated("operator 0", 0);
        slash(key, only(committeeId));
        assertEq(registry.rootOf(committeeId), alone);
        assertRevoked(alone);
        assertValid(seated("operator 1", 1));
    }

    /// @dev The key sits through 200 roots, and so many come after it that they alone would fill a call.
    function test_GoesOnWhereItStopped() external {
        uint256[200] memory roots;
        roots[0] = committeeRoot;
        for (uint256 i = 1; i < 200; ++i) {
            roots[i] = i % 2 == 1 ? seated("operator 1", 1 + i % 15) : unseated(1 + (i - 1) % 15);
        }
        uint256 latest = unseated(0);
        for (uint256 i; i < 70; ++i) {
            latest = i % 2 == 0 ? seated("operator 2", 9) : unseated(9);
        }
        slash(key, only(committeeId));
        for (uint256 i = 136; i < 200; ++i) {
            assertRevoked(roots[i]);
        }
        for (uint256 i; i < 3; ++i) {
            registry.expel(key, committeeId);
        }
        refuseExpulsion(key, committeeId);
        for (uint256 i; i < 200; ++i) {
            assertRevoked(roots[i]);
        }
        assertValid(latest);
    }

    function test_ACallRevokesSoManyRootsAtMost() external {
        uint256 most = registry.MAX_REVOCATIONS();
        uint256[] memory roots = new uint256[](most + 2);
        roots[0] = committeeRoot;
        // A Gray code over seven operators: each change makes a new root.
        for (uint256 i; i < 7; ++i) {
            registerOperator(_name(i), 2000 + i);
        }
        for (uint256 i = 1; i < roots.length; ++i) {
            roots[i] = _flip(i);
        }
        slash(key, only(committeeId));
        // The current root is revoked beside those of the sitting, which it is the newest of.
        assertFalse(registry.isRevoked(committeeId, roots[0]));
        assertFalse(registry.isRevoked(committeeId, roots[1]));
        for (uint256 i = 2; i < roots.length; ++i) {
            assertRevoked(roots[i]);
        }
        assertEq(_expelCounting(key), 2);
        assertRevoked(roots[0]);
        assertRevoked(roots[1]);
        refuseExpulsion(key, committeeId);
    }

    /// @dev What was too old for one call is too old for the next; what was left of the bound can become so.
    function test_RootsThatGrowTooOldBetweenTwoCalls() external {
        for (uint256 i; i < 7; ++i) {
            registerOperator(_name(i), 2000 + i);
        }
        uint256 first = _flip(1);
        for (uint256 i = 2; i < 67; ++i) {
            _flip(i);
        }
        slash(key, only(committeeId));
        skip(REACH + 1);
        refuseExpulsion(key, committeeId);
        assertFalse(registry.isRevoked(committeeId, first));
    }

    /// @dev Seats or unseats the operator whose bit changes in the nth Gray code.
    function _flip(uint256 n) private returns (uint256 root) {
        uint256 bit;
        while (n >> bit & 1 == 0) ++bit;
        (address operator,) = registry.seatAt(committeeId, 1 + bit);
        return operator == address(0) ? seated(_name(bit), 1 + bit) : unseated(1 + bit);
    }

    function _name(uint256 n) private pure returns (string memory) {
        return string.concat("node ", vm.toString(n));
    }
}
