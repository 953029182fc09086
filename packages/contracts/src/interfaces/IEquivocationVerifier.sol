// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

/// @title IEquivocationVerifier
/// @notice The verifier generated for the `equivocation` circuit.
interface IEquivocationVerifier {
    /// @param a of the Groth16 proof, two coordinates
    /// @param b of the Groth16 proof, two coordinates of two parts each, the imaginary one first
    /// @param c of the Groth16 proof, two coordinates
    /// @param signals Ax, domain, context
    /// @return whether the proof holds and every signal lies in the field
    function verifyProof(
        uint256[2] calldata a,
        uint256[2][2] calldata b,
        uint256[2] calldata c,
        uint256[3] calldata signals
    ) external view returns (bool);
}
