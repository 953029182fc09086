// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {IBoundVerifier} from "../../src/interfaces/IBoundVerifier.sol";
import {BoundSignals} from "../../src/libraries/BoundSignals.sol";
import {Protocol} from "../../src/libraries/Protocol.sol";
import {BoundVerifierMock} from "../mocks/BoundVerifierMock.sol";
import {Test} from "forge-std/Test.sol";

contract BoundSignalsTest is Test {
    using BoundSignals for IBoundVerifier;

    uint256 private constant FIELD = Protocol.FIELD;

    uint256[8] private _proof = [uint256(1), 2, 3, 4, 5, 6, 7, 8];
    BoundVerifierMock private _verifier;

    function setUp() external {
        _verifier = new BoundVerifierMock();
    }

    function _verify(uint256 digest, uint256[] memory stated) private view returns (bool) {
        return this.verify(_proof, _statementOf(digest, stated));
    }

    function verify(uint256[8] calldata proof, uint256[] memory statement) external view returns (bool) {
        return IBoundVerifier(address(_verifier)).verify(proof, statement);
    }

    function _statementOf(uint256 digest, uint256[] memory stated) private pure returns (uint256[] memory statement) {
        statement = new uint256[](stated.length + 1);
        statement[0] = digest;
        for (uint256 i; i < stated.length; ++i) {
            statement[i + 1] = stated[i];
        }
    }

    /// @dev By the definition, from the lowest power up; the library goes by Horner's rule from the highest down.
    function _signalsOf(uint256 digest, uint256[] memory stated) private view returns (uint256[3] memory signals) {
        bytes memory preimage = abi.encodePacked(digest);
        for (uint256 i; i < stated.length; ++i) {
            preimage = abi.encodePacked(preimage, stated[i]);
        }
        uint256 r = uint256(keccak256(preimage)) % FIELD;
        uint256 sum;
        for (uint256 i; i < stated.length; ++i) {
            sum = addmod(sum, mulmod(stated[i], _power(r, i + 1), FIELD), FIELD);
        }
        return [digest, r, sum];
    }

    function _power(uint256 base, uint256 exponent) private view returns (uint256) {
        (bool done, bytes memory result) = address(5).staticcall(abi.encode(32, 32, 32, base, exponent, FIELD));
        assertTrue(done);
        return abi.decode(result, (uint256));
    }

    function _bounded(uint256[] memory values, uint256 most) private pure returns (uint256[] memory stated) {
        stated = new uint256[](values.length < most ? values.length : most);
        for (uint256 i; i < stated.length; ++i) {
            stated[i] = values[i] % FIELD;
        }
    }

    /// @dev The verifier accepts everything, so it is the library that refuses.
    function testFuzz_RevertWhen_ValueNotInField(uint256[9] memory values, uint256 place, uint256 excess)
        external
        view
    {
        uint256[] memory stated = new uint256[](9);
        for (uint256 i; i < 9; ++i) {
            stated[i] = values[i] % FIELD;
        }
        assertTrue(_verify(1, stated));
        stated[place % 9] = bound(excess, FIELD, type(uint256).max);
        assertFalse(_verify(1, stated));
    }

    function test_ValuesJustInAndNotInField() external view {
        for (uint256 i; i < 9; ++i) {
            uint256[] memory stated = new uint256[](9);
            stated[i] = FIELD - 1;
            assertTrue(_verify(1, stated));
            stated[i] = FIELD;
            assertFalse(_verify(1, stated));
            stated[i] = type(uint256).max;
            assertFalse(_verify(1, stated));
        }
    }

    function test_VerifierDecides() external {
        uint256[] memory stated = new uint256[](2);
        assertTrue(_verify(1, stated));
        _verifier.refuse();
        assertFalse(_verify(1, stated));
    }

    function testFuzz_SignalsAreThePolynomial(uint256 digest, uint256[] memory values) external {
        uint256[] memory stated = _bounded(values, 20);
        _verifier.expect(_proof, _signalsOf(digest, stated));
        assertTrue(_verify(digest, stated));
    }

    function testFuzz_AnotherValueOrDigestFails(uint256 digest, uint256[9] memory values, uint256 place, uint256 other)
        external
    {
        uint256[] memory stated = new uint256[](9);
        for (uint256 i; i < 9; ++i) {
            stated[i] = values[i] % FIELD;
        }
        _verifier.expect(_proof, _signalsOf(digest, stated));
        (place, other) = (place % 10, other % FIELD);
        if (place == 9) {
            vm.assume(other != digest);
            digest = other;
        } else {
            vm.assume(other != stated[place]);
            stated[place] = other;
        }
        assertFalse(_verify(digest, stated));
    }

    /// @dev Equal values may change places, nothing else.
    function testFuzz_PermutationFails(uint256[9] memory values, uint256 a, uint256 b) external {
        uint256[] memory stated = new uint256[](9);
        for (uint256 i; i < 9; ++i) {
            stated[i] = values[i] % FIELD;
        }
        uint256[3] memory before = _signalsOf(5, stated);
        _verifier.expect(_proof, before);
        (a, b) = (a % 9, b % 9);
        bool changes = stated[a] != stated[b];
        (stated[a], stated[b]) = (stated[b], stated[a]);
        assertEq(_verify(5, stated), !changes);
        if (changes) assertNotEq(_signalsOf(5, stated)[2], before[2]);
    }

    /// @dev With the challenge of another statement the right fingerprint is of no use, and the other way round.
    function testFuzz_ChallengeIsTheStatements(uint256 digest, uint256 value, uint256 shift) external {
        uint256[] memory stated = new uint256[](1);
        stated[0] = bound(value, 1, FIELD - 1);
        uint256[3] memory signals = _signalsOf(digest, stated);
        signals[1] = addmod(signals[1], bound(shift, 1, FIELD - 1), FIELD);
        signals[2] = mulmod(stated[0], signals[1], FIELD);
        _verifier.expect(_proof, signals);
        assertFalse(_verify(digest, stated));
    }

    /// @dev A leading or a trailing zero adds nothing to the polynomial of a given challenge, but changes the challenge.
    function test_LengthIsBound() external {
        uint256[] memory two = new uint256[](2);
        (two[0], two[1]) = (3, 4);
        uint256[] memory three = new uint256[](3);
        (three[0], three[1]) = (3, 4);
        _verifier.expect(_proof, _signalsOf(1, two));
        assertTrue(_verify(1, two));
        assertFalse(_verify(1, three));
    }

    function test_EachPartOfTheProofHasItsPlace() external {
        uint256[] memory stated = new uint256[](1);
        uint256[3] memory signals = _signalsOf(1, stated);
        vm.expectCall(
            address(_verifier),
            abi.encodeCall(
                IBoundVerifier.verifyProof,
                ([uint256(1), 2], [[uint256(3), 4], [uint256(5), 6]], [uint256(7), 8], signals)
            )
        );
        assertTrue(_verify(1, stated));
    }
}
