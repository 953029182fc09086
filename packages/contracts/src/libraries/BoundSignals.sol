// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {IBoundVerifier} from "../interfaces/IBoundVerifier.sol";
import {Protocol} from "./Protocol.sol";

/// @title BoundSignals
/// @notice Many stated values for the price of three public signals.
///
/// A verifier pays 6,900 gas for each public signal. So the circuit publishes a Poseidon digest of its signals, and the
/// value Σ signalⱼ · challengeʲ⁺¹ of the polynomial they make. The challenge is the hash of that digest and the stated
/// values. When it is drawn the digest has fixed the signals of the circuit; if one of n differs from what is stated, the
/// two polynomials agree in the challenge with a probability of n / FIELD.
library BoundSignals {
    /// @dev Every stated value must be below FIELD: one that is FIELD too high would have the same polynomial.
    /// @param proof a, b and c of the Groth16 proof in the order of the verifier
    /// @param digest of the circuit's signals, as the prover says
    /// @param stated values in the order of the circuit
    function verify(IBoundVerifier verifier, uint256[8] memory proof, uint256 digest, uint256[] memory stated)
        internal
        view
        returns (bool)
    {
        uint256 challenge = uint256(keccak256(abi.encodePacked(digest, stated))) % Protocol.FIELD;
        uint256 fingerprint;
        for (uint256 i = stated.length; i != 0; --i) {
            if (stated[i - 1] >= Protocol.FIELD) return false;
            fingerprint = mulmod(addmod(fingerprint, stated[i - 1], Protocol.FIELD), challenge, Protocol.FIELD);
        }
        return verifier.verifyProof(
            [proof[0], proof[1]],
            [[proof[2], proof[3]], [proof[4], proof[5]]],
            [proof[6], proof[7]],
            [digest, challenge, fingerprint]
        );
    }
}
