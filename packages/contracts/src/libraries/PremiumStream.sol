// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {Protocol} from "./Protocol.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

/// @title PremiumStream
/// @notice Premiums of all policies of a pool, each earned evenly per second over its policy's term.
///
/// Amounts are asset units scaled by 2^32. A premium is split into rate · term + remainder, with the remainder smaller
/// than the term; the remainder is earned at the moment the policy ends. `unearned` is therefore the exact sum over all
/// policies of what is left of rate · term + remainder, whatever the order and number of the updates, and the purchase
/// of a policy leaves cash − unearned untouched to the wei.
library PremiumStream {
    using SafeCast for uint256;
    using SafeCast for int256;

    /// @param rate sum of the rates of all running policies, asset units · 2^32 per second
    /// @param unearned asset units · 2^32, at the time the pool's ledger was last accrued
    /// @param changes what starts and stops, by the number of the week whose first second it is
    struct Stream {
        uint128 rate;
        uint128 unearned;
        mapping(uint256 week => Change) changes;
    }

    /// @param rate rates that start less rates that stop, asset units · 2^32 per second
    /// @param remainder what is earned at that moment, asset units · 2^32
    struct Change {
        int128 rate;
        uint128 remainder;
    }

    uint256 internal constant SCALE = 1 << 32;

    /// @dev Writes the state at `current`, with a premium added that is earned from `start` until `end`.
    /// @param since the time of the stored state, unix seconds
    /// @param current unix seconds, not before `since`
    /// @param start unix seconds, `current` or a multiple of WEEK after it
    /// @param end unix seconds, a multiple of WEEK after `start`
    /// @param premium asset units
    function add(Stream storage self, uint256 since, uint256 current, uint256 start, uint256 end, uint256 premium)
        internal
    {
        uint256 rate = premium * SCALE / (end - start);
        (uint256 total, uint256 unearned) = at(self, since, current);
        if (start == current) total += rate;
        else self.changes[start / Protocol.WEEK].rate += rate.toInt256().toInt128();
        (self.rate, self.unearned) = (total.toUint128(), (unearned + premium * SCALE).toUint128());
        Change storage change = self.changes[end / Protocol.WEEK];
        (change.rate, change.remainder) =
        (
            change.rate - rate.toInt256().toInt128(),
            (change.remainder + premium * SCALE - rate * (end - start)).toUint128()
        );
    }

    /// @dev Takes premium back that would be earned evenly from now until `end`; of what is left of the policies that end
    /// then there must be that much. Writes the state at `current`.
    /// @param amount asset units
    /// @return taken asset units, `amount` or one less
    function take(Stream storage self, uint256 since, uint256 current, uint256 end, uint256 amount)
        internal
        returns (uint256 taken)
    {
        uint256 rate = amount * SCALE / (end - current);
        (uint256 total, uint256 unearned) = at(self, since, current);
        uint256 left = rate * (end - current);
        (self.rate, self.unearned) = ((total - rate).toUint128(), (unearned - left).toUint128());
        self.changes[end / Protocol.WEEK].rate += rate.toInt256().toInt128();
        taken = left / SCALE;
    }

    /// @dev Writes the state at `current`.
    function accrue(Stream storage self, uint256 since, uint256 current) internal {
        (uint256 rate, uint256 unearned) = at(self, since, current);
        (self.rate, self.unearned) = (rate.toUint128(), unearned.toUint128());
    }

    /// @dev Visits one week's start for each week since the stored state, and stops as soon as no premium is left: a
    /// policy ends at most 60 weeks after its purchase, so there are never more visits than that.
    function at(Stream storage self, uint256 since, uint256 current)
        internal
        view
        returns (uint256 rate, uint256 unearned)
    {
        (rate, unearned) = (self.rate, self.unearned);
        uint256 week = since / Protocol.WEEK + 1;
        while (unearned != 0 && week * Protocol.WEEK <= current) {
            Change storage change = self.changes[week];
            unearned -= rate * (week * Protocol.WEEK - since) + change.remainder;
            rate = (rate.toInt256() + change.rate).toUint256();
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
