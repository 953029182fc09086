// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {PayoutWindow} from "../../src/libraries/PayoutWindow.sol";
import {Test} from "forge-std/Test.sol";

/// @dev Against a list of all amounts.
contract PayoutWindowTest is Test {
    using PayoutWindow for PayoutWindow.Window;

    uint256 private constant CELL = 6 hours;

    /// @dev The number of the cell has 16 bits: this is the first second of one that is a multiple of 2^16.
    uint256 private constant WRAP = CELL << 16;

    struct Spending {
        uint256 time;
        uint256 grains;
    }

    PayoutWindow.Window private _window;
    Spending[] private _spendings;

    function _add(uint256 time, uint256 grains) private {
        _window = _window.add(time, grains);
        _spendings.push(Spending(time, grains));
    }

    /// @return sum of what was spent less than `age` seconds before
    function _spentWithin(uint256 time, uint256 age) private view returns (uint256 sum) {
        for (uint256 i; i < _spendings.length; ++i) {
            if (time < _spendings[i].time + age) sum += _spendings[i].grains;
        }
    }

    function _assertSpent(uint256 time) private view {
        uint256 spent = _window.spent(time);
        assertGe(spent, _spentWithin(time, 24 hours), "forgotten too early");
        assertLe(spent, _spentWithin(time, 30 hours), "kept too long");
    }

    function _testRandomSpending(uint256 time, uint256 seed) private {
        for (uint256 i; i < 60; ++i) {
            uint256 random = uint256(keccak256(abi.encode(seed, i)));
            time += random % 5 == 0 ? 0 : (random >> 8) % (random % 7 == 0 ? 40 hours : 4 hours);
            if (random % 11 == 0) time = (time / CELL + 1) * CELL - (random >> 16) % 2;
            _assertSpent(time);
            uint256 room = type(uint48).max - _window.spent(time);
            uint256 grains = (random >> 64) % (1 << ((random >> 32) % 49));
            if (random % 13 == 0 || grains > room) grains = room;
            _add(time, grains);
            _assertSpent(time);
        }
        assertEq(_window.spent(time + 30 hours), 0);
    }

    function testFuzz_CountsADayAndAtMostSixHoursMore(uint256 start, uint256 seed) external {
        _testRandomSpending(bound(start, 0, 10 * WRAP), seed);
    }

    function testFuzz_CellNumberWrapsUnnoticed(uint256 before, uint256 wraps, uint256 seed) external {
        _testRandomSpending(bound(wraps, 1, 10) * WRAP - bound(before, 1, 60 hours), seed);
    }

    function test_CellNumberWrapsUnnoticed() external {
        _add(WRAP - 1, 5);
        assertEq(_window.spent(WRAP), 5);
        assertEq(_window.spent(WRAP + 4 * CELL - 1), 5);
        assertEq(_window.spent(WRAP + 4 * CELL), 0);
        _add(WRAP, 7);
        assertEq(_window.spent(WRAP + 4 * CELL - 1), 12);
        assertEq(_window.spent(WRAP + 4 * CELL), 7);
        assertEq(_window.spent(WRAP + 5 * CELL), 0);
    }

    /// @dev Silence shorter than a whole turn of the cell number leaves nothing.
    function testFuzz_LongSilenceClearsAll(uint256 time, uint256 silence, uint256 grains) external {
        time = bound(time, 0, 10 * WRAP);
        _add(time, bound(grains, 1, type(uint48).max));
        assertEq(_window.spent(time + bound(silence, 30 hours, WRAP - CELL)), 0);
    }

    function test_CountsInItsCellAndTheFourAfter() external {
        uint256 cell = 1_790_000_000 / CELL * CELL;
        _add(cell, 3);
        assertEq(_window.spent(cell + 30 hours - 1), 3);
        assertEq(_window.spent(cell + 30 hours), 0);
        _add(cell + CELL - 1, 4);
        assertEq(_window.spent(cell + CELL - 1 + 24 hours), 7);
        assertEq(_window.spent(cell + CELL + 24 hours), 0);
    }

    /// @dev The largest amount fills its cell in each of its places without touching another.
    function test_LargestAmountTravelsThroughAllCells() external {
        uint256 cell = 1_790_000_000 / CELL * CELL;
        _add(cell, type(uint48).max);
        for (uint256 i; i < 5; ++i) {
            assertEq(_window.spent(cell + i * CELL), type(uint48).max);
            _add(cell + i * CELL, 0);
        }
        _add(cell + 5 * CELL, 1);
        assertEq(_window.spent(cell + 5 * CELL), 1);
    }

    function test_NothingIsSpentAtFirst() external view {
        assertEq(_window.spent(0), 0);
        assertEq(_window.spent(1_790_000_000), 0);
    }
}
