// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {IBoundVerifier} from "./interfaces/IBoundVerifier.sol";
import {IClaimDesk} from "./interfaces/IClaimDesk.sol";
import {IPolicyBook} from "./interfaces/IPolicyBook.sol";
import {IProductCatalog} from "./interfaces/IProductCatalog.sol";
import {ITrigger} from "./interfaces/ITrigger.sol";
import {IUnderwritingPool} from "./interfaces/IUnderwritingPool.sol";
import {BoundSignals} from "./libraries/BoundSignals.sol";
import {CoverCode} from "./libraries/CoverCode.sol";
import {HeldList} from "./libraries/HeldList.sol";
import {Pricing} from "./libraries/Pricing.sol";
import {Protocol} from "./libraries/Protocol.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

contract ClaimDesk is IClaimDesk {
    using BoundSignals for IBoundVerifier;
    using HeldList for HeldList.List;
    using SafeCast for uint256;

    /// @dev Seconds for which a payout is held.
    uint256 public constant HOLD = Protocol.HOLD;

    /// @dev Seconds for which a policy can be claimed anew after its claim was voided.
    uint256 public constant RECLAIM = 4 weeks;

    uint256 private constant SPENT = 1;

    /// @dev Gas in which a trigger has to say that a source is revoked, several times what ours takes.
    uint256 public constant REVOCATION_GAS = 50_000;

    /// @inheritdoc IClaimDesk
    IProductCatalog public immutable catalog;
    IPolicyBook public immutable book;
    IBoundVerifier public immutable cancelVerifier;

    /// @inheritdoc IClaimDesk
    uint256 public heldCount;

    /// @dev 0, SPENT, or since · 2^40 + until of a nullifier that was released.
    mapping(uint256 nullifier => uint256) private _nullifiers;

    /// @dev 0 or SPENT.
    mapping(uint256 observationNullifier => uint256) private _observations;
    mapping(uint256 heldId => HeldClaim) private _held;
    HeldList.List private _waiting;

    constructor(IProductCatalog catalog_, IPolicyBook book_, IBoundVerifier cancelVerifier_) {
        (catalog, book, cancelVerifier) = (catalog_, book_, cancelVerifier_);
    }

    /// @inheritdoc IClaimDesk
    function submitClaim(ITrigger.Claim calldata claim, Payment calldata payment, bytes calldata evidence)
        external
        returns (uint256 payout, bool paid)
    {
        _checkPayment(payment);
        _checkUnits(claim.units);
        if (claim.observationNullifier >= Protocol.FIELD) {
            revert ClaimDesk_SignalNotInField(claim.observationNullifier);
        }
        IProductCatalog.ClaimTerms memory terms = CoverCode.read(address(catalog), claim.terms);
        if (terms.productId == 0) revert ClaimDesk_TermsUnknown(claim.terms);
        payout = _payoutOf(claim, terms.payouts);
        if (payment.fee > payout) revert ClaimDesk_FeeAbovePayout(payment.fee, payout);
        uint256 since = _spend(claim.nullifier);
        if (_observations[claim.observationNullifier] == SPENT) {
            revert ClaimDesk_ObservationSpent(claim.observationNullifier);
        }
        _observations[claim.observationNullifier] = SPENT;

        uint256 source = ITrigger(terms.trigger).check(claim, terms.committeeId, since, contextOf(payment), evidence);
        paid = IUnderwritingPool(terms.pool).pay(_payoutTo(terms.productId, claim.units, payout, payment));
        if (paid) _emitPaid(claim, payment, terms.productId, payout);
        else _hold(claim, payment, terms, payout, source, since);
    }

    /// @inheritdoc IClaimDesk
    function cancelPolicy(
        uint256[8] calldata proof,
        uint256 digest,
        Cancellation calldata cancellation,
        Payment calldata payment
    ) external returns (uint256 refund) {
        _checkPayment(payment);
        _checkCancellation(cancellation);
        IProductCatalog.ClaimTerms memory terms = CoverCode.read(address(catalog), cancellation.terms);
        if (terms.productId == 0) revert ClaimDesk_TermsUnknown(cancellation.terms);
        (, uint256 reopenedUntil) = _windowOf(_nullifiers[cancellation.nullifier]);
        _spend(cancellation.nullifier);
        uint256[] memory statement = new uint256[](8);
        (statement[0], statement[1], statement[2]) = (digest, cancellation.policyRoot, cancellation.terms);
        (statement[3], statement[4]) = (cancellation.units, cancellation.end);
        (statement[5], statement[6], statement[7]) = (cancellation.nullifier, cancellation.asOf, contextOf(payment));
        if (!cancelVerifier.verify(proof, statement)) revert ClaimDesk_ProofInvalid();

        (uint256 amount, uint256 claimDeadline) = _refundOf(terms.productId, cancellation);
        refund = IUnderwritingPool(terms.pool)
            .refund(
                _payoutTo(terms.productId, cancellation.units, amount, payment),
                cancellation.end,
                claimDeadline,
                reopenedUntil
            );
        emit PolicyCancelled(
            cancellation.nullifier,
            terms.productId,
            cancellation.units,
            cancellation.end,
            payment.recipient,
            refund,
            payment.relayer,
            payment.fee
        );
    }

    /// @inheritdoc IClaimDesk
    function settleHeld(uint256 heldId) external returns (bool paid) {
        HeldClaim memory held = _held[heldId];
        if (held.amount == 0) revert ClaimDesk_NotHeld(heldId);
        IProductCatalog.ClaimTerms memory terms = CoverCode.read(address(catalog), held.terms);
        bool revoked = _isRevoked(held, terms);
        if (!revoked && block.timestamp < held.payableAt) revert ClaimDesk_NotPayableYet(heldId, held.payableAt);
        // Before the payment, which may call back.
        delete _held[heldId];
        _waiting.remove(terms.pool, heldId);
        if (revoked) _void(heldId, held, terms);
        else _payHeld(heldId, held, terms);
        return !revoked;
    }

    /// @inheritdoc IClaimDesk
    function isNullifierSpent(uint256 nullifier) external view returns (bool) {
        return _nullifiers[nullifier] == SPENT;
    }

    /// @inheritdoc IClaimDesk
    function isObservationSpent(uint256 observationNullifier) external view returns (bool) {
        return _observations[observationNullifier] == SPENT;
    }

    /// @inheritdoc IClaimDesk
    function reopened(uint256 nullifier) external view returns (uint256 since, uint256 until) {
        return _windowOf(_nullifiers[nullifier]);
    }

    /// @inheritdoc IClaimDesk
    function heldClaim(uint256 heldId) external view returns (HeldClaim memory) {
        return _held[heldId];
    }

    /// @inheritdoc IClaimDesk
    function isSettleable(uint256 heldId) external view returns (bool) {
        HeldClaim memory held = _held[heldId];
        if (held.amount == 0) return false;
        return block.timestamp >= held.payableAt || _isRevoked(held, CoverCode.read(address(catalog), held.terms));
    }

    /// @inheritdoc IClaimDesk
    function firstHeld(address pool) external view returns (uint256 heldId) {
        return _waiting.ends[pool].first;
    }

    /// @inheritdoc IClaimDesk
    function heldAfter(uint256 heldId) external view returns (uint256 next) {
        return _waiting.links[heldId].after_;
    }

    /// @inheritdoc IClaimDesk
    function contextOf(Payment calldata payment) public view returns (uint256) {
        return uint256(
            keccak256(
            abi.encode(block.chainid, address(this), payment.recipient, payment.relayer, payment.fee, payment.deadline)
        )
        ) >> 8;
    }

    function _hold(
        ITrigger.Claim calldata claim,
        Payment calldata payment,
        IProductCatalog.ClaimTerms memory terms,
        uint256 payout,
        uint256 source,
        uint256 since
    ) private {
        uint256 heldId = ++heldCount;
        HeldClaim memory held = HeldClaim({
            nullifier: claim.nullifier,
            observationNullifier: claim.observationNullifier,
            terms: claim.terms,
            source: source,
            recipient: payment.recipient,
            amount: payout.toUint96(),
            relayer: payment.relayer,
            fee: payment.fee.toUint96(),
            units: claim.units.toUint32(),
            payableAt: uint40(block.timestamp + HOLD),
            since: since.toUint40()
        });
        _held[heldId] = held;
        _waiting.append(terms.pool, heldId);
        emit ClaimHeld(heldId, terms.productId, claim.severity, held);
    }

    function _payHeld(uint256 heldId, HeldClaim memory held, IProductCatalog.ClaimTerms memory terms) private {
        emit HeldClaimPaid(heldId, held.nullifier);
        IUnderwritingPool(terms.pool)
            .payHeld(
                IUnderwritingPool.Payout({
                productId: terms.productId,
                units: held.units,
                amount: held.amount,
                recipient: held.recipient,
                relayer: held.relayer,
                fee: held.fee
            })
            );
    }

    function _void(uint256 heldId, HeldClaim memory held, IProductCatalog.ClaimTerms memory terms) private {
        uint256 until = (block.timestamp + RECLAIM + Protocol.WEEK - 1) / Protocol.WEEK * Protocol.WEEK;
        delete _observations[held.observationNullifier];
        _nullifiers[held.nullifier] = uint256(held.since) << 40 | until;
        IUnderwritingPool(terms.pool).voidHeld(terms.productId, held.units, held.amount, until);
        emit HeldClaimVoided(heldId, held.nullifier, held.observationNullifier, held.since, until);
    }

    /// @return since unix seconds from which on the claim may have been made
    function _spend(uint256 nullifier) private returns (uint256 since) {
        if (nullifier >= Protocol.FIELD) revert ClaimDesk_SignalNotInField(nullifier);
        uint256 status = _nullifiers[nullifier];
        if (status == SPENT) revert ClaimDesk_NullifierSpent(nullifier);
        _nullifiers[nullifier] = SPENT;
        since = block.timestamp - Protocol.ASOF_TOLERANCE;
        (uint256 reopenedSince, uint256 until) = _windowOf(status);
        if (block.timestamp <= until) since = reopenedSince;
    }

    function _emitPaid(ITrigger.Claim calldata claim, Payment calldata payment, uint256 productId, uint256 payout)
        private
    {
        emit ClaimPaid(
            claim.nullifier,
            claim.observationNullifier,
            productId,
            claim.units,
            claim.severity,
            payment.recipient,
            payout,
            payment.relayer,
            payment.fee
        );
    }

    function _checkCancellation(Cancellation calldata cancellation) private view {
        _checkUnits(cancellation.units);
        if (cancellation.asOf % Protocol.ASOF_STEP != 0) revert ClaimDesk_AsOfNotAnHour(cancellation.asOf);
        if (cancellation.asOf > block.timestamp) revert ClaimDesk_AsOfAhead(cancellation.asOf, block.timestamp);
        if (cancellation.policyRoot == 0 || !book.isRoot(cancellation.policyRoot)) {
            revert ClaimDesk_PolicyRootUnknown(cancellation.policyRoot);
        }
        if (cancellation.end % Protocol.WEEK != 0) revert ClaimDesk_EndNotAWeek(cancellation.end);
    }

    /// @dev What was paid for a week was at least its base premium, and of that at least the refunded share has gone into
    /// the pool's unearned premium. So no refund takes what another policy has paid.
    function _refundOf(uint256 productId, Cancellation calldata cancellation)
        private
        view
        returns (uint256 refund, uint256 claimDeadline)
    {
        IProductCatalog.RefundTerms memory terms = catalog.refundTerms(productId);
        if (cancellation.end > block.timestamp) {
            uint256 duration = (cancellation.end - block.timestamp) / Protocol.WEEK * Protocol.WEEK;
            refund = cancellation.units * terms.maxPayout * terms.baseRate * duration * terms.refundShare
                / (Pricing.WAD * Pricing.YEAR * Protocol.BASIS);
        }
        if (refund == 0) revert ClaimDesk_NothingToRefund(cancellation.end);
        claimDeadline = cancellation.end + terms.claimWindow;
    }

    /// @dev A trigger that fails, or says anything but yes, has revoked nothing: its claims are paid in their time, rather
    /// than wait for ever. It gets its gas whatever the caller has sent, so that nobody can silence it.
    function _isRevoked(HeldClaim memory held, IProductCatalog.ClaimTerms memory terms)
        private
        view
        returns (bool revoked)
    {
        bytes memory question = abi.encodeCall(ITrigger.isRevoked, (terms.committeeId, held.source));
        address trigger = terms.trigger;
        if (gasleft() * 63 / 64 <= REVOCATION_GAS + 3000) revert ClaimDesk_GasTooLow(REVOCATION_GAS);
        assembly ("memory-safe") {
            // No more of the answer is copied than there is room for.
            let done := staticcall(REVOCATION_GAS, trigger, add(question, 32), mload(question), 0, 32)
            revoked := and(done, and(gt(returndatasize(), 31), eq(mload(0), 1)))
        }
    }

    function _checkPayment(Payment calldata payment) private view {
        if (block.timestamp > payment.deadline) revert ClaimDesk_DeadlinePassed(payment.deadline);
        if (payment.recipient == address(0)) revert ClaimDesk_RecipientZero();
        if (payment.fee != 0 && payment.relayer == address(0)) revert ClaimDesk_FeeWithoutRelayer(payment.fee);
    }

    function _checkUnits(uint256 units) private pure {
        if (units == 0 || units > type(uint32).max) revert ClaimDesk_UnitsOutOfRange(units);
    }

    function _payoutOf(ITrigger.Claim calldata claim, uint96[3] memory payouts) private pure returns (uint256 payout) {
        if (claim.severity == 0 || claim.severity > 3) revert ClaimDesk_SeverityWithoutPayout(claim.severity);
        payout = claim.units * payouts[claim.severity - 1];
        if (payout == 0) revert ClaimDesk_SeverityWithoutPayout(claim.severity);
    }

    function _payoutTo(uint256 productId, uint256 units, uint256 amount, Payment calldata payment)
        private
        pure
        returns (IUnderwritingPool.Payout memory)
    {
        return IUnderwritingPool.Payout({
            productId: productId,
            units: units,
            amount: amount,
            recipient: payment.recipient,
            relayer: payment.relayer,
            fee: payment.fee
        });
    }

    function _windowOf(uint256 status) private pure returns (uint256 since, uint256 until) {
        return (status >> 40, status == SPENT ? 0 : status & type(uint40).max);
    }
}
