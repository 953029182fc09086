// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {CoverLiability} from "../../src/libraries/CoverLiability.sol";
import {Test} from "forge-std/Test.sol";

/// @dev Against a model that knows which policy each claim ended.
contract CoverLiabilityTest is Test {
    using CoverLiability for CoverLiability.Book;

    uint256 private constant WEEK = 604_800;
    uint256 private constant MAX_PAYOUT = 7;

    /// @param deadline until which it can be claimed
    /// @param place claim deadline of its own bucket
    /// @param reopened deadline of its latest reopening, 0 if there was none
    struct Policy {
        uint256 units;
        uint256 deadline;
        uint256 place;
        uint256 reopened;
        bool claimed;
        bool cancelled;
    }

    CoverLiability.Book private _book;
    Policy[] private _policies;
    uint256 private _liability;

    function _trueUnits(uint256 time) private view returns (uint256 units) {
        for (uint256 i; i < _policies.length; ++i) {
            if (!_policies[i].claimed && !_policies[i].cancelled && time <= _policies[i].deadline + 3600) {
                units += _policies[i].units;
            }
        }
    }

    function _advance(uint256 time, uint256 maxWeeks) private {
        CoverLiability.Expiry memory expiry = _book.due(time, maxWeeks);
        _liability -= _book.releasedBy(expiry);
        _book.expire(expiry);
    }

    function _open(uint256 time, uint256 units, uint256 deadline) private {
        _advance(time, type(uint256).max);
        _book.open(units, MAX_PAYOUT, deadline);
        _liability += units * MAX_PAYOUT;
    }

    function _claim(uint256 time, uint256 from) private {
        for (uint256 i; i < _policies.length; ++i) {
            Policy storage policy = _policies[(from + i) % _policies.length];
            if (policy.claimed || policy.cancelled || time > policy.deadline + 3600) continue;
            policy.claimed = true;
            uint256 released = _book.claim(policy.units);
            assertEq(released, policy.units * MAX_PAYOUT);
            _liability -= released;
            return;
        }
    }

    /// @dev A claim is taken back: its units are opened once more, and the policy lives until the later of both deadlines.
    function _void(uint256 time, uint256 from, uint256 deadline) private {
        for (uint256 i; i < _policies.length; ++i) {
            Policy storage policy = _policies[(from + i) % _policies.length];
            if (!policy.claimed) continue;
            (policy.claimed, policy.reopened) = (false, deadline);
            if (deadline > policy.deadline) policy.deadline = deadline;
            _open(time, policy.units, deadline);
            return;
        }
    }

    /// @dev In its term, reopened or not.
    function _cancel(uint256 time, uint256 from) private {
        _advance(time, type(uint256).max);
        for (uint256 i; i < _policies.length; ++i) {
            Policy storage policy = _policies[(from + i) % _policies.length];
            if (policy.claimed || policy.cancelled || time + WEEK > policy.place) continue;
            policy.cancelled = true;
            _liability -= _book.cancel(policy.units, policy.place);
            if (policy.reopened != 0) _liability -= _book.cancelReopened(policy.units, policy.reopened);
            return;
        }
    }

    function _assertSound(uint256 time) private view {
        assertEq(_liability, (uint256(_book.openUnits) - _book.claimedUnits) * MAX_PAYOUT, "sum of parts");
        assertGe(_book.openUnits - _book.claimedUnits, _trueUnits(time), "understated");
    }

    function testFuzz_NeverUnderstates(uint256 seed) external {
        uint256 time = 1_790_000_000;
        for (uint256 i; i < 60; ++i) {
            uint256 random = uint256(keccak256(abi.encode(seed, i)));
            time += (random >> 8) % WEEK * (random % 4 == 0 ? 12 : 1) / 2;
            if (random % 9 == 0) time = (time / WEEK + 1) * WEEK + 3600 + random % 2;
            uint256 action = (random >> 40) % 8;
            if (action < 2) {
                uint256 units = 1 + (random >> 64) % 100;
                uint256 deadline = (time / WEEK + 1 + (random >> 80) % 85) * WEEK;
                _open(time, units, deadline);
                _policies.push(Policy(units, deadline, deadline, 0, false, false));
            } else if (action < 4) {
                _claim(time, random >> 96);
            } else if (action == 4) {
                _void(time, random >> 96, (time / WEEK + 5) * WEEK);
            } else if (action < 7) {
                _cancel(time, random >> 96);
            } else {
                _advance(time, (random >> 96) % 20);
            }
            _assertSound(time);
        }
        time += 90 * WEEK;
        _advance(time, type(uint256).max);
        assertEq(_liability, 0);
        assertEq(_book.openUnits, 0);
        assertEq(_book.claimedUnits, 0);
    }

    /// @dev Where nothing is claimed, liability is the cover there is, to the unit, at every moment.
    function testFuzz_IsExactWithoutClaims(uint256 seed) external {
        uint256 time = 1_790_000_000;
        for (uint256 i; i < 60; ++i) {
            uint256 random = uint256(keccak256(abi.encode(seed, i)));
            time += (random >> 8) % (3 * WEEK);
            if (random % 2 == 0) {
                uint256 deadline = (time / WEEK + 1 + (random >> 80) % 85) * WEEK;
                _open(time, 1 + (random >> 64) % 100, deadline);
                _policies.push(Policy(1 + (random >> 64) % 100, deadline, deadline, 0, false, false));
            } else {
                _cancel(time, random >> 96);
            }
            assertEq(_liability, _trueUnits(time) * MAX_PAYOUT);
            assertEq(_book.openUnits, _trueUnits(time));
        }
    }

    /// @dev A claim that was voided leaves nothing behind when its policy is cancelled, in whatever buckets that was.
    function testFuzz_IsExactAfterAVoidClaim(uint256 seed, uint256 own, uint256 wait) external {
        uint256 time = 1_790_000_000;
        uint256 place = (time / WEEK + 2 + bound(own, 0, 80)) * WEEK;
        _open(time, 3, place);
        _policies.push(Policy(3, place, place, 0, false, false));
        _claim(time, 0);
        _void(time, 0, (time / WEEK + 5) * WEEK);
        time += bound(wait, 0, place - WEEK - time);
        // Others that come and go on the way.
        if (seed % 2 == 0) _open(time, 1 + seed % 100, place + seed % 3 * WEEK);
        uint256 others = seed % 2 == 0 ? 1 + seed % 100 : 0;
        _cancel(time, 0);
        assertEq(_liability, others * MAX_PAYOUT);
    }

    /// @dev In whatever steps the buckets expire, the outcome is the same.
    function testFuzz_StepsDoNotMatter(uint256 seed, uint256 claimed) external {
        uint256 time = 1_790_000_000;
        uint256 total;
        _advance(time, type(uint256).max);
        for (uint256 i; i < 10; ++i) {
            uint256 random = uint256(keccak256(abi.encode(seed, i)));
            total += random % 100;
            _book.open(random % 100, MAX_PAYOUT, (time / WEEK + 1 + (random >> 8) % 70) * WEEK);
        }
        _book.claim(bound(claimed, 0, total));
        _liability = (uint256(_book.openUnits) - _book.claimedUnits) * MAX_PAYOUT;
        time += bound(seed, 0, 80) * WEEK;
        CoverLiability.Expiry memory expiry = _book.due(time, type(uint256).max);
        uint256 expected = _liability - _book.releasedBy(expiry);
        while (_book.nextWeek != expiry.nextWeek) {
            _advance(time, 1 + seed % 3);
        }
        assertEq(_liability, expected);
    }

    function test_RevertWhen_MoreIsClaimedThanOpen() external {
        _book.open(5, MAX_PAYOUT, 3000 * WEEK);
        _book.claim(3);
        vm.expectRevert(abi.encodeWithSelector(CoverLiability.CoverLiability_UnitsNotOpen.selector, 3, 2));
        this.claimThree();
    }

    function claimThree() external {
        _book.claim(3);
    }

    function test_RevertWhen_MoreIsCancelledThanTheBucketHas() external {
        _book.open(5, MAX_PAYOUT, 3000 * WEEK);
        _book.open(5, MAX_PAYOUT, 3001 * WEEK);
        bytes4 notInBucket = CoverLiability.CoverLiability_UnitsNotInBucket.selector;
        vm.expectRevert(abi.encodeWithSelector(notInBucket, 6, 3000 * WEEK, 5));
        this.cancel(6, 3000 * WEEK);
        _book.nextWeek = 3001;
        vm.expectRevert(abi.encodeWithSelector(notInBucket, 1, 3000 * WEEK, 0));
        this.cancel(1, 3000 * WEEK);
        _book.claim(8);
        vm.expectRevert(abi.encodeWithSelector(CoverLiability.CoverLiability_UnitsNotOpen.selector, 3, 2));
        this.cancel(3, 3001 * WEEK);
        this.cancel(2, 3001 * WEEK);
        assertEq(_book.openUnits, 8);
    }

    function cancel(uint256 units, uint256 deadline) external {
        _book.cancel(units, deadline);
    }

    function test_BucketIsDueTheSecondAfterTheTolerance() external {
        _advance(1_790_000_000, 0);
        uint256 deadline = (uint256(1_790_000_000) / WEEK + 3) * WEEK;
        _book.open(4, MAX_PAYOUT, deadline);
        assertEq(_book.due(deadline + 3600, type(uint256).max).units, 0);
        assertEq(_book.due(deadline + 3601, type(uint256).max).units, 4);
        assertEq(_book.due(deadline + 3601, type(uint256).max).nextWeek, deadline / WEEK + 1);
    }

    function test_BucketsShareAWordWithoutTouchingEachOther() external {
        for (uint256 week = 3000; week < 3016; ++week) {
            _book.open(week, MAX_PAYOUT, week * WEEK);
            _book.open(type(uint32).max - week, MAX_PAYOUT, week * WEEK);
        }
        for (uint256 week = 3000; week < 3016; ++week) {
            assertEq(_book.bucketAt(week * WEEK), type(uint32).max);
        }
    }
}
