// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {CoverDesk} from "../../src/CoverDesk.sol";
import {IAssetGuard} from "../../src/interfaces/IAssetGuard.sol";
import {ICoverDesk} from "../../src/interfaces/ICoverDesk.sol";
import {IPolicyBook} from "../../src/interfaces/IPolicyBook.sol";
import {Rebuilt} from "./Rebuilt.sol";
import {RebuiltCatalog} from "./RebuiltCatalog.sol";
import {AggregatorV3Interface} from "@chainlink/contracts/src/v0.8/shared/interfaces/AggregatorV3Interface.sol";
import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";
import {Pausable} from "@openzeppelin/contracts/utils/Pausable.sol";
import {Vm} from "forge-std/Vm.sol";

/// @notice Which policies can be renewed, the feeds of the guard, and whether sales are stopped.
contract RebuiltCoverDesk is Rebuilt {
    struct Policy {
        uint256 productId;
        ICoverDesk.Member member;
        uint40 end;
    }

    CoverDesk private immutable _desk;
    RebuiltCatalog private immutable _catalog;

    address private _authority;
    bool private _paused;
    Policy[] private _policies;
    address[] private _renewerOf;
    address private _renewer;
    mapping(bytes32 policy => mapping(address renewer => uint256)) private _renewals;
    address[] private _assets;
    mapping(address asset => IAssetGuard.Feed) private _feedOf;
    mapping(address asset => uint8) private _decimalsOf;

    constructor(CoverDesk desk, RebuiltCatalog catalog) {
        (_desk, _catalog) = (desk, catalog);
    }

    function take(Vm.Log calldata log, uint256) external override returns (bool) {
        bytes32 kind = log.topics[0];
        if (kind == ICoverDesk.CoverBought.selector) {
            // The rest of what it says is in the leaves, which follow, and in the pool's event.
            (,,,, _renewer,) = abi.decode(log.data, (uint256, uint256, uint40, uint40, address, uint256));
        } else if (kind == IPolicyBook.CoverQueued.selector) {
            (, uint256 commitment, uint256 terms, uint256 window) =
                abi.decode(log.data, (uint8, uint256, uint256, uint256));
            uint32 units = uint32(window >> 80);
            Policy memory sold = Policy(_catalog.productOf(terms), ICoverDesk.Member(commitment, units), uint40(window));
            _policies.push(sold);
            _renewerOf.push(_renewer);
            if (window >> 113 & 1 == 1) ++_renewals[_keyOf(sold)][_renewer];
        } else if (kind == ICoverDesk.CoverRenewed.selector) {
            (uint256 commitment, uint256 units, uint40 end) = abi.decode(log.data, (uint256, uint256, uint40));
            Policy memory policy = Policy(uint256(log.topics[1]), ICoverDesk.Member(commitment, uint32(units)), end);
            --_renewals[_keyOf(policy)][addressOf(log.topics[2])];
        } else if (kind == IAssetGuard.FeedSet.selector) {
            address asset = addressOf(log.topics[1]);
            _assets.push(asset);
            (_feedOf[asset], _decimalsOf[asset]) = abi.decode(log.data, (IAssetGuard.Feed, uint8));
        } else if (kind == Pausable.Paused.selector || kind == Pausable.Unpaused.selector) {
            _paused = kind == Pausable.Paused.selector;
        } else if (kind == IAccessManaged.AuthorityUpdated.selector) {
            _authority = abi.decode(log.data, (address));
        } else {
            return false;
        }
        return true;
    }

    function compare() external view override {
        assertEq(_desk.authority(), _authority, "authority");
        assertEq(_desk.paused(), _paused, "paused");
        for (uint256 i; i < _policies.length; ++i) {
            (Policy memory policy, address renewer) = (_policies[i], _renewerOf[i]);
            assertEq(
                _desk.renewals(policy.productId, policy.member, policy.end, renewer),
                _renewals[_keyOf(policy)][renewer],
                "renewals"
            );
        }
        for (uint256 i; i < _assets.length; ++i) {
            assertEq(abi.encode(_desk.feedOf(_assets[i])), abi.encode(_feedOf[_assets[i]]), "feedOf");
            try _desk.check(_assets[i]) {
                assertTrue(_isNearPeg(_assets[i]), "check passes");
            } catch {
                assertFalse(_isNearPeg(_assets[i]), "check reverts");
            }
        }
    }

    /// @dev The aggregator is not ours: its answer is as good as an event.
    function _isNearPeg(address asset) private view returns (bool) {
        IAssetGuard.Feed memory feed = _feedOf[asset];
        (, int256 answer,, uint256 updatedAt,) = AggregatorV3Interface(feed.aggregator).latestRoundData();
        uint256 one = 10 ** _decimalsOf[asset];
        return block.timestamp - updatedAt <= feed.heartbeat && uint256(answer) * 1e6 >= feed.lower * one
            && uint256(answer) * 1e6 <= feed.upper * one;
    }

    function _keyOf(Policy memory policy) private pure returns (bytes32) {
        return keccak256(abi.encode(policy));
    }
}
