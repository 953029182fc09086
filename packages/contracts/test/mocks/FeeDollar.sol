// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @notice Takes one percent of each transfer once told to, from what arrives or from what the sender has left.
contract FeeDollar is ERC20("Fee Dollar", "FUSD") {
    bool private _charges;
    bool private _chargesSender;

    function charge() external {
        _charges = true;
    }

    function chargeSender() external {
        _chargesSender = true;
    }

    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }

    function _update(address from, address to, uint256 value) internal override {
        super._update(from, to, value);
        if (from == address(0) || to == address(0)) return;
        if (_charges) super._update(to, address(0), value / 100);
        if (_chargesSender) super._update(from, address(0), value / 100);
    }
}
