// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {PolicyBook} from "../../src/PolicyBook.sol";
import {IInsertionVerifier} from "../../src/interfaces/IInsertionVerifier.sol";

/// @notice A policy book by itself, whose queue anybody may fill.
contract OpenBook is PolicyBook {
    constructor(IInsertionVerifier verifier) PolicyBook(verifier) {}

    function enqueue(uint256 commitment, uint256 terms, uint256 window) external {
        _enqueue(commitment, terms, window);
    }

    function enqueueMany(uint256 terms, uint256[] calldata commitments, uint256[] calldata windows) external {
        _enqueueMany(terms, commitments, windows);
    }
}
