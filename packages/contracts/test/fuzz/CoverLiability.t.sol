// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {CoverLiability} from "../../src/libraries/CoverLiability.sol";
import {Test} from "forge-std/Test.sol";

/// @dev Against a model that knows which policy each claim ended.
contract CoverLiabilityTest is Test {
    using CoverLiability for CoverLiability.Book;

    uint256 private constant WEEK = 604_800;
    uint256 private constant MAX_PAYOUT = 7;

    struct Policy {
        uint256 units;
        uint256 deadline;
        bool claimed;
    }

    CoverLiability.Book private _book;
    Policy[] private _policies;
    uint256 private _liability;

    function _trueUnits(uint256 time) private view returns (uint256 units) {
        for (uint256 i; i < _policies.length; ++i) {
            if (!_policies[i].claimed && time <= _policies[i].deadline + 3600) units += _policies[i].units;
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
            if (policy.claimed || time > policy.deadline + 3600) continue;
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
            policy.claimed = false;
            if (deadline > policy.deadline) policy.deadline = deadline;
            _open(time, policy.units, deadline);
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
            uint256 action = (random >> 40) % 6;
            if (action < 2) {
                uint256 units = 1 + (random >> 64) % 100;
                uint256 deadline = (time / WEEK + 1 + (random >> 80) % 85) * WEEK;
                _open(time, units, deadline);
                _policies.push(Policy(units, deadline, false));
            } else if (action < 4) {
                _claim(time, random >> 96);
            } else if (action == 4) {
                _void(time, random >> 96, (time / WEEK + 5) * WEEK);
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
