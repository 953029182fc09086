// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {AssetGuard} from "../../src/AssetGuard.sol";
import {IAssetGuard} from "../../src/interfaces/IAssetGuard.sol";
import {TestFeed} from "../TestFeed.sol";
import {SaleSurroundings} from "./SaleSurroundings.sol";
import {Test} from "forge-std/Test.sol";

/// @dev With a feed of 8 decimals, which is what Chainlink's feeds in dollars have.
contract AssetGuardSymbolicTest is Test {
    address private constant ASSET = address(0xa55e7);

    AssetGuard private _guard;
    TestFeed private _feed;

    function setUp() external {
        _feed = new TestFeed();
        _guard = new AssetGuard(address(new SaleSurroundings()), address(0));
    }

    /// @dev Nothing passes but an answer that is there, not from the future, fresh, and within the band.
    function check_OnlyFreshAnswersWithinTheBandPass(
        int128 answer,
        uint40 current,
        uint40 updatedAt,
        uint24 heartbeat,
        uint32 lower,
        uint32 upper
    ) external {
        _guard.setFeed(ASSET, IAssetGuard.Feed(address(_feed), heartbeat, lower, upper));
        vm.warp(current);
        _feed.set(answer, 0, updatedAt);
        _guard.check(ASSET);
        assertGt(answer, 0);
        assertTrue(updatedAt != 0 && updatedAt <= current && current - updatedAt <= heartbeat);
        uint256 scaled = uint256(int256(answer)) * 1e6;
        assertTrue(scaled >= uint256(lower) * 1e8 && scaled <= uint256(upper) * 1e8);
    }
}
