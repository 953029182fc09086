// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

/// @notice Keeps shares of a whole that grows, and rounds them down with each transfer, as stETH does.
contract RebasingDollar is IERC20 {
    string public constant name = "Rebasing Dollar";
    string public constant symbol = "BUSD";
    uint8 public constant decimals = 6;

    uint256 public totalSupply;
    mapping(address owner => mapping(address spender => uint256)) public allowance;

    uint256 private _totalShares;
    mapping(address owner => uint256) private _shares;

    /// @notice Sets what all shares together are worth.
    function rebase(uint256 supply) external {
        totalSupply = supply;
    }

    function mint(address to, uint256 amount) external {
        uint256 shares = _totalShares == 0 ? amount : amount * _totalShares / totalSupply;
        totalSupply += amount;
        _totalShares += shares;
        _shares[to] += shares;
    }

    function approve(address spender, uint256 amount) external returns (bool) {
        allowance[msg.sender][spender] = amount;
        return true;
    }

    function transfer(address to, uint256 amount) external returns (bool) {
        _move(msg.sender, to, amount);
        return true;
    }

    function transferFrom(address from, address to, uint256 amount) external returns (bool) {
        allowance[from][msg.sender] -= amount;
        _move(from, to, amount);
        return true;
    }

    function balanceOf(address owner) external view returns (uint256) {
        return _shares[owner] * totalSupply / _totalShares;
    }

    function _move(address from, address to, uint256 amount) private {
        uint256 shares = amount * _totalShares / totalSupply;
        _shares[from] -= shares;
        _shares[to] += shares;
    }
}
