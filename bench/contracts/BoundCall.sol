// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {IBoundVerifier} from "../../packages/contracts/src/interfaces/IBoundVerifier.sol";
import {BoundSignals} from "../../packages/contracts/src/libraries/BoundSignals.sol";

/// @title BoundCall
/// @notice What a desk does to verify a proof, and nothing else, so that its gas can be told.
contract BoundCall {
    using BoundSignals for IBoundVerifier;

    function verify(IBoundVerifier verifier, uint256[8] calldata proof, uint256[] calldata statement)
        external
        view
        returns (bool)
    {
        return verifier.verify(proof, statement);
    }
}
