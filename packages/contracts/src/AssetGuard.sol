// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {IAssetGuard} from "./interfaces/IAssetGuard.sol";
import {AggregatorV3Interface} from "@chainlink/contracts/src/v0.8/shared/interfaces/AggregatorV3Interface.sol";
import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";

/// @title AssetGuard
/// @notice Part of the cover desk.
contract AssetGuard is IAssetGuard, AccessManaged {
    /// @dev One word.
    struct Stored {
        address aggregator;
        uint24 heartbeat;
        uint32 lower;
        uint32 upper;
        uint8 decimals;
    }

    /// @dev Seconds for which answers from before an outage of the sequencer could still be the latest.
    uint256 public constant SEQUENCER_GRACE = 1 hours;

    uint256 private constant MILLIONTHS = 1e6;

    /// @inheritdoc IAssetGuard
    address public immutable sequencerFeed;

    mapping(address asset => Stored) private _feeds;

    constructor(address authority_, address sequencerFeed_) AccessManaged(authority_) {
        if (sequencerFeed_ != address(0)) _checkCode(sequencerFeed_);
        sequencerFeed = sequencerFeed_;
    }

    /// @inheritdoc IAssetGuard
    function setFeed(address asset, Feed calldata feed) external restricted {
        _checkCode(feed.aggregator);
        if (feed.heartbeat == 0 || feed.lower >= feed.upper) {
            revert AssetGuard_FeedInvalid(feed.heartbeat, feed.lower, feed.upper);
        }
        uint8 decimals = AggregatorV3Interface(feed.aggregator).decimals();
        _feeds[asset] = Stored({
            aggregator: feed.aggregator,
            heartbeat: feed.heartbeat,
            lower: feed.lower,
            upper: feed.upper,
            decimals: decimals
        });
        emit FeedSet(asset, feed, decimals);
    }

    /// @inheritdoc IAssetGuard
    function check(address asset) public view {
        if (sequencerFeed != address(0)) _checkSequencer();
        Stored memory feed = _feeds[asset];
        if (feed.aggregator == address(0)) revert AssetGuard_FeedMissing(asset);
        (, int256 answer,, uint256 updatedAt,) = AggregatorV3Interface(feed.aggregator).latestRoundData();
        if (answer <= 0 || updatedAt == 0 || updatedAt > block.timestamp) {
            revert AssetGuard_AnswerInvalid(asset, answer, updatedAt);
        }
        if (block.timestamp - updatedAt > feed.heartbeat) {
            revert AssetGuard_AnswerStale(asset, updatedAt, feed.heartbeat);
        }
        uint256 one = 10 ** feed.decimals;
        // casting to 'uint256' is safe because the answer is positive
        // forge-lint: disable-next-line(unsafe-typecast)
        uint256 scaled = uint256(answer) * MILLIONTHS;
        if (scaled < feed.lower * one || scaled > feed.upper * one) revert AssetGuard_OffPeg(asset, answer);
    }

    /// @inheritdoc IAssetGuard
    function feedOf(address asset) external view returns (Feed memory) {
        Stored memory feed = _feeds[asset];
        return Feed(feed.aggregator, feed.heartbeat, feed.lower, feed.upper);
    }

    /// @dev An answer of 0 means that the sequencer is up; `startedAt` is when that began, and 0 before the first round.
    function _checkSequencer() private view {
        (, int256 answer, uint256 startedAt,,) = AggregatorV3Interface(sequencerFeed).latestRoundData();
        if (answer != 0 || startedAt == 0) revert AssetGuard_SequencerDown();
        if (block.timestamp - startedAt < SEQUENCER_GRACE) revert AssetGuard_SequencerJustUp(startedAt);
    }

    function _checkCode(address feed) private view {
        if (feed.code.length == 0) revert AssetGuard_FeedWithoutCode(feed);
    }
}
