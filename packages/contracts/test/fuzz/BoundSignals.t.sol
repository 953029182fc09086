// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {IBoundVerifier} from "../../src/interfaces/IBoundVerifier.sol";
import {BoundSignals} from "../../src/libraries/BoundSignals.sol";
import {Protocol} from "../../src/libraries/Protocol.sol";
import {Test} from "forge-std/Test.sol";

/// @notice Gives its answer to one call, byte for byte, and nothing to any other.
contract ScriptedVerifier {
    bytes32 private _call;
    bytes private _answer;
    bool private _reverts;

    function script(bytes calldata call, bytes calldata answer, bool reverts) external {
        (_call, _answer, _reverts) = (keccak256(call), answer, reverts);
    }

    fallback() external {
        if (keccak256(msg.data) != _call) return;
        bytes memory answer = _answer;
        bool reverts = _reverts;
        assembly ("memory-safe") {
            if reverts { revert(add(answer, 0x20), mload(answer)) }
            return(add(answer, 0x20), mload(answer))
        }
    }
}

/// @notice The library beside the same in plain Solidity, whatever lies in the memory that it works in.
contract BoundSignalsFuzz is Test {
    using BoundSignals for IBoundVerifier;

    uint256 private constant FIELD = Protocol.FIELD;

    ScriptedVerifier private _verifier;

    function setUp() external {
        _verifier = new ScriptedVerifier();
    }

    /// @dev Powers from the lowest up, and the compiler's own encoding.
    /// @return call that the verifier should get, empty if it should get none
    function _reference(uint256[8] memory proof, uint256[] memory statement) private pure returns (bytes memory call) {
        bytes memory hashed;
        for (uint256 i; i < statement.length; ++i) {
            if (i != 0 && statement[i] >= FIELD) return "";
            hashed = bytes.concat(hashed, bytes32(statement[i]));
        }
        uint256 challenge = uint256(keccak256(hashed)) % FIELD;
        (uint256 power, uint256 fingerprint) = (challenge, 0);
        for (uint256 i = 1; i < statement.length; ++i) {
            fingerprint = addmod(fingerprint, mulmod(statement[i], power, FIELD), FIELD);
            power = mulmod(power, challenge, FIELD);
        }
        return abi.encodeCall(
            IBoundVerifier.verifyProof,
            (
                [proof[0], proof[1]],
                [[proof[2], proof[3]], [proof[4], proof[5]]],
                [proof[6], proof[7]],
                [statement[0], challenge, fingerprint]
            )
        );
    }

    /// @dev The free memory and the scratch space are full of `dirt`; the pointer, the zero word, the statement and what
    /// lies before it must come out as they were, and nothing may have been taken.
    function verify(uint256[8] calldata proof, uint256[] memory statement, uint256 dirt)
        external
        view
        returns (bool valid)
    {
        bytes32 before;
        uint256 free;
        assembly ("memory-safe") {
            free := mload(0x40)
            for { let at := free } lt(at, add(free, 0x400)) { at := add(at, 0x20) } { mstore(at, dirt) }
            before := keccak256(0x40, sub(free, 0x40))
            mstore(0x00, dirt)
            mstore(0x20, dirt)
        }
        valid = IBoundVerifier(address(_verifier)).verify(proof, statement);
        bytes32 then;
        uint256 freeThen;
        assembly ("memory-safe") {
            then := keccak256(0x40, sub(free, 0x40))
            freeThen := mload(0x40)
        }
        assertEq(then, before);
        assertEq(freeThen, free);
    }

    function _statementOf(uint256 length, uint256 seed) private pure returns (uint256[] memory statement) {
        statement = new uint256[](1 + length);
        for (uint256 i; i <= length; ++i) {
            statement[i] = uint256(keccak256(abi.encode(seed, i)));
            if (i != 0) statement[i] %= FIELD;
            if (seed % 7 == i % 7) statement[i] = [0, 1, FIELD - 1][seed / 7 % 3];
        }
    }

    /// @dev From one stated value to fifteen; a digest outside of the field is the verifier's to refuse.
    function testFuzz_CallIsTheReferences(uint256[8] memory proof, uint256 length, uint256 seed, uint256 dirt)
        external
    {
        uint256[] memory statement = _statementOf(bound(length, 1, 15), seed);
        bytes memory call = _reference(proof, statement);
        _verifier.script(call, abi.encode(true), false);
        assertTrue(this.verify(proof, statement, dirt));
        _verifier.script(call, abi.encode(false), false);
        assertFalse(this.verify(proof, statement, dirt));
    }

    /// @dev The verifier would say yes to what the smaller value gives.
    function testFuzz_RevertWhen_ValueNotInField(uint256 length, uint256 place, uint256 excess, uint256 dirt) external {
        uint256[8] memory proof;
        length = bound(length, 1, 15);
        uint256[] memory statement = _statementOf(length, excess);
        place = bound(place, 1, length);
        uint256 value = statement[place];
        statement[place] = bound(excess, FIELD, type(uint256).max);
        assertEq(_reference(proof, statement).length, 0);
        bytes memory hashed = abi.encodePacked(statement);
        uint256 challenge = uint256(keccak256(hashed)) % FIELD;
        uint256 fingerprint;
        for (uint256 i = length; i != 0; --i) {
            fingerprint = mulmod(addmod(fingerprint, statement[i] % FIELD, FIELD), challenge, FIELD);
        }
        uint256[2] memory zero;
        _verifier.script(
            abi.encodeCall(
                IBoundVerifier.verifyProof, (zero, [zero, zero], zero, [statement[0], challenge, fingerprint])
            ),
            abi.encode(true),
            false
        );
        assertFalse(this.verify(proof, statement, dirt));
        statement[place] = value;
        _verifier.script(_reference(proof, statement), abi.encode(true), false);
        assertTrue(this.verify(proof, statement, dirt));
    }

    /// @dev A word too many or too few is another statement.
    function testFuzz_LengthIsBound(uint256 length, uint256 seed, uint256 dirt) external {
        uint256[8] memory proof;
        length = bound(length, 1, 14);
        uint256[] memory statement = _statementOf(length, seed);
        uint256[] memory longer = new uint256[](length + 2);
        for (uint256 i; i <= length; ++i) {
            longer[i] = statement[i];
        }
        _verifier.script(_reference(proof, statement), abi.encode(true), false);
        assertFalse(this.verify(proof, longer, dirt));
        _verifier.script(_reference(proof, longer), abi.encode(true), false);
        assertFalse(this.verify(proof, statement, dirt));
    }

    /// @dev Only a whole word that says 1 is a yes: not what lay in memory, not the reason of a revert, not another number.
    function testFuzz_OnlyTrueIsTrue(uint256 seed, uint256 answer, uint256 size) external {
        uint256[8] memory proof;
        uint256[] memory statement = _statementOf(9, seed);
        bytes memory call = _reference(proof, statement);
        answer = answer == 1 ? 2 : answer;
        _verifier.script(call, abi.encode(answer), false);
        assertFalse(this.verify(proof, statement, 1));
        _verifier.script(call, abi.encode(true), true);
        assertFalse(this.verify(proof, statement, 1));
        bytes memory short = new bytes(size % 32);
        if (short.length != 0) short[short.length - 1] = 0x01;
        _verifier.script(call, short, false);
        assertFalse(this.verify(proof, statement, 1));
        _verifier.script(call, bytes.concat(abi.encode(true), new bytes(size % 4096)), false);
        assertTrue(this.verify(proof, statement, 0));
    }

    function test_AnAddressWithoutCodeSaysNo() external {
        uint256[8] memory proof;
        _verifier = ScriptedVerifier(makeAddr("nobody"));
        assertFalse(this.verify(proof, _statementOf(9, 1), 1));
    }
}
