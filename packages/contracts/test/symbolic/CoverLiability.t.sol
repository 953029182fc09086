// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {CoverLiability} from "../../src/libraries/CoverLiability.sol";
import {Test} from "forge-std/Test.sol";

/// @dev The proof of docs/decisions/0009 on two buckets with any units: from each state that it allows, each event leads
/// to a state that it allows.
contract CoverLiabilitySymbolicTest is Test {
    using CoverLiability for CoverLiability.Book;

    uint256 private constant WEEK = 604_800;
    uint256 private constant TOLERANCE = 3600;
    uint256 private constant MAX_PAYOUT = 4;

    /// @dev The last bucket of a word of eight; the second bucket is the first of the next word.
    uint256 private constant FIRST = 2999;
    uint256 private constant SECOND = 3000;

    /// @param units of each bucket
    /// @param ended units of each that truly can't be claimed any more
    /// @param claimed the counter
    struct State {
        uint32[2] units;
        uint32[2] ended;
        uint64 claimed;
    }

    CoverLiability.Book private _book;

    function _begin(State calldata state) private {
        vm.assume(state.ended[0] <= state.units[0] && state.ended[1] <= state.units[1]);
        vm.assume(state.claimed <= uint256(state.ended[0]) + state.ended[1]);
        _book.open(state.units[0], MAX_PAYOUT, FIRST * WEEK);
        _book.open(state.units[1], MAX_PAYOUT, SECOND * WEEK);
        _book.claimedUnits = state.claimed;
        _book.nextWeek = uint32(FIRST - 1);
    }

    function _liability() private view returns (uint256) {
        return (uint256(_book.openUnits) - _book.claimedUnits) * MAX_PAYOUT;
    }

    /// @dev Any second at which `week` is the first that is not due. The second assumption is a fact that spares the
    /// solver a division.
    function _time(uint256 week, uint256 second) private pure returns (uint256 current) {
        vm.assume(second < WEEK);
        unchecked {
            current = week * WEEK + second - (WEEK - 1 - TOLERANCE);
        }
        vm.assume((current - TOLERANCE + WEEK - 1) / WEEK == week);
    }

    function _livesAt(uint256 week, uint256 current) private pure returns (bool) {
        return current <= week * WEEK + TOLERANCE;
    }

    /// @dev Expiry keeps the computed units at or above the true ones, and releases what liability falls by.
    function check_ExpiryNeverUnderstates(State calldata state, uint8 later, uint24 second, uint8 maxWeeks) external {
        vm.assume(maxWeeks < 6);
        _begin(state);
        uint256 current = _time(FIRST - 1 + later, second);
        vm.assume(later < 6);
        uint256 before = _liability();
        CoverLiability.Expiry memory expiry = _book.due(current, maxWeeks);
        uint256 released = _book.releasedBy(expiry);
        _book.expire(expiry);
        assertEq(_liability(), before - released, "released");

        (uint256 open, uint256 ended) = (0, 0);
        if (_book.nextWeek <= FIRST) (open, ended) = (state.units[0], state.ended[0]);
        if (_book.nextWeek <= SECOND) (open, ended) = (open + state.units[1], ended + state.ended[1]);
        assertEq(_book.openUnits, open, "buckets");
        assertLe(_book.claimedUnits, ended, "understated");
    }

    /// @dev A bucket that may still be claimed does not expire; one that may not does, if weeks are left to visit.
    function check_BucketExpiresInItsTime(State calldata state, uint8 later, uint24 second) external {
        _begin(state);
        uint256 current = _time(FIRST - 1 + later, second);
        vm.assume(later < 6);
        uint256 next = _book.due(current, type(uint256).max).nextWeek;
        if (_livesAt(FIRST, current)) assertLe(next, FIRST);
        else assertGt(next, FIRST);
        if (_livesAt(SECOND, current)) assertLe(next, SECOND);
        else assertGt(next, SECOND);
    }

    /// @dev A policy that can truly be claimed finds its units, and its claim leads to a state of the same kind.
    function check_LivingPolicyFindsItsUnits(State calldata state, uint32 units, bool second) external {
        _begin(state);
        uint256 place = second ? 1 : 0;
        vm.assume(units <= state.units[place] - state.ended[place]);
        uint256 before = _liability();
        uint256 released = _book.claim(units);
        assertEq(_liability(), before - released, "released");
        assertLe(_book.claimedUnits, uint256(state.ended[0]) + state.ended[1] + units, "understated");
        assertLe(_book.claimedUnits, _book.openUnits, "more claimed than open");
    }

    /// @dev A policy that can truly be claimed and says where it is leaves just its own units behind, and what is claimed
    /// stays covered.
    function check_CancellationTakesItsOwnUnits(State calldata state, uint32 units, bool second) external {
        _begin(state);
        uint256 place = second ? 1 : 0;
        vm.assume(units <= state.units[place] - state.ended[place]);
        uint256 before = _liability();
        uint256 released = _book.cancel(units, (second ? SECOND : FIRST) * WEEK);
        assertEq(released, units * MAX_PAYOUT, "all of it");
        assertEq(_liability(), before - released, "released");
        assertEq(_book.bucketAt(FIRST * WEEK), state.units[0] - (second ? 0 : units));
        assertEq(_book.bucketAt(SECOND * WEEK), state.units[1] - (second ? units : 0));
        assertLe(_book.claimedUnits, uint256(state.ended[0]) + state.ended[1], "understated");
        assertLe(_book.claimedUnits, _book.openUnits, "more claimed than open");
    }

    /// @dev What a void claim has left of a cancelled policy: units that can't be claimed, in one bucket.
    function check_ReopenedUnitsLeaveWithTheirClaim(State calldata state, uint32 units, bool second) external {
        _begin(state);
        uint256 place = second ? 1 : 0;
        vm.assume(units <= state.ended[place]);
        uint256 before = _liability();
        uint256 released = _book.cancelReopened(units, (second ? SECOND : FIRST) * WEEK);
        assertEq(_liability(), before - released, "released");
        assertLe(_book.claimedUnits, uint256(state.ended[0]) + state.ended[1] - units, "understated");
        assertLe(_book.claimedUnits, _book.openUnits, "more claimed than open");
    }

    /// @dev Opening adds to one bucket of its word, whatever is in the others.
    function check_OpenChangesOneBucketOnly(uint256 word, uint8 place, uint32 units) external {
        vm.assume(place < 8);
        uint256 week = FIRST / 8 * 8 + place;
        _book.buckets[week / 8] = word;
        _book.open(units, MAX_PAYOUT, week * WEEK);
        uint256 changed = _book.buckets[week / 8];
        for (uint256 i; i < 8; ++i) {
            (uint256 before, uint256 now_) = (uint32(word >> i * 32), uint32(changed >> i * 32));
            assertEq(now_, i == place ? before + units : before);
        }
        assertEq(_book.openUnits, units);
    }
}
