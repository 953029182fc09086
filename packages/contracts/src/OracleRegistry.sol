// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {IEquivocationVerifier} from "./interfaces/IEquivocationVerifier.sol";
import {IOracleRegistry} from "./interfaces/IOracleRegistry.sol";
import {BabyJubJub} from "./libraries/BabyJubJub.sol";
import {Protocol} from "./libraries/Protocol.sol";
import {RootHistory} from "./libraries/RootHistory.sol";
import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {PoseidonT5} from "poseidon-solidity/PoseidonT5.sol";
import {PoseidonT6} from "poseidon-solidity/PoseidonT6.sol";

contract OracleRegistry is IOracleRegistry, AccessManaged {
    using BabyJubJub for BabyJubJub.Point;
    using RootHistory for RootHistory.History;

    struct Key {
        uint256 ax;
        uint256 ay;
    }

    /// @param since unix seconds, when it was taken or vacated
    /// @param ax names the key: the only other point with it is not in the subgroup
    struct Seat {
        address operator;
        uint40 since;
        uint256 ax;
    }

    /// @param isSeated operators that have a seat
    struct Committee {
        Seat[6] seats;
        mapping(address operator => bool) isSeated;
        RootHistory.History history;
    }

    uint256 public constant QUORUM = Protocol.QUORUM;

    uint256 public constant SEATS = Protocol.SEATS;

    /// @dev Seconds for which a replaced root stays valid, and a vacated seat rests.
    uint256 public constant GRACE = 7 days;

    uint40 private constant CURRENT = type(uint40).max;
    uint40 private constant REVOKED = 1;

    /// @inheritdoc IOracleRegistry
    uint256 public immutable domain = block.chainid << 160 | uint160(address(this));

    IEquivocationVerifier public immutable equivocationVerifier;

    /// @inheritdoc IOracleRegistry
    uint256 public committeeCount;

    /// @inheritdoc IOracleRegistry
    mapping(uint256 Ax => address) public operatorOf;

    /// @inheritdoc IOracleRegistry
    mapping(uint256 Ax => bool) public isSlashed;

    /// @inheritdoc IOracleRegistry
    mapping(uint256 committeeId => mapping(uint256 root => uint256)) public rootValidUntil;

    mapping(address operator => Key) private _keys;
    mapping(uint256 committeeId => Committee) private _committees;

    constructor(address authority_, IEquivocationVerifier equivocationVerifier_) AccessManaged(authority_) {
        equivocationVerifier = equivocationVerifier_;
    }

    /// @inheritdoc IOracleRegistry
    function registerKey(KeyRegistration calldata registration) external {
        (uint256 ax, uint256 ay) = (registration.Ax, registration.Ay);
        if (operatorOf[ax] != address(0)) revert OracleRegistry_KeyTaken(operatorOf[ax]);
        _checkSubgroup(registration);
        _checkPossession(registration);
        operatorOf[ax] = msg.sender;
        _keys[msg.sender] = Key(ax, ay);
        emit KeyRegistered(msg.sender, ax, ay);
    }

    /// @inheritdoc IOracleRegistry
    function createCommittee() external restricted returns (uint256 committeeId) {
        committeeId = ++committeeCount;
        emit CommitteeCreated(committeeId);
    }

    /// @inheritdoc IOracleRegistry
    function seat(uint256 committeeId, uint256 slot, address operator) external restricted {
        Committee storage committee = _committeeOf(committeeId, slot);
        Key memory key = _keys[operator];
        Seat memory before = committee.seats[slot];
        if (before.operator != address(0)) revert OracleRegistry_SlotTaken(slot);
        // Or else quorums of two valid roots could be without a member in common.
        if (before.since != 0 && block.timestamp <= before.since + GRACE) {
            revert OracleRegistry_SlotResting(slot, before.since + GRACE);
        }
        if (committee.isSeated[operator]) revert OracleRegistry_OperatorSeated(operator);
        if (key.ay == 0) revert OracleRegistry_OperatorWithoutKey(operator);
        if (isSlashed[key.ax]) revert OracleRegistry_KeySlashed(key.ax);
        committee.isSeated[operator] = true;
        committee.seats[slot] = Seat(operator, uint40(block.timestamp), key.ax);
        committee.history.sit(key.ax, slot);
        _renewRoot(committeeId, slot, operator, key);
    }

    /// @inheritdoc IOracleRegistry
    function unseat(uint256 committeeId, uint256 slot) external restricted {
        if (_committeeOf(committeeId, slot).seats[slot].operator == address(0)) revert OracleRegistry_SlotEmpty(slot);
        _vacate(committeeId, slot);
    }

    /// @inheritdoc IOracleRegistry
    function revokeRoot(uint256 committeeId, uint256 root) external restricted {
        if (rootValidUntil[committeeId][root] <= REVOKED) revert OracleRegistry_RootNotRevocable(root);
        _revoke(committeeId, root);
    }

    /// @inheritdoc IOracleRegistry
    function slash(uint256 Ax, address reporter, uint256[8] calldata proof, uint256[] calldata committeeIds) external {
        address operator = operatorOf[Ax];
        if (operator == address(0)) revert OracleRegistry_KeyUnknown(Ax);
        if (isSlashed[Ax]) revert OracleRegistry_KeySlashed(Ax);
        bool proven = equivocationVerifier.verifyProof(
            [proof[0], proof[1]],
            [[proof[2], proof[3]], [proof[4], proof[5]]],
            [proof[6], proof[7]],
            [Ax, domain, slashContextOf(reporter)]
        );
        if (!proven) revert OracleRegistry_EquivocationNotProven(Ax);
        isSlashed[Ax] = true;
        emit KeySlashed(operator, Ax, reporter);
        for (uint256 i; i < committeeIds.length; ++i) {
            _expel(Ax, committeeIds[i]);
        }
    }

    /// @inheritdoc IOracleRegistry
    function expel(uint256 Ax, uint256 committeeId) external {
        if (!isSlashed[Ax]) revert OracleRegistry_KeyNotSlashed(Ax);
        _expel(Ax, committeeId);
    }

    /// @inheritdoc IOracleRegistry
    function isRevoked(uint256 committeeId, uint256 root) external view returns (bool) {
        return rootValidUntil[committeeId][root] == REVOKED;
    }

    /// @inheritdoc IOracleRegistry
    function isValidRoot(uint256 committeeId, uint256 root) public view returns (bool) {
        return block.timestamp <= rootValidUntil[committeeId][root];
    }

    /// @inheritdoc IOracleRegistry
    function rootOf(uint256 committeeId) external view returns (uint256) {
        return _committees[committeeId].history.current();
    }

    /// @inheritdoc IOracleRegistry
    function seatAt(uint256 committeeId, uint256 slot) external view returns (address operator, uint256 Ax) {
        Seat storage taken = _committeeOf(committeeId, slot).seats[slot];
        return (taken.operator, taken.ax);
    }

    /// @inheritdoc IOracleRegistry
    function seatedSince(uint256 committeeId, uint256 Ax) external view returns (uint256 since) {
        Committee storage committee = _committees[committeeId];
        (bool sits, uint256 slot) = committee.history.seatOf(Ax);
        if (sits) since = committee.seats[slot].since;
    }

    /// @inheritdoc IOracleRegistry
    function keyOf(address operator) external view returns (uint256 Ax, uint256 Ay) {
        Key storage key = _keys[operator];
        return (key.ax, key.ay);
    }

    /// @inheritdoc IOracleRegistry
    function slashContextOf(address reporter) public view returns (uint256) {
        return uint256(keccak256(abi.encode(block.chainid, address(this), reporter))) >> 8;
    }

    /// @dev 8 · Q lies in the subgroup for every Q on the curve, since the group has order 8 · l.
    function _checkSubgroup(KeyRegistration calldata registration) private pure {
        if (registration.Ax == 0 && registration.Ay == 1) revert OracleRegistry_KeyIsIdentity();
        if (!BabyJubJub.isOnCurve(registration.Qx, registration.Qy)) revert OracleRegistry_KeyNotOnCurve();
        BabyJubJub.Point memory point = BabyJubJub.fromAffine(registration.Qx, registration.Qy);
        point.double();
        point.double();
        point.double();
        if (!point.equals(registration.Ax, registration.Ay)) revert OracleRegistry_KeyNotInSubgroup();
    }

    /// @dev Computes S · B8 − c · A and compares it with R. Both points are in the subgroup, so R is too if it is equal;
    /// it needs no check of its own.
    function _checkPossession(KeyRegistration calldata registration) private view {
        if (registration.S >= BabyJubJub.ORDER) revert OracleRegistry_ResponseOutOfRange(registration.S);
        uint256 challenge = uint256(
            keccak256(
                abi.encode(domain, msg.sender, registration.Ax, registration.Ay, registration.Rx, registration.Ry)
            )
        ) % BabyJubJub.ORDER;
        BabyJubJub.Point memory point = BabyJubJub.mulAdd(
            registration.S,
            BabyJubJub.fromAffine(BabyJubJub.BASE_X, BabyJubJub.BASE_Y),
            challenge,
            BabyJubJub.negate(registration.Ax, registration.Ay)
        );
        if (!point.equals(registration.Rx, registration.Ry)) revert OracleRegistry_PossessionNotProven();
    }

    function _committeeOf(uint256 committeeId, uint256 slot) private view returns (Committee storage) {
        if (committeeId == 0 || committeeId > committeeCount) revert OracleRegistry_CommitteeUnknown(committeeId);
        if (slot >= SEATS) revert OracleRegistry_SlotOutOfRange(slot);
        return _committees[committeeId];
    }

    /// @dev Revokes what has the key in it, newest first, until the roots are too old for a claim to rest on. As a seat
    /// rests for most of that time after it was vacated, a committee can have had only a few dozen.
    function _expel(uint256 ax, uint256 committeeId) private {
        RootHistory.History storage history = _committees[committeeId].history;
        (bool isDue, uint256 slot) = history.seatOf(ax);
        if (isDue) {
            uint256 root = history.current();
            // Before it is replaced, so that it has no grace.
            if (rootValidUntil[committeeId][root] != REVOKED) _revoke(committeeId, root);
            _vacate(committeeId, slot);
        }
        uint256 since = block.timestamp - GRACE - Protocol.HOLD;
        for (uint256 root = history.take(ax, since); root != 0; root = history.take(ax, since)) {
            isDue = true;
            if (rootValidUntil[committeeId][root] != REVOKED) _revoke(committeeId, root);
        }
        if (!isDue) revert OracleRegistry_NothingToExpel(ax, committeeId);
    }

    function _vacate(uint256 committeeId, uint256 slot) private {
        Committee storage committee = _committees[committeeId];
        Seat memory vacated = committee.seats[slot];
        delete committee.isSeated[vacated.operator];
        committee.seats[slot] = Seat(address(0), uint40(block.timestamp), 0);
        committee.history.rise(vacated.ax);
        _renewRoot(committeeId, slot, address(0), Key(0, 0));
    }

    function _revoke(uint256 committeeId, uint256 root) private {
        rootValidUntil[committeeId][root] = REVOKED;
        emit CommitteeRootRevoked(committeeId, root);
    }

    /// @dev The new root may be an earlier one: in grace it becomes current again, revoked it stays revoked.
    function _renewRoot(uint256 committeeId, uint256 slot, address operator, Key memory key) private {
        Committee storage committee = _committees[committeeId];
        mapping(uint256 root => uint256) storage validUntil = rootValidUntil[committeeId];
        uint256 previous = committee.history.current();
        uint256 previousValidUntil;
        if (validUntil[previous] == CURRENT) {
            previousValidUntil = block.timestamp + GRACE;
            validUntil[previous] = previousValidUntil;
        }
        uint256 root = _hash(committee.seats);
        committee.history.push(root);
        if (validUntil[root] != REVOKED) validUntil[root] = CURRENT;
        emit CommitteeRootSet(committeeId, root, slot, operator, key.ax, key.ay, previousValidUntil);
    }

    /// @return root of a committee that sits so
    function _hash(Seat[6] storage seats) private view returns (uint256 root) {
        uint256 four = PoseidonT6.hash([Protocol.TAG_SEATS, seats[0].ax, seats[1].ax, seats[2].ax, seats[3].ax]);
        return PoseidonT5.hash([Protocol.TAG_COMMITTEE + (domain << 8), four, seats[4].ax, seats[5].ax]);
    }
}
