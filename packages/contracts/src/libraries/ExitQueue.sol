// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

/// @title ExitQueue
/// @notice Shares on their way out. Until they are settled they earn and lose as all others do.
///
/// A settlement pays a part of the admitted shares at the price of that moment, the same part of everybody's. What it
/// does to one exit follows from a running product and a running sum, so that nobody's exit is ever looped over:
///
///     remaining = Π (1 − settled part)            pending shares of an exit   = shares · remaining / remaining at joining
///     paid      = Σ remaining · assets per share  claimable assets of an exit = shares · Δ paid    / remaining at joining
///
/// `remaining` has 112 bits. When it falls below 2^56 it is scaled up by 2^56 and `scale` counts that; an exit that
/// joined two scales earlier has less than 2^−56 of it pending, which is nothing. Paying out everything ends two scales
/// at once. All that belongs to one exit is rounded down.
///
/// Exits that came since the last settlement are `incoming`: the next one admits them, so the first that can pay them is
/// the one after it.
/// @dev A contract of its own that the pool calls into, since both together are larger than a contract may be.
library ExitQueue {
    using Math for uint256;
    using SafeCast for uint256;

    /// @param paid assets · 2^PAID_BITS
    struct Index {
        uint112 remaining;
        uint32 scale;
        uint256 paid;
    }

    /// @param shares pending at settlement `joined`, or later if that has not happened yet
    /// @param claimableShares settled ones that have not been claimed
    /// @param joined number of the settlement that admits the exit, or after which the other numbers hold
    /// @param claimableAssets asset units that the claimable shares were settled for
    struct Exit {
        uint128 shares;
        uint128 claimableShares;
        uint32 joined;
        uint96 claimableAssets;
    }

    /// @param incoming pending shares that no settlement has admitted
    /// @param count of settlements so far
    /// @param index now
    /// @param settlements index after each settlement
    /// @param paidAt last `paid` of a scale that has ended
    struct Queue {
        uint128 incoming;
        uint32 count;
        Index index;
        mapping(uint256 settlement => Index) settlements;
        mapping(uint256 scale => uint256 paid) paidAt;
        mapping(address controller => Exit) exits;
    }

    uint256 private constant SCALE_BITS = 56;
    uint112 private constant ONE = type(uint112).max;

    /// @dev A share is worth a millionth of an asset unit at first, and never more than 2^76 of them.
    uint256 private constant PAID_BITS = 64;

    function init(Queue storage self) internal {
        self.index.remaining = ONE;
    }

    /// @dev What was still pending of the controller waits anew, together with what is added.
    function join(Queue storage self, address controller, uint256 shares) public {
        Exit memory exit = exitOf(self, controller);
        (uint256 incoming, uint256 count) = (self.incoming, self.count);
        if (exit.joined <= count) incoming += exit.shares;
        // Pending shares become claimable ones, so both together have to fit, or the exit would be stuck.
        uint128 totalShares = (uint256(exit.claimableShares) + exit.shares + shares).toUint128();
        self.incoming = (incoming + shares).toUint128();
        exit.shares = totalShares - exit.claimableShares;
        exit.joined = (count + 1).toUint32();
        self.exits[controller] = exit;
    }

    /// @dev Pays the admitted exits as far as `free` goes, and admits those that came since.
    /// @param pending shares of all exits
    /// @param assets of what `supply` shares stand for, asset units
    /// @param free what the pool can let go, asset units
    /// @return settled shares that are no longer pending; those that less than 2^−56 of the admitted ones would be left of
    /// leave unpaid
    /// @return paid asset units that have become claimable
    function settle(Queue storage self, uint256 pending, uint256 assets, uint256 supply, uint256 free)
        public
        returns (uint256 settled, uint256 paid)
    {
        uint256 queued = pending - self.incoming;
        if (queued != 0) {
            uint256 worth = queued.mulDiv(assets, supply);
            settled = worth <= free ? queued : queued.mulDiv(free, worth);
            paid = settled.mulDiv(assets, supply);
            if ((queued - settled) << SCALE_BITS < queued) settled = queued;
            if (settled != 0) _move(self, queued, settled, paid);
        }
        self.incoming = 0;
        self.settlements[++self.count] = self.index;
    }

    /// @dev Takes claimable assets; the last shares take what is left of them.
    /// @return assets asset units
    function redeem(Queue storage self, address controller, uint256 shares) public returns (uint256 assets) {
        if (shares == 0) return 0;
        Exit memory exit = exitOf(self, controller);
        assets = uint256(exit.claimableAssets).mulDiv(shares, exit.claimableShares);
        _take(self, controller, exit, assets, shares);
    }

    /// @return shares that the assets took, rounded up
    function withdraw(Queue storage self, address controller, uint256 assets) public returns (uint256 shares) {
        if (assets == 0) return 0;
        Exit memory exit = exitOf(self, controller);
        shares = uint256(exit.claimableShares).mulDiv(assets, exit.claimableAssets, Math.Rounding.Ceil);
        _take(self, controller, exit, assets, shares);
    }

    /// @return exit the controller's, as of the latest settlement
    function exitOf(Queue storage self, address controller) public view returns (Exit memory exit) {
        exit = self.exits[controller];
        uint256 count = self.count;
        if (exit.joined >= count) return exit;
        uint256 shares = exit.shares;
        if (shares != 0) {
            Index memory then = self.settlements[exit.joined];
            uint256 pending = shares.mulDiv(_remainingSince(self, then), then.remaining);
            uint256 paid = shares.mulDiv(_paidSince(self, then), then.remaining) >> PAID_BITS;
            exit.claimableAssets = (exit.claimableAssets + paid).toUint96();
            exit.claimableShares = (exit.claimableShares + shares - pending).toUint128();
            exit.shares = pending.toUint128();
        }
        exit.joined = count.toUint32();
    }

    function _move(Queue storage self, uint256 queued, uint256 settled, uint256 paid) private {
        Index memory index = self.index;
        uint256 remaining = index.remaining;
        index.paid += (remaining << PAID_BITS).mulDiv(paid, queued);
        if (settled == queued) {
            self.paidAt[index.scale] = index.paid;
            index = Index({remaining: ONE, scale: index.scale + 2, paid: 0});
        } else {
            uint256 scaled = (remaining << SCALE_BITS).mulDiv(queued - settled, queued);
            if (scaled >> SCALE_BITS < 1 << SCALE_BITS) {
                self.paidAt[index.scale] = index.paid;
                index = Index({remaining: scaled.toUint112(), scale: index.scale + 1, paid: 0});
            } else {
                index.remaining = (scaled >> SCALE_BITS).toUint112();
            }
        }
        self.index = index;
    }

    function _take(Queue storage self, address controller, Exit memory exit, uint256 assets, uint256 shares) private {
        exit.claimableAssets = (exit.claimableAssets - assets).toUint96();
        exit.claimableShares = (exit.claimableShares - shares).toUint128();
        if (exit.shares == 0 && exit.claimableShares == 0 && exit.claimableAssets == 0) delete self.exits[controller];
        else self.exits[controller] = exit;
    }

    function _remainingSince(Queue storage self, Index memory then) private view returns (uint256) {
        uint256 scales = self.index.scale - then.scale;
        return scales > 1 ? 0 : uint256(self.index.remaining) >> (scales * SCALE_BITS);
    }

    function _paidSince(Queue storage self, Index memory then) private view returns (uint256) {
        return _paidAt(self, then.scale) - then.paid + (_paidAt(self, uint256(then.scale) + 1) >> SCALE_BITS);
    }

    function _paidAt(Queue storage self, uint256 scale) private view returns (uint256) {
        return scale == self.index.scale ? self.index.paid : self.paidAt[scale];
    }
}
