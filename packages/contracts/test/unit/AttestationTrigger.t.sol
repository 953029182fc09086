// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {IAttestationTrigger} from "../../src/interfaces/IAttestationTrigger.sol";
import {ITrigger} from "../../src/interfaces/ITrigger.sol";
import {AcesoTest} from "../AcesoTest.sol";

contract AttestationTriggerTest is AcesoTest {
    uint256 private constant ROOT = 4242;
    uint256 private constant CONTEXT = 777;

    uint256 private _since;

    function setUp() public override {
        super.setUp();
        deposit(provider, 1_000_000 * DOLLAR);
        buyAndInsert(5, endAfter(12 weeks), ROOT);
        vm.warp(block.timestamp / 3600 * 3600 + 3 weeks + 1);
        _since = block.timestamp - 3600;
    }

    function _check(IAttestationTrigger.Evidence memory evidence) private view returns (uint256 source) {
        return trigger.check(claimOf(5, 3), committeeId, _since, CONTEXT, abi.encode(evidence));
    }

    function _refuse(IAttestationTrigger.Evidence memory evidence, bytes memory reason) private {
        bytes memory encoded = abi.encode(evidence);
        vm.expectRevert(reason);
        trigger.check(claimOf(5, 3), committeeId, _since, CONTEXT, encoded);
    }

    function _refuseRoot(uint256 root) private {
        IAttestationTrigger.Evidence memory evidence = evidenceOf(ROOT);
        evidence.committeeRoot = root;
        _refuse(
            evidence,
            abi.encodeWithSelector(
                IAttestationTrigger.AttestationTrigger_CommitteeRootInvalid.selector, committeeId, root
            )
        );
    }

    function test_RevertWhen_EvidenceIsMalformed() external {
        bytes memory whole = bytes.concat(abi.encode(evidenceOf(ROOT)), new bytes(400));
        ITrigger.Claim memory claim = claimOf(5, 3);
        for (uint256 length; length <= whole.length; ++length) {
            if (length == 384) continue;
            bytes memory evidence = new bytes(length);
            for (uint256 i; i < length; ++i) {
                evidence[i] = whole[i];
            }
            vm.expectRevert(
                abi.encodeWithSelector(IAttestationTrigger.AttestationTrigger_EvidenceMalformed.selector, length)
            );
            trigger.check(claim, committeeId, _since, CONTEXT, evidence);
        }
    }

    /// @dev Encoded as if it were dynamic, it has a word too many.
    function test_RevertWhen_EvidenceHasAnOffset() external {
        bytes memory evidence = bytes.concat(bytes32(uint256(32)), abi.encode(evidenceOf(ROOT)));
        vm.expectRevert(abi.encodeWithSelector(IAttestationTrigger.AttestationTrigger_EvidenceMalformed.selector, 416));
        trigger.check(claimOf(5, 3), committeeId, _since, CONTEXT, evidence);
    }

    function test_RevertWhen_AsOfIsNotAnHour() external {
        IAttestationTrigger.Evidence memory evidence = evidenceOf(ROOT);
        uint256[3] memory bad = [evidence.asOf + 1, evidence.asOf - 1, evidence.asOf + 1800];
        for (uint256 i; i < bad.length; ++i) {
            evidence.asOf = bad[i];
            _refuse(
                evidence, abi.encodeWithSelector(IAttestationTrigger.AttestationTrigger_AsOfNotAnHour.selector, bad[i])
            );
        }
    }

    function test_RevertWhen_AsOfOutOfRange() external {
        IAttestationTrigger.Evidence memory evidence = evidenceOf(ROOT);
        uint256 hour = evidence.asOf;
        uint256 latest = block.timestamp + 3600;
        uint256[5] memory bad = [0, hour - 3600, hour + 7200, hour + 1 weeks, type(uint256).max / 3600 * 3600];
        for (uint256 i; i < bad.length; ++i) {
            evidence.asOf = bad[i];
            _refuse(
                evidence,
                abi.encodeWithSelector(
                    IAttestationTrigger.AttestationTrigger_AsOfOutOfRange.selector, bad[i], _since, latest
                )
            );
        }
    }

    function test_RevertWhen_AsOfIsASecondTooEarlyOrLate() external {
        IAttestationTrigger.Evidence memory evidence = evidenceOf(ROOT);
        (uint256 hour, bytes4 selector) =
            (evidence.asOf, IAttestationTrigger.AttestationTrigger_AsOfOutOfRange.selector);
        _since = hour + 1;
        _refuse(evidence, abi.encodeWithSelector(selector, hour, _since, block.timestamp + 3600));
        _since = 0;
        vm.warp(hour - 3601);
        _refuse(evidence, abi.encodeWithSelector(selector, hour, 0, hour - 1));
    }

    function test_RevertWhen_PolicyRootIsZero() external {
        _refuse(evidenceOf(0), abi.encodeWithSelector(IAttestationTrigger.AttestationTrigger_PolicyRootZero.selector));
    }

    function test_RevertWhen_PolicyRootUnknown() external {
        uint256[3] memory bad = [book.EMPTY_ROOT(), ROOT + 1, ROOT + FIELD];
        for (uint256 i; i < bad.length; ++i) {
            _refuse(
                evidenceOf(bad[i]),
                abi.encodeWithSelector(IAttestationTrigger.AttestationTrigger_PolicyRootUnknown.selector, bad[i])
            );
        }
    }

    function test_RevertWhen_CommitteeRootIsZero() external {
        IAttestationTrigger.Evidence memory evidence = evidenceOf(ROOT);
        evidence.committeeRoot = 0;
        _refuse(evidence, abi.encodeWithSelector(IAttestationTrigger.AttestationTrigger_CommitteeRootZero.selector));
    }

    function test_RevertWhen_CommitteeRootUnknown() external {
        _refuseRoot(1);
        _refuseRoot(committeeRoot + FIELD);
    }

    function test_RevertWhen_CommitteeIsAnotherProducts() external {
        vm.startPrank(admin);
        uint256 other = registry.createCommittee();
        registry.seat(other, 1, makeAddr("operator 0"));
        vm.stopPrank();
        _refuseRoot(registry.rootOf(other));
    }

    function test_RevertWhen_CommitteeRootIsRevoked() external {
        vm.prank(admin);
        registry.revokeRoot(committeeId, committeeRoot);
        _refuseRoot(committeeRoot);
    }

    function test_RevertWhen_CommitteeRootIsRevokedInGrace() external {
        registerOperator("operator 1", 1002);
        seatOperator("operator 1", 1);
        vm.prank(admin);
        registry.revokeRoot(committeeId, committeeRoot);
        _refuseRoot(committeeRoot);
    }

    function test_RevertWhen_GraceOfCommitteeRootIsOver() external {
        registerOperator("operator 1", 1002);
        seatOperator("operator 1", 1);
        skip(7 days + 1);
        _since = block.timestamp - 3600;
        _refuseRoot(committeeRoot);
    }

    function test_RevertWhen_ProofInvalid() external {
        claimVerifier.refuse();
        _refuse(evidenceOf(ROOT), abi.encodeWithSelector(IAttestationTrigger.AttestationTrigger_ProofInvalid.selector));
    }

    /// @dev The verifier of this test would take it; a value that is FIELD too high is the same to a real one.
    function test_RevertWhen_ClaimIsNotInField() external {
        bytes memory evidence = abi.encode(evidenceOf(ROOT));
        ITrigger.Claim memory good = claimOf(5, 3);
        trigger.check(good, committeeId, _since, FIELD - 1, evidence);
        for (uint256 i; i < 6; ++i) {
            ITrigger.Claim memory claim = claimOf(5, 3);
            uint256 context = CONTEXT;
            if (i == 0) claim.terms += FIELD;
            if (i == 1) claim.units += FIELD;
            if (i == 2) claim.severity += FIELD;
            if (i == 3) claim.nullifier = FIELD;
            if (i == 4) claim.observationNullifier += FIELD;
            if (i == 5) context = FIELD;
            vm.expectRevert(abi.encodeWithSelector(IAttestationTrigger.AttestationTrigger_ProofInvalid.selector));
            trigger.check(claim, committeeId, _since, context, evidence);
        }
    }

    function test_VerifierGetsTheSignalsInOrder() external {
        (ITrigger.Claim memory claim, IAttestationTrigger.Evidence memory e) = (claimOf(5, 2), evidenceOf(ROOT));
        e.digest = FIELD - 7;
        uint256[9] memory stated = [
            ROOT,
            committeeRoot,
            terms,
            5,
            2,
            claim.nullifier,
            claim.observationNullifier,
            block.timestamp / 3600 * 3600,
            CONTEXT
        ];
        uint256[3] memory signals = _signalsOf(e.digest, stated);
        claimVerifier.expect([uint256(11), 12, 13, 14, 15, 16, 17, 18], signals);
        assertEq(trigger.check(claim, committeeId, _since, CONTEXT, abi.encode(e)), committeeRoot);

        // What is not bound could be anything.
        bytes memory reason = abi.encodeWithSelector(IAttestationTrigger.AttestationTrigger_ProofInvalid.selector);
        for (uint256 i; i < 9; ++i) {
            (ITrigger.Claim memory other, IAttestationTrigger.Evidence memory shown) = (claimOf(5, 2), evidenceOf(ROOT));
            (shown.digest, shown.asOf) = (e.digest, e.asOf);
            uint256 context = CONTEXT;
            if (i == 0) ++other.terms;
            if (i == 1) ++other.units;
            if (i == 2) ++other.severity;
            if (i == 3) ++other.nullifier;
            if (i == 4) ++other.observationNullifier;
            if (i == 5) shown.asOf += 3600;
            if (i == 6) ++context;
            if (i == 7) ++shown.digest;
            if (i == 8) ++shown.proof[7];
            bytes memory encoded = abi.encode(shown);
            vm.expectRevert(reason);
            trigger.check(other, committeeId, _since, context, encoded);
        }
    }

    /// @dev Both roots are known, so only the proof can tell that it was made for another.
    function test_RevertWhen_ProofIsOfAnotherRoot() external {
        IAttestationTrigger.Evidence memory e = evidenceOf(ROOT);
        ITrigger.Claim memory claim = claimOf(5, 3);
        uint256[9] memory stated = [ROOT, committeeRoot, terms, 5, 3, claim.nullifier, 2222, e.asOf, CONTEXT];
        claimVerifier.expect(e.proof, _signalsOf(e.digest, stated));
        buyAndInsert(5, endAfter(12 weeks), ROOT + 1);
        registerOperator("operator 1", 1002);
        seatOperator("operator 1", 1);
        _check(e);
        bytes memory reason = abi.encodeWithSelector(IAttestationTrigger.AttestationTrigger_ProofInvalid.selector);
        e.policyRoot = ROOT + 1;
        _refuse(e, reason);
        e.policyRoot = ROOT;
        e.committeeRoot = registry.rootOf(committeeId);
        _refuse(e, reason);
    }

    function test_AsOfMayBeAtEitherBound() external {
        IAttestationTrigger.Evidence memory evidence = evidenceOf(ROOT);
        _since = evidence.asOf;
        _check(evidence);
        vm.warp(evidence.asOf - 3600);
        _check(evidence);
        _since = 0;
        vm.warp(evidence.asOf + 52 weeks);
        _check(evidence);
    }

    function test_EveryPolicyRootServes() external {
        buyAndInsert(5, endAfter(12 weeks), ROOT + 1);
        _since -= 7200;
        _check(evidenceOf(ROOT));
        _check(evidenceOf(ROOT + 1));
    }

    function test_ReplacedCommitteeRootServesInGrace() external {
        registerOperator("operator 1", 1002);
        seatOperator("operator 1", 1);
        assertEq(_check(evidenceOf(ROOT)), committeeRoot);
        skip(7 days);
        assertEq(_check(evidenceOf(ROOT)), committeeRoot);
        IAttestationTrigger.Evidence memory evidence = evidenceOf(ROOT);
        evidence.committeeRoot = registry.rootOf(committeeId);
        assertEq(_check(evidence), evidence.committeeRoot);
    }

    /// @dev A root whose grace is over was good when its claims were made.
    function test_IsRevoked() external {
        assertFalse(trigger.isRevoked(committeeId, committeeRoot));
        assertFalse(trigger.isRevoked(committeeId, 1));
        registerOperator("operator 1", 1002);
        seatOperator("operator 1", 1);
        assertFalse(trigger.isRevoked(committeeId, committeeRoot));
        skip(8 days);
        assertFalse(trigger.isRevoked(committeeId, committeeRoot));
        vm.prank(admin);
        registry.revokeRoot(committeeId, committeeRoot);
        assertTrue(trigger.isRevoked(committeeId, committeeRoot));
        assertFalse(trigger.isRevoked(committeeId + 1, committeeRoot));
        assertFalse(trigger.isRevoked(committeeId, registry.rootOf(committeeId)));
    }

    /// @dev By the definition: Σ valueⱼ · rʲ with j from 1, and r the hash of the digest and the values.
    function _signalsOf(uint256 digest, uint256[9] memory stated) private pure returns (uint256[3] memory) {
        bytes memory preimage = abi.encode(digest);
        for (uint256 i; i < 9; ++i) {
            preimage = bytes.concat(preimage, bytes32(stated[i]));
        }
        uint256 r = uint256(keccak256(preimage)) % FIELD;
        (uint256 sum, uint256 power) = (0, 1);
        for (uint256 i; i < 9; ++i) {
            power = mulmod(power, r, FIELD);
            sum = addmod(sum, mulmod(stated[i], power, FIELD), FIELD);
        }
        return [digest, r, sum];
    }
}
