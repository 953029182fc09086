// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {IOracleRegistry} from "../../src/interfaces/IOracleRegistry.sol";
import {BabyJubJub} from "../../src/libraries/BabyJubJub.sol";
import {AcesoTest} from "../AcesoTest.sol";
import {KeySigner} from "../KeySigner.sol";
import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";
import {PoseidonT5} from "poseidon-solidity/PoseidonT5.sol";
import {PoseidonT6} from "poseidon-solidity/PoseidonT6.sol";

contract OracleRegistryTest is AcesoTest {
    using BabyJubJub for BabyJubJub.Point;

    uint256 private constant SECRET = 987_654_321;
    uint256 private _domain;

    function setUp() public override {
        super.setUp();
        _domain = registry.domain();
    }

    function _registration() private view returns (IOracleRegistry.KeyRegistration memory) {
        return KeySigner.register(_domain, address(this), SECRET);
    }

    function _leaf(address operator) private view returns (uint256 ax) {
        (ax,) = registry.keyOf(operator);
    }

    function _rootOf(uint256[6] memory leaves) private view returns (uint256) {
        uint256 four = PoseidonT6.hash([uint256(16), leaves[0], leaves[1], leaves[2], leaves[3]]);
        return PoseidonT5.hash([13 + 256 * _domain, four, leaves[4], leaves[5]]);
    }

    function _assertRevoked() private view {
        assertTrue(registry.isRevoked(committeeId, committeeRoot));
        assertFalse(registry.isValidRoot(committeeId, committeeRoot));
        assertEq(registry.rootValidUntil(committeeId, committeeRoot), 1);
    }

    function test_RevertWhen_QIsNotOnTheCurve() external {
        IOracleRegistry.KeyRegistration memory r = _registration();
        r.Qx ^= 1;
        vm.expectRevert(IOracleRegistry.OracleRegistry_KeyNotOnCurve.selector);
        registry.registerKey(r);
    }

    function test_RevertWhen_QIsNotReduced() external {
        IOracleRegistry.KeyRegistration memory r = _registration();
        r.Qx += FIELD;
        vm.expectRevert(IOracleRegistry.OracleRegistry_KeyNotOnCurve.selector);
        registry.registerKey(r);
    }

    function test_RevertWhen_KeyIsNotEightQ() external {
        IOracleRegistry.KeyRegistration memory r = _registration();
        (r.Ax, r.Ay) = KeySigner.baseTimes(SECRET + 1);
        vm.expectRevert(IOracleRegistry.OracleRegistry_KeyNotInSubgroup.selector);
        registry.registerKey(r);
    }

    function test_RevertWhen_KeyIsNotReduced() external {
        IOracleRegistry.KeyRegistration memory r = _registration();
        r.Ax += FIELD;
        vm.expectRevert(IOracleRegistry.OracleRegistry_KeyNotInSubgroup.selector);
        registry.registerKey(r);
    }

    /// @dev (0, −1) has order two: no point times eight is it.
    function test_RevertWhen_KeyHasLowOrder() external {
        IOracleRegistry.KeyRegistration memory r = _registration();
        (r.Ax, r.Ay) = (0, FIELD - 1);
        vm.expectRevert(IOracleRegistry.OracleRegistry_KeyNotInSubgroup.selector);
        registry.registerKey(r);
    }

    /// @dev A key with a part of order two satisfies checks that are multiplied by eight, but is not eight times a point.
    function test_RevertWhen_KeyIsShiftedByALowOrderPoint() external {
        IOracleRegistry.KeyRegistration memory r = _registration();
        BabyJubJub.Point memory key = BabyJubJub.fromAffine(r.Ax, r.Ay);
        key.add(BabyJubJub.fromAffine(0, FIELD - 1));
        (r.Ax, r.Ay) = KeySigner.affine(key);
        vm.expectRevert(IOracleRegistry.OracleRegistry_KeyNotInSubgroup.selector);
        registry.registerKey(r);
    }

    function test_RevertWhen_KeyIsIdentity() external {
        IOracleRegistry.KeyRegistration memory r = KeySigner.register(_domain, address(this), 0);
        vm.expectRevert(IOracleRegistry.OracleRegistry_KeyIsIdentity.selector);
        registry.registerKey(r);
    }

    function test_RevertWhen_ResponseOutOfRange() external {
        IOracleRegistry.KeyRegistration memory r = _registration();
        r.S += BabyJubJub.ORDER;
        vm.expectRevert(abi.encodeWithSelector(IOracleRegistry.OracleRegistry_ResponseOutOfRange.selector, r.S));
        registry.registerKey(r);
    }

    function test_RevertWhen_PossessionIsNotProven() external {
        IOracleRegistry.KeyRegistration memory r = _registration();
        r.S ^= 1;
        vm.expectRevert(IOracleRegistry.OracleRegistry_PossessionNotProven.selector);
        registry.registerKey(r);
        r = _registration();
        (r.Rx, r.Ry) = KeySigner.baseTimes(1);
        vm.expectRevert(IOracleRegistry.OracleRegistry_PossessionNotProven.selector);
        registry.registerKey(r);
        r = _registration();
        r.Rx += FIELD;
        vm.expectRevert(IOracleRegistry.OracleRegistry_PossessionNotProven.selector);
        registry.registerKey(r);
    }

    /// @dev The low-order part of R would vanish if the equation were multiplied by eight.
    function test_RevertWhen_CommitmentIsShiftedByALowOrderPoint() external {
        IOracleRegistry.KeyRegistration memory r = _registration();
        uint256 nonce = 12_345;
        (uint256 x, uint256 y) = KeySigner.baseTimes(nonce);
        BabyJubJub.Point memory commitment = BabyJubJub.fromAffine(x, y);
        commitment.add(BabyJubJub.fromAffine(0, FIELD - 1));
        (r.Rx, r.Ry) = KeySigner.affine(commitment);
        r.S = KeySigner.respond(_domain, address(this), r, SECRET, nonce);
        vm.expectRevert(IOracleRegistry.OracleRegistry_PossessionNotProven.selector);
        registry.registerKey(r);
    }

    function test_RevertWhen_ProofIsSomebodyElses() external {
        IOracleRegistry.KeyRegistration memory r = _registration();
        vm.expectRevert(IOracleRegistry.OracleRegistry_PossessionNotProven.selector);
        vm.prank(stranger);
        registry.registerKey(r);
    }

    function test_RevertWhen_ProofIsForAnotherRegistry() external {
        IOracleRegistry.KeyRegistration memory r = KeySigner.register(_domain + 1, address(this), SECRET);
        vm.expectRevert(IOracleRegistry.OracleRegistry_PossessionNotProven.selector);
        registry.registerKey(r);
    }

    function test_RevertWhen_KeyIsTaken() external {
        registry.registerKey(_registration());
        IOracleRegistry.KeyRegistration memory r = KeySigner.register(_domain, stranger, SECRET);
        vm.expectRevert(abi.encodeWithSelector(IOracleRegistry.OracleRegistry_KeyTaken.selector, address(this)));
        vm.prank(stranger);
        registry.registerKey(r);
        r = _registration();
        vm.expectRevert(abi.encodeWithSelector(IOracleRegistry.OracleRegistry_KeyTaken.selector, address(this)));
        registry.registerKey(r);
    }

    function test_RevertWhen_StrangerGoverns() external {
        bytes memory reason = abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, stranger);
        vm.startPrank(stranger);
        vm.expectRevert(reason);
        registry.createCommittee();
        vm.expectRevert(reason);
        registry.seat(committeeId, 1, stranger);
        vm.expectRevert(reason);
        registry.unseat(committeeId, 0);
        vm.expectRevert(reason);
        registry.revokeRoot(committeeId, committeeRoot);
    }

    function test_RevertWhen_CommitteeUnknown() external {
        vm.startPrank(admin);
        for (uint256 i; i < 3; i += 2) {
            bytes memory reason = abi.encodeWithSelector(IOracleRegistry.OracleRegistry_CommitteeUnknown.selector, i);
            vm.expectRevert(reason);
            registry.seat(i, 0, stranger);
            vm.expectRevert(reason);
            registry.unseat(i, 0);
        }
    }

    function test_RevertWhen_SlotOutOfRange() external {
        vm.expectRevert(abi.encodeWithSelector(IOracleRegistry.OracleRegistry_SlotOutOfRange.selector, 6));
        vm.prank(admin);
        registry.seat(committeeId, 6, stranger);
    }

    function test_RevertWhen_SlotTaken() external {
        address operator = registerOperator("operator 1", 2);
        vm.expectRevert(abi.encodeWithSelector(IOracleRegistry.OracleRegistry_SlotTaken.selector, 0));
        vm.prank(admin);
        registry.seat(committeeId, 0, operator);
    }

    /// @dev Else the roots that are valid together could have more than SEATS keys, and quorums without a common one.
    function test_RevertWhen_SeatRests() external {
        registerOperator("operator 1", 2);
        vm.startPrank(admin);
        registry.unseat(committeeId, 0);
        uint256 until = block.timestamp + 7 days;
        bytes memory reason =
            abi.encodeWithSelector(IOracleRegistry.OracleRegistry_SlotResting.selector, uint256(0), until);
        vm.expectRevert(reason);
        registry.seat(committeeId, 0, makeAddr("operator 1"));
        vm.expectRevert(reason);
        registry.seat(committeeId, 0, makeAddr("operator 0"));
        vm.warp(until);
        assertTrue(registry.isValidRoot(committeeId, committeeRoot));
        vm.expectRevert(reason);
        registry.seat(committeeId, 0, makeAddr("operator 1"));
        vm.warp(until + 1);
        assertFalse(registry.isValidRoot(committeeId, committeeRoot));
        registry.seat(committeeId, 0, makeAddr("operator 1"));
    }

    /// @dev A circuit that takes fewer signatures, or a committee with more members, would break it.
    function test_AnyTwoQuorumsShareAnHonestMember() external view {
        assertGe(2 * registry.QUORUM(), registry.SEATS() + 1 + 1);
        assertEq(registry.QUORUM(), 4);
        assertEq(registry.SEATS(), 6);
    }

    function test_SeatedSince() external {
        registerOperator("operator 1", 2);
        uint256 key = _leaf(makeAddr("operator 1"));
        assertEq(registry.seatedSince(committeeId, key), 0);
        skip(1 days);
        seatOperator("operator 1", 1);
        assertEq(registry.seatedSince(committeeId, key), block.timestamp);
        assertEq(registry.seatedSince(committeeId + 1, key), 0);
        assertEq(registry.seatedSince(committeeId, 0), 0);
        skip(1 days);
        vm.prank(admin);
        registry.unseat(committeeId, 1);
        assertEq(registry.seatedSince(committeeId, key), 0);
        seatOperator("operator 1", 2);
        assertEq(registry.seatedSince(committeeId, key), block.timestamp);
    }

    function test_RevertWhen_SlotEmpty() external {
        vm.expectRevert(abi.encodeWithSelector(IOracleRegistry.OracleRegistry_SlotEmpty.selector, 1));
        vm.prank(admin);
        registry.unseat(committeeId, 1);
    }

    function test_RevertWhen_OperatorHasNoKey() external {
        vm.expectRevert(abi.encodeWithSelector(IOracleRegistry.OracleRegistry_OperatorWithoutKey.selector, stranger));
        vm.prank(admin);
        registry.seat(committeeId, 1, stranger);
    }

    /// @dev Not even with another key.
    function test_RevertWhen_OperatorIsSeatedTwice() external {
        address operator = registerOperator("operator 0", 2);
        vm.expectRevert(abi.encodeWithSelector(IOracleRegistry.OracleRegistry_OperatorSeated.selector, operator));
        vm.prank(admin);
        registry.seat(committeeId, 1, operator);
    }

    function test_RevertWhen_RootToRevokeIsUnknownOrRevoked() external {
        vm.prank(admin);
        uint256 otherId = registry.createCommittee();
        uint256[4] memory ids = [committeeId, committeeId, otherId, otherId];
        uint256[4] memory roots = [uint256(0), 1, 0, committeeRoot];
        vm.startPrank(admin);
        for (uint256 i; i < ids.length; ++i) {
            vm.expectRevert(abi.encodeWithSelector(IOracleRegistry.OracleRegistry_RootNotRevocable.selector, roots[i]));
            registry.revokeRoot(ids[i], roots[i]);
        }
        registry.revokeRoot(committeeId, committeeRoot);
        vm.expectRevert(abi.encodeWithSelector(IOracleRegistry.OracleRegistry_RootNotRevocable.selector, committeeRoot));
        registry.revokeRoot(committeeId, committeeRoot);
    }

    function test_RegisterKey() external {
        IOracleRegistry.KeyRegistration memory r = _registration();
        vm.expectEmit(address(registry));
        emit IOracleRegistry.KeyRegistered(address(this), r.Ax, r.Ay);
        registry.registerKey(r);
        (uint256 ax, uint256 ay) = registry.keyOf(address(this));
        assertEq(abi.encode(ax, ay), abi.encode(r.Ax, r.Ay));
        assertEq(registry.operatorOf(r.Ax), address(this));
    }

    function test_AnotherKeyReplacesTheFirstForNewSeatsOnly() external {
        address operator = makeAddr("operator 0");
        (uint256 ax,) = registry.keyOf(operator);
        (, uint256 leaf) = registry.seatAt(committeeId, 0);
        assertEq(leaf, ax);
        registerOperator("operator 0", 2);
        assertEq(registry.operatorOf(ax), operator);
        (, uint256 same) = registry.seatAt(committeeId, 0);
        assertEq(same, leaf);
        vm.startPrank(admin);
        registry.unseat(committeeId, 0);
        registry.seat(committeeId, 1, operator);
        (, uint256 other) = registry.seatAt(committeeId, 1);
        assertEq(other, _leaf(operator));
        assertNotEq(other, leaf);
    }

    function test_DomainIsChainAndRegistry() external view {
        assertEq(_domain, block.chainid * 2 ** 160 + uint160(address(registry)));
    }

    function test_RootIsThatOfAllSeats() external {
        uint256[6] memory leaves;
        leaves[0] = _leaf(makeAddr("operator 0"));
        assertEq(registry.rootOf(committeeId), _rootOf(leaves));
        string[4] memory names = ["a", "b", "c", "d"];
        uint8[4] memory slots = [1, 3, 4, 5];
        for (uint256 i; i < 4; ++i) {
            leaves[slots[i]] = _leaf(registerOperator(names[i], i + 10));
            seatOperator(names[i], slots[i]);
            assertEq(registry.rootOf(committeeId), _rootOf(leaves));
        }
        leaves[4] = 0;
        vm.prank(admin);
        registry.unseat(committeeId, 4);
        assertEq(registry.rootOf(committeeId), _rootOf(leaves));
    }

    function test_SeatTellsAll() external {
        address operator = registerOperator("operator 1", 2);
        (uint256 ax, uint256 ay) = registry.keyOf(operator);
        uint256[6] memory leaves;
        (leaves[0], leaves[4]) = (_leaf(makeAddr("operator 0")), _leaf(operator));
        uint256 root = _rootOf(leaves);
        vm.expectEmit(address(registry));
        emit IOracleRegistry.CommitteeRootSet(committeeId, root, 4, operator, ax, ay, block.timestamp + 7 days);
        seatOperator("operator 1", 4);
    }

    function test_EmptyCommitteeHasNoRoot() external {
        vm.expectEmit(address(registry));
        emit IOracleRegistry.CommitteeCreated(committeeId + 1);
        vm.prank(admin);
        uint256 id = registry.createCommittee();
        assertEq(id, committeeId + 1);
        assertEq(registry.committeeCount(), id);
        assertEq(registry.rootOf(id), 0);
        assertFalse(registry.isValidRoot(id, 0));
        assertFalse(registry.isValidRoot(committeeId, 0));
    }

    function test_ReplacedRootIsValidInGraceOnly() external {
        registerOperator("operator 1", 2);
        seatOperator("operator 1", 1);
        assertTrue(registry.isValidRoot(committeeId, registry.rootOf(committeeId)));
        skip(7 days);
        assertTrue(registry.isValidRoot(committeeId, committeeRoot));
        skip(1);
        assertFalse(registry.isValidRoot(committeeId, committeeRoot));
        assertTrue(registry.isValidRoot(committeeId, registry.rootOf(committeeId)));
    }

    function test_RootThatComesBackIsCurrentAgain() external {
        registerOperator("operator 1", 2);
        seatOperator("operator 1", 1);
        vm.prank(admin);
        registry.unseat(committeeId, 1);
        assertEq(registry.rootOf(committeeId), committeeRoot);
        skip(365 days);
        assertTrue(registry.isValidRoot(committeeId, committeeRoot));
    }

    function test_RevokedRootStaysRevoked() external {
        vm.expectEmit(address(registry));
        emit IOracleRegistry.CommitteeRootRevoked(committeeId, committeeRoot);
        vm.prank(admin);
        registry.revokeRoot(committeeId, committeeRoot);
        _assertRevoked();
        registerOperator("operator 1", 2);
        seatOperator("operator 1", 1);
        _assertRevoked();
        vm.prank(admin);
        registry.unseat(committeeId, 1);
        assertEq(registry.rootOf(committeeId), committeeRoot);
        _assertRevoked();
    }

    /// @dev The root before has no grace, and the event does not say that it has.
    function test_RootAfterARevokedOneIsCurrent() external {
        vm.prank(admin);
        registry.revokeRoot(committeeId, committeeRoot);
        address operator = registerOperator("operator 1", 2);
        (uint256 ax, uint256 ay) = registry.keyOf(operator);
        uint256[6] memory leaves;
        (leaves[0], leaves[1]) = (_leaf(makeAddr("operator 0")), _leaf(operator));
        uint256 root = _rootOf(leaves);
        vm.expectEmit(address(registry));
        emit IOracleRegistry.CommitteeRootSet(committeeId, root, 1, operator, ax, ay, 0);
        seatOperator("operator 1", 1);
        assertTrue(registry.isValidRoot(committeeId, root));
        assertEq(registry.rootValidUntil(committeeId, root), type(uint40).max);
    }

    function test_RootInGraceCanBeRevoked() external {
        registerOperator("operator 1", 2);
        seatOperator("operator 1", 1);
        skip(7 days);
        assertTrue(registry.isValidRoot(committeeId, committeeRoot));
        vm.prank(admin);
        registry.revokeRoot(committeeId, committeeRoot);
        _assertRevoked();
        assertTrue(registry.isValidRoot(committeeId, registry.rootOf(committeeId)));
    }

    /// @dev Claims that rest on it may still be held when its grace is over.
    function test_RootAfterItsGraceCanBeRevoked() external {
        registerOperator("operator 1", 2);
        seatOperator("operator 1", 1);
        skip(7 days + 1);
        assertFalse(registry.isValidRoot(committeeId, committeeRoot));
        assertFalse(registry.isRevoked(committeeId, committeeRoot));
        skip(365 days);
        vm.expectEmit(address(registry));
        emit IOracleRegistry.CommitteeRootRevoked(committeeId, committeeRoot);
        vm.prank(admin);
        registry.revokeRoot(committeeId, committeeRoot);
        _assertRevoked();
    }

    /// @dev A root that nobody revoked is not revoked: current, in grace, over, unknown or of another committee.
    function test_OnlyARevokedRootIsRevoked() external {
        assertFalse(registry.isRevoked(committeeId, committeeRoot));
        assertFalse(registry.isRevoked(committeeId, 0));
        assertFalse(registry.isRevoked(committeeId, 1));
        registerOperator("operator 1", 2);
        seatOperator("operator 1", 1);
        assertFalse(registry.isRevoked(committeeId, committeeRoot));
        vm.startPrank(admin);
        uint256 otherId = registry.createCommittee();
        registry.seat(otherId, 0, makeAddr("operator 0"));
        assertEq(registry.rootOf(otherId), committeeRoot);
        registry.revokeRoot(committeeId, committeeRoot);
        _assertRevoked();
        assertFalse(registry.isRevoked(otherId, committeeRoot));
        assertTrue(registry.isValidRoot(otherId, committeeRoot));
    }
}
