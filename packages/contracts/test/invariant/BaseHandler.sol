// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {ClaimDesk} from "../../src/ClaimDesk.sol";
import {CoverDesk} from "../../src/CoverDesk.sol";
import {OracleRegistry} from "../../src/OracleRegistry.sol";
import {UnderwritingPool} from "../../src/UnderwritingPool.sol";
import {IProductCatalog} from "../../src/interfaces/IProductCatalog.sol";
import {IUnderwritingPool} from "../../src/interfaces/IUnderwritingPool.sol";
import {TestFeed} from "../TestFeed.sol";
import {MoneyModel} from "./MoneyModel.sol";
import {MoodyDollar} from "./MoodyDollar.sol";
import {PolicyModel} from "./PolicyModel.sol";
import {Test} from "forge-std/Test.sol";
import {Vm} from "forge-std/Vm.sol";

/// @notice Who acts on what, and what must never become true.
abstract contract BaseHandler is Test {
    struct Protocol {
        MoodyDollar dollar;
        IProductCatalog catalog;
        OracleRegistry registry;
        CoverDesk coverDesk;
        ClaimDesk claimDesk;
        UnderwritingPool pool;
        TestFeed feed;
        address admin;
        uint256 committeeId;
        uint256 policyRoot;
    }

    uint256 internal constant WEEK = 604_800;
    uint256 internal constant ACTORS = 4;
    uint256 internal constant PRODUCTS = 2;

    Protocol internal _protocol;
    PolicyModel public immutable policies = new PolicyModel();
    MoneyModel public immutable money = new MoneyModel();

    /// @dev Names of what must never happen.
    string[] internal _broken;

    constructor(Protocol memory protocol) {
        _protocol = protocol;
    }

    /// @dev Compares the price of a share before and after, as fractions.
    modifier keepsThePrice() {
        (uint256 assets, uint256 supply) = _price();
        _;
        (uint256 newAssets, uint256 newSupply) = _price();
        _require(newAssets * supply >= assets * newSupply, "11: the share price fell without a payout");
    }

    /// @dev The shares that a controller has pending may rise only by a request of its own.
    modifier keepsExitsFromGaining() {
        uint256[ACTORS] memory before;
        for (uint256 i; i < ACTORS; ++i) {
            before[i] = _protocol.pool.pendingRedeemRequest(0, _actor(i));
        }
        _;
        for (uint256 i; i < ACTORS; ++i) {
            uint256 pending = _protocol.pool.pendingRedeemRequest(0, _actor(i));
            _require(pending <= before[i], "12: an exit gained shares while it waited");
        }
    }

    function brokenCount() external view returns (uint256) {
        return _broken.length;
    }

    function broken(uint256 index) external view returns (string memory) {
        return _broken[index];
    }

    /// @dev Every step of the fuzzer starts here: what is due is settled first, so that the model sees it by itself.
    function _settle() internal {
        UnderwritingPool pool = _protocol.pool;
        policies.forget();
        if (!pool.isSettlementDue()) return;
        (uint256 assets, uint256 supply) = _price();
        vm.recordLogs();
        pool.settleExits();
        Vm.Log[] memory logs = vm.getRecordedLogs();
        _taken(logs);
        for (uint256 i; i < logs.length; ++i) {
            if (logs[i].topics[0] != IUnderwritingPool.ExitsSettled.selector) continue;
            (, uint256 shares, uint256 paid) = abi.decode(logs[i].data, (uint256, uint256, uint256));
            uint256 difference =
                money.settle(policies.unearnedPremium(), pool.totalSupply(), pool.liability(), shares, paid);
            // Each settlement may round the queue's parts by some units, and by a share.
            uint256 tolerance = (2 + money.settlements()) * money.dearestShare();
            _require(difference <= tolerance, "12: a settlement paid what it should not have");
        }
        (uint256 newAssets, uint256 newSupply) = _price();
        _require(newAssets * supply >= assets * newSupply, "11: a settlement lowered the share price");
    }

    /// @dev For whoever follows the events too: these are no longer on record.
    function _taken(Vm.Log[] memory logs) internal virtual {}

    function _require(bool holds, string memory what) internal {
        if (!holds) _broken.push(what);
    }

    /// @dev That of all shares: those of exits have the same until they are settled.
    function _price() internal view returns (uint256 assets, uint256 supply) {
        UnderwritingPool pool = _protocol.pool;
        return (pool.totalAssets() + pool.exiting() + 1, pool.totalSupply() + pool.exitingShares() + 1e6);
    }

    function _actor(uint256 index) internal pure returns (address) {
        return address(uint160(0xac0000 + index % ACTORS));
    }

    function _fundedActor(uint256 index, uint256 amount) internal returns (address owner) {
        owner = _actor(index);
        _protocol.dollar.mint(owner, amount);
        vm.prank(owner);
        _protocol.dollar.approve(address(_protocol.pool), amount);
    }
}
