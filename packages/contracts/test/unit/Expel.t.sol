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

    /// @dev The operator can sit again with another key, and the seat be taken when it has rested.
    function test_SeatCanBeTakenAfterwards() external {
        slash(key, only(committeeId));
        registerOperator("operator 0", 5);
        assertValid(seated("operator 0", 1));
        skip(7 days + 1);
        assertValid(seated("operator 1", 0));
    }

    function test_RootsWithoutTheKeyStay() external {
        uint256 without = unseated(0);
        uint256 another = seated("operator 1", 1);
        uint256 with = seated("operator 0", 3);
        uint256 after_ = unseated(3);
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
        uint256 third = seated("operator 0", 5);
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
        for (uint256 slot = 1; slot < 3; ++slot) {
            seated("operator 1", slot);
            assertEq(unseated(slot), committeeRoot);
        }
        slash(key);
        assertEq(_expelCounting(key), 3);
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
        seated("operator 0", 2);
        slash(key, only(committeeId));
        assertEq(registry.rootOf(committeeId), alone);
        assertRevoked(alone);
        assertValid(seated("operator 1", 1));
    }

    /// @dev As many roots with the key as a committee can have had while any of them is in reach: each seat was taken and
    /// vacated, rested, and was taken and vacated again.
    function test_OneCallRevokesAllThatIsInReach() external {
        for (uint256 i = 1; i < 6; ++i) {
            registerOperator(_name(i), 2000 + i);
        }
        uint256[] memory roots = new uint256[](21);
        roots[20] = committeeRoot;
        for (uint256 round; round < 2; ++round) {
            for (uint256 slot = 1; slot < 6; ++slot) {
                roots[10 * round + 2 * slot - 2] = seated(_name(slot), slot);
                roots[10 * round + 2 * slot - 1] = unseated(slot);
            }
            skip(7 days + 1);
        }
        slash(key, only(committeeId));
        for (uint256 i; i < roots.length; ++i) {
            assertRevoked(roots[i]);
        }
        refuseExpulsion(key, committeeId);
    }

    function _name(uint256 n) private pure returns (string memory) {
        return string.concat("node ", vm.toString(n));
    }
}
