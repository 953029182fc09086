// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {IProductCatalog} from "./IProductCatalog.sol";
import {ITrigger} from "./ITrigger.sol";

/// @title IClaimDesk
/// @notice Ends policies: from evidence to payout in one transaction, or with a refund. Nobody approves a claim, and
/// nothing here can be paused.
///
/// A payout that the pool cannot pay at once, because too much was paid in the last day, is held for HOLD and then paid
/// by anyone's call. In that time nobody can refuse it. But if the source of its evidence, a committee root, is revoked,
/// the claim is void: its nullifiers are free again, and the policy can be claimed anew, as of the time of the first
/// claim, for at least RECLAIM.
interface IClaimDesk {
    /// @notice Where the money goes; the proof is bound to it, whoever sends the transaction.
    /// @param recipient receives the amount less the fee
    /// @param relayer receives the fee
    /// @param fee asset units
    /// @param deadline unix seconds after which the call is void
    struct Payment {
        address recipient;
        address relayer;
        uint256 fee;
        uint256 deadline;
    }

    /// @notice What the proof of a cancellation shows. No proof shows a policy that was sold renewable.
    /// @param policyRoot a root of the policy book
    /// @param terms of the product
    /// @param units of the policy
    /// @param end of the policy, unix seconds, a multiple of WEEK
    /// @param nullifier ends the policy; a claim would spend the same
    /// @param asOf unix seconds, a multiple of ASOF_STEP, not after the block's time; the policy has begun by then
    struct Cancellation {
        uint256 policyRoot;
        uint256 terms;
        uint256 units;
        uint256 end;
        uint256 nullifier;
        uint256 asOf;
    }

    /// @notice A claim that waits to be paid.
    /// @param nullifier that the claim has spent
    /// @param observationNullifier that the claim has spent
    /// @param terms of the product
    /// @param source of the evidence
    /// @param recipient receives amount − fee
    /// @param amount asset units, the fee included
    /// @param relayer receives fee
    /// @param fee asset units
    /// @param units of the policy
    /// @param payableAt unix seconds
    /// @param since unix seconds from which on the claim may have been made
    struct HeldClaim {
        uint256 nullifier;
        uint256 observationNullifier;
        uint256 terms;
        uint256 source;
        address recipient;
        uint96 amount;
        address relayer;
        uint96 fee;
        uint32 units;
        uint40 payableAt;
        uint40 since;
    }

    /// @notice A claim was paid at once. It has spent its nullifier and its observation nullifier.
    /// @param observationNullifier of what happened, for the product's terms
    /// @param units of the policy that has ended
    /// @param severity 1 to 3
    /// @param payout asset units, the fee included
    /// @param fee asset units
    event ClaimPaid(
        uint256 indexed nullifier,
        uint256 observationNullifier,
        uint256 indexed productId,
        uint256 units,
        uint256 severity,
        address recipient,
        uint256 payout,
        address relayer,
        uint256 fee
    );

    /// @notice A claim is due, and its payout held. It has spent its nullifier and its observation nullifier.
    /// @param heldId counts from 1
    /// @param severity 1 to 3
    event ClaimHeld(uint256 indexed heldId, uint256 indexed productId, uint256 severity, HeldClaim claim);

    /// @notice A held claim was paid, and is no longer held.
    event HeldClaimPaid(uint256 indexed heldId, uint256 indexed nullifier);

    /// @notice The claim's source was revoked: the policy can be claimed again, and the observation paid for.
    /// @param since unix seconds from which on a claim may have been made, until `until`
    /// @param until unix seconds
    event HeldClaimVoided(
        uint256 indexed heldId, uint256 indexed nullifier, uint256 observationNullifier, uint256 since, uint256 until
    );

    /// @notice A policy was ended for a refund. It has spent its nullifier.
    /// @param end of the policy, unix seconds
    /// @param refund asset units, the fee included
    /// @param fee asset units
    event PolicyCancelled(
        uint256 indexed nullifier,
        uint256 indexed productId,
        uint256 units,
        uint256 end,
        address recipient,
        uint256 refund,
        address relayer,
        uint256 fee
    );

