// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {PremiumStream} from "../../src/libraries/PremiumStream.sol";
import {Test} from "forge-std/Test.sol";

/// @dev Against a model that keeps each premium, and what was taken back of it, by itself.
contract PremiumStreamTest is Test {
    using PremiumStream for PremiumStream.Stream;

    uint256 private constant WEEK = 604_800;
    uint256 private constant SCALE = 1 << 32;

    /// @param rate that is still earned from start to end, amount scaled by 2^32 per second
    /// @param remainder earned at the end
    struct Premium {
        uint256 start;
        uint256 end;
        uint256 rate;
        uint256 remainder;
    }

    PremiumStream.Stream private _stream;
    Premium[] private _premiums;
    uint256 private _accruedAt = 1_790_000_000;

    function _modelAt(uint256 time) private view returns (uint256 rate, uint256 unearned) {
        for (uint256 i; i < _premiums.length; ++i) {
            Premium storage premium = _premiums[i];
            if (time >= premium.end) continue;
            uint256 from = premium.start;
            if (time >= premium.start) {
                from = time;
                rate += premium.rate;
            }
            unearned += premium.rate * (premium.end - from) + premium.remainder;
        }
    }

    function _assertExact(uint256 time) private view {
        (uint256 rate, uint256 unearned) = _stream.at(_accruedAt, time);
        (uint256 modelRate, uint256 modelUnearned) = _modelAt(time);
        assertEq(unearned, modelUnearned, "unearned");
        if (modelUnearned != 0) assertEq(rate, modelRate, "rate");
    }

    function _add(uint256 time, uint256 start, uint256 end, uint256 amount) private {
        (, uint256 before) = _stream.at(_accruedAt, time);
        _stream.add(_accruedAt, time, start, end, amount);
        _accruedAt = time;
        uint256 rate = amount * SCALE / (end - start);
        _premiums.push(Premium(start, end, rate, amount * SCALE - rate * (end - start)));
        (, uint256 afterwards) = _stream.at(_accruedAt, time);
        assertEq(afterwards, before + amount * SCALE, "a premium is unearned to the wei when it comes in");
    }

    /// @dev Of a premium that is being earned, up to all of it.
    function _take(uint256 time, uint256 random) private {
        for (uint256 i; i < _premiums.length; ++i) {
            Premium storage premium = _premiums[(random + i) % _premiums.length];
            if (time < premium.start || time >= premium.end) continue;
            uint256 left = premium.rate * (premium.end - time);
            uint256 amount = random % 4 == 0 ? left / SCALE : (random >> 16) % (left / SCALE + 1);
            uint256 rate = amount * SCALE / (premium.end - time);
            uint256 before = _stream.unearnedAt(_accruedAt, time);
            uint256 taken = _stream.take(_accruedAt, time, premium.end, amount);
            _accruedAt = time;
            premium.rate -= rate;
            assertLe(taken, amount);
            assertLe(amount, taken + 1);
            assertGe(before - _stream.unearnedAt(_accruedAt, time), taken, "more taken than there is less unearned");
            return;
        }
    }

    function testFuzz_UnearnedIsTheExactSumOverPolicies(uint256 seed) external {
        uint256 time = _accruedAt;
        for (uint256 i; i < 30; ++i) {
            uint256 random = uint256(keccak256(abi.encode(seed, i)));
            time += random % 3 == 0 ? 0 : (random >> 8) % (3 * WEEK);
            if (random % 5 == 0) time = (time / WEEK + 1) * WEEK - (random >> 8) % 2;
            _assertExact(time);
            uint256 action = (random >> 24) % 8;
            if (action == 0) {
                _stream.accrue(_accruedAt, time);
                _accruedAt = time;
            } else if (action < 4) {
                _take(time, random >> 32);
            } else {
                uint256 start = action < 6 ? time : (time / WEEK + 1 + (random >> 32) % 8) * WEEK;
                uint256 end = (start / WEEK + 1 + (random >> 40) % 51) * WEEK;
                _add(time, start, end, (random >> 64) % (1 << (1 + (random >> 56) % 90)));
            }
            _assertExact(time);
        }
        _assertRunsOut(time);
    }

    function _assertRunsOut(uint256 time) private view {
        uint256 last = time;
        for (uint256 i; i < _premiums.length; ++i) {
            if (_premiums[i].end > last) last = _premiums[i].end;
        }
        _assertExact(last - 1);
        (uint256 rate, uint256 nothing) = _stream.at(_accruedAt, last);
        assertEq(nothing, 0);
        assertEq(rate, 0);
    }

    function testFuzz_UnearnedOnlyFalls(uint256 amount, uint256 wait, uint256 first, uint256 second) external {
        amount = bound(amount, 1, type(uint96).max);
        wait = bound(wait, 0, 8);
        uint256 start = wait == 0 ? _accruedAt : (_accruedAt / WEEK + wait) * WEEK;
        uint256 end = (start / WEEK + 30) * WEEK;
        _add(_accruedAt, start, end, amount);
        first = bound(first, _accruedAt, end);
        second = bound(second, first, end);
        assertLe(_stream.unearnedAt(_accruedAt, second), _stream.unearnedAt(_accruedAt, first));
        assertLe(_stream.unearnedAt(_accruedAt, first), amount);
        assertEq(_stream.unearnedAt(_accruedAt, start), amount);
        assertEq(
            _stream.unearnedAt(_accruedAt, end - 1), (amount * SCALE / (end - start) + SCALE - 1 + _remainder()) / SCALE
        );
    }

    function _remainder() private view returns (uint256) {
        return _premiums[0].remainder;
    }

    /// @dev A renewal is paid weeks before it begins.
    function test_PremiumOfTheFutureIsNotEarnedBeforeItsStart() external {
        uint256 start = (_accruedAt / WEEK + 3) * WEEK;
        _add(_accruedAt, start, start + 10 * WEEK, 1000);
        (uint256 rate, uint256 unearned) = _stream.at(_accruedAt, start - 1);
        assertEq(rate, 0);
        assertEq(unearned, 1000 * SCALE);
        (rate, unearned) = _stream.at(_accruedAt, start);
        assertEq(rate, 1000 * SCALE / (10 * WEEK));
        assertEq(unearned, 1000 * SCALE);
        assertEq(_stream.unearnedAt(_accruedAt, start + 5 * WEEK), 501);
    }

    /// @dev At the first second of a week a premium can start as one of the present and as one of the past.
    function test_PremiumStartsAtTheFirstSecondOfAWeek() external {
        uint256 start = (_accruedAt / WEEK + 1) * WEEK;
        _add(_accruedAt, start, start + WEEK, WEEK);
        _add(start, start, start + WEEK, WEEK);
        (uint256 rate,) = _stream.at(_accruedAt, start);
        assertEq(rate, 2 * SCALE);
        assertEq(_stream.unearnedAt(_accruedAt, start + 1), 2 * WEEK - 2);
        assertEq(_stream.unearnedAt(_accruedAt, start + WEEK), 0);
    }

    function test_TakingAllLeavesNothingToEarn() external {
        uint256 end = (_accruedAt / WEEK + 10) * WEEK;
        uint256 duration = end - _accruedAt;
        _add(_accruedAt, _accruedAt, end, duration);
        assertEq(
            _stream.take(_accruedAt, _accruedAt + duration / 2, end, duration - duration / 2), duration - duration / 2
        );
        (uint256 rate, uint256 unearned) = _stream.at(_accruedAt + duration / 2, end - 1);
        assertEq(rate, 0);
        assertEq(unearned, 0);
    }

    /// @dev Nobody looks at the stream for longer than any premium runs.
    function test_LongSilenceStopsWithTheLastPremium() external {
        uint256 end = (_accruedAt / WEEK + 60) * WEEK;
        _add(_accruedAt, end - 52 * WEEK, end, 1e18);
        uint256 gas = gasleft();
        (uint256 rate, uint256 unearned) = _stream.at(_accruedAt, end + 5000 * WEEK);
        assertLt(gas - gasleft(), 60 * 10_000);
        assertEq(rate, 0);
        assertEq(unearned, 0);
    }
}
