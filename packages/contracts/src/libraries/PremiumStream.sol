// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {Protocol} from "./Protocol.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

/// @title PremiumStream
/// @notice Premiums of all policies of a pool, each earned evenly per second until its policy ends.
///
/// Amounts are asset units scaled by 2^32. A premium is split into rate · duration + remainder, with the remainder
/// smaller than the duration; the remainder is earned at the moment the policy ends. `unearned` is therefore the exact
/// sum over all running policies of rate · (end − now) + remainder, whatever the order and number of the updates, and
/// the purchase of a policy leaves cash − unearned untouched to the wei.
library PremiumStream {
    using SafeCast for uint256;

    /// @param rate sum of the rates of all running policies, asset units · 2^32 per second
    /// @param unearned asset units · 2^32, at the time the pool's ledger was last accrued
    /// @param endings what stops, by the number of the week whose first second it is
    struct Stream {
        uint128 rate;
        uint128 unearned;
        mapping(uint256 week => Ending) endings;
    }

    /// @param rate rates that stop, asset units · 2^32 per second
    /// @param remainder what is earned at that moment, asset units · 2^32
    struct Ending {
        uint128 rate;
        uint128 remainder;
    }

    uint256 internal constant SCALE = 1 << 32;

    /// @dev Writes the state at `current`, with a premium added that is earned from then until `end`.
    /// @param since the time of the stored state, unix seconds
    /// @param current unix seconds, not before `since`
    /// @param end unix seconds, a multiple of WEEK after `current`
    /// @param premium asset units
    function add(Stream storage self, uint256 since, uint256 current, uint256 end, uint256 premium) internal {
        uint256 duration = end - current;
        uint256 rate = premium * SCALE / duration;
        (uint256 total, uint256 unearned) = at(self, since, current);
        (self.rate, self.unearned) = ((total + rate).toUint128(), (unearned + premium * SCALE).toUint128());
        Ending storage ending = self.endings[end / Protocol.WEEK];
        (ending.rate, ending.remainder) =
        ((ending.rate + rate).toUint128(), (ending.remainder + premium * SCALE - rate * duration).toUint128());
    }

    /// @dev Writes the state at `current`.
    function accrue(Stream storage self, uint256 since, uint256 current) internal {
        (uint256 rate, uint256 unearned) = at(self, since, current);
        (self.rate, self.unearned) = (rate.toUint128(), unearned.toUint128());
    }

    /// @dev Visits one week's end for each week since the stored state, and stops as soon as no premium is left: a term
    /// is at most 52 weeks, so there are never more than 52 visits.
    function at(Stream storage self, uint256 since, uint256 current)
        internal
        view
        returns (uint256 rate, uint256 unearned)
    {
        (rate, unearned) = (self.rate, self.unearned);
        uint256 week = since / Protocol.WEEK + 1;
        while (unearned != 0 && week * Protocol.WEEK <= current) {
            Ending storage ending = self.endings[week];
            unearned -= rate * (week * Protocol.WEEK - since) + ending.remainder;
            rate -= ending.rate;
            since = week * Protocol.WEEK;
            ++week;
        }
        unearned -= rate * (current - since);
    }

    /// @dev Rounded up: what is not wholly earned is not the pool's.
    /// @return asset units
    function unearnedAt(Stream storage self, uint256 since, uint256 current) internal view returns (uint256) {
        (, uint256 unearned) = at(self, since, current);
        return (unearned + SCALE - 1) / SCALE;
    }
}
