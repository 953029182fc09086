// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

/// @title IUnderwriting
/// @notice Decides whether who buys a policy meets the baseline that its product asks for.
///
/// A proof says that the committee has attested a result of the holder that meets the baseline, and nothing else about
/// it. It is bound to the commitment of the policy, the buyer and the product: two purchases of one holder have nothing in
/// common.
interface IUnderwriting {
    /// @param proof a, b and c of the Groth16 proof in the order of the verifier
    /// @param digest of the circuit's signals
    /// @param committeeRoot of the product's committee, valid
    /// @param asOf unix seconds, a full hour, at most ASOF_TOLERANCE from the block's time
    struct Eligibility {
        uint256[8] proof;
        uint256 digest;
        uint256 committeeRoot;
        uint256 asOf;
    }

    error Underwriting_NothingToProve(uint256 productId);
    error Underwriting_AsOfNotAnHour(uint256 asOf);
    /// @param earliest unix seconds
    /// @param latest unix seconds
    error Underwriting_AsOfOutOfRange(uint256 asOf, uint256 earliest, uint256 latest);
    error Underwriting_CommitteeRootZero();
    error Underwriting_CommitteeRootInvalid(uint256 committeeId, uint256 committeeRoot);
    error Underwriting_ProofInvalid();

    /// @return what a proof of eligibility is bound to: chain, desk, buyer and product
    function eligibilityContextOf(address buyer, uint256 productId) external view returns (uint256);
}
