// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {IBoundVerifier} from "../../src/interfaces/IBoundVerifier.sol";

/// @notice Accepts everything, nothing, or exactly one call.
contract BoundVerifierMock is IBoundVerifier {
    bool private _refuses;
    bytes32 private _expected;

    function refuse() external {
        _refuses = true;
    }

    function expect(uint256[8] calldata proof, uint256[3] calldata signals) external {
        _expected = keccak256(abi.encode(proof, signals));
    }

    function verifyProof(
        uint256[2] calldata a,
        uint256[2][2] calldata b,
        uint256[2] calldata c,
        uint256[3] calldata signals
    ) external view returns (bool) {
        return !_refuses && (_expected == 0 || _expected == keccak256(abi.encode(a, b, c, signals)));
    }
}
