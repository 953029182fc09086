// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {BaseHandler} from "../invariant/BaseHandler.sol";
import {Handler} from "../invariant/Handler.sol";
import {Numbered} from "../invariant/Numbered.sol";
import {FollowedHandler} from "./FollowedHandler.sol";
import {Rebuild} from "./Rebuild.sol";

/// @notice The world of the invariants, with every event since the deployment handed on to a rebuild before time moves on.
abstract contract Following is Numbered {
    Rebuild internal rebuild;

    function setUp() public override {
        vm.recordLogs();
        super.setUp();
        follow();
    }

    function newHandler(BaseHandler.Protocol memory protocol) internal override returns (Handler) {
        follow();
        return new FollowedHandler(protocol, rebuild);
    }

    function follow() internal {
        if (address(rebuild) == address(0)) {
            rebuild = new Rebuild(Rebuild.Contracts(catalog, registry, book, coverDesk, claimDesk, pool));
        }
        rebuild.follow(vm.getRecordedLogs(), block.timestamp);
    }

    function skip(uint256 time) internal override {
        follow();
        super.skip(time);
    }

    function compare() internal {
        follow();
        rebuild.compare();
    }
}
