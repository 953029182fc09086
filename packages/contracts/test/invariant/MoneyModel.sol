// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/// @notice Where each asset unit is, person by person. Exits are kept one by one with 64 binary places, and every
/// settlement goes through all of them.
contract MoneyModel {
    using Math for uint256;

    /// @param incoming shares · 2^64
    /// @param queued shares · 2^64
    /// @param claimable asset units · 2^64
    struct Exit {
        uint256 incoming;
        uint256 queued;
        uint256 claimable;
    }

    uint256 public constant ACTORS = 4;
    uint256 private constant ONE = 1 << 64;

    uint256 public cash;
    uint256 public donations;
    uint256 public exitingShares;
    uint256 public mostExitingShares;
    uint256 public settled;
    uint256 public held;
    uint256 public kept;
    uint256 public fees;
    uint256 public settlements;

    /// @notice Asset units, rounded up, of a share at the settlement at which it was dearest: where nearly all shares have left
    /// it can be many, and what is rounded to whole shares is rounded to as much.
    uint256 public dearestShare = 1;

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

    function join(uint256 actor, uint256 shares) external {
        // What was pending waits anew.
        _exits[actor].incoming += _exits[actor].queued + shares * ONE;
        _exits[actor].queued = 0;
        exitingShares += shares;
        mostExitingShares = Math.max(mostExitingShares, exitingShares);
    }

    /// @param unearned premium of the pool, asset units
    /// @param supply of shares without those of exits
    /// @param liability asset units
    /// @param shares that the pool has settled
    /// @param paid by the pool, asset units
    /// @return difference of what the pool has paid and of what it should have, asset units
    function settle(uint256 unearned, uint256 supply, uint256 liability, uint256 shares, uint256 paid)
        external
        returns (uint256 difference)
    {
        uint256 queued;
        for (uint256 i; i < ACTORS; ++i) {
            queued += _exits[i].queued;
        }
        dearestShare = Math.max(dearestShare, 1 + capital(unearned) / (supply + 1e6 + exitingShares));
        uint256 worth = (queued / ONE).mulDiv(capital(unearned) + 1, supply + 1e6 + exitingShares);
        uint256 due = Math.min(worth, capital(unearned) - liability);
        for (uint256 i; i < ACTORS; ++i) {
            Exit storage exit = _exits[i];
            if (queued != 0) {
                exit.claimable += exit.queued.mulDiv(paid * ONE, queued);
                exit.queued -= Math.min(exit.queued, exit.queued.mulDiv(shares * ONE, queued));
            }
            exit.queued += exit.incoming;
            exit.incoming = 0;
        }
        ++settlements;
        settled += paid;
        exitingShares -= shares;
        return paid > due ? paid - due : due - paid;
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

    /// @return asset units of shareholders and exits
    function capital(uint256 unearned) public view returns (uint256) {
        return cash - reserved() - unearned;
    }

    /// @param supply of shares without those of exits
    /// @return asset units
    function exiting(uint256 unearned, uint256 supply) external view returns (uint256) {
        return exitingShares.mulDiv(capital(unearned) + 1, supply + 1e6 + exitingShares);
    }

    /// @return amount paid at once in the last 24 hours
    function paidInADay() external view returns (uint256 amount) {
        for (uint256 i = _paidAt.length; i != 0 && _paidAt[i - 1] + 1 days > block.timestamp; --i) {
            amount += _paidAmount[i - 1];
        }
    }
}
