// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {IAttestationTrigger} from "../../src/interfaces/IAttestationTrigger.sol";
import {IClaimDesk} from "../../src/interfaces/IClaimDesk.sol";
import {HoldingTest} from "../HoldingTest.sol";

/// @dev Claims that rest on roots with a key that was slashed.
contract ExpelledClaimsTest is HoldingTest {
    uint256 private _key;

    function setUp() public override {
        super.setUp();
        (_key,) = registry.keyOf(makeAddr("operator 0"));
    }

    function _slash() private {
        uint256[8] memory proof;
        uint256[] memory committeeIds = new uint256[](1);
        committeeIds[0] = committeeId;
        registry.slash(_key, stranger, proof, committeeIds);
    }

    function test_RevertWhen_ClaimedOnARootOfASlashedKey() external {
        renewCommittee(1);
        uint256 current = registry.rootOf(committeeId);
        _slash();
        uint256[2] memory roots = [committeeRoot, current];
        for (uint256 i; i < 2; ++i) {
            bytes memory evidence = evidenceBy(roots[i], thisHour());
            vm.expectRevert(
                abi.encodeWithSelector(
                    IAttestationTrigger.AttestationTrigger_CommitteeRootInvalid.selector, committeeId, roots[i]
                )
            );
            claimDesk.submitClaim(claimBy(1, 3), paymentTo(1, 0), evidence);
        }
    }

    function test_HeldClaimsAreVoidAndCanBeMadeAgain() external {
        hold(1);
        renewCommittee(1);
        hold(2);
        skip(1 days);
        assertFalse(claimDesk.isSettleable(1));
        _slash();
        assertFalse(claimDesk.settleHeld(1));
        assertFalse(claimDesk.settleHeld(2));
        assertPaid(1, 0);
        assertPaid(2, 0);
        renewCommittee(2);
        hold(1);
        hold(2);
        skip(2 days);
        assertTrue(claimDesk.settleHeld(3));
        assertTrue(claimDesk.settleHeld(4));
        assertPaid(1, PAYOUT);
        assertPaid(2, PAYOUT);
    }

    /// @dev Made in the last second of a root's grace, a claim is held until the last second in which the root is revoked.
    function test_ClaimOfTheLastSecondOfGraceIsVoid() external {
        renewCommittee(1);
        vm.prank(admin);
        registry.unseat(committeeId, 0);
        skip(7 days);
        (, bool paid) = claimDesk.submitClaim(claimBy(1, 3), paymentTo(1, 0), evidenceBy(committeeRoot, thisHour()));
        assertFalse(paid);
        skip(2 days);
        uint256 snapshot = vm.snapshotState();
        _slash();
        assertFalse(claimDesk.settleHeld(1));
        vm.revertToState(snapshot);
        assertTrue(claimDesk.settleHeld(1));
    }

    function test_ClaimsOnOtherRootsAreHeldOn() external {
        renewCommittee(1);
        vm.prank(admin);
        registry.unseat(committeeId, 0);
        hold(1);
        _slash();
        vm.expectRevert(
            abi.encodeWithSelector(IClaimDesk.ClaimDesk_NotPayableYet.selector, 1, block.timestamp + 2 days)
        );
        claimDesk.settleHeld(1);
        skip(2 days);
        assertTrue(claimDesk.settleHeld(1));
        assertPaid(1, PAYOUT);
    }

    function test_WhatIsPaidStaysPaid() external {
        assertTrue(submit(1, 1, thisHour()));
        _slash();
        assertPaid(1, 10_000 * DOLLAR);
        assertTrue(claimDesk.isNullifierSpent(1001));
    }
}
