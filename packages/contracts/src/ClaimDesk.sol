// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {IClaimDesk} from "./interfaces/IClaimDesk.sol";
import {IClaimVerifier} from "./interfaces/IClaimVerifier.sol";
import {IOracleRegistry} from "./interfaces/IOracleRegistry.sol";
import {IPolicyBook} from "./interfaces/IPolicyBook.sol";
import {IProductCatalog} from "./interfaces/IProductCatalog.sol";
import {IUnderwritingPool} from "./interfaces/IUnderwritingPool.sol";
import {Protocol} from "./libraries/Protocol.sol";

contract ClaimDesk is IClaimDesk {
    IProductCatalog public immutable catalog;
    IPolicyBook public immutable book;
    IOracleRegistry public immutable registry;
    IClaimVerifier public immutable verifier;

    /// @inheritdoc IClaimDesk
    mapping(uint256 nullifier => bool) public isNullifierSpent;

    /// @inheritdoc IClaimDesk
    mapping(uint256 observationNullifier => bool) public isObservationSpent;

    constructor(IProductCatalog catalog_, IPolicyBook book_, IOracleRegistry registry_, IClaimVerifier verifier_) {
        (catalog, book, registry, verifier) = (catalog_, book_, registry_, verifier_);
    }

    /// @inheritdoc IClaimDesk
    function submitClaim(uint256[8] calldata proof, Claim calldata claim, Payment calldata payment)
        external
        returns (uint256 payout)
    {
        _checkPayment(payment);
        _checkSignals(claim);
        IProductCatalog.ClaimTerms memory terms = catalog.claimTerms(claim.terms);
        if (terms.productId == 0) revert ClaimDesk_TermsUnknown(claim.terms);
        payout = _payoutOf(claim, terms.payouts);
        if (payment.fee > payout) revert ClaimDesk_FeeAbovePayout(payment.fee, payout);
        _checkRoots(claim, terms.committeeId);
        _spend(claim);
        _checkProof(proof, claim, payment);

        IUnderwritingPool(terms.pool)
            .pay(terms.productId, claim.units, payout, payment.recipient, payment.relayer, payment.fee);
        emit ClaimPaid(
            claim.nullifier,
            claim.observationNullifier,
            terms.productId,
            claim.units,
            claim.severity,
            payment.recipient,
            payout,
            payment.relayer,
            payment.fee
        );
    }

    /// @inheritdoc IClaimDesk
    function contextOf(Payment calldata payment) public view returns (uint256) {
        return uint256(
            keccak256(
            abi.encode(block.chainid, address(this), payment.recipient, payment.relayer, payment.fee, payment.deadline)
        )
        ) >> 8;
    }

    function _checkPayment(Payment calldata payment) private view {
        if (block.timestamp > payment.deadline) revert ClaimDesk_DeadlinePassed(payment.deadline);
        if (payment.recipient == address(0)) revert ClaimDesk_RecipientZero();
        if (payment.fee != 0 && payment.relayer == address(0)) revert ClaimDesk_FeeWithoutRelayer(payment.fee);
    }

    /// @dev A nullifier plus FIELD would be another key of the mapping for the same policy. The verifier refuses it too.
    function _checkSignals(Claim calldata claim) private view {
        if (claim.nullifier >= Protocol.FIELD) revert ClaimDesk_SignalNotInField(claim.nullifier);
        if (claim.observationNullifier >= Protocol.FIELD) {
            revert ClaimDesk_SignalNotInField(claim.observationNullifier);
        }
        if (claim.units == 0 || claim.units > type(uint32).max) revert ClaimDesk_UnitsOutOfRange(claim.units);
        if (claim.asOf % Protocol.ASOF_STEP != 0) revert ClaimDesk_AsOfNotAnHour(claim.asOf);
        uint256 earliest = block.timestamp - Protocol.ASOF_TOLERANCE;
        uint256 latest = block.timestamp + Protocol.ASOF_TOLERANCE;
        if (claim.asOf < earliest || claim.asOf > latest) {
            revert ClaimDesk_AsOfOutOfRange(claim.asOf, earliest, latest);
        }
    }

    function _payoutOf(Claim calldata claim, uint96[3] memory payouts) private pure returns (uint256 payout) {
        if (claim.severity == 0 || claim.severity > 3) revert ClaimDesk_SeverityWithoutPayout(claim.severity);
        payout = claim.units * payouts[claim.severity - 1];
        if (payout == 0) revert ClaimDesk_SeverityWithoutPayout(claim.severity);
    }

    function _checkRoots(Claim calldata claim, uint256 committeeId) private view {
        if (claim.policyRoot == 0) revert ClaimDesk_PolicyRootZero();
        if (!book.isRoot(claim.policyRoot)) revert ClaimDesk_PolicyRootUnknown(claim.policyRoot);
        if (claim.committeeRoot == 0) revert ClaimDesk_CommitteeRootZero();
        if (!registry.isValidRoot(committeeId, claim.committeeRoot)) {
            revert ClaimDesk_CommitteeRootInvalid(committeeId, claim.committeeRoot);
        }
    }

    function _spend(Claim calldata claim) private {
        if (isNullifierSpent[claim.nullifier]) revert ClaimDesk_NullifierSpent(claim.nullifier);
        if (isObservationSpent[claim.observationNullifier]) {
            revert ClaimDesk_ObservationSpent(claim.observationNullifier);
        }
        isNullifierSpent[claim.nullifier] = true;
        isObservationSpent[claim.observationNullifier] = true;
    }

    function _checkProof(uint256[8] calldata proof, Claim calldata claim, Payment calldata payment) private view {
        bool valid = verifier.verifyProof(
            [proof[0], proof[1]],
            [[proof[2], proof[3]], [proof[4], proof[5]]],
            [proof[6], proof[7]],
            [
                claim.policyRoot,
                claim.committeeRoot,
                claim.terms,
                claim.units,
                claim.severity,
                claim.nullifier,
                claim.observationNullifier,
                claim.asOf,
                contextOf(payment)
            ]
        );
        if (!valid) revert ClaimDesk_ProofInvalid();
    }
}
