// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

/// @title IClaimVerifier
/// @notice The verifier generated for the `claim` circuit.
interface IClaimVerifier {
    /// @param signals policyRoot, committeeRoot, terms, units, severity, nullifier, observationNullifier, asOf, context
    /// @return whether the proof holds and every signal lies in the field
    function verifyProof(
        uint256[2] calldata a,
        uint256[2][2] calldata b,
        uint256[2] calldata c,
        uint256[9] calldata signals
    ) external view returns (bool);
}
