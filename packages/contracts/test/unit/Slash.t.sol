// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {OracleRegistry} from "../../src/OracleRegistry.sol";
import {IEquivocationVerifier} from "../../src/interfaces/IEquivocationVerifier.sol";
import {IOracleRegistry} from "../../src/interfaces/IOracleRegistry.sol";
import {KeySigner} from "../KeySigner.sol";
import {SlashingTest} from "../SlashingTest.sol";

contract SlashTest is SlashingTest {
    uint256[8] private _proof = [uint256(11), 12, 13, 14, 15, 16, 17, 18];

    function _refuse(uint256 Ax, uint256[] memory committeeIds, bytes memory reason) private {
        vm.expectRevert(reason);
        slash(Ax, committeeIds);
    }

    function _slashed(uint256 Ax) private pure returns (bytes memory) {
        return abi.encodeWithSelector(IOracleRegistry.OracleRegistry_KeySlashed.selector, Ax);
    }

    function _notProven(uint256 Ax) private pure returns (bytes memory) {
        return abi.encodeWithSelector(IOracleRegistry.OracleRegistry_EquivocationNotProven.selector, Ax);
    }

    function test_RevertWhen_KeyIsUnknown() external {
        (, uint256 ay) = registry.keyOf(makeAddr("operator 0"));
        uint256[4] memory unknown = [0, key + 1, key + FIELD, ay];
        for (uint256 i; i < unknown.length; ++i) {
            _refuse(
                unknown[i],
                new uint256[](0),
                abi.encodeWithSelector(IOracleRegistry.OracleRegistry_KeyUnknown.selector, unknown[i])
            );
        }
    }

    function test_RevertWhen_KeyIsSlashedAlready() external {
        slash(key);
        _refuse(key, new uint256[](0), _slashed(key));
        _refuse(key, only(committeeId), _slashed(key));
    }

    function test_RevertWhen_EquivocationIsNotProven() external {
        equivocationVerifier.refuse();
        _refuse(key, only(committeeId), _notProven(key));
        assertFalse(registry.isSlashed(key));
        assertValid(committeeRoot);
    }

    /// @dev Reporter, key, chain and registry are in the proof, and so is its every word.
    function test_RevertWhen_ProofIsForAnotherCall() external {
        equivocationVerifier.expect(_proof, [key, registry.domain(), registry.slashContextOf(stranger)]);
        vm.expectRevert(_notProven(key));
        registry.slash(key, buyer, _proof, only(committeeId));
        _refuse(key1, new uint256[](0), _notProven(key1));
        for (uint256 i; i < 8; ++i) {
            ++_proof[i];
            vm.expectRevert(_notProven(key));
            registry.slash(key, stranger, _proof, only(committeeId));
            --_proof[i];
        }

        uint256 chainId = block.chainid;
        vm.chainId(chainId + 1);
        _refuse(key, new uint256[](0), _notProven(key));
        vm.chainId(chainId);

        OracleRegistry other =
            new OracleRegistry(address(manager), IEquivocationVerifier(address(equivocationVerifier)));
        vm.startPrank(stranger);
        other.registerKey(KeySigner.register(other.domain(), stranger, 1001));
        vm.stopPrank();
        vm.expectRevert(_notProven(key));
        other.slash(key, stranger, _proof, new uint256[](0));

        slash(key, only(committeeId));
    }

    /// @dev Nothing of it is done then, so that no part of the reporter's work is lost.
    function test_RevertWhen_KeyNeverSatThere() external {
        vm.prank(admin);
        uint256 empty = registry.createCommittee();
        uint256[4] memory others = [empty, empty + 1, 0, type(uint256).max];
        for (uint256 i; i < others.length; ++i) {
            _refuse(key, only(others[i]), nothingToExpel(key, others[i]));
        }
        _refuse(key1, only(committeeId), nothingToExpel(key1, committeeId));
        assertFalse(registry.isSlashed(key));
        assertFalse(registry.isSlashed(key1));
    }

    function test_RevertWhen_CommitteeIsNamedTwice() external {
        uint256[] memory twice = new uint256[](2);
        (twice[0], twice[1]) = (committeeId, committeeId);
        _refuse(key, twice, nothingToExpel(key, committeeId));
    }

    function test_RevertWhen_SlashedKeyIsSeated() external {
        slash(key1);
        vm.expectRevert(_slashed(key1));
        seatOperator("operator 1", 1);
        slash(key, only(committeeId));
        vm.expectRevert(_slashed(key));
        seatOperator("operator 0", 2);
    }

    /// @dev Nobody can take it up again, not even its owner.
    function test_RevertWhen_SlashedKeyIsRegisteredAgain() external {
        slash(key);
        address operator = makeAddr("operator 0");
        IOracleRegistry.KeyRegistration memory r = KeySigner.register(registry.domain(), operator, 1001);
        vm.expectRevert(abi.encodeWithSelector(IOracleRegistry.OracleRegistry_KeyTaken.selector, operator));
        vm.prank(operator);
        registry.registerKey(r);
    }

    function test_SlashByAnyoneForTheReporter() external {
        vm.expectEmit(address(registry));
        emit IOracleRegistry.KeySlashed(makeAddr("operator 0"), key, stranger);
        vm.prank(buyer);
        slash(key);
        assertTrue(registry.isSlashed(key));
        assertFalse(registry.isSlashed(key1));
        assertEq(registry.operatorOf(key), makeAddr("operator 0"));
    }

    /// @dev Where it isn't expelled it sits on, until somebody expels it.
    function test_SlashWithoutCommittees() external {
        slash(key);
        assertValid(committeeRoot);
        (address operator, uint256 ax) = registry.seatAt(committeeId, 0);
        assertEq(operator, makeAddr("operator 0"));
        assertEq(ax, key);
        registry.expel(key, committeeId);
        assertRevoked(committeeRoot);
    }

    function test_SlashExpelsFromEveryCommitteeThatIsNamed() external {
        vm.startPrank(admin);
        uint256[] memory ids = new uint256[](2);
        for (uint256 i; i < 3; ++i) {
            uint256 id = registry.createCommittee();
            registry.seat(id, i, makeAddr("operator 1"));
            if (i < 2) ids[i] = id;
        }
        vm.stopPrank();
        uint256[3] memory roots = [registry.rootOf(2), registry.rootOf(3), registry.rootOf(4)];
        slash(key1, ids);
        for (uint256 id = 2; id < 5; ++id) {
            bool named = id < 4;
            assertEq(registry.isRevoked(id, roots[id - 2]), named);
            assertEq(registry.rootOf(id) == roots[id - 2], !named);
            (address operator,) = registry.seatAt(id, id - 2);
            assertEq(operator, named ? address(0) : makeAddr("operator 1"));
        }
    }

    /// @dev It is the key that is slashed: who it belongs to may be given a seat again, with another one.
    function test_OperatorMayComeBackWithAnotherKey() external {
        slash(key, only(committeeId));
        (uint256 other,) = registry.keyOf(registerOperator("operator 0", 5));
        assertValid(seated("operator 0", 1));
        (, uint256 ax) = registry.seatAt(committeeId, 1);
        assertEq(ax, other);
    }

    /// @dev A seat keeps the key it was taken with, and that is the one to slash.
    function test_SlashOfAKeyThatWasReplaced() external {
        (uint256 other,) = registry.keyOf(registerOperator("operator 0", 5));
        _refuse(other, only(committeeId), nothingToExpel(other, committeeId));
        slash(key, only(committeeId));
        assertRevoked(committeeRoot);
        (address operator,) = registry.seatAt(committeeId, 0);
        assertEq(operator, address(0));
        assertValid(seated("operator 0", 1));
    }

    function test_ContextIsOfChainRegistryAndReporter() external {
        uint256 context = registry.slashContextOf(stranger);
        assertEq(context, uint256(keccak256(abi.encode(block.chainid, address(registry), stranger))) >> 8);
        assertLt(context, FIELD);
        assertNotEq(context, registry.slashContextOf(buyer));
        vm.chainId(block.chainid + 1);
        assertNotEq(context, registry.slashContextOf(stranger));
    }
}
