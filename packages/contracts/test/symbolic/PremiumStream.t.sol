// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {PremiumStream} from "../../src/libraries/PremiumStream.sol";
import {Test} from "forge-std/Test.sol";

/// @dev Any premiums at certain times: the product of a premium and a time is beyond the solver.
contract PremiumStreamSymbolicTest is Test {
    using PremiumStream for PremiumStream.Stream;

    uint256 private constant WEEK = 604_800;
    uint256 private constant SCALE = 1 << 32;
    uint256 private constant START = 2960 * WEEK + 200_000;
    uint256 private constant LATER = 2961 * WEEK + 77_777;
    uint256 private constant END = 2962 * WEEK;

    PremiumStream.Stream private _stream;

    /// @dev Any amount, by what its division by the term gives. The last assumption is a fact that spares the solver the
    /// division.
    function _amount(uint64 rate, uint32 remainder, uint256 term) private pure returns (uint256 amount) {
        unchecked {
            uint256 scaled = rate * term + remainder;
            amount = scaled >> 32;
            vm.assume(remainder < term && amount << 32 == scaled);
        }
        vm.assume(amount * SCALE / term == rate);
    }

    /// @dev A purchase raises what is unearned by its premium to the wei, so that it leaves cash − unearned untouched.
    function check_PurchaseIsNeutral(uint32 running, uint32 premium) external {
        _stream.add(START, START, START, END, running);
        uint256 before = _stream.unearnedAt(START, LATER);
        _stream.add(START, LATER, LATER, END + WEEK, premium);
        assertEq(_stream.unearnedAt(LATER, LATER), before + premium);
    }

    /// @dev All of a premium is earned at its end, and not a wei more.
    function check_AllIsEarnedAtTheEnd(uint64 rate, uint24 remainder, uint64 other) external {
        uint256 premium = _amount(rate, remainder, END - START);
        vm.assume(premium != 0);
        _stream.add(START, START, START, END, premium);
        (_stream.rate, _stream.unearned) = (_stream.rate, _stream.unearned + other);
        assertGt(_stream.unearnedAt(START, LATER), other / SCALE);
        assertEq(_stream.unearnedAt(START, END), (other + SCALE - 1) / SCALE);
    }

    /// @dev A refund never lowers cash − unearned, and raises it by less than one asset unit, rounded up.
    /// @custom:halmos --solver z3
    function check_RefundIsNeutral(uint64 running, uint64 others, uint32 rate, uint24 remainder) external {
        uint256 amount = _amount(rate, remainder, END - LATER);
        (_stream.rate, _stream.unearned) = (running, uint128(rate * (END - LATER) + others));
        uint256 before = _stream.unearnedAt(LATER, LATER);
        uint256 taken = _stream.take(LATER, LATER, END, amount);
        uint256 left = _stream.unearnedAt(LATER, LATER);
        assertLe(taken, amount, "taken");
        assertLe(amount, taken + 1, "taken");
        assertLe(left + taken, before, "cash - unearned fell");
        assertLe(before, left + taken + 1, "cash - unearned rose");
    }
}
