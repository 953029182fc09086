// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {IBoundVerifier} from "../../src/interfaces/IBoundVerifier.sol";
import {BoundSignals} from "../../src/libraries/BoundSignals.sol";
import {Protocol} from "../../src/libraries/Protocol.sol";
import {BoundVerifierMock} from "../mocks/BoundVerifierMock.sol";
import {Test} from "forge-std/Test.sol";

/// @dev The verifier accepts everything, so it is the library that refuses. Nine values, as the claim circuit has.
contract BoundSignalsSymbolicTest is Test {
    using BoundSignals for IBoundVerifier;

    uint256[8] private _proof;
    IBoundVerifier private _verifier;

    function setUp() external {
        _verifier = IBoundVerifier(address(new BoundVerifierMock()));
    }

    function _verify(uint256 digest, uint256[9] calldata values) private view returns (bool) {
        uint256[] memory statement = new uint256[](10);
        statement[0] = digest;
        for (uint256 i; i < 9; ++i) {
            statement[i + 1] = values[i];
        }
        return this.verify(_proof, statement);
    }

    function verify(uint256[8] calldata proof, uint256[] memory statement) external view returns (bool) {
        return _verifier.verify(proof, statement);
    }

    /// @dev A value that has a smaller one of the same polynomial is refused, wherever it stands.
    function check_ValueOutOfFieldIsRefused(uint256 digest, uint256[9] calldata values, uint8 place) external view {
        vm.assume(place < 9);
        for (uint256 i; i < 9; ++i) {
            if (i == place) vm.assume(values[i] >= Protocol.FIELD);
        }
        assertFalse(_verify(digest, values));
    }

    /// @dev Nothing else is refused before the verifier is asked.
    function check_ValuesInFieldReachTheVerifier(uint256 digest, uint256[9] calldata values) external view {
        for (uint256 i; i < 9; ++i) {
            vm.assume(values[i] < Protocol.FIELD);
        }
        assertTrue(_verify(digest, values));
    }
}
