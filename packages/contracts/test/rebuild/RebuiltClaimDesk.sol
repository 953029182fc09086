// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {ClaimDesk} from "../../src/ClaimDesk.sol";
import {IClaimDesk} from "../../src/interfaces/IClaimDesk.sol";
import {Rebuilt} from "./Rebuilt.sol";
import {RebuiltCatalog} from "./RebuiltCatalog.sol";
import {RebuiltRegistry} from "./RebuiltRegistry.sol";
import {Vm} from "forge-std/Vm.sol";

/// @notice What has ended which policy, and which claims are held.
contract RebuiltClaimDesk is Rebuilt {
    /// @param since unix seconds, 0 if a void claim never released it; `until` likewise
    struct Nullifier {
        bool isSpent;
        uint256 since;
        uint256 until;
    }

    ClaimDesk private immutable _desk;
    RebuiltCatalog private immutable _catalog;
    RebuiltRegistry private immutable _registry;

    uint256[] private _nullifiers;
    mapping(uint256 nullifier => Nullifier) private _statusOf;
    uint256[] private _observations;
    mapping(uint256 observationNullifier => bool) private _isObservationSpent;
    uint256 private _heldCount;
    mapping(uint256 heldId => IClaimDesk.HeldClaim) private _held;

    constructor(ClaimDesk desk, RebuiltCatalog catalog, RebuiltRegistry registry) {
        (_desk, _catalog, _registry) = (desk, catalog, registry);
    }

    function take(Vm.Log calldata log, uint256) external override returns (bool) {
        bytes32 kind = log.topics[0];
        if (kind == IClaimDesk.ClaimPaid.selector) {
            _takePaid(log);
        } else if (kind == IClaimDesk.ClaimHeld.selector) {
            (uint256 severity, IClaimDesk.HeldClaim memory claim) =
                abi.decode(log.data, (uint256, IClaimDesk.HeldClaim));
            _checkPayout(uint256(log.topics[2]), claim.units, severity, claim.amount);
            assertEq(uint256(log.topics[1]), ++_heldCount, "ClaimHeld: heldId");
            _held[_heldCount] = claim;
            _spend(claim.nullifier);
            _spendObservation(claim.observationNullifier);
        } else if (kind == IClaimDesk.HeldClaimPaid.selector) {
            _endHeld(uint256(log.topics[1]), uint256(log.topics[2]));
        } else if (kind == IClaimDesk.HeldClaimVoided.selector) {
            (uint256 observation, uint256 since, uint256 until) = abi.decode(log.data, (uint256, uint256, uint256));
            _endHeld(uint256(log.topics[1]), uint256(log.topics[2]));
            _statusOf[uint256(log.topics[2])] = Nullifier(false, since, until);
            _isObservationSpent[observation] = false;
        } else if (kind == IClaimDesk.PolicyCancelled.selector) {
            _spend(uint256(log.topics[1]));
        } else {
            return false;
        }
        return true;
    }

    function compare() external view override {
        assertFalse(_desk.isNullifierSpent(0), "isNullifierSpent of none");
        for (uint256 i; i < _nullifiers.length; ++i) {
            Nullifier memory status = _statusOf[_nullifiers[i]];
            (uint256 since, uint256 until) = _desk.reopened(_nullifiers[i]);
            assertEq(_desk.isNullifierSpent(_nullifiers[i]), status.isSpent, "isNullifierSpent");
            assertEq(since, status.since, "reopened: since");
            assertEq(until, status.until, "reopened: until");
        }
        for (uint256 i; i < _observations.length; ++i) {
            assertEq(
                _desk.isObservationSpent(_observations[i]), _isObservationSpent[_observations[i]], "isObservationSpent"
            );
        }
        assertEq(_desk.heldCount(), _heldCount, "heldCount");
        for (uint256 id = 1; id <= _heldCount; ++id) {
            assertEq(abi.encode(_desk.heldClaim(id)), abi.encode(_held[id]), "heldClaim");
            assertEq(_desk.isSettleable(id), _isSettleable(_held[id]), "isSettleable");
        }
        for (uint256 id = 1; id <= _catalog.count(); ++id) {
            _compareWaiting(_catalog.parametersOf(id).pool);
        }
    }

    function _takePaid(Vm.Log calldata log) private {
        (uint256 observation, uint256 units, uint256 severity,, uint256 payout,,) =
            abi.decode(log.data, (uint256, uint256, uint256, address, uint256, address, uint256));
        _checkPayout(uint256(log.topics[2]), units, severity, payout);
        _spend(uint256(log.topics[1]));
        _spendObservation(observation);
    }

    function _checkPayout(uint256 productId, uint256 units, uint256 severity, uint256 payout) private view {
        assertEq(payout, units * _catalog.parametersOf(productId).payouts[severity - 1], "payout");
    }

    function _spend(uint256 nullifier) private {
        _nullifiers.push(nullifier);
        _statusOf[nullifier] = Nullifier(true, 0, 0);
    }

    function _spendObservation(uint256 observation) private {
        _observations.push(observation);
        _isObservationSpent[observation] = true;
    }

    function _endHeld(uint256 heldId, uint256 nullifier) private {
        assertEq(nullifier, _held[heldId].nullifier, "nullifier of a held claim");
        delete _held[heldId];
    }

    function _compareWaiting(address pool) private view {
        uint256 heldId = _desk.firstHeld(pool);
        for (uint256 id = 1; id <= _heldCount; ++id) {
            if (_held[id].amount == 0) continue;
            if (_catalog.parametersOf(_catalog.productOf(_held[id].terms)).pool != pool) continue;
            assertEq(heldId, id, "heldAfter");
            heldId = _desk.heldAfter(heldId);
        }
        assertEq(heldId, 0, "heldAfter the last");
    }

    function _isSettleable(IClaimDesk.HeldClaim memory held) private view returns (bool) {
        if (held.amount == 0) return false;
        uint256 committeeId = _catalog.parametersOf(_catalog.productOf(held.terms)).committeeId;
        return block.timestamp >= held.payableAt || _registry.isRevoked(committeeId, held.source);
    }
}
