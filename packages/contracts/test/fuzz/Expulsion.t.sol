// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {IOracleRegistry} from "../../src/interfaces/IOracleRegistry.sol";
import {AcesoTest} from "../AcesoTest.sol";

/// @dev Two committees as they are seated, unseated and purged at random, against a list of every root that they had.
contract ExpulsionFuzzTest is AcesoTest {
    /// @param keys bit n is set if the nth operator's key sits
    /// @param replacedAt unix seconds, 0 for the current root
    struct Entry {
        uint256 root;
        uint256 keys;
        uint256 replacedAt;
    }

    uint256 private constant OPERATORS = 9;
    uint256 private constant SLOTS = 6;

    uint256[OPERATORS] private _keys;
    mapping(uint256 committeeId => Entry[]) private _entries;
    mapping(uint256 committeeId => mapping(uint256 root => bool)) private _isRevoked;
    mapping(uint256 committeeId => uint256) private _seated;
    mapping(uint256 committeeId => mapping(uint256 slot => uint256)) private _restsUntil;
    mapping(uint256 committeeId => mapping(uint256 operator => uint256 slot)) private _slots;
    uint256 private _slashed;

    function setUp() public override {
        super.setUp();
        for (uint256 i; i < OPERATORS; ++i) {
            if (i != 0) registerOperator(_name(i), 1001 + i);
            (_keys[i],) = registry.keyOf(makeAddr(_name(i)));
        }
        vm.prank(admin);
        registry.createCommittee();
        _seated[1] = 1;
        _entries[1].push(Entry(committeeRoot, 1, 0));
    }

    /// forge-config: default.fuzz.runs = 50
    /// forge-config: deep.fuzz.runs = 2000
    function testFuzz_RevokesWhatHasTheKeyAndNothingElse(uint256 seed) external {
        for (uint256 i; i < 60; ++i) {
            uint256 dice = uint256(keccak256(abi.encode(seed, i)));
            uint256 id = 1 + (dice >> 8) % 2;
            uint256 kind = dice % 20;
            if (kind < 12) _change(id, (dice >> 16) % SLOTS, (dice >> 32) % OPERATORS);
            else if (kind < 15) skip((dice >> 16) % 3 days);
            else if (kind == 15) _revoke(id, dice >> 16);
            else if (kind == 16) _slash((dice >> 16) % OPERATORS, id);
            else _expel((dice >> 16) % OPERATORS, id);
            _compare(id);
        }
        _compare(1);
        _compare(2);
    }

    function _change(uint256 id, uint256 slot, uint256 operator) private {
        (, uint256 taken) = registry.seatAt(id, slot);
        if (taken != 0) {
            vm.prank(admin);
            registry.unseat(id, slot);
            _seated[id] &= ~(1 << _numberOf(taken));
            _restsUntil[id][slot] = block.timestamp + 7 days;
        } else {
            if (block.timestamp <= _restsUntil[id][slot]) {
                vm.expectRevert(
                    abi.encodeWithSelector(
                        IOracleRegistry.OracleRegistry_SlotResting.selector, slot, _restsUntil[id][slot]
                    )
                );
                vm.prank(admin);
                registry.seat(id, slot, makeAddr(_name(operator)));
                return;
            }
            if (_seated[id] >> operator & 1 == 1) return;
            if (_slashed >> operator & 1 == 1) {
                vm.expectRevert(
                    abi.encodeWithSelector(IOracleRegistry.OracleRegistry_KeySlashed.selector, _keys[operator])
                );
                vm.prank(admin);
                registry.seat(id, slot, makeAddr(_name(operator)));
                return;
            }
            vm.prank(admin);
            registry.seat(id, slot, makeAddr(_name(operator)));
            _seated[id] |= 1 << operator;
            _slots[id][operator] = slot;
        }
        _push(id);
    }

    function _revoke(uint256 id, uint256 choice) private {
        Entry[] storage entries = _entries[id];
        if (entries.length == 0) return;
        uint256 root = entries[choice % entries.length].root;
        if (_isRevoked[id][root]) return;
        vm.prank(admin);
        registry.revokeRoot(id, root);
        _isRevoked[id][root] = true;
    }

    /// @dev In half of the cases the committee is left to a later call.
    function _slash(uint256 operator, uint256 id) private {
        if (_slashed >> operator & 1 == 1 || _slashed >= 1 << (OPERATORS - 1)) return;
        uint256[8] memory proof;
        uint256[] memory none = new uint256[](0);
        if (!_isDue(operator, id)) {
            uint256[] memory one = new uint256[](1);
            one[0] = id;
            vm.expectRevert(
                abi.encodeWithSelector(IOracleRegistry.OracleRegistry_NothingToExpel.selector, _keys[operator], id)
            );
            registry.slash(_keys[operator], stranger, proof, one);
            registry.slash(_keys[operator], stranger, proof, none);
            _slashed |= 1 << operator;
        } else if (operator % 2 == 0) {
            registry.slash(_keys[operator], stranger, proof, none);
            _slashed |= 1 << operator;
        } else {
            uint256[] memory one = new uint256[](1);
            one[0] = id;
            registry.slash(_keys[operator], stranger, proof, one);
            _slashed |= 1 << operator;
            _expelled(operator, id);
        }
    }

    function _expel(uint256 operator, uint256 id) private {
        if (_slashed >> operator & 1 == 0) {
            vm.expectRevert(
                abi.encodeWithSelector(IOracleRegistry.OracleRegistry_KeyNotSlashed.selector, _keys[operator])
            );
            registry.expel(_keys[operator], id);
        } else if (_isDue(operator, id)) {
            registry.expel(_keys[operator], id);
            _expelled(operator, id);
        } else {
            vm.expectRevert(
                abi.encodeWithSelector(IOracleRegistry.OracleRegistry_NothingToExpel.selector, _keys[operator], id)
            );
            registry.expel(_keys[operator], id);
        }
    }

    /// @dev What an expulsion has dealt with no longer counts.
    function _expelled(uint256 operator, uint256 id) private {
        Entry[] storage entries = _entries[id];
        for (uint256 i; i < entries.length; ++i) {
            if (!_hasInReach(entries[i], operator)) continue;
            _isRevoked[id][entries[i].root] = true;
            entries[i].keys &= ~(1 << operator);
        }
        if (_seated[id] >> operator & 1 == 0) return;
        _seated[id] &= ~(1 << operator);
        _restsUntil[id][_slots[id][operator]] = block.timestamp + 7 days;
        _push(id);
    }

    function _push(uint256 id) private {
        Entry[] storage entries = _entries[id];
        if (entries.length != 0) entries[entries.length - 1].replacedAt = block.timestamp;
        entries.push(Entry(registry.rootOf(id), _seated[id], 0));
    }

    function _compare(uint256 id) private view {
        Entry[] storage entries = _entries[id];
        for (uint256 i; i < entries.length; ++i) {
            uint256 root = entries[i].root;
            assertEq(registry.isRevoked(id, root), _isRevoked[id][root], "revoked");
            assertEq(registry.isValidRoot(id, root), !_isRevoked[id][root] && _isInGrace(entries, root), "valid");
        }
        for (uint256 slot; slot < SLOTS; ++slot) {
            (, uint256 ax) = registry.seatAt(id, slot);
            if (ax != 0) assertEq(_seated[id] >> _numberOf(ax) & 1, 1, "seat");
        }
        if (entries.length != 0) assertEq(registry.rootOf(id), entries[entries.length - 1].root, "root");
        _compareQuorums(id);
    }

    /// @dev All roots that are valid together have at most as many keys as there are seats.
    function _compareQuorums(uint256 id) private view {
        uint256 together;
        for (uint256 i; i < _entries[id].length; ++i) {
            if (registry.isValidRoot(id, _entries[id][i].root)) together |= _entries[id][i].keys;
        }
        uint256 members;
        for (; together != 0; together &= together - 1) {
            ++members;
        }
        assertLe(members, registry.SEATS(), "quorums without a common member");
    }

    /// @dev By any of the times that the committee had the root.
    function _isInGrace(Entry[] storage entries, uint256 root) private view returns (bool) {
        for (uint256 i; i < entries.length; ++i) {
            if (entries[i].root != root) continue;
            if (entries[i].replacedAt == 0 || block.timestamp <= entries[i].replacedAt + 7 days) return true;
        }
        return false;
    }

    function _isDue(uint256 operator, uint256 id) private view returns (bool) {
        for (uint256 i; i < _entries[id].length; ++i) {
            if (_hasInReach(_entries[id][i], operator)) return true;
        }
        return false;
    }

    function _hasInReach(Entry storage entry, uint256 operator) private view returns (bool) {
        if (entry.keys >> operator & 1 == 0) return false;
        return entry.replacedAt == 0 || block.timestamp <= entry.replacedAt + 9 days;
    }

    function _numberOf(uint256 key) private view returns (uint256 number) {
        while (_keys[number] != key) ++number;
    }

    function _name(uint256 n) private pure returns (string memory) {
        return string.concat("operator ", vm.toString(n));
    }
}
