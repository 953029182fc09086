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
    /// @dev `verifyProof`, then 8 words of proof and 3 of signals.
    uint256 private constant CALL_BYTES = 4 + 11 * 32;

    /// @dev Every stated value must be below FIELD: one that is FIELD too high would have the same polynomial.
    ///
    /// The statement is hashed where it lies. The call is written behind the free memory, of which nothing is taken:
    ///
    ///     free +   0   28 bytes that are left out, then the selector
    ///     free +  32   a, b and c, as they came
    ///     free + 288   digest, challenge, fingerprint
    ///
    /// and the answer into scratch space, where something may lie already: it counts if the call succeeded with a word or
    /// more, and the first says 1.
    /// @param proof a, b and c of the Groth16 proof in the order of the verifier
    /// @param statement the digest of the circuit's signals, as the prover says, and then the stated values in the order
    /// of the circuit
    function verify(IBoundVerifier verifier, uint256[8] calldata proof, uint256[] memory statement)
        internal
        view
        returns (bool valid)
    {
        uint256 field = Protocol.FIELD;
        uint256 selector = uint32(IBoundVerifier.verifyProof.selector);
        uint256 length = CALL_BYTES;
        assembly ("memory-safe") {
            let first := add(statement, 0x20)
            let challenge := mod(keccak256(first, shl(5, mload(statement))), field)
            // By Horner's rule from the last value down to the one after the digest.
            let fingerprint := 0
            valid := 1
            for { let at := add(statement, shl(5, mload(statement))) } gt(at, first) { at := sub(at, 0x20) } {
                let value := mload(at)
                valid := and(valid, lt(value, field))
                fingerprint := mulmod(addmod(fingerprint, value, field), challenge, field)
            }
            if valid {
                let free := mload(0x40)
                mstore(free, selector)
                calldatacopy(add(free, 0x20), proof, 0x100)
                mstore(add(free, 0x120), mload(first))
                mstore(add(free, 0x140), challenge)
                mstore(add(free, 0x160), fingerprint)
                let done := staticcall(gas(), verifier, add(free, 0x1c), length, 0x00, 0x20)
                valid := and(and(done, gt(returndatasize(), 0x1f)), eq(mload(0x00), 1))
            }
        }
    }
}
