// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

/// @title ExitQueue
/// @notice Shareholders on their way out, as a second class of capital that bears losses and earns nothing.
///
/// An exit enters with what its shares are worth and gets units of the queue for it: value · units / assets of the
/// queue. The price of a unit, assets / units, starts at one and only a loss lowers it, so that a loss of the queue is
/// one subtraction, whoever is in it. A settlement pays a part of the units in assets, the same part of everybody's.
/// What it does to one exit follows from a running product and a running sum, so that nobody's exit is ever looped over:
///
///     remaining = Π (1 − settled part)           pending units of an exit    = units · remaining / remaining at joining
///     paid      = Σ remaining · assets per unit  claimable assets of an exit = units · Δ paid    / remaining at joining
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

    struct Index {
        uint112 remaining;
        uint112 paid;
        uint32 scale;
    }

    /// @param units pending at settlement `joined`, or later if that has not happened yet
    /// @param shares that are pending with them
    /// @param joined number of the settlement that admits the exit, or after which the other numbers hold
    /// @param claimableAssets asset units
    /// @param claimableShares shares whose assets those are
    struct Exit {
        uint128 units;
        uint128 shares;
        uint32 joined;
        uint96 claimableAssets;
        uint128 claimableShares;
    }

    /// @param units of all pending exits
    /// @param incoming of those that no settlement has admitted
    /// @param index now
    /// @param settlements index after each settlement
    /// @param paidAt last `paid` of a scale that has ended
    struct Queue {
        uint128 units;
        uint128 incoming;
        Index index;
        mapping(uint256 settlement => Index) settlements;
        mapping(uint256 scale => uint256 paid) paidAt;
        mapping(address controller => Exit) exits;
    }

    uint256 private constant SCALE_BITS = 56;
    uint112 private constant ONE = type(uint112).max;

    /// @dev Below a price of 2^−32 the queue has lost everything; units would not fit their word otherwise.
    uint256 private constant WORTHLESS_BITS = 32;

    /// @dev Below a price of 2^−16 nobody may join: a loss that is small to a newcomer could make the queue worthless.
    uint256 private constant CLOSED_BITS = 16;

    function init(Queue storage self) internal {
        self.index.remaining = ONE;
    }

    /// @dev What was still pending of the controller waits anew, together with what is added. The queue is not closed.
    /// @param settlements number of settlements so far
    /// @param assets of the queue before, asset units
    /// @param value of the shares, asset units
    function join(
        Queue storage self,
        address controller,
        uint256 settlements,
        uint256 assets,
        uint256 shares,
        uint256 value
    ) public {
        Exit memory exit = exitOf(self, controller, settlements);
        (uint256 units, uint256 incoming) = (self.units, self.incoming);
        uint256 added = units == 0 ? value : value.mulDiv(units, assets);
        if (exit.joined <= settlements) incoming += exit.units;
        // Pending shares become claimable ones, so both together have to fit, or the exit would be stuck.
        uint128 totalShares = (uint256(exit.claimableShares) + exit.shares + shares).toUint128();
        (self.units, self.incoming) = ((units + added).toUint128(), (incoming + added).toUint128());
        self.exits[controller] = Exit({
            units: (exit.units + added).toUint128(),
            shares: totalShares - exit.claimableShares,
            joined: (settlements + 1).toUint32(),
            claimableAssets: exit.claimableAssets,
            claimableShares: exit.claimableShares
        });
    }

    /// @dev Pays the admitted exits as far as `free` goes, and admits those that came since.
    /// @param settlement number of this settlement
    /// @param assets of the queue before, asset units
    /// @param free what the pool can let go, asset units
    /// @return paid asset units that have become claimable
    /// @return left assets of the queue after; less than `assets − paid` if dust was left of the admitted exits
    function settle(Queue storage self, uint256 settlement, uint256 assets, uint256 free)
        public
        returns (uint256 paid, uint256 left)
    {
        (uint256 units, uint256 queued) = (self.units, self.units - self.incoming);
        left = assets;
        if (queued != 0) {
            uint256 worth = assets.mulDiv(queued, units);
            uint256 settled = worth <= free ? queued : queued.mulDiv(free, worth);
            paid = assets.mulDiv(settled, units);
            left -= paid;
            if ((queued - settled) << SCALE_BITS < queued) {
                left -= worth - paid;
                settled = queued;
            }
            if (settled != 0) _move(self, queued, settled, paid);
            units -= settled;
        }
        (self.units, self.incoming) = (units.toUint128(), 0);
        self.settlements[settlement] = self.index;
    }

    /// @return whether a loss has left nothing worth keeping of the queue
    function isWorthless(Queue storage self, uint256 assets) internal view returns (bool) {
        return _isBelow(self, assets, WORTHLESS_BITS);
    }

    /// @return whether the queue has to end before anybody joins
    function isClosed(Queue storage self, uint256 assets) internal view returns (bool) {
        return _isBelow(self, assets, CLOSED_BITS);
    }

    /// @dev Takes claimable assets; the last shares take what is left of them.
    /// @return assets asset units
    function redeem(Queue storage self, address controller, uint256 settlements, uint256 shares)
        public
        returns (uint256 assets)
    {
        if (shares == 0) return 0;
        Exit memory exit = exitOf(self, controller, settlements);
        assets = uint256(exit.claimableAssets).mulDiv(shares, exit.claimableShares);
        _take(self, controller, exit, assets, shares);
    }

    /// @return shares that the assets took, rounded up
    function withdraw(Queue storage self, address controller, uint256 settlements, uint256 assets)
        public
        returns (uint256 shares)
    {
        if (assets == 0) return 0;
        Exit memory exit = exitOf(self, controller, settlements);
        shares = uint256(exit.claimableShares).mulDiv(assets, exit.claimableAssets, Math.Rounding.Ceil);
        _take(self, controller, exit, assets, shares);
    }

    /// @return exit the controller's, as of the latest settlement
    function exitOf(Queue storage self, address controller, uint256 settlements)
        public
        view
        returns (Exit memory exit)
    {
        exit = self.exits[controller];
        if (exit.joined >= settlements) return exit;
        uint256 units = exit.units;
        if (units != 0) {
            Index memory then = self.settlements[exit.joined];
            uint256 pending = units.mulDiv(_remainingSince(self, then), then.remaining);
            uint256 shares = uint256(exit.shares).mulDiv(pending, units);
            exit.claimableAssets =
                (exit.claimableAssets + units.mulDiv(_paidSince(self, then), then.remaining)).toUint96();
            exit.claimableShares = (exit.claimableShares + exit.shares - shares).toUint128();
            (exit.units, exit.shares) = (pending.toUint128(), shares.toUint128());
        }
        exit.joined = settlements.toUint32();
    }

    /// @param assets of the queue, asset units
    /// @return asset units that are pending for the controller
    function assetsOf(Queue storage self, address controller, uint256 settlements, uint256 assets)
        public
        view
        returns (uint256)
    {
        uint256 units = exitOf(self, controller, settlements).units;
        return units == 0 ? 0 : assets.mulDiv(units, self.units);
    }

    function _isBelow(Queue storage self, uint256 assets, uint256 bits) private view returns (bool) {
        return assets < uint256(self.units) >> bits || assets == 0 && self.units != 0;
    }

    function _move(Queue storage self, uint256 queued, uint256 settled, uint256 paid) private {
        Index memory index = self.index;
        uint256 remaining = index.remaining;
        index.paid += remaining.mulDiv(paid, queued).toUint112();
        if (settled == queued) {
            self.paidAt[index.scale] = index.paid;
            index = Index(ONE, 0, index.scale + 2);
        } else {
            uint256 scaled = (remaining << SCALE_BITS).mulDiv(queued - settled, queued);
            if (scaled >> SCALE_BITS < 1 << SCALE_BITS) {
                self.paidAt[index.scale] = index.paid;
                index = Index(scaled.toUint112(), 0, index.scale + 1);
            } else {
                index.remaining = (scaled >> SCALE_BITS).toUint112();
            }
        }
        self.index = index;
    }

    function _take(Queue storage self, address controller, Exit memory exit, uint256 assets, uint256 shares) private {
        exit.claimableAssets = (exit.claimableAssets - assets).toUint96();
        exit.claimableShares = (exit.claimableShares - shares).toUint128();
        if (exit.units == 0 && exit.claimableShares == 0 && exit.claimableAssets == 0) delete self.exits[controller];
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
