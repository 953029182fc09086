// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {UnderwritingPool} from "../../src/UnderwritingPool.sol";
import {BaseHandler} from "./BaseHandler.sol";

/// @notice What shareholders do.
abstract contract CapitalHandler is BaseHandler {
    function deposit(uint256 actor, uint256 assets) external keepsThePrice keepsExitsFromGaining {
        _settle();
        UnderwritingPool pool = _protocol.pool;
        if (pool.maxDeposit(address(0)) == 0) return;
        assets = bound(assets, 1, 1e12);
        if (pool.previewDeposit(assets) == 0) return;
        address owner = _fundedActor(actor, assets);
        vm.prank(owner);
        pool.deposit(assets, owner);
        money.receiveCash(assets, 0);
    }

    function mint(uint256 actor, uint256 shares) external keepsThePrice keepsExitsFromGaining {
        _settle();
        UnderwritingPool pool = _protocol.pool;
        shares = bound(shares, 1, 1e18);
        if (pool.maxDeposit(address(0)) == 0) return;
        uint256 assets = pool.previewMint(shares);
        if (assets > 1e13) return;
        address owner = _fundedActor(actor, assets);
        vm.prank(owner);
        assertEq(pool.mint(shares, owner), assets);
        money.receiveCash(assets, 0);
    }

    function requestRedeem(uint256 actor, uint256 shares, uint256 way) external keepsThePrice {
        _settle();
        _request(actor % ACTORS, bound(shares, 0, _protocol.pool.balanceOf(_actor(actor))), way % 3);
    }

    function redeem(uint256 actor, uint256 shares) external keepsThePrice keepsExitsFromGaining {
        _settle();
        address owner = _actor(actor);
        _redeem(actor % ACTORS, bound(shares, 0, _protocol.pool.maxRedeem(owner)));
    }

    function withdraw(uint256 actor, uint256 assets) external keepsThePrice keepsExitsFromGaining {
        _settle();
        address owner = _actor(actor);
        assets = bound(assets, 0, _protocol.pool.maxWithdraw(owner));
        vm.prank(owner);
        _protocol.pool.withdraw(assets, owner, owner);
        money.redeem(actor % ACTORS, assets);
    }

    /// @notice By the owner, or by the receiver with an allowance.
    function transferShares(uint256 from, uint256 to, uint256 shares) external keepsThePrice keepsExitsFromGaining {
        address owner = _actor(from);
        shares = bound(shares, 0, _protocol.pool.balanceOf(owner));
        vm.startPrank(owner);
        if (shares % 2 == 0) assertTrue(_protocol.pool.transfer(_actor(to), shares));
        else _protocol.pool.approve(_actor(to), shares);
        vm.stopPrank();
        vm.prank(_actor(to));
        if (shares % 2 == 1) assertTrue(_protocol.pool.transferFrom(owner, _actor(to), shares));
    }

    /// @notice Rarely, since a pool without capital sells nothing.
    function exitAll(uint256 dice) external keepsThePrice {
        if (dice % 16 == 0) everyoneRequests();
    }

    function donate(uint256 amount) external keepsExitsFromGaining {
        amount = bound(amount, 0, 1e13);
        (uint256 assets, uint256 supply) = _price();
        _protocol.dollar.mint(address(_protocol.pool), amount);
        money.donate(amount);
        (uint256 newAssets, uint256 newSupply) = _price();
        _require(assets == newAssets && supply == newSupply, "7: a donation moved the share price");
    }

    function pauseDeposits(bool paused) external {
        if (_protocol.pool.paused() == paused) return;
        vm.startPrank(_protocol.admin);
        if (paused) _protocol.pool.pauseDeposits();
        else _protocol.pool.unpauseDeposits();
        vm.stopPrank();
    }

    function everyoneRequests() public {
        _settle();
        for (uint256 i; i < ACTORS; ++i) {
            _request(i, _protocol.pool.balanceOf(_actor(i)), 0);
        }
    }

    function everyoneRedeems() public {
        for (uint256 i; i < ACTORS; ++i) {
            _redeem(i, _protocol.pool.maxRedeem(_actor(i)));
        }
    }

    function sumOfShareValue() external view returns (uint256 sum) {
        for (uint256 i; i < ACTORS; ++i) {
            sum += _protocol.pool.convertToAssets(_protocol.pool.balanceOf(_actor(i)));
        }
    }

    /// @param way 0 by the owner, 1 by an operator, 2 by the next actor for itself with an allowance
    function _request(uint256 index, uint256 shares, uint256 way) private {
        UnderwritingPool pool = _protocol.pool;
        (uint256 assets, uint256 supply) = _price();
        uint256 value = shares * assets / supply;
        if (value == 0) return;
        address owner = _actor(index);
        address sender = way == 0 ? owner : way == 1 ? address(0x0be7a708) : _actor(index + 1);
        vm.startPrank(owner);
        if (way == 1) pool.setOperator(sender, true);
        if (way == 2) pool.approve(sender, shares);
        vm.stopPrank();
        vm.prank(sender);
        pool.requestRedeem(shares, way == 2 ? sender : owner, owner);
        money.join(way == 2 ? (index + 1) % ACTORS : index, shares);
    }

    function _redeem(uint256 index, uint256 shares) private {
        address owner = _actor(index);
        vm.prank(owner);
        uint256 assets = _protocol.pool.redeem(shares, owner, owner);
        money.redeem(index, assets);
    }
}
