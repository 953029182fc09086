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
import {RebuiltShares} from "./RebuiltShares.sol";
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
    RebuiltShares private immutable _shares;

    uint256 public exitingShares;
    ExitQueue.Queue private _queue;
    uint256 private _epoch;
    uint256 private _roundsLeft;
    address[] private _controllers;

    constructor(
        UnderwritingPool pool,
        RebuiltCash cash,
        RebuiltLiability liability,
        RebuiltPremium premium,
        RebuiltShares shares
    ) {
        (_pool, _cash, _liability, _premium, _shares) = (pool, cash, liability, premium, shares);
        _queue.init();
    }

    /// @dev To be called before the other parts of the pool, since a settlement pays out of what was free before it.
    function take(Vm.Log calldata log, uint256 time) external override returns (bool) {
        bytes32 kind = log.topics[0];
        if (kind == IUnderwritingPool.ExitQueued.selector) {
            (uint256 shares, uint256 assets) = abi.decode(log.data, (uint256, uint256));
            // A request settles first what is due, and an empty queue says nothing of it.
            _epoch = _epochAt(time);
            _queue.join(addressOf(log.topics[1]), shares);
            exitingShares += shares;
            // Its shares have left the supply before, in the same call.
            assertEq(assets, worthOf(shares, time), "ExitQueued: assets");
            _controllers.push(addressOf(log.topics[1]));
        } else if (kind == IUnderwritingPool.ExitsSettled.selector) {
            _takeSettled(uint256(log.topics[1]), log.data, time);
        } else if (kind == IERC4626.Withdraw.selector) {
            (uint256 assets, uint256 shares) = abi.decode(log.data, (uint256, uint256));
            _take(addressOf(log.topics[3]), assets, shares);
        } else {
            return kind == IERC7540Redeem.RedeemRequest.selector;
        }
        return true;
    }

    function compare() external view override {
        assertEq(_pool.exiting(), worthOf(exitingShares, block.timestamp), "exiting");
        assertEq(_pool.exitingShares(), exitingShares, "exitingShares");
        bool isDue = exitingShares != 0 && _epochAt(block.timestamp) != _epoch;
        assertEq(_pool.isSettlementDue(), isDue, "isSettlementDue");
        for (uint256 i; i < _controllers.length; ++i) {
            address controller = _controllers[i];
            ExitQueue.Exit memory exit = _queue.exitOf(controller);
            assertEq(_pool.pendingRedeemRequest(0, controller), exit.shares, "pendingRedeemRequest");
            assertEq(_pool.claimableRedeemRequest(0, controller), exit.claimableShares, "claimableRedeemRequest");
            assertEq(_pool.maxRedeem(controller), exit.claimableShares, "maxRedeem");
            assertEq(_pool.maxWithdraw(controller), exit.claimableAssets, "maxWithdraw");
            assertEq(_pool.pendingAssets(controller), worthOf(exit.shares, block.timestamp), "pendingAssets");
        }
    }

    /// @return asset units of shareholders and exits
    function capital(uint256 time) public view returns (uint256) {
        return _cash.cash() - _cash.reserved() - _premium.unearnedAt(time);
    }

    /// @return asset units
    function worthOf(uint256 shares, uint256 time) public view returns (uint256) {
        return shares.mulDiv(capital(time) + 1, _shares.totalSupply() + 1e6 + exitingShares);
    }

    /// @dev Of an epoch there are as many settlements as epochs have passed, at most two.
    function _takeSettled(uint256 settlement, bytes calldata data, uint256 time) private {
        (uint256 epoch, uint256 shares, uint256 assets) = abi.decode(data, (uint256, uint256, uint256));
        if (epoch != _epoch) (_epoch, _roundsLeft) = (epoch, Math.min(epoch - _epoch, 2));
        assertGt(_roundsLeft--, 0, "ExitsSettled: more than the epochs that have passed");
        uint256 capital_ = capital(time);
        (uint256 settled, uint256 paid) = _queue.settle(
            exitingShares, capital_ + 1, _shares.totalSupply() + 1e6 + exitingShares, capital_ - _liability.total()
        );
        assertEq(settlement, _queue.count, "ExitsSettled: settlement");
        assertEq(shares, settled, "ExitsSettled: shares");
        assertEq(assets, paid, "ExitsSettled: assets");
        exitingShares -= shares;
    }

    /// @dev `redeem` rounds assets down, `withdraw` rounds shares up.
    function _take(address controller, uint256 assets, uint256 shares) private {
        ExitQueue.Exit memory exit = _queue.exitOf(controller);
        bool isRedemption = shares == 0 || uint256(exit.claimableAssets).mulDiv(shares, exit.claimableShares) == assets;
        if (isRedemption) assertEq(_queue.redeem(controller, shares), assets, "Withdraw: assets");
        else assertEq(_queue.withdraw(controller, assets), shares, "Withdraw: shares");
    }

    /// @dev Weeks, from the first second in which the buckets of a week are due.
    function _epochAt(uint256 time) private pure returns (uint256) {
        return (time - 3601) / WEEK;
    }
}