    error ClaimDesk_DeadlinePassed(uint256 deadline);
    error ClaimDesk_RecipientZero();
    error ClaimDesk_FeeWithoutRelayer(uint256 fee);
    error ClaimDesk_FeeAbovePayout(uint256 fee, uint256 payout);
    /// @param signal at least FIELD
    error ClaimDesk_SignalNotInField(uint256 signal);
    error ClaimDesk_UnitsOutOfRange(uint256 units);
    error ClaimDesk_TermsUnknown(uint256 terms);
    error ClaimDesk_SeverityWithoutPayout(uint256 severity);
    error ClaimDesk_NullifierSpent(uint256 nullifier);
    error ClaimDesk_ObservationSpent(uint256 observationNullifier);
    error ClaimDesk_AsOfNotAnHour(uint256 asOf);
    /// @param current unix seconds
    error ClaimDesk_AsOfAhead(uint256 asOf, uint256 current);
    error ClaimDesk_PolicyRootUnknown(uint256 policyRoot);
    error ClaimDesk_EndNotAWeek(uint256 end);
    error ClaimDesk_NothingToRefund(uint256 end);
    error ClaimDesk_ProofInvalid();
    error ClaimDesk_NotHeld(uint256 heldId);
    error ClaimDesk_NotPayableYet(uint256 heldId, uint256 payableAt);
    /// @param needed for the trigger's answer alone
    error ClaimDesk_GasTooLow(uint256 needed);

    /// @notice Pays the claim that the evidence shows, or holds it.
    /// @param evidence as the product's trigger takes it
    /// @return payout asset units, the fee included
    /// @return paid false if it is held
    function submitClaim(ITrigger.Claim calldata claim, Payment calldata payment, bytes calldata evidence)
        external
        returns (uint256 payout, bool paid);

    /// @notice Ends the policy that the proof shows, for the base premium of its whole weeks to come, as far as the
    /// product refunds it. A policy that was sold renewable cannot be cancelled.
    /// @param proof a, b and c of the Groth16 proof in the order of the verifier
    /// @param digest of the circuit's signals
    /// @return refund asset units, the fee included
    function cancelPolicy(
        uint256[8] calldata proof,
        uint256 digest,
        Cancellation calldata cancellation,
        Payment calldata payment
    ) external returns (uint256 refund);

    /// @notice Pays a held claim that is payable, or voids it if its source was revoked; anyone can call it. No claim waits
    /// for another, so that none can keep another from being paid, and none for a trigger that does not answer: only one
    /// that says so within REVOCATION_GAS has revoked the source.
    /// @return paid false if it was voided
    function settleHeld(uint256 heldId) external returns (bool paid);

    /// @return the products whose policies end here
    function catalog() external view returns (IProductCatalog);

    /// @return whether the nullifier has ended a policy
    function isNullifierSpent(uint256 nullifier) external view returns (bool);

    /// @notice A nullifier that a void claim had spent.
    /// @return since unix seconds from which on a claim may have been made, 0 if it was never released
    /// @return until unix seconds until which that holds
    function reopened(uint256 nullifier) external view returns (uint256 since, uint256 until);

    /// @return whether the observation nullifier has been paid for
    function isObservationSpent(uint256 observationNullifier) external view returns (bool);

    /// @return number of claims ever held; their ids are 1 to this
    function heldCount() external view returns (uint256);

    /// @return heldId of the pool's claims that wait, the oldest; 0 if none does
    function firstHeld(address pool) external view returns (uint256 heldId);

    /// @return next of the claims of the same pool that wait, the oldest after this one; 0 if none is, or this one does not
    /// wait
    function heldAfter(uint256 heldId) external view returns (uint256 next);

    /// @return claim all zero once it is paid or void
    function heldClaim(uint256 heldId) external view returns (HeldClaim memory claim);

    /// @return whether the claim is held, and payable or its source revoked
    function isSettleable(uint256 heldId) external view returns (bool);

    /// @return the public signal that binds a proof to this payment: keccak256 of chain id, desk, recipient, relayer,
    /// fee and deadline, shifted right by 8 bits to lie in the field
    function contextOf(Payment calldata payment) external view returns (uint256);
}
