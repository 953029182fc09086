// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {AdminActions} from "./AdminActions.sol";

/// @notice One step at random: what the invariants' handler does, and what it leaves out.
abstract contract Acting is AdminActions {
    function act(uint256 dice) internal {
        (uint256 a, uint256 b, uint256 c) = (_roll(dice, 1), _roll(dice, 2), _roll(dice, 3));
        uint256 kind = _roll(dice, 0) % 100;
        if (kind < 26) _actAsBuyer(kind, a, b, c);
        else if (kind < 52) _actAsHolder(kind - 26, a, b, c);
        else if (kind < 76) _actAsShareholder(kind - 52, a, b, c);
        else if (kind < 86) _letTimePass(kind - 76, a, b);
        else if (kind < 90) _actRarely(a % 8, b);
        else adminAct(kind - 90, a, b);
        follow();
    }

    function _actAsBuyer(uint256 kind, uint256 a, uint256 b, uint256 c) private {
        if (kind < 12) _handler.buy(a, b, c, a % 2 == 0, b % 4 == 0);
        else if (kind < 16) _handler.buySplit(a, b, c);
        else if (kind < 20) _handler.buyGroup(a, b, c);
        else if (kind < 25) _handler.renew(a, b, c % 2 == 0);
        else _handler.depegOrPause(a);
    }

    function _actAsHolder(uint256 kind, uint256 a, uint256 b, uint256 c) private {
        if (kind < 15) _handler.claim(a, b, c, c >> 128);
        else if (kind == 15) _handler.claimAgain(a, b);
        else if (kind < 19) _handler.cancel(a, b);
        else if (kind < 22) _handler.settleHeld(a, b);
        else if (kind < 24) _handler.keepUp(a);
        else _handler.collectKept(a % 2 == 0);
    }

    /// @dev Little capital, so that many a claim is too large to be paid at once.
    function _actAsShareholder(uint256 kind, uint256 a, uint256 b, uint256 c) private {
        if (kind < 10) _handler.deposit(a, b % 6e10);
        else if (kind < 12) _handler.mint(a, b % 3e16);
        else if (kind < 17) _handler.requestRedeem(a, b, c);
        else if (kind < 18) _handler.redeem(a, b);
        else if (kind < 20) _handler.withdraw(a, b);
        else if (kind == 20) _handler.transferShares(a, b, c);
        else _handler.pauseDeposits(kind == 21);
    }

    function _letTimePass(uint256 kind, uint256 a, uint256 b) private {
        if (kind < 4) _handler.warp(a);
        else if (kind < 7) _handler.warpToBucket(a % 2 == 0);
        else _handler.advance(a, b);
    }

    function _actRarely(uint256 kind, uint256 a) private {
        // Mostly while something is held, since there are few seats to renew the committee with.
        if (kind == 0 || kind < 3 && claimDesk.firstHeld(address(pool)) != 0) _handler.renewCommittee(a - a % 8);
        else if (kind == 3) _handler.exitAll(a - a % 16);
        else if (kind == 4) _handler.donate(a);
        else if (kind == 5) _retireAfterAQuietYear(a);
        else _handler.collectFees(a, kind == 6);
    }

    /// @dev Until then there are units open, or claims held.
    function _retireAfterAQuietYear(uint256 product) private {
        for (uint256 i; i < 22; ++i) {
            _handler.warp(4 * WEEK);
        }
        for (uint256 i; i < 3; ++i) {
            _handler.advance(product, 30);
        }
        _handler.retireProduct(product);
    }

    function _roll(uint256 dice, uint256 nth) private pure returns (uint256) {
        return uint256(keccak256(abi.encode(dice, nth)));
    }
}
