// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {UnderwritingPool} from "../../src/UnderwritingPool.sol";
import {IERC7540Redeem} from "../../src/interfaces/IERC7540Redeem.sol";
import {Rebuilt} from "./Rebuilt.sol";
import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Pausable} from "@openzeppelin/contracts/utils/Pausable.sol";
import {Vm} from "forge-std/Vm.sol";

/// @notice Who has which shares, who may act for whom, and whether deposits are stopped.
contract RebuiltShares is Rebuilt {
    struct Pair {
        address owner;
        address other;
    }

    UnderwritingPool private immutable _pool;

    address private _authority;
    bool public paused;
    uint256 public totalSupply;
    address[] private _holders;
    mapping(address holder => uint256) private _balanceOf;
    Pair[] private _allowances;
    mapping(address owner => mapping(address spender => uint256)) private _allowance;
    Pair[] private _operators;
    mapping(address controller => mapping(address operator => bool)) private _isOperator;

    constructor(UnderwritingPool pool) {
        _pool = pool;
    }

    function take(Vm.Log calldata log, uint256) external override returns (bool) {
        bytes32 kind = log.topics[0];
        if (kind == IERC20.Transfer.selector) {
            _transfer(addressOf(log.topics[1]), addressOf(log.topics[2]), abi.decode(log.data, (uint256)));
        } else if (kind == IERC20.Approval.selector) {
            Pair memory pair = Pair(addressOf(log.topics[1]), addressOf(log.topics[2]));
            _allowances.push(pair);
            _allowance[pair.owner][pair.other] = abi.decode(log.data, (uint256));
        } else if (kind == IERC7540Redeem.OperatorSet.selector) {
            Pair memory pair = Pair(addressOf(log.topics[1]), addressOf(log.topics[2]));
            _operators.push(pair);
            _isOperator[pair.owner][pair.other] = abi.decode(log.data, (bool));
        } else if (kind == Pausable.Paused.selector || kind == Pausable.Unpaused.selector) {
            paused = kind == Pausable.Paused.selector;
        } else if (kind == IAccessManaged.AuthorityUpdated.selector) {
            _authority = abi.decode(log.data, (address));
        } else {
            return false;
        }
        return true;
    }

    function compare() external view override {
        assertEq(_pool.authority(), _authority, "authority");
        assertEq(_pool.paused(), paused, "paused");
        assertEq(_pool.totalSupply(), totalSupply, "totalSupply");
        for (uint256 i; i < _holders.length; ++i) {
            assertEq(_pool.balanceOf(_holders[i]), _balanceOf[_holders[i]], "balanceOf");
        }
        for (uint256 i; i < _allowances.length; ++i) {
            Pair memory pair = _allowances[i];
            assertEq(_pool.allowance(pair.owner, pair.other), _allowance[pair.owner][pair.other], "allowance");
        }
        for (uint256 i; i < _operators.length; ++i) {
            Pair memory pair = _operators[i];
            assertEq(_pool.isOperator(pair.owner, pair.other), _isOperator[pair.owner][pair.other], "isOperator");
        }
    }

    function _transfer(address from, address to, uint256 shares) private {
        if (from == address(0)) totalSupply += shares;
        else _balanceOf[from] -= shares;
        if (to == address(0)) totalSupply -= shares;
        else _balanceOf[to] += shares;
        if (to != address(0)) _holders.push(to);
    }
}
