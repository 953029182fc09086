// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {PremiumStream} from "../../src/libraries/PremiumStream.sol";
import {Test} from "forge-std/Test.sol";

/// @dev Against a model that keeps each premium by itself.
contract PremiumStreamTest is Test {
    using PremiumStream for PremiumStream.Stream;

    uint256 private constant WEEK = 604_800;
    uint256 private constant SCALE = 1 << 32;

    struct Premium {
        uint256 start;
        uint256 end;
        uint256 amount;
    }

    PremiumStream.Stream private _stream;
    Premium[] private _premiums;
    uint256 private _accruedAt = 1_790_000_000;

    function _unearnedOf(Premium storage premium, uint256 time) private view returns (uint256) {
        if (time >= premium.end) return 0;
        uint256 duration = premium.end - premium.start;
        uint256 rate = premium.amount * SCALE / duration;
        return premium.amount * SCALE - rate * (time - premium.start);
    }

    function _modelAt(uint256 time) private view returns (uint256 unearned) {
        for (uint256 i; i < _premiums.length; ++i) {
            unearned += _unearnedOf(_premiums[i], time);
        }
    }

    function _add(uint256 time, uint256 end, uint256 amount) private {
        (, uint256 before) = _stream.at(_accruedAt, time);
        _stream.add(_accruedAt, time, end, amount);
        _accruedAt = time;
        _premiums.push(Premium(time, end, amount));
        (, uint256 afterwards) = _stream.at(_accruedAt, time);
        assertEq(afterwards, before + amount * SCALE, "a premium is unearned to the wei when it comes in");
    }

    function testFuzz_UnearnedIsTheExactSumOverPolicies(uint256 seed) external {
        uint256 time = _accruedAt;
        for (uint256 i; i < 24; ++i) {
            uint256 random = uint256(keccak256(abi.encode(seed, i)));
            time += random % 3 == 0 ? 0 : (random >> 8) % (3 * WEEK);
            if (random % 5 == 0) time = (time / WEEK + 1) * WEEK;
            (, uint256 unearned) = _stream.at(_accruedAt, time);
            assertEq(unearned, _modelAt(time));
            if (random % 7 == 0) {
                _stream.accrue(_accruedAt, time);
                _accruedAt = time;
            } else {
                uint256 end = (time / WEEK + 1 + (random >> 40) % 51) * WEEK;
                _add(time, end, (random >> 64) % (1 << bound((random >> 56) % 96, 1, 90)));
            }
        }
        uint256 last = time;
        for (uint256 i; i < _premiums.length; ++i) {
            if (_premiums[i].end > last) last = _premiums[i].end;
        }
        (, uint256 left) = _stream.at(_accruedAt, last - 1);
        assertEq(left, _modelAt(last - 1));
        (uint256 rate, uint256 nothing) = _stream.at(_accruedAt, last);
        assertEq(nothing, 0);
        assertEq(rate, 0);
    }

    function testFuzz_UnearnedOnlyFalls(uint256 amount, uint256 first, uint256 second) external {
        amount = bound(amount, 1, type(uint96).max);
        uint256 end = (_accruedAt / WEEK + 30) * WEEK;
        _add(_accruedAt, end, amount);
        first = bound(first, _accruedAt, end);
        second = bound(second, first, end);
        assertLe(_stream.unearnedAt(_accruedAt, second), _stream.unearnedAt(_accruedAt, first));
        assertLe(_stream.unearnedAt(_accruedAt, first), amount);
        assertEq(_stream.unearnedAt(_accruedAt, _accruedAt), amount);
    }
}
