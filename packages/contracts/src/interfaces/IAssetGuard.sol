// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

/// @title IAssetGuard
/// @notice Says whether cover may be sold in an asset now: its Chainlink feed is fresh and near its peg, and on a layer
/// two the sequencer is up. Nothing else depends on a price.
interface IAssetGuard {
    /// @param aggregator Chainlink feed of the asset, AggregatorV3Interface
    /// @param heartbeat seconds after which an answer is stale
    /// @param lower bound of the answer, millionths of one
    /// @param upper bound of the answer, millionths of one
    struct Feed {
        address aggregator;
        uint24 heartbeat;
        uint32 lower;
        uint32 upper;
    }

    /// @notice The feed of an asset was set or replaced.
    /// @param decimals of its answers, as the aggregator said then
    event FeedSet(address indexed asset, Feed feed, uint8 decimals);

    error AssetGuard_FeedWithoutCode(address aggregator);
    error AssetGuard_FeedInvalid(uint256 heartbeat, uint256 lower, uint256 upper);
    error AssetGuard_FeedMissing(address asset);
    error AssetGuard_SequencerDown();
    /// @param since unix seconds
    error AssetGuard_SequencerJustUp(uint256 since);
    /// @param answer in the decimals of the feed
    /// @param updatedAt unix seconds
    error AssetGuard_AnswerInvalid(address asset, int256 answer, uint256 updatedAt);
    /// @param updatedAt unix seconds
    error AssetGuard_AnswerStale(address asset, uint256 updatedAt, uint256 heartbeat);
    /// @param answer in the decimals of the feed
    error AssetGuard_OffPeg(address asset, int256 answer);

    /// @notice Sets the feed of an asset, or replaces it. Restricted.
    function setFeed(address asset, Feed calldata feed) external;

    /// @notice Reverts with the reason unless cover may be sold in the asset.
    function check(address asset) external view;

    /// @return feed of the asset, all zero if it has none
    function feedOf(address asset) external view returns (Feed memory feed);

    /// @return Chainlink's sequencer uptime feed of this network, zero if it has none
    function sequencerFeed() external view returns (address);
}
