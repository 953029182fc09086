// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {AssetGuard} from "../../src/AssetGuard.sol";
import {IAssetGuard} from "../../src/interfaces/IAssetGuard.sol";
import {ICoverDesk} from "../../src/interfaces/ICoverDesk.sol";
import {AcesoTest} from "../AcesoTest.sol";
import {TestFeed} from "../TestFeed.sol";
import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";

contract AssetGuardTest is AcesoTest {
    address private immutable _asset = makeAddr("asset");

    function setUp() public override {
        super.setUp();
        setFeed(_asset);
    }

    function _feed() private view returns (IAssetGuard.Feed memory) {
        return IAssetGuard.Feed({aggregator: address(feed), heartbeat: 1 days, lower: 0.98e6, upper: 1.02e6});
    }

    function _refuseFeed(IAssetGuard.Feed memory bad, bytes memory reason) private {
        vm.expectRevert(reason);
        vm.prank(admin);
        guard.setFeed(_asset, bad);
    }

    function _refuse(bytes memory reason) private {
        vm.expectRevert(reason);
        guard.check(_asset);
    }

    function _offPeg(int256 answer) private view returns (bytes memory) {
        return abi.encodeWithSelector(IAssetGuard.AssetGuard_OffPeg.selector, _asset, answer);
    }

    /// @dev Sets a feed with other decimals and these bounds.
    function _setFeed(uint8 decimals, uint32 lower, uint32 upper) private {
        vm.mockCall(address(feed), abi.encodeCall(feed.decimals, ()), abi.encode(decimals));
        vm.prank(admin);
        guard.setFeed(_asset, IAssetGuard.Feed(address(feed), 1 days, lower, upper));
    }

    /// @dev Accepts from `lowest` to `highest` and nothing beside.
    function _assertAccepts(int128 lowest, int128 highest) private {
        feed.setAlways(lowest - 1);
        _refuse(
            lowest == 1
                ? abi.encodeWithSelector(IAssetGuard.AssetGuard_AnswerInvalid.selector, _asset, 0, block.timestamp)
                : _offPeg(lowest - 1)
        );
        feed.setAlways(lowest);
        guard.check(_asset);
        feed.setAlways(highest);
        guard.check(_asset);
        feed.setAlways(highest + 1);
        _refuse(_offPeg(highest + 1));
    }

    /// @return sequencer uptime feed
    /// @return watching guard that asks it, with the asset's feed
    function _withSequencer() private returns (TestFeed sequencer, AssetGuard watching) {
        sequencer = new TestFeed();
        watching = newCoverDesk(address(sequencer));
        vm.prank(admin);
        watching.setFeed(_asset, _feed());
        sequencer.set(0, uint40(block.timestamp - 1 hours), uint40(block.timestamp));
    }

    function test_RevertWhen_StrangerSetsFeed() external {
        vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, stranger));
        vm.prank(stranger);
        guard.setFeed(_asset, _feed());
    }

    function test_RevertWhen_FeedHasNoCode() external {
        IAssetGuard.Feed memory bad = _feed();
        bad.aggregator = stranger;
        _refuseFeed(bad, abi.encodeWithSelector(IAssetGuard.AssetGuard_FeedWithoutCode.selector, stranger));
        bad.aggregator = address(0);
        _refuseFeed(bad, abi.encodeWithSelector(IAssetGuard.AssetGuard_FeedWithoutCode.selector, address(0)));
    }

    function test_RevertWhen_SequencerFeedHasNoCode() external {
        vm.expectRevert(abi.encodeWithSelector(IAssetGuard.AssetGuard_FeedWithoutCode.selector, stranger));
        newCoverDesk(stranger);
    }

    function test_RevertWhen_HeartbeatIsZero() external {
        IAssetGuard.Feed memory bad = _feed();
        bad.heartbeat = 0;
        _refuseFeed(bad, abi.encodeWithSelector(IAssetGuard.AssetGuard_FeedInvalid.selector, 0, bad.lower, bad.upper));
    }

    function test_RevertWhen_BoundsAreNotOrdered() external {
        IAssetGuard.Feed memory bad = _feed();
        for (bad.lower = bad.upper; bad.lower < bad.upper + 2; ++bad.lower) {
            _refuseFeed(
                bad, abi.encodeWithSelector(IAssetGuard.AssetGuard_FeedInvalid.selector, 1 days, bad.lower, bad.upper)
            );
        }
    }

    function test_RevertWhen_AssetHasNoFeed() external {
        vm.expectRevert(abi.encodeWithSelector(IAssetGuard.AssetGuard_FeedMissing.selector, stranger));
        guard.check(stranger);
    }

    function test_RevertWhen_AnswerIsNotPositive() external {
        int128[3] memory bad = [int128(0), -1, type(int128).min];
        for (uint256 i; i < bad.length; ++i) {
            feed.setAlways(bad[i]);
            _refuse(
                abi.encodeWithSelector(IAssetGuard.AssetGuard_AnswerInvalid.selector, _asset, bad[i], block.timestamp)
            );
        }
    }

    /// @dev 0 is a round that has not been answered.
    function test_RevertWhen_AnswerIsFromNoTime() external {
        uint40[3] memory bad = [0, uint40(block.timestamp + 1), type(uint40).max];
        for (uint256 i; i < bad.length; ++i) {
            feed.set(1e8, bad[i], bad[i]);
            _refuse(abi.encodeWithSelector(IAssetGuard.AssetGuard_AnswerInvalid.selector, _asset, int256(1e8), bad[i]));
        }
    }

    function test_RevertWhen_AnswerIsOlderThanTheHeartbeat() external {
        uint40 updatedAt = uint40(block.timestamp);
        feed.set(1e8, updatedAt, updatedAt);
        guard.check(_asset);
        skip(1 days);
        guard.check(_asset);
        skip(1);
        _refuse(abi.encodeWithSelector(IAssetGuard.AssetGuard_AnswerStale.selector, _asset, updatedAt, uint256(1 days)));
    }

    function test_RevertWhen_AnswerIsBeyondABound() external {
        _assertAccepts(0.98e8, 1.02e8);
    }

    function test_RevertWhen_AnswerIsBeyondABoundInOtherDecimals() external {
        _setFeed(18, 0.98e6, 1.02e6);
        _assertAccepts(0.98e18, 1.02e18);
        _setFeed(6, 0.98e6, 1.02e6);
        _assertAccepts(0.98e6, 1.02e6);
        // No bound may be rounded to what the feed can say.
        _setFeed(2, 0.985e6, 1.015e6);
        _assertAccepts(99, 101);
        _setFeed(0, 0.5e6, 1.999999e6);
        _assertAccepts(1, 1);
        _setFeed(0, 0, type(uint32).max);
        _assertAccepts(1, 4294);
    }

    function testFuzz_AcceptsBetweenTheBounds(uint256 answer, uint32 lower, uint32 upper, uint8 decimals) external {
        decimals = uint8(bound(decimals, 0, 30));
        upper = uint32(bound(upper, 1, type(uint32).max));
        lower = uint32(bound(lower, 0, upper - 1));
        answer = bound(answer, 1, 5000 * 10 ** decimals);
        _setFeed(decimals, lower, upper);
        feed.setAlways(int128(int256(answer)));
        // Exact: the answer as a fraction of a millionth lies between the bounds.
        uint256 whole = answer * 1e6 / 10 ** decimals;
        bool above = whole > upper || whole == upper && answer * 1e6 % 10 ** decimals != 0;
        if (whole < lower || above) _refuse(_offPeg(int256(answer)));
        else guard.check(_asset);
    }

    function test_RevertWhen_SequencerIsDown() external {
        (TestFeed sequencer, AssetGuard watching) = _withSequencer();
        watching.check(_asset);
        int128[3] memory down = [int128(1), 2, -1];
        for (uint256 i; i < down.length; ++i) {
            sequencer.set(down[i], uint40(block.timestamp - 1 days), uint40(block.timestamp));
            vm.expectRevert(IAssetGuard.AssetGuard_SequencerDown.selector);
            watching.check(_asset);
        }
    }

    /// @dev A sequencer feed without a round says 0, as if the sequencer were up.
    function test_RevertWhen_SequencerHasNoRound() external {
        (TestFeed sequencer, AssetGuard watching) = _withSequencer();
        sequencer.set(0, 0, 0);
        vm.expectRevert(IAssetGuard.AssetGuard_SequencerDown.selector);
        watching.check(_asset);
    }

    function test_RevertWhen_SequencerIsJustUp() external {
        (TestFeed sequencer, AssetGuard watching) = _withSequencer();
        uint40 since = uint40(block.timestamp);
        sequencer.set(0, since, since);
        vm.expectRevert(abi.encodeWithSelector(IAssetGuard.AssetGuard_SequencerJustUp.selector, since));
        watching.check(_asset);
        skip(1 hours - 1);
        vm.expectRevert(abi.encodeWithSelector(IAssetGuard.AssetGuard_SequencerJustUp.selector, since));
        watching.check(_asset);
        skip(1);
        watching.check(_asset);
    }

    /// @dev An uptime feed speaks only when something changes.
    function test_SequencerMayHaveBeenUpForLong() external {
        (, AssetGuard watching) = _withSequencer();
        skip(1000 days);
        watching.check(_asset);
        assertNotEq(watching.sequencerFeed(), address(0));
        assertEq(guard.sequencerFeed(), address(0));
    }

    function test_SequencerBeingUpDoesNotMakeAnAnswerGood() external {
        (, AssetGuard watching) = _withSequencer();
        feed.setAlways(2e8);
        vm.expectRevert(_offPeg(2e8));
        watching.check(_asset);
    }

    function test_SetFeed() external {
        IAssetGuard.Feed memory set = _feed();
        vm.expectEmit(address(guard));
        emit IAssetGuard.FeedSet(stranger, set, 8);
        vm.prank(admin);
        guard.setFeed(stranger, set);
        assertEq(abi.encode(guard.feedOf(stranger)), abi.encode(set));
        guard.check(stranger);
        assertEq(guard.feedOf(recipient).aggregator, address(0));
    }

    function test_SetFeedReplacesAllOfIt() external {
        TestFeed other = new TestFeed();
        vm.mockCall(address(other), abi.encodeCall(other.decimals, ()), abi.encode(18));
        other.set(2e18, 1, uint40(block.timestamp - 2 days));
        IAssetGuard.Feed memory set = IAssetGuard.Feed(address(other), 2 days, 2e6, 2e6 + 1);
        vm.expectEmit(address(guard));
        emit IAssetGuard.FeedSet(_asset, set, 18);
        vm.prank(admin);
        guard.setFeed(_asset, set);
        guard.check(_asset);
        assertEq(abi.encode(guard.feedOf(_asset)), abi.encode(set));
        other.set(1e8, 1, uint40(block.timestamp));
        _refuse(_offPeg(1e8));
    }

    /// @dev A price stops sales and nothing else.
    function test_ClaimsGoOnWhenSalesStop() external {
        deposit(provider, 1_000_000 * DOLLAR);
        buyAndInsert(1, endAfter(12 weeks), 77);
        feed.setAlways(0.9e8);
        ICoverDesk.BuyParameters memory p = purchase(1, endAfter(12 weeks));
        ICoverDesk.PermitSignature memory permit;
        bytes memory reason =
            abi.encodeWithSelector(IAssetGuard.AssetGuard_OffPeg.selector, address(dollar), int256(0.9e8));
        vm.startPrank(buyer);
        vm.expectRevert(reason);
        coverDesk.buyCover(p);
        vm.expectRevert(reason);
        coverDesk.buyCoverWithPermit(p, permit);
        vm.stopPrank();

        claimDesk.submitClaim(claimOf(1, 3), paymentOf(0), abi.encode(evidenceOf(77)));
        assertEq(dollar.balanceOf(recipient), 1000 * DOLLAR);
        deposit(stranger, 1000 * DOLLAR);
        assertGt(exit(provider, pool.balanceOf(provider)), 900_000 * DOLLAR);
        assertGt(coverDesk.quote(productId, 1, endAfter(12 weeks)), 0);

        feed.setAlways(0.98e8);
        buy(1, endAfter(12 weeks));
    }
}
