// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {OracleRegistry} from "../../src/OracleRegistry.sol";
import {UnderwritingPool} from "../../src/UnderwritingPool.sol";
import {Upkeep} from "../../src/Upkeep.sol";
import {IAttestationTrigger} from "../../src/interfaces/IAttestationTrigger.sol";
import {IClaimDesk} from "../../src/interfaces/IClaimDesk.sol";
import {IProductCatalog} from "../../src/interfaces/IProductCatalog.sol";
import {ITrigger} from "../../src/interfaces/ITrigger.sol";
import {BaseHandler} from "./BaseHandler.sol";
import {CapitalHandler} from "./CapitalHandler.sol";
import {CoverHandler} from "./CoverHandler.sol";
import {PolicyModel} from "./PolicyModel.sol";
import {RoleHandler} from "./RoleHandler.sol";

/// @notice Everything that anyone can do to a pool, with bounded arguments, so that no call may revert. Here: what
/// holders do, and what happens to the committee.
contract Handler is CapitalHandler, CoverHandler, RoleHandler {
    address private constant HOLDER = address(0xbeef);
    address private constant RELAYER = address(0xfee);

    Upkeep private immutable _upkeep;

    uint256 private _nextNullifier = 1;
    uint256 private _nextSeat = 1;
    mapping(uint256 slot => uint256) private _restsUntil;
    mapping(uint256 nullifier => uint256 id) private _policyOf;
    mapping(uint256 id => uint256) private _nullifierOf;
    mapping(uint256 nullifier => bool) private _isClaimed;

    constructor(Protocol memory protocol) BaseHandler(protocol) {
        _upkeep = new Upkeep(protocol.claimDesk);
    }

    function claim(uint256 choice, uint256 severity, uint256 fee, uint256 refused) external keepsExitsFromGaining {
        _settle();
        uint256 id = policies.claimable(choice);
        if (id != 0) _claim(id, bound(severity, 1, 3), fee, refused % 4);
    }

    /// @notice A spent nullifier, with an observation not yet paid for, and the other way round.
    function claimAgain(uint256 choice, uint256 severity) external keepsThePrice keepsExitsFromGaining {
        if (_nextNullifier == 1) return;
        uint256 spent = bound(choice, 1, _nextNullifier - 1);
        PolicyModel.Policy memory policy = policies.policyOf(_policyOf[spent]);
        if (!policy.ended) return;
        uint256 product = policy.product;
        severity = bound(severity, 1, 3);
        _requireRefused(_claimOf(product, 1, severity, spent, 1e30 + choice % 1e30), "4: a nullifier paid twice");
        if (!_isClaimed[spent]) return;
        _requireRefused(
            _claimOf(product, 1, severity, 1e40 + choice % 1e30, 1e20 + spent), "5: an observation paid twice"
        );
    }

    function cancel(uint256 choice, uint256 refused) external keepsThePrice keepsExitsFromGaining {
        _settle();
        uint256 id = policies.cancellable(choice);
        if (id != 0) _cancel(id, refused);
    }

    /// @notice Any of those who wait; not before its time, unless its committee was revoked.
    function settleHeld(uint256 choice, uint256 refused) external keepsThePrice keepsExitsFromGaining {
        _settle();
        _refuse(refused % 4);
        uint256 count = _protocol.claimDesk.heldCount();
        if (count == 0) return;
        uint256 heldId = bound(choice, count < 8 ? 1 : count - 7, count);
        if (_protocol.claimDesk.isSettleable(heldId)) _settleHeld(heldId, refused % 4);
        else _requireUnsettled(heldId);
    }

    /// @notice Seats another node if there is a seat for it, sometimes after one has left; sometimes the root before is
    /// revoked, as after a theft of keys.
    function renewCommittee(uint256 dice) external keepsThePrice keepsExitsFromGaining {
        if (dice % 8 > 1 || _nextSeat == 8 || _emptySeat() == _protocol.registry.SEATS()) return;
        OracleRegistry registry = _protocol.registry;
        uint256 root = registry.rootOf(_protocol.committeeId);
        vm.startPrank(_protocol.admin);
        if (dice % 8 == 0) registry.revokeRoot(_protocol.committeeId, root);
        (address first,) = registry.seatAt(_protocol.committeeId, 0);
        if (dice % 3 == 0 && first != address(0)) {
            registry.unseat(_protocol.committeeId, 0);
            _restsUntil[0] = block.timestamp + registry.GRACE();
        }
        vm.stopPrank();
        _seatNext();
    }

    function _seatNext() private {
        (OracleRegistry registry, uint256 id, uint256 slot) = (_protocol.registry, _protocol.committeeId, _emptySeat());
        vm.prank(_protocol.admin);
        registry.seat(id, slot, makeAddr(string.concat("operator ", vm.toString(_nextSeat++))));
    }

    /// @return slot the first empty seat that doesn't rest, SEATS if there is none
    function _emptySeat() private view returns (uint256 slot) {
        for (; slot < _protocol.registry.SEATS(); ++slot) {
            (address operator,) = _protocol.registry.seatAt(_protocol.committeeId, slot);
            if (operator == address(0) && block.timestamp > _restsUntil[slot]) return slot;
        }
    }

    /// @notice Slashes and expels a node that sits, if another can be seated: claims that are held on its roots are
    /// void, and all others go on.
    function slash(uint256 dice) external keepsThePrice keepsExitsFromGaining {
        if (dice % 4 != 0 || _nextSeat == 8 || _emptySeat() == _protocol.registry.SEATS()) return;
        OracleRegistry registry = _protocol.registry;
        uint256 id = _protocol.committeeId;
        uint256 slot;
        address operator;
        for (uint256 i; i < registry.SEATS() && operator == address(0); ++i) {
            slot = (dice / 4 + i) % registry.SEATS();
            (operator,) = registry.seatAt(id, slot);
        }
        if (operator == address(0)) return;
        uint256 root = registry.rootOf(id);
        (, uint256 key) = registry.seatAt(id, slot);
        uint256[8] memory proof;
        uint256[] memory committeeIds = new uint256[](1);
        committeeIds[0] = id;
        registry.slash(key, HOLDER, proof, committeeIds);
        _require(registry.isRevoked(id, root), "18: a root with a slashed key was not revoked");
        try registry.expel(key, id) {
            _require(false, "18: an expulsion left something to do");
        } catch {}
        _restsUntil[slot] = block.timestamp + registry.GRACE();
        _seatNext();
    }

    /// @notice What a keeper does, and nothing is left of it for another.
    function keepUp(uint256 refused) external keepsThePrice keepsExitsFromGaining {
        _settle();
        _refuse(refused % 4);
        bytes memory checkData = abi.encode(address(_protocol.pool));
        (, bytes memory data) = _upkeep.checkUpkeep(checkData);
        uint256[] memory heldIds = abi.decode(data, (Upkeep.Work)).heldIds;
        IClaimDesk.HeldClaim[] memory held = new IClaimDesk.HeldClaim[](heldIds.length);
        for (uint256 i; i < heldIds.length; ++i) {
            held[i] = _protocol.claimDesk.heldClaim(heldIds[i]);
        }
        _upkeep.performUpkeep(data);
        for (uint256 i; i < heldIds.length; ++i) {
            _settled(held[i], !_protocol.registry.isRevoked(_protocol.committeeId, held[i].source), refused % 4);
        }
        (bool needed,) = _upkeep.checkUpkeep(checkData);
        _require(!needed || heldIds.length == _upkeep.MAX_HELD(), "17: a keeper left something undone");
    }

    function collectKept(bool holder) external keepsThePrice keepsExitsFromGaining {
        _refuse(0);
        address recipient = holder ? HOLDER : RELAYER;
        if (_protocol.pool.keptPayout(recipient) == 0) return;
        money.collectKept(_protocol.pool.collectKept(recipient, recipient));
    }

    /// @notice Pays every policy that can still claim, in full, and what is held; a claim that is voided comes again.
    function claimAll() external {
        do {
            for (uint256 id = policies.claimable(0); id != 0; id = policies.claimable(0)) {
                _claim(id, 3, 0, 0);
            }
            skip(2 days);
            _refuse(0);
            _settleAllHeld();
        } while (policies.claimable(0) != 0);
    }

    /// @notice Cancels every policy that can be, and pays or voids what is held. What is left can only expire.
    function cancelAll() external {
        skip(2 days);
        _refuse(0);
        _settleAllHeld();
        for (uint256 id = policies.cancellable(0); id != 0; id = policies.cancellable(0)) {
            _cancel(id, 0);
        }
    }

    function _cancel(uint256 id, uint256 refused) private {
        PolicyModel.Policy memory policy = policies.policyOf(id);
        uint256 left = policies.unearnedOf(id);
        uint256 refund = policies.cancel(id, _refundOf(policy));
        _require(refund <= left, "13: a refund took what other policies had paid");
        _refuse(refused % 2);
        uint256[8] memory proof;
        uint256 nullifier = _nullifierFor(id);
        assertEq(
            _protocol.claimDesk
                .cancelPolicy(
                    proof,
                    1,
                    IClaimDesk.Cancellation({
                        policyRoot: _protocol.policyRoot,
                        terms: _termsOf(policy.product),
                        units: policy.units,
                        end: policy.end,
                        nullifier: nullifier,
                        asOf: block.timestamp / 3600 * 3600
                    }),
                    _payment(0)
                ),
            refund
        );
        money.refund(refund, refused % 2 == 1 ? refund : 0);
    }

    /// @dev As whoever keeps house for the pool finds them.
    function _settleAllHeld() private {
        uint256 heldId = _protocol.claimDesk.firstHeld(address(_protocol.pool));
        while (heldId != 0) {
            uint256 next = _protocol.claimDesk.heldAfter(heldId);
            _settleHeld(heldId, 0);
            heldId = next;
        }
    }

    function _settleHeld(uint256 heldId, uint256 refused) private {
        IClaimDesk.HeldClaim memory held = _protocol.claimDesk.heldClaim(heldId);
        bool revoked = _protocol.registry.isRevoked(_protocol.committeeId, held.source);
        bool paid = _protocol.claimDesk.settleHeld(heldId);
        _require(paid == !revoked, "4: a held claim was paid on a revoked root, or was voided without one");
        _settled(held, paid, refused);
    }

    function _settled(IClaimDesk.HeldClaim memory held, bool paid, uint256 refused) private {
        if (paid) money.payHeld(held.amount, _keptOf(held.amount, held.fee, refused));
        else _reopened(held);
    }

    function _requireUnsettled(uint256 heldId) private {
        try _protocol.claimDesk.settleHeld(heldId) {
            _require(false, "4: a held claim was settled early or twice");
        } catch {}
    }

    /// @dev An honest holder with a late result takes the deadline itself as `asOf`, or the time of a void claim.
    function _claim(uint256 id, uint256 severity, uint256 fee, uint256 refused) private {
        UnderwritingPool pool = _protocol.pool;
        PolicyModel.Policy memory policy = policies.policyOf(id);
        uint256 asOf = block.timestamp < policy.deadline ? block.timestamp / 3600 * 3600 : policy.deadline;
        if (asOf + 3600 < block.timestamp) asOf = (policy.reopenedSince + 3599) / 3600 * 3600;
        uint256 nullifier = _nullifierFor(id);
        ITrigger.Claim memory honest = _claimOf(policy.product, policy.units, severity, nullifier, 1e20 + nullifier);
        uint256 payout = policy.units * _payoutsOf(policy.product)[severity - 1];
        fee = bound(fee, 0, payout);
        uint256 limit = (pool.cash() - pool.reserved()) / 5;
        _refuse(refused);
        policies.claim(id);
        (uint256 amount, bool paid) = _protocol.claimDesk.submitClaim(honest, _payment(fee), _evidence(asOf));
        assertEq(amount, payout);
        _isClaimed[honest.nullifier] = true;
        if (paid) {
            money.payInstantly(payout, _keptOf(payout, fee, refused));
            _require(money.paidInADay() <= limit, "15: more was paid at once in a day than the instant share");
        } else {
            money.hold(payout);
        }
    }

    /// @dev A policy has one nullifier, whatever ends it, and keeps it when it is reopened.
    function _nullifierFor(uint256 id) private returns (uint256 nullifier) {
        nullifier = _nullifierOf[id];
        if (nullifier != 0) return nullifier;
        nullifier = _nextNullifier++;
        (_nullifierOf[id], _policyOf[nullifier]) = (nullifier, id);
    }

    function _reopened(IClaimDesk.HeldClaim memory held) private {
        money.voidHeld(held.amount);
        _isClaimed[held.nullifier] = false;
        (uint256 since, uint256 until) = _protocol.claimDesk.reopened(held.nullifier);
        policies.reopen(_policyOf[held.nullifier], since, until);
    }

    function _requireRefused(ITrigger.Claim memory again, string memory what) private {
        bytes memory evidence = _evidence(block.timestamp / 3600 * 3600);
        try _protocol.claimDesk.submitClaim(again, _payment(0), evidence) {
            _require(false, what);
        } catch {}
    }

    /// @param who 1 the holder, 2 the relayer, 3 both
    function _refuse(uint256 who) private {
        _protocol.dollar.refuse(HOLDER, who % 2 == 1);
        _protocol.dollar.refuse(RELAYER, who > 1);
    }

    function _keptOf(uint256 amount, uint256 fee, uint256 refused) private pure returns (uint256) {
        return (refused % 2 == 1 ? amount - fee : 0) + (refused > 1 ? fee : 0);
    }

    function _refundOf(PolicyModel.Policy memory policy) private view returns (uint256) {
        (,, IProductCatalog.ProductParameters memory p) = _protocol.catalog.product(policy.product);
        uint256 duration = (policy.end - block.timestamp) / WEEK * WEEK;
        return policy.units * policy.maxPayout * p.baseRate * duration * p.refundShare / 1e18 / 365 days / 10_000;
    }

    function _termsOf(uint256 product) private view returns (uint256 terms) {
        (terms,,) = _protocol.catalog.product(product);
    }

    function _payoutsOf(uint256 product) private view returns (uint96[3] memory) {
        return _protocol.catalog.claimTerms(_termsOf(product)).payouts;
    }

    function _claimOf(uint256 product, uint256 units, uint256 severity, uint256 nullifier, uint256 observation)
        private
        view
        returns (ITrigger.Claim memory)
    {
        return ITrigger.Claim(_termsOf(product), units, severity, nullifier, observation);
    }

    function _evidence(uint256 asOf) private view returns (bytes memory) {
        uint256[8] memory proof;
        uint256 root = _protocol.registry.rootOf(_protocol.committeeId);
        return abi.encode(IAttestationTrigger.Evidence(proof, 1, _protocol.policyRoot, root, asOf));
    }

    function _payment(uint256 fee) private view returns (IClaimDesk.Payment memory) {
        return IClaimDesk.Payment(HOLDER, RELAYER, fee, block.timestamp);
    }
}
