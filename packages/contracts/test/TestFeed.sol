// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {AggregatorV3Interface} from "@chainlink/contracts/src/v0.8/shared/interfaces/AggregatorV3Interface.sol";

/// @title TestFeed
/// @notice Price feed of tests and of the development network, which anyone can set. Never for a public network.
///
/// It says that the asset is worth one, as of now, until it is told otherwise; as a sequencer's feed it says that the
/// sequencer has been up for a day.
contract TestFeed is AggregatorV3Interface {
    uint8 public constant decimals = 8;
    string public constant description = "Test feed";
    uint256 public constant version = 1;

    /// @dev One word, as in an aggregator.
    bool private _isSet;
    int128 private _answer = 1e8;
    uint40 private _startedAt;
    uint40 private _updatedAt;

    /// @param answer 8 decimals
    /// @param startedAt unix seconds
    /// @param updatedAt unix seconds
    function set(int128 answer, uint40 startedAt, uint40 updatedAt) external {
        (_isSet, _answer, _startedAt, _updatedAt) = (true, answer, startedAt, updatedAt);
    }

    /// @notice Makes the answer fresh again at every time.
    function setAlways(int128 answer) external {
        (_isSet, _answer) = (false, answer);
    }

    function latestRoundData() public view returns (uint80, int256, uint256, uint256, uint80) {
        if (_isSet) return (1, _answer, _startedAt, _updatedAt, 1);
        return (1, _answer, block.timestamp - 1 days, block.timestamp, 1);
    }

    function getRoundData(uint80) external view returns (uint80, int256, uint256, uint256, uint80) {
        return latestRoundData();
    }
}
