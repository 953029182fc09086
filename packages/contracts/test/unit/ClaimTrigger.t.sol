// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {AttestationTrigger} from "../../src/AttestationTrigger.sol";
import {ClaimTrigger} from "../../src/ClaimTrigger.sol";
import {IAttestationTrigger} from "../../src/interfaces/IAttestationTrigger.sol";
import {ClaimVerifier} from "../../src/verifiers/ClaimVerifier.sol";
import {AcesoTest} from "../AcesoTest.sol";

/// @dev With the verifier that is deployed. Proofs that hold are in e2e/test/claim.test.ts.
contract ClaimTriggerTest is AcesoTest {
    uint256 private constant ROOT = 4242;

    function newTrigger() internal override returns (AttestationTrigger) {
        return new ClaimTrigger(book, registry);
    }

    function setUp() public override {
        super.setUp();
        deposit(provider, 1_000_000 * DOLLAR);
        buyAndInsert(5, endAfter(12 weeks), ROOT);
        skip(3 weeks);
    }

    function _check(IAttestationTrigger.Evidence memory shown) private view {
        trigger.check(claimOf(5, 3), committeeId, block.timestamp - 3600, 1, abi.encode(shown));
    }

    function test_VerifierIsTheTrigger() external view {
        assertEq(address(trigger.verifier()), address(trigger));
    }

    function test_RevertWhen_ProofInvalid() external {
        IAttestationTrigger.Evidence memory shown = evidenceOf(ROOT);
        vm.expectRevert(IAttestationTrigger.AttestationTrigger_ProofInvalid.selector);
        this.check(shown);
        // Points on the curves.
        (shown.proof[0], shown.proof[1], shown.proof[6], shown.proof[7]) = (1, 2, 1, 2);
        (shown.proof[2], shown.proof[3]) =
        (
            11559732032986387107991004021392285783925812861821192530917403151452391805634,
            10857046999023057135944570762232829481370756359578518086990519993285655852781
        );
        (shown.proof[4], shown.proof[5]) =
        (
            4082367875863433681332203403145435568316851327593401208105741076214120093531,
            8495653923123431417604973247489272438418190587263600148770280649306958101930
        );
        vm.expectRevert(IAttestationTrigger.AttestationTrigger_ProofInvalid.selector);
        this.check(shown);
    }

    function check(IAttestationTrigger.Evidence calldata shown) external view {
        _check(shown);
    }

    /// @dev All but the pairing is done as it is on the chain; a digest out of the field is refused before it.
    function test_VerifierIsAsked() external {
        vm.mockCall(address(8), bytes(""), abi.encode(true));
        IAttestationTrigger.Evidence memory shown = evidenceOf(ROOT);
        this.check(shown);
        shown.digest = FIELD;
        vm.expectRevert(IAttestationTrigger.AttestationTrigger_ProofInvalid.selector);
        this.check(shown);
        uint256[2] memory zero;
        uint256[3] memory signals;
        assertTrue(ClaimVerifier(address(trigger)).verifyProof(zero, [zero, zero], zero, signals));
    }
}
