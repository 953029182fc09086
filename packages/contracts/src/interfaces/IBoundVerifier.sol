// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

/// @title IBoundVerifier
/// @notice Generated from a circuit whose signals are bound; see BoundSignals.
interface IBoundVerifier {
    /// @param publicSignals digest, challenge, fingerprint
    function verifyProof(
        uint256[2] calldata a,
        uint256[2][2] calldata b,
        uint256[2] calldata c,
        uint256[3] calldata publicSignals
    ) external view returns (bool);
}
