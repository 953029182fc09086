// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {IAttestationTrigger} from "../../src/interfaces/IAttestationTrigger.sol";
import {IClaimDesk} from "../../src/interfaces/IClaimDesk.sol";
import {IUnderwritingPool} from "../../src/interfaces/IUnderwritingPool.sol";
import {Protocol} from "../../src/libraries/Protocol.sol";
import {HoldingTest} from "../HoldingTest.sol";

/// @dev Held claims whose source turns out to be compromised.
contract VoidedClaimsTest is HoldingTest {
    /// @dev Neither a root in grace nor one whose grace is over says anything against the claim.
    function test_SourceThatIsNoLongerValidIsNotRevoked() external {
        hold(1);
        renewCommittee(1);
        assertFalse(claimDesk.isSettleable(1));
        skip(8 days);
        assertFalse(registry.isValidRoot(committeeId, committeeRoot));
        assertTrue(claimDesk.settleHeld(1));
        assertPaid(1, PAYOUT);
    }

    /// @dev What is paid stays paid.
    function test_RevertWhen_VoidedAfterPayment() external {
        hold(1);
        skip(2 days);
        claimDesk.settleHeld(1);
        revoke(committeeRoot);
        vm.expectRevert(abi.encodeWithSelector(IClaimDesk.ClaimDesk_NotHeld.selector, 1));
        claimDesk.settleHeld(1);
        assertTrue(claimDesk.isNullifierSpent(1001));
    }

    function test_RevertWhen_VoidedTwice() external {
        hold(1);
        revoke(committeeRoot);
        claimDesk.settleHeld(1);
        vm.expectRevert(abi.encodeWithSelector(IClaimDesk.ClaimDesk_NotHeld.selector, 1));
        claimDesk.settleHeld(1);
    }

    /// @dev The first claim's time counts until `until`; a second later it is an hour before the block's, as ever.
    function test_RevertWhen_ReclaimedTooLateOrForTooEarly() external {
        (uint256 asOf, uint256 since) = (block.timestamp / 3600 * 3600, block.timestamp - 3600);
        hold(1);
        revoke(committeeRoot);
        claimDesk.settleHeld(1);
        renewCommittee(1);
        (, uint256 until) = claimDesk.reopened(1001);
        bytes4 selector = IAttestationTrigger.AttestationTrigger_AsOfOutOfRange.selector;
        bytes memory early = evidenceAsOf(asOf - 3600);
        bytes memory good = evidenceAsOf(asOf);
        IClaimDesk.Payment memory payment = paymentTo(1, 0);
        payment.deadline = until + 1;

        vm.warp(until);
        vm.expectRevert(abi.encodeWithSelector(selector, asOf - 3600, since, until + 3600));
        claimDesk.submitClaim(claimBy(1, 3), payment, early);
        vm.warp(until + 1);
        vm.expectRevert(abi.encodeWithSelector(selector, asOf, until - 3599, until + 3601));
        claimDesk.submitClaim(claimBy(1, 3), payment, good);
        vm.warp(until);
        claimDesk.submitClaim(claimBy(1, 3), payment, good);
    }

    function test_Void() external {
        (uint256 assets, uint256 liability, uint256 since) =
            (pool.totalAssets(), pool.liability(), block.timestamp - 3600);
        hold(1);
        revoke(committeeRoot);
        assertTrue(claimDesk.isSettleable(1));
        uint256 until = weekFrom(block.timestamp + 4 weeks);
        vm.expectEmit(address(pool));
        emit IUnderwritingPool.HeldPayoutVoided(productId, 100, PAYOUT, until);
        vm.expectEmit(address(claimDesk));
        emit IClaimDesk.HeldClaimVoided(1, 1001, 2001, since, until);
        vm.prank(stranger);
        assertFalse(claimDesk.settleHeld(1));
        assertFalse(claimDesk.isNullifierSpent(1001));
        assertFalse(claimDesk.isObservationSpent(2001));
        assertFalse(claimDesk.isSettleable(1));
        assertEq(claimDesk.heldClaim(1).amount, 0);
        (uint256 reopenedSince, uint256 reopenedUntil) = claimDesk.reopened(1001);
        assertEq(reopenedSince, since);
        assertEq(reopenedUntil, until);
        assertEq(pool.totalAssets(), assets);
        assertEq(pool.liability(), liability);
        assertEq(pool.bucket(productId, until), 100);
        skip(2 days);
        assertEq(settleAllHeld(), 0);
        assertPaid(1, 0);
    }

    function testFuzz_ReopenedForFourWeeksAtLeast(uint256 pause) external {
        hold(1);
        skip(bound(pause, 0, 20 weeks));
        revoke(committeeRoot);
        claimDesk.settleHeld(1);
        (, uint256 until) = claimDesk.reopened(1001);
        assertEq(until, weekFrom(block.timestamp + 4 weeks));
        assertGe(until, block.timestamp + 4 weeks);
        assertLt(until, block.timestamp + 5 weeks);
    }

    /// @dev Revoked is revoked, even if the payout had been due for long and nobody had called.
    function test_SettlementVoidsWhatIsDue() external {
        hold(1);
        skip(10 days);
        revoke(committeeRoot);
        assertFalse(claimDesk.settleHeld(1));
        assertEq(claimDesk.firstHeld(address(pool)), 0);
        assertFalse(claimDesk.isNullifierSpent(1001));
        assertPaid(1, 0);
    }

    /// @dev The one before it waits for another day: its root was not revoked.
    function test_VoidsOutOfTurn() external {
        renewCommittee(1);
        hold(1);
        claimDesk.submitClaim(claimBy(2, 3), paymentTo(2, 0), evidenceBy(committeeRoot, thisHour()));
        skip(1 hours);
        hold(3);
        revoke(committeeRoot);
        assertEq(settleAllHeld(), 1);
        assertEq(claimDesk.firstHeld(address(pool)), 1);
        assertEq(claimDesk.heldAfter(1), 3);
        skip(2 days);
        claimDesk.settleHeld(1);
        assertEq(claimDesk.firstHeld(address(pool)), 3);
        assertEq(settleAllHeld(), 1);
        assertEq(claimDesk.firstHeld(address(pool)), 0);
        assertPaid(1, PAYOUT);
        assertPaid(2, 0);
        assertPaid(3, PAYOUT);
    }

    /// @dev Claimed in the last second there is, voided, and claimed anew weeks after the ordinary window: with the time
    /// of the first claim, to the last second of `until`. The policy's own bucket has long expired.
    function test_ReclaimedAfterTheOrdinaryWindow() external {
        uint256 deadline = end + 4 weeks;
        vm.warp(deadline + 3600);
        assertFalse(submit(1, 3, deadline));
        skip(1 days);
        revoke(committeeRoot);
        claimDesk.settleHeld(1);
        renewCommittee(1);
        (uint256 since, uint256 until) = claimDesk.reopened(1001);
        assertEq(since, deadline);
        vm.warp(until);
        pool.advance(productId, type(uint256).max);
        assertEq(pool.liability(), PAYOUT);
        assertFalse(submit(1, 3, deadline));
        skip(2 days);
        assertEq(settleAllHeld(), 1);
        assertPaid(1, PAYOUT);
        assertTrue(claimDesk.isNullifierSpent(1001));
        skip(1 weeks);
        pool.advance(productId, type(uint256).max);
        assertEq(pool.liability(), 0);
    }

    /// @dev A severity that the pool pays at once is paid at once, too.
    function test_ReclaimedForAnotherSeverity() external {
        hold(1);
        uint256 asOf = thisHour();
        revoke(committeeRoot);
        claimDesk.settleHeld(1);
        renewCommittee(1);
        skip(3 weeks);
        assertTrue(submit(1, 1, asOf));
        assertPaid(1, 10_000 * DOLLAR);
        bytes memory evidence = evidenceAsOf(asOf);
        vm.expectRevert(abi.encodeWithSelector(IClaimDesk.ClaimDesk_NullifierSpent.selector, 1001));
        claimDesk.submitClaim(claimBy(1, 1), paymentTo(1, 0), evidence);
        (uint256 since, uint256 until) = claimDesk.reopened(1001);
        assertEq(since + until, 0);
    }

    /// @dev The second time the window begins when the first one did, and ends later.
    function test_VoidedTwice() external {
        vm.warp(end + 4 weeks + 3600);
        uint256 asOf = block.timestamp - 3600;
        assertFalse(submit(1, 3, asOf));
        revoke(committeeRoot);
        claimDesk.settleHeld(1);
        renewCommittee(1);
        (uint256 since, uint256 until) = claimDesk.reopened(1001);

        vm.warp(until);
        assertFalse(submit(1, 3, asOf));
        assertEq(claimDesk.heldClaim(2).since, since);
        skip(1 days);
        revoke(registry.rootOf(committeeId));
        claimDesk.settleHeld(2);
        renewCommittee(2);
        (uint256 sinceNow, uint256 untilNow) = claimDesk.reopened(1001);
        assertEq(sinceNow, since);
        assertEq(untilNow, weekFrom(block.timestamp + 4 weeks));
        assertGt(untilNow, until);

        vm.warp(untilNow);
        assertFalse(submit(1, 3, asOf));
        skip(2 days);
        settleAllHeld();
        assertPaid(1, PAYOUT);
    }

    /// @dev What is left of the policy's own window is not cut short.
    function test_ClaimedInTheOrdinaryWay_AfterTheReopenedWindow() external {
        hold(1);
        revoke(committeeRoot);
        claimDesk.settleHeld(1);
        renewCommittee(1);
        (, uint256 until) = claimDesk.reopened(1001);
        vm.warp(until + 1 weeks);
        assertLt(block.timestamp, end + 4 weeks);
        assertFalse(submit(1, 3, thisHour()));
        assertEq(claimDesk.heldClaim(2).since, block.timestamp - 3600);
        skip(2 days);
        settleAllHeld();
        assertPaid(1, PAYOUT);
    }

    /// @dev Only the one that rests on the revoked root; the others are paid as if nothing had been.
    function test_OthersArePaid() external {
        hold(1);
        renewCommittee(1);
        hold(2);
        hold(3);
        revoke(committeeRoot);
        skip(2 days);
        assertEq(settleAllHeld(), 3);
        assertPaid(1, 0);
        assertPaid(2, PAYOUT);
        assertPaid(3, PAYOUT);
        assertFalse(claimDesk.isNullifierSpent(1001));
        assertTrue(claimDesk.isNullifierSpent(1002));
    }

    /// @dev The holder may have enough of it instead.
    function test_VoidedPolicyMayBeCancelled() external {
        hold(1);
        revoke(committeeRoot);
        claimDesk.settleHeld(1);
        uint256[8] memory proof;
        IClaimDesk.Cancellation memory cancellation = IClaimDesk.Cancellation(ROOT, terms, 100, end, 1001, thisHour());
        uint256 liability = pool.liability();
        uint256 refund = claimDesk.cancelPolicy(proof, 1, cancellation, paymentTo(1, 0));
        assertGt(refund, 0);
        assertPaid(1, refund);
        assertEq(pool.liability(), liability - PAYOUT);
        renewCommittee(1);
        bytes memory evidence = evidenceAsOf(thisHour());
        vm.expectRevert(abi.encodeWithSelector(IClaimDesk.ClaimDesk_NullifierSpent.selector, 1001));
        claimDesk.submitClaim(claimBy(1, 3), paymentTo(1, 0), evidence);
    }

    /// @dev A guardian that revokes honest roots again and again takes nothing from exits: they bear the claim once, when it
    /// is paid.
    function testFuzz_ExitsBearAClaimOnce(uint256 voids, uint256 part, uint256 severity) external {
        (voids, severity) = (bound(voids, 1, Protocol.SEATS - 1), bound(severity, 2, 3));
        uint256 shares = pool.balanceOf(provider) * bound(part, 1, 99) / 100;
        // Uses up the share of a day, so that all that follows is held.
        assertTrue(submit(1, 2, thisHour()));
        assertTrue(submit(2, 2, thisHour()));
        vm.prank(provider);
        pool.requestRedeem(shares, provider, provider);
        uint256 asOf = thisHour();
        uint256 capital = pool.exiting() + pool.totalAssets();
        uint256 pending = pool.pendingAssets(provider);
        uint256 amount = severity == 3 ? PAYOUT : PAYOUT / 4;
        for (uint256 i; i < voids; ++i) {
            assertFalse(submit(0, severity, asOf));
            assertApproxEqAbs(pool.pendingAssets(provider), pending * (capital - amount) / capital, 1);
            revoke(registry.rootOf(committeeId));
            assertFalse(claimDesk.settleHeld(i + 1));
            assertApproxEqAbs(pool.pendingAssets(provider), pending, 1);
            assertApproxEqAbs(pool.totalAssets(), capital - pending, 1);
            renewCommittee(i + 1);
        }
        assertFalse(submit(0, severity, asOf));
        uint256 unearned = pool.unearnedPremium();
        skip(2 days);
        claimDesk.settleHeld(voids + 1);
        assertPaid(0, amount);
        uint256 left = capital + unearned - pool.unearnedPremium() - amount;
        assertApproxEqAbs(pool.pendingAssets(provider), pending * left / capital, 2);
    }

    /// @dev What was opened again leaves with the policy, whatever buckets of others have expired since it was claimed.
    function test_CancelledAfterAVoidClaimKeepsNothing() external {
        hold(1);
        revoke(committeeRoot);
        claimDesk.settleHeld(1);
        (, uint256 until) = claimDesk.reopened(1001);
        assertEq(pool.bucket(productId, until), 100);
        uint256[8] memory proof;
        for (uint256 n = 1; n < 4; ++n) {
            claimDesk.cancelPolicy(
                proof, 1, IClaimDesk.Cancellation(ROOT, terms, 100, end, 1000 + n, thisHour()), paymentTo(n, 0)
            );
        }
        assertEq(pool.liability(), 0);
        assertEq(pool.bucket(productId, until), 0);
        assertEq(pool.bucket(productId, end + 4 weeks), 0);
        (uint256 open, uint256 claimed,,) = pool.productLiability(productId);
        assertEq(open, 0);
        assertEq(claimed, 0);
    }

    /// @dev With all policies claimed, voided and claimed once more, the pool never counts on less than it owes.
    function test_AssetsCoverLiabilityThroughout() external {
        for (uint256 round; round < 3; ++round) {
            for (uint256 n = 1; n < 4; ++n) {
                hold(n);
            }
            assertEq(pool.liability(), 0);
            revoke(registry.rootOf(committeeId));
            assertEq(settleAllHeld(), 3);
            renewCommittee(round + 1);
            assertEq(pool.liability(), 3 * PAYOUT);
            assertGe(pool.totalAssets(), pool.liability());
        }
        for (uint256 n = 1; n < 4; ++n) {
            hold(n);
        }
        skip(2 days);
        assertEq(settleAllHeld(), 3);
        for (uint256 n = 1; n < 4; ++n) {
            assertPaid(n, PAYOUT);
        }
        assertEq(dollar.balanceOf(address(pool)), pool.cash());
    }
}
