// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {OracleRegistry} from "../../src/OracleRegistry.sol";
import {IOracleRegistry} from "../../src/interfaces/IOracleRegistry.sol";
import {Rebuilt} from "./Rebuilt.sol";
import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";
import {Vm} from "forge-std/Vm.sol";

/// @notice Keys, seats and the validity of every root.
contract RebuiltRegistry is Rebuilt {
    struct Key {
        uint256 Ax;
        uint256 Ay;
    }

    /// @dev The data of CommitteeRootSet.
    struct Change {
        uint256 slot;
        address operator;
        Key key;
        uint256 previousValidUntil;
    }

    struct Committee {
        uint256 root;
        address[6] operators;
        Key[6] keys;
        uint256[6] since;
        uint256[] roots;
        mapping(uint256 root => uint256) validUntil;
    }

    uint256 private constant CURRENT = type(uint40).max;
    uint256 private constant REVOKED = 1;

    OracleRegistry private immutable _registry;

    address private _authority;
    uint256 public committeeCount;
    mapping(uint256 committeeId => Committee) private _committees;
    mapping(address operator => Key) private _keyOf;
    address[] private _operators;
    Key[] private _keys;
    mapping(uint256 Ax => bool) private _isSlashed;

    constructor(OracleRegistry registry) {
        _registry = registry;
    }

    function take(Vm.Log calldata log, uint256 time) external override returns (bool) {
        bytes32 kind = log.topics[0];
        if (kind == IOracleRegistry.KeyRegistered.selector) {
            address operator = addressOf(log.topics[1]);
            Key memory key = abi.decode(log.data, (Key));
            _keyOf[operator] = key;
            _operators.push(operator);
            _keys.push(key);
        } else if (kind == IOracleRegistry.CommitteeCreated.selector) {
            assertEq(uint256(log.topics[1]), ++committeeCount);
        } else if (kind == IOracleRegistry.CommitteeRootSet.selector) {
            _setRoot(_committees[uint256(log.topics[1])], uint256(log.topics[2]), log.data, time);
        } else if (kind == IOracleRegistry.CommitteeRootRevoked.selector) {
            _committees[uint256(log.topics[1])].validUntil[uint256(log.topics[2])] = REVOKED;
        } else if (kind == IOracleRegistry.KeySlashed.selector) {
            uint256 Ax = uint256(log.topics[2]);
            assertEq(addressOf(log.topics[1]), _registry.operatorOf(Ax), "KeySlashed: operator");
            _isSlashed[Ax] = true;
        } else if (kind == IAccessManaged.AuthorityUpdated.selector) {
            _authority = abi.decode(log.data, (address));
        } else {
            return false;
        }
        return true;
    }

    function isRevoked(uint256 committeeId, uint256 root) external view returns (bool) {
        return _committees[committeeId].validUntil[root] == REVOKED;
    }

    /// @return roots that the committee ever had, some of them more than once
    function rootsOf(uint256 committeeId) external view returns (uint256[] memory roots) {
        return _committees[committeeId].roots;
    }

    function operatorAt(uint256 committeeId, uint256 slot) external view returns (address) {
        return _committees[committeeId].operators[slot];
    }

    function compare() external view override {
        assertEq(_registry.authority(), _authority, "authority");
        assertEq(_registry.committeeCount(), committeeCount, "committeeCount");
        for (uint256 i; i < _operators.length; ++i) {
            (uint256 Ax, uint256 Ay) = _registry.keyOf(_operators[i]);
            assertEq(Ax, _keyOf[_operators[i]].Ax, "keyOf: Ax");
            assertEq(Ay, _keyOf[_operators[i]].Ay, "keyOf: Ay");
            assertEq(_registry.operatorOf(_keys[i].Ax), _operators[i], "operatorOf");
            assertEq(_registry.isSlashed(_keys[i].Ax), _isSlashed[_keys[i].Ax], "isSlashed");
        }
        for (uint256 id = 1; id <= committeeCount; ++id) {
            _compareCommittee(id);
        }
    }

    function _setRoot(Committee storage committee, uint256 root, bytes calldata data, uint256 time) private {
        Change memory change = abi.decode(data, (Change));
        if (change.previousValidUntil != 0) committee.validUntil[committee.root] = change.previousValidUntil;
        if (committee.validUntil[root] != REVOKED) committee.validUntil[root] = CURRENT;
        committee.root = root;
        committee.roots.push(root);
        committee.operators[change.slot] = change.operator;
        committee.keys[change.slot] = change.key;
        committee.since[change.slot] = time;
    }

    function _compareCommittee(uint256 id) private view {
        Committee storage committee = _committees[id];
        assertEq(_registry.rootOf(id), committee.root, "rootOf");
        assertEq(_registry.rootValidUntil(id, id), 0, "rootValidUntil of none");
        for (uint256 i; i < committee.roots.length; ++i) {
            uint256 root = committee.roots[i];
            uint256 until = committee.validUntil[root];
            assertEq(_registry.rootValidUntil(id, root), until, "rootValidUntil");
            assertEq(_registry.isValidRoot(id, root), block.timestamp <= until, "isValidRoot");
            assertEq(_registry.isRevoked(id, root), until == REVOKED, "isRevoked");
        }
        for (uint256 slot; slot < 6; ++slot) {
            (address operator, uint256 Ax) = _registry.seatAt(id, slot);
            assertEq(operator, committee.operators[slot], "seatAt: operator");
            assertEq(Ax, committee.keys[slot].Ax, "seatAt: Ax");
            if (Ax != 0) assertEq(_registry.seatedSince(id, Ax), committee.since[slot], "seatedSince");
        }
    }
}
