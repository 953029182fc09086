// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {TestDollar} from "../TestDollar.sol";

/// @notice Refuses transfers to whom it is told to, as stablecoins do.
contract MoodyDollar is TestDollar {
    mapping(address account => bool) public refused;

    function refuse(address account, bool refused_) external {
        refused[account] = refused_;
    }

    function _update(address from, address to, uint256 value) internal override {
        require(!refused[to], "refused");
        super._update(from, to, value);
    }
}
