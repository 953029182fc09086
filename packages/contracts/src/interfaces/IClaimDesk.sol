// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

/// @title IClaimDesk
/// @notice From proof to payout in one transaction. Nobody approves a claim, and nothing here can be paused.
interface IClaimDesk {
    /// @notice The public signals of a claim, apart from the context.
    /// @param policyRoot a root of the policy book
    /// @param committeeRoot a valid root of the product's committee
    /// @param units of the policy
    /// @param severity 1 to 3
    /// @param nullifier ends the policy
    /// @param observationNullifier uses up the observation for these terms
    /// @param asOf unix seconds, a multiple of ASOF_STEP, within ASOF_TOLERANCE of the block's time
    struct Claim {
        uint256 policyRoot;
        uint256 committeeRoot;
        uint256 terms;
        uint256 units;
        uint256 severity;
        uint256 nullifier;
        uint256 observationNullifier;
        uint256 asOf;
    }

    /// @notice Where the money goes; the proof is bound to it, whoever sends the transaction.
    /// @param recipient receives the payout less the fee
    /// @param relayer receives the fee
    /// @param fee asset units
    /// @param deadline unix seconds after which the claim is void
    struct Payment {
        address recipient;
        address relayer;
        uint256 fee;
        uint256 deadline;
    }

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

    error ClaimDesk_DeadlinePassed(uint256 deadline);
    error ClaimDesk_RecipientZero();
    error ClaimDesk_FeeWithoutRelayer(uint256 fee);
    error ClaimDesk_FeeAbovePayout(uint256 fee, uint256 payout);
    error ClaimDesk_AsOfNotAnHour(uint256 asOf);
    error ClaimDesk_AsOfOutOfRange(uint256 asOf, uint256 earliest, uint256 latest);
    error ClaimDesk_SignalNotInField(uint256 signal);
    error ClaimDesk_UnitsOutOfRange(uint256 units);
    error ClaimDesk_TermsUnknown(uint256 terms);
    error ClaimDesk_SeverityWithoutPayout(uint256 severity);
    error ClaimDesk_PolicyRootZero();
    error ClaimDesk_PolicyRootUnknown(uint256 policyRoot);
    error ClaimDesk_CommitteeRootZero();
    error ClaimDesk_CommitteeRootInvalid(uint256 committeeId, uint256 committeeRoot);
    error ClaimDesk_NullifierSpent(uint256 nullifier);
    error ClaimDesk_ObservationSpent(uint256 observationNullifier);
    error ClaimDesk_ProofInvalid();

    /// @notice Pays the claim that the proof shows.
    /// @param proof a, b and c of the Groth16 proof in the order of the verifier
    /// @return payout asset units, the fee included
    function submitClaim(uint256[8] calldata proof, Claim calldata claim, Payment calldata payment)
        external
        returns (uint256 payout);

    /// @return whether the nullifier has ended a policy
    function isNullifierSpent(uint256 nullifier) external view returns (bool);

    /// @return whether the observation nullifier has been paid for
    function isObservationSpent(uint256 observationNullifier) external view returns (bool);

    /// @return the public signal that binds a proof to this payment: keccak256 of chain id, desk, recipient, relayer,
    /// fee and deadline, shifted right by 8 bits to lie in the field
    function contextOf(Payment calldata payment) external view returns (uint256);
}
