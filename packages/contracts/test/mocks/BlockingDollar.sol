// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @notice Refuses transfers to whom it is told to, as tokens with a blocklist do, by reverting or by returning false.
contract BlockingDollar is ERC20("Blocking Dollar", "LUSD") {
    enum Refusal {
        None,
        Revert,
        ReturnFalse
    }

    error BlockingDollar_Refused(address to);

    mapping(address to => Refusal) private _refusals;

    function refuse(address to, Refusal refusal) external {
        _refusals[to] = refusal;
    }

    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }

    function decimals() public pure override returns (uint8) {
        return 6;
    }

    function transfer(address to, uint256 amount) public override returns (bool) {
        if (_refusals[to] == Refusal.ReturnFalse) return false;
        if (_refusals[to] == Refusal.Revert) revert BlockingDollar_Refused(to);
        return super.transfer(to, amount);
    }
}
