// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {Handler} from "../invariant/Handler.sol";
import {Rebuild} from "./Rebuild.sol";
import {Vm} from "forge-std/Vm.sol";

/// @notice Hands on what it takes off the record for itself.
contract FollowedHandler is Handler {
    Rebuild private immutable _rebuild;

    constructor(Protocol memory protocol, Rebuild rebuild) Handler(protocol) {
        _rebuild = rebuild;
    }

    function _taken(Vm.Log[] memory logs) internal override {
        _rebuild.follow(logs, block.timestamp);
    }
}
