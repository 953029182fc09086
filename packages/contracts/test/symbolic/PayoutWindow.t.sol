// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {PayoutWindow} from "../../src/libraries/PayoutWindow.sol";
import {Test} from "forge-std/Test.sol";

/// @dev For any window that may have come about: any content, and the number of a cell that is not after now.
contract PayoutWindowSymbolicTest is Test {
    using PayoutWindow for PayoutWindow.Window;

    uint256 private constant CELL = 6 hours;
    uint256 private constant CELLS = 5;
    uint256 private constant BITS = 48;
    uint256 private constant MOST = type(uint48).max;

    /// @dev Fewer cells than those after which their numbers begin anew: 44 years.
    uint256 private constant TURN = 65_000;

    /// @dev The second assumption is a fact that spares the solver a division.
    function _time(uint256 cell, uint256 second) private pure returns (uint256 time) {
        vm.assume(second < CELL);
        unchecked {
            time = cell * CELL + second;
        }
        vm.assume(time / CELL == cell);
    }

    function _window(uint240 cells, uint256 cell) private pure returns (PayoutWindow.Window) {
        return PayoutWindow.Window.wrap(uint256(uint16(cell)) << (CELLS * BITS) | cells);
    }

    function _cellAt(PayoutWindow.Window window, uint256 place) private pure returns (uint256) {
        return PayoutWindow.Window.unwrap(window) >> (place * BITS) & MOST;
    }

    /// @dev Each cell moves up by one with each six hours, and out of the window after five.
    function check_CellsMoveUpWithTime(uint240 cells, uint32 cell, uint16 later, uint16 second) external pure {
        vm.assume(later < TURN);
        PayoutWindow.Window window = _window(cells, cell);
        PayoutWindow.Window aged = window.add(_time(uint256(cell) + later, second), 0);
        for (uint256 i; i < CELLS; ++i) {
            assertEq(_cellAt(aged, i), i < later ? 0 : _cellAt(window, i - later));
        }
    }

    /// @dev What is spent is the sum of the cells as of now.
    function check_SpentIsTheSumOfCells(uint240 cells, uint32 cell, uint16 later, uint16 second) external pure {
        vm.assume(later < TURN);
        PayoutWindow.Window window = _window(cells, cell);
        uint256 current = _time(uint256(cell) + later, second);
        PayoutWindow.Window aged = window.add(current, 0);
        uint256 sum;
        for (uint256 i; i < CELLS; ++i) {
            sum += _cellAt(aged, i);
        }
        assertEq(window.spent(current), sum);
    }

    /// @dev An amount goes into the first cell as a whole, and spills into no other.
    function check_AddFillsTheFirstCellOnly(uint240 cells, uint32 cell, uint16 later, uint16 second, uint48 grains)
        external
        pure
    {
        vm.assume(later < TURN);
        PayoutWindow.Window window = _window(cells, cell);
        uint256 current = _time(uint256(cell) + later, second);
        vm.assume(window.spent(current) + grains <= MOST);
        (PayoutWindow.Window aged, PayoutWindow.Window filled) = (window.add(current, 0), window.add(current, grains));
        assertEq(_cellAt(filled, 0), _cellAt(aged, 0) + grains);
        for (uint256 i = 1; i <= CELLS; ++i) {
            assertEq(_cellAt(filled, i), _cellAt(aged, i));
        }
    }

    /// @dev Whatever else was spent, an amount counts for 24 hours.
    function check_AmountCountsForADay(
        uint240 cells,
        uint32 cell,
        uint16 second,
        uint48 grains,
        uint16 later,
        uint16 laterSecond
    ) external pure {
        vm.assume(later < TURN);
        PayoutWindow.Window window = _window(cells, cell);
        uint256 current = _time(cell, second);
        uint256 time = _time(uint256(cell) + later, laterSecond);
        vm.assume(time >= current && time - current <= 24 hours);
        vm.assume(window.spent(current) + grains <= MOST);
        assertGe(window.add(current, grains).spent(time), grains);
    }

    /// @dev Whatever was spent, all of it is back after 30 hours.
    function check_AllIsBackAfterThirtyHours(
        uint240 cells,
        uint32 cell,
        uint16 second,
        uint16 later,
        uint16 laterSecond
    ) external pure {
        vm.assume(later < TURN);
        uint256 current = _time(cell, second);
        uint256 time = _time(uint256(cell) + later, laterSecond);
        vm.assume(time >= current + 30 hours);
        assertEq(_window(cells, cell).spent(time), 0);
    }

    /// @dev Time alone gives back, and never takes: so it is from each cell to the next.
    function check_TimeOnlyGivesBack(uint240 cells, uint32 cell, uint16 later) external pure {
        vm.assume(later < TURN);
        PayoutWindow.Window window = _window(cells, cell);
        uint256 before = window.spent(_time(uint256(cell) + later, 0));
        assertLe(window.spent(_time(uint256(cell) + later + 1, 0)), before);
    }
}
