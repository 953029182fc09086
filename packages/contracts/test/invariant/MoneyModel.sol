// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/// @notice Where each asset unit is, person by person. Exits are kept one by one with 64 binary places, and every loss
/// and settlement goes through all of them.
contract MoneyModel {
    using Math for uint256;

    /// @dev All asset units · 2^64.
    struct Exit {
        uint256 incoming;
        uint256 queued;
        uint256 claimable;
    }

    uint256 public constant ACTORS = 4;
    uint256 private constant ONE = 1 << 64;

    uint256 public cash;
    uint256 public donations;
    uint256 public exiting;
    uint256 public settled;
    uint256 public held;
    uint256 public kept;
    uint256 public fees;
    uint256 public settlements;

    Exit[ACTORS] private _exits;

    /// @dev Instant payouts, for the rolling day.
    uint256[] private _paidAt;
    uint256[] private _paidAmount;

    function receiveCash(uint256 amount, uint256 fee) external {
        cash += amount;
        fees += fee;
    }

    function donate(uint256 amount) external {
        donations += amount;
    }

    function collectFees(uint256 amount) external {
        cash -= amount;
        fees -= amount;
    }

    function refund(uint256 amount, uint256 keptAmount) external {
        cash = cash - amount + keptAmount;
        kept += keptAmount;
    }

    function collectKept(uint256 amount) external {
        cash -= amount;
        kept -= amount;
    }

    /// @param unearned premium of the pool, asset units
    function lose(uint256 amount, uint256 unearned) public {
        if (exiting == 0) return;
        uint256 before = exiting;
        uint256 loss = amount.mulDiv(before, assets(unearned) + before, Math.Rounding.Ceil);
        exiting -= loss;
        for (uint256 i; i < ACTORS; ++i) {
            _exits[i].incoming = _exits[i].incoming.mulDiv(exiting, before);
            _exits[i].queued = _exits[i].queued.mulDiv(exiting, before);
        }
    }

    /// @dev After a loss so great that the queue gives up.
    function wipe() external {
        exiting = 0;
        settlements += 2;
        for (uint256 i; i < ACTORS; ++i) {
            (_exits[i].incoming, _exits[i].queued) = (0, 0);
        }
    }

    function payInstantly(uint256 amount, uint256 keptAmount) external {
        cash = cash - amount + keptAmount;
        kept += keptAmount;
        _paidAt.push(block.timestamp);
        _paidAmount.push(amount);
    }

    function hold(uint256 amount) external {
        held += amount;
    }

    function payHeld(uint256 amount, uint256 keptAmount) external {
        held -= amount;
        cash = cash - amount + keptAmount;
        kept += keptAmount;
    }

    function voidHeld(uint256 amount) external {
        held -= amount;
    }

    function join(uint256 actor, uint256 value) external {
        // What was pending waits anew.
        _exits[actor].incoming += _exits[actor].queued + value * ONE;
        _exits[actor].queued = 0;
        exiting += value;
    }

    /// @param free asset units, as the model has them
    /// @param paid by the pool
    /// @param dust that the pool gave back to the shareholders
    /// @return difference of what the pool has paid and of what it should have, asset units
    function settle(uint256 free, uint256 paid, uint256 dust) external returns (uint256 difference) {
        uint256 queued;
        for (uint256 i; i < ACTORS; ++i) {
            queued += _exits[i].queued;
        }
        uint256 due = Math.min(queued, free * ONE);
        for (uint256 i; i < ACTORS; ++i) {
            Exit storage exit = _exits[i];
            uint256 part = queued == 0 ? 0 : exit.queued.mulDiv(due, queued);
            exit.claimable += part;
            exit.queued = exit.queued - part + exit.incoming;
            exit.incoming = 0;
        }
        ++settlements;
        settled += paid;
        exiting -= paid + dust;
        return paid + dust > due / ONE ? paid + dust - due / ONE : due / ONE - paid;
    }

    function redeem(uint256 actor, uint256 amount) external {
        _exits[actor].claimable = Math.saturatingSub(_exits[actor].claimable, amount * ONE);
        settled -= amount;
        cash -= amount;
    }

    function pendingOf(uint256 actor) external view returns (uint256) {
        return (_exits[actor].incoming + _exits[actor].queued) / ONE;
    }

    function claimableOf(uint256 actor) external view returns (uint256) {
        return _exits[actor].claimable / ONE;
    }

    function reserved() public view returns (uint256) {
        return settled + held + kept + fees;
    }

    function assets(uint256 unearned) public view returns (uint256) {
        return cash - exiting - reserved() - unearned;
    }

    /// @return amount paid at once in the last 24 hours
    function paidInADay() external view returns (uint256 amount) {
        for (uint256 i = _paidAt.length; i != 0 && _paidAt[i - 1] + 1 days > block.timestamp; --i) {
            amount += _paidAmount[i - 1];
        }
    }
}
