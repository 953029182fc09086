// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {UnderwritingPool} from "../../src/UnderwritingPool.sol";
import {IERC7540Redeem} from "../../src/interfaces/IERC7540Redeem.sol";
import {IUnderwritingPool} from "../../src/interfaces/IUnderwritingPool.sol";
import {ExitQueue} from "../../src/libraries/ExitQueue.sol";
import {Rebuilt} from "./Rebuilt.sol";
import {RebuiltCash} from "./RebuiltCash.sol";
import {RebuiltLiability} from "./RebuiltLiability.sol";
import {RebuiltPremium} from "./RebuiltPremium.sol";
import {IERC4626} from "@openzeppelin/contracts/interfaces/IERC4626.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {Vm} from "forge-std/Vm.sol";

/// @notice The queue of exits, to the wei of each controller. Its arithmetic is the pool's own, with its roundings; what
/// goes into it is known from events.
contract RebuiltExits is Rebuilt {
    using ExitQueue for ExitQueue.Queue;
    using Math for uint256;

    uint256 private constant WEEK = 604_800;

    UnderwritingPool private immutable _pool;
    RebuiltCash private immutable _cash;
    RebuiltLiability private immutable _liability;
    RebuiltPremium private immutable _premium;

    uint256 public exiting;
    ExitQueue.Queue private _queue;
    uint256 private _settlements;
    uint256 private _epoch;
    uint256 private _roundsLeft;
    address[] private _controllers;

    constructor(UnderwritingPool pool, RebuiltCash cash, RebuiltLiability liability, RebuiltPremium premium) {
        (_pool, _cash, _liability, _premium) = (pool, cash, liability, premium);
        _queue.init();
    }

    /// @dev To be called before the other parts of the pool, since a settlement pays out of what was free before it.
    function take(Vm.Log calldata log, uint256 time) external override returns (bool) {
        bytes32 kind = log.topics[0];
        if (kind == IUnderwritingPool.ExitQueued.selector) {
            (uint256 shares, uint256 assets) = abi.decode(log.data, (uint256, uint256));
            // A request settles first what is due, and an empty queue says nothing of it.
            _epoch = _epochAt(time);
            _queue.join(addressOf(log.topics[1]), _settlements, exiting, shares, assets);
            exiting += assets;
            _controllers.push(addressOf(log.topics[1]));
        } else if (kind == IUnderwritingPool.ExitsSettled.selector) {
            _takeSettled(uint256(log.topics[1]), log.data, time);
        } else if (kind == IUnderwritingPool.PayoutMade.selector) {
            (,,, uint256 exitLoss) = abi.decode(log.data, (uint256, uint256, uint256, uint256));
            exiting -= exitLoss;
        } else if (kind == IUnderwritingPool.PayoutHeld.selector) {
            (,, uint256 exitLoss) = abi.decode(log.data, (uint256, uint256, uint256));
            exiting -= exitLoss;
        } else if (kind == IERC4626.Withdraw.selector) {
            (uint256 assets, uint256 shares) = abi.decode(log.data, (uint256, uint256));
            _take(addressOf(log.topics[3]), assets, shares);
        } else {
            return kind == IERC7540Redeem.RedeemRequest.selector;
        }
        return true;
    }

    function compare() external view override {
        assertEq(_pool.exiting(), exiting, "exiting");
        bool isDue = _queue.units != 0 && _epochAt(block.timestamp) != _epoch;
        assertEq(_pool.isSettlementDue(), isDue, "isSettlementDue");
        for (uint256 i; i < _controllers.length; ++i) {
            address controller = _controllers[i];
            ExitQueue.Exit memory exit = _queue.exitOf(controller, _settlements);
            assertEq(_pool.pendingRedeemRequest(0, controller), exit.shares, "pendingRedeemRequest");
            assertEq(_pool.claimableRedeemRequest(0, controller), exit.claimableShares, "claimableRedeemRequest");
            assertEq(_pool.maxRedeem(controller), exit.claimableShares, "maxRedeem");
            assertEq(_pool.maxWithdraw(controller), exit.claimableAssets, "maxWithdraw");
            uint256 assets = _queue.assetsOf(controller, _settlements, exiting);
            assertEq(_pool.pendingAssets(controller), assets, "pendingAssets");
        }
    }

    /// @dev Of an epoch there are as many settlements as epochs have passed, at most two. One more is that of a queue which
    /// has lost everything: it pays nothing, and all that is left in it is dust.
    function _takeSettled(uint256 settlement, bytes calldata data, uint256 time) private {
        (uint256 epoch, uint256 assets, uint256 dust) = abi.decode(data, (uint256, uint256, uint256));
        assertEq(settlement, ++_settlements, "ExitsSettled: settlement");
        if (epoch != _epoch) (_epoch, _roundsLeft) = (epoch, Math.min(epoch - _epoch, 2));
        if (_roundsLeft == 0) {
            _queue.settle(settlement, 0, 0);
        } else {
            --_roundsLeft;
            uint256 free = _cash.cash() - _cash.reserved() - _premium.unearnedAt(time) - _liability.total();
            (uint256 paid, uint256 left) = _queue.settle(settlement, exiting, free);
            assertEq(assets, paid, "ExitsSettled: assets");
            assertEq(dust, exiting - paid - left, "ExitsSettled: dust");
        }
        exiting -= assets + dust;
    }

    /// @dev `redeem` rounds assets down, `withdraw` rounds shares up.
    function _take(address controller, uint256 assets, uint256 shares) private {
        ExitQueue.Exit memory exit = _queue.exitOf(controller, _settlements);
        bool isRedemption = shares == 0 || uint256(exit.claimableAssets).mulDiv(shares, exit.claimableShares) == assets;
        if (isRedemption) assertEq(_queue.redeem(controller, _settlements, shares), assets, "Withdraw: assets");
        else assertEq(_queue.withdraw(controller, _settlements, assets), shares, "Withdraw: shares");
    }

    /// @dev Weeks, from the first second in which the buckets of a week are due.
    function _epochAt(uint256 time) private pure returns (uint256) {
        return (time - 3601) / WEEK;
    }
}
