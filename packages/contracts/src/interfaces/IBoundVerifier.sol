// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

/// @title IBoundVerifier
/// @notice Generated from a circuit whose signals are bound; see BoundSignals.
interface IBoundVerifier {
    /// @param a of the Groth16 proof, two coordinates
    /// @param b of the Groth16 proof, two coordinates of two parts each, the imaginary one first
    /// @param c of the Groth16 proof, two coordinates
    /// @param publicSignals digest, challenge, fingerprint
    /// @return whether the proof holds and every signal lies in the field
    function verifyProof(
        uint256[2] calldata a,
        uint256[2][2] calldata b,
        uint256[2] calldata c,
        uint256[3] calldata publicSignals
    ) external view returns (bool);
}
