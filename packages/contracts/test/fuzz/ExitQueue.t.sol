// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {ExitQueue} from "../../src/libraries/ExitQueue.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {Test} from "forge-std/Test.sol";

/// @dev Against a model that loops over the users and keeps everybody's share of the queue as a fraction of its own, to
/// 2^−96 of an asset unit. It knows neither units of the queue nor an index.
contract ExitQueueTest is Test {
    using ExitQueue for ExitQueue.Queue;
    using Math for uint256;

    uint256 private constant USERS = 6;
    uint256 private constant STEPS = 30;
    uint256 private constant FRACTION = 96;

    /// @param pending asset units · 2^96
    /// @param claimed asset units · 2^96, all that has ever become claimable
    /// @param joined number of the settlement that admits what is pending
    struct Truth {
        uint256 pending;
        uint256 claimed;
        uint256 joined;
    }

    struct View {
        uint256 pending;
        uint256 claimable;
    }

    ExitQueue.Queue private _queue;
    uint256 private _settlements;
    uint256 private _assets;
    uint256 private _paid;
    uint256 private _maxUnits;
    uint256 private _roundings;
    Truth[USERS] private _truth;
    uint256[USERS] private _sharesIn;
    uint256[USERS] private _sharesOut;
    uint256[USERS] private _taken;

    function setUp() external {
        _queue.init();
    }

    function _controller(uint256 user) private pure returns (address) {
        return address(uint160(user + 1));
    }

    function _exitOf(uint256 user) private view returns (ExitQueue.Exit memory) {
        return _queue.exitOf(_controller(user), _settlements);
    }

    function _view(uint256 user) private view returns (View memory) {
        return View({
            pending: _queue.assetsOf(_controller(user), _settlements, _assets),
            claimable: _exitOf(user).claimableAssets + _taken[user]
        });
    }

    function _views() private view returns (View[USERS] memory views) {
        for (uint256 i; i < USERS; ++i) {
            views[i] = _view(i);
        }
    }

    function _join(uint256 user, uint256 shares, uint256 value) private {
        if (_queue.isClosed(_assets)) _end();
        View[USERS] memory before = _views();
        _queue.join(_controller(user), _settlements, _assets, shares, value);
        _assets += value;
        _truth[user].pending += value << FRACTION;
        _truth[user].joined = _settlements + 1;
        _sharesIn[user] += shares;
        _maxUnits = Math.max(_maxUnits, _queue.units);
        for (uint256 i; i < USERS; ++i) {
            View memory present = _view(i);
            assertEq(present.claimable, before[i].claimable, "a request touched what is claimable");
            // The joiner's units are rounded down, so that less than one asset unit goes over to all others together.
            assertLe(present.pending, before[i].pending + (i == user ? value + 1 : 1), "a request made somebody richer");
            assertGe(present.pending, before[i].pending, "a request made somebody poorer");
        }
        _assertSound();
    }

    function _lose(uint256 loss) private {
        View[USERS] memory before = _views();
        for (uint256 i; i < USERS; ++i) {
            _truth[i].pending = _truth[i].pending.mulDiv(_assets - loss, _assets);
        }
        _assets -= loss;
        if (_queue.isWorthless(_assets)) _end();
        for (uint256 i; i < USERS; ++i) {
            View memory present = _view(i);
            assertEq(present.claimable, before[i].claimable, "a loss touched what is claimable");
            assertLe(present.pending, before[i].pending, "a loss made somebody richer");
        }
        _assertSound();
    }

    /// @dev As the pool ends a queue that has lost its worth.
    function _end() private {
        for (uint256 i; i < USERS; ++i) {
            _truth[i].pending = 0;
        }
        _assets = 0;
        _settle(0);
        _settle(0);
        assertEq(_queue.units, 0, "a worthless queue starts anew");
    }

    function _settle(uint256 free) private returns (uint256 paid) {
        View[USERS] memory before = _views();
        uint256 left;
        (paid, left) = _queue.settle(++_settlements, _assets, free);
        assertLe(paid, free, "more than is free");
        assertLe(paid + left, _assets, "out of nothing");
        assertLe(_assets - paid - left, 1 + (_assets >> 55), "more than dust");
        _settleTruth(free);
        _paid += paid;
        _assets = left;
        for (uint256 i; i < USERS; ++i) {
            View memory present = _view(i);
            assertGe(present.claimable, before[i].claimable, "claimable fell");
            assertLe(present.pending, before[i].pending + 1, "pending rose");
            // What is pending is shown rounded down more coarsely than it is paid.
            assertLe(
                present.claimable + present.pending,
                before[i].claimable + before[i].pending + 2 + (_maxUnits >> 55),
                "somebody has gained"
            );
        }
        _assertSound();
    }

    function _settleTruth(uint256 free) private {
        uint256 queued;
        for (uint256 i; i < USERS; ++i) {
            if (_truth[i].joined < _settlements) queued += _truth[i].pending;
        }
        for (uint256 i; i < USERS; ++i) {
            Truth storage truth = _truth[i];
            if (truth.joined >= _settlements) continue;
            uint256 paid = queued <= free << FRACTION ? truth.pending : truth.pending.mulDiv(free << FRACTION, queued);
            truth.claimed += paid;
            truth.pending -= paid;
        }
    }

    function _take(uint256 user, uint256 random) private {
        ExitQueue.Exit memory exit = _exitOf(user);
        uint256 before = _view(user).pending;
        uint256 assets;
        uint256 shares;
        if (random % 2 == 0) {
            shares = random % 6 == 0 ? exit.claimableShares : (random >> 8) % (uint256(exit.claimableShares) + 1);
            assets = _queue.redeem(_controller(user), _settlements, shares);
            if (shares == exit.claimableShares && shares != 0) assertEq(assets, exit.claimableAssets);
        } else {
            assets = random % 3 == 0 ? exit.claimableAssets : (random >> 8) % (uint256(exit.claimableAssets) + 1);
            shares = _queue.withdraw(_controller(user), _settlements, assets);
            if (assets == exit.claimableAssets && assets != 0) assertEq(shares, exit.claimableShares);
        }
        // By both ways shares are never worth more than the rest of them.
        assertLe(assets * exit.claimableShares, shares * exit.claimableAssets);
        _taken[user] += assets;
        _sharesOut[user] += shares;
        assertEq(_view(user).pending, before);
        _assertSound();
    }

    /// @dev What an exit may be away from the truth: an asset unit or two for each time that something of it was rounded,
    /// and for each settlement 2^−56 of the units, which is less than one as long as amounts are below 2^56.
    function _tolerance() private view returns (uint256) {
        return 3 * _roundings + _settlements * (_maxUnits >> 55);
    }

    function _assertSound() private {
        ++_roundings;
        uint256 claimable;
        uint256 pending;
        uint256 units;
        uint256 tolerance = _tolerance();
        for (uint256 i; i < USERS; ++i) {
            ExitQueue.Exit memory exit = _exitOf(i);
            View memory present = _view(i);
            claimable += present.claimable;
            pending += present.pending;
            units += exit.units;
            assertEq(exit.shares + exit.claimableShares + _sharesOut[i], _sharesIn[i], "shares lost");
            assertApproxEqAbs(present.claimable, _truth[i].claimed >> FRACTION, tolerance, "claimable");
            assertApproxEqAbs(present.pending, _truth[i].pending >> FRACTION, tolerance, "pending");
        }
        assertLe(claimable, _paid, "more claimable than paid");
        assertLe(pending, _assets, "more pending than there is");
        assertLe(units, _queue.units, "more units than there are");
        assertLe(_queue.incoming, _queue.units);
        assertLe(_assets, _queue.units, "a unit is worth more than it was at first");
    }

    /// @dev Amounts of all sizes, up to 2^bits.
    function _amount(uint256 random, uint256 bits) private pure returns (uint256) {
        return 1 + (random >> 8) % (1 << (1 + random % bits));
    }

    /// @return what the admitted exits are worth
    function _worth() private view returns (uint256) {
        uint256 queued = _queue.units - _queue.incoming;
        return queued == 0 ? 0 : _assets.mulDiv(queued, _queue.units);
    }

    /// @dev Nothing, a part, all but a sliver, or all and more.
    function _free(uint256 random) private view returns (uint256) {
        uint256 worth = _worth();
        uint256 choice = (random >> 200) % 5;
        if (choice == 0) return 0;
        if (choice == 1) return random % (worth + 1);
        if (choice == 2) return worth - (worth >> (random % 60));
        if (choice == 3) return worth;
        return worth + random % 1e18;
    }

    function _loss(uint256 random) private view returns (uint256) {
        uint256 choice = (random >> 200) % 6;
        if (choice == 0) return _assets - (_assets >> (random % 40));
        if (choice == 1) return random % 5 == 0 ? _assets : _assets >> 1;
        return (_assets >> (random % 12)) * (random % 100) / 100;
    }

    function _testAgainstTruth(uint256 seed, uint256 bits) private {
        for (uint256 i; i < STEPS; ++i) {
            uint256 random = uint256(keccak256(abi.encode(seed, i)));
            uint256 user = (random >> 240) % USERS;
            uint256 action = (random >> 224) % 10;
            if (action < 4) _join(user, _amount(random >> 32, bits + 20), _amount(random, bits));
            else if (action < 8) _settle(_free(random));
            else if (action == 8) _take(user, random);
            else if (_assets != 0) _lose(_loss(random));
        }
        _leave();
    }

    /// @dev Everybody gets everything out, and what stays behind is what rounding has kept.
    function _leave() private {
        _settle(0);
        _settle(_assets);
        assertEq(_queue.units, 0);
        assertEq(_assets, 0);
        uint256 taken;
        for (uint256 i; i < USERS; ++i) {
            ExitQueue.Exit memory exit = _exitOf(i);
            assertEq(exit.units, 0);
            taken += _taken[i] + exit.claimableAssets;
            _queue.redeem(_controller(i), _settlements, exit.claimableShares);
            // Assets can outlast their shares by what rounding has given back.
            assertEq(_queue.withdraw(_controller(i), _settlements, _exitOf(i).claimableAssets), 0);
            assertEq(_exitOf(i).claimableAssets, 0);
            assertEq(_exitOf(i).claimableShares, 0);
        }
        assertLe(taken, _paid);
        assertApproxEqAbs(taken, _paid, USERS * _tolerance());
    }

    /// forge-config: default.fuzz.runs = 100
    /// @dev With amounts of a token of six decimals the tolerance is a few of its smallest units.
    function testFuzz_AgreesWithTheTruthToAFewUnits(uint256 seed) external {
        _testAgainstTruth(seed, 52);
    }

    /// forge-config: default.fuzz.runs = 100
    function testFuzz_AgreesWithTheTruthAtTheLargestAmounts(uint256 seed) external {
        _testAgainstTruth(seed, 90);
    }

    /// forge-config: default.fuzz.runs = 100
    /// @dev Small amounts, where each rounding is a large part of everything.
    function testFuzz_AgreesWithTheTruthAtTheSmallestAmounts(uint256 seed) external {
        _testAgainstTruth(seed, 4);
    }

    /// forge-config: default.fuzz.runs = 100
    /// @dev Each settlement leaves a sliver, so that the index changes its scale every few of them, with people who stay
    /// for all of it and people who come in between.
    function testFuzz_ScaleChangesUnnoticed(uint256 seed) external {
        _join(0, 1e20, 2 ** 80);
        _settle(0);
        for (uint256 i; i < 20; ++i) {
            uint256 random = uint256(keccak256(abi.encode(seed, i)));
            if (random % 3 == 0) _join(1 + (random >> 32) % (USERS - 1), _amount(random, 90), _amount(random, 80));
            uint256 worth = _worth();
            _settle(worth - (worth >> (random >> 64) % 56));
        }
        assertGe(_queue.index.scale, 1);
        _leave();
    }

    /// @dev What less than 2^−56 of the queue is left of goes back to the shareholders, and the queue is empty.
    function test_DustIsNotKept() external {
        _join(0, 1e20, 2 ** 57);
        _settle(0);
        assertEq(_settle(2 ** 57 - 1), 2 ** 57 - 1);
        assertEq(_assets, 0);
        assertEq(_queue.units, 0);
        assertEq(_exitOf(0).claimableAssets, 2 ** 57 - 2);
        assertEq(_exitOf(0).claimableShares, 1e20);
    }

    /// @dev Exactly 2^−56 is kept, and the scale changes.
    function test_SliverIsKept() external {
        _join(0, 1e20, 2 ** 60);
        _settle(0);
        assertEq(_settle(2 ** 60 - 2 ** 4), 2 ** 60 - 2 ** 4);
        assertEq(_assets, 2 ** 4);
        assertEq(_queue.units, 2 ** 4);
        assertEq(_queue.index.scale, 1);
        assertEq(_view(0).pending, 2 ** 4 - 1);
    }

    /// @dev An exit that has seen two changes of scale has nothing pending, whoever came after it.
    function test_TwoScalesLaterNothingIsPending() external {
        _join(0, 1e20, 2 ** 80);
        _settle(0);
        _settle(2 ** 80 - 2 ** 24);
        assertEq(_queue.index.scale, 1);
        _join(1, 1e20, 2 ** 80);
        _settle(0);
        _settle(_worth() - (_worth() >> 55));
        _settle(_worth() - (_worth() >> 20));
        assertEq(_queue.index.scale, 2);
        assertEq(_exitOf(0).units, 0);
        assertEq(_exitOf(0).claimableShares, 1e20);
        assertApproxEqAbs(_exitOf(0).claimableAssets, 2 ** 80, 2 ** 24);
    }

    function test_NobodyStaysAfterFullSettlement() external {
        _join(0, 7, 100);
        _join(1, 9, 50);
        _settle(0);
        _join(2, 11, 30);
        assertEq(_settle(1e18), 150);
        assertEq(_exitOf(0).claimableAssets, 100);
        assertEq(_exitOf(1).claimableAssets, 50);
        assertEq(_exitOf(2).claimableAssets, 0);
        assertEq(_queue.units, 30);
        assertEq(_settle(1e18), 30);
        assertEq(_exitOf(2).claimableAssets, 30);
        assertEq(_exitOf(0).claimableAssets, 100);
    }

    /// @dev The price of a unit stays above 2^−32, or else units outgrow their word.
    function test_WorthlessBelowATwoToTheThirtySecond() external {
        assertFalse(_queue.isWorthless(0));
        _join(0, 1e20, 2 ** 60);
        assertFalse(_queue.isWorthless(2 ** 28));
        assertTrue(_queue.isWorthless(2 ** 28 - 1));
        _join(0, 1, 1);
        assertTrue(_queue.isWorthless(0));
    }

    function test_SmallQueueIsWorthlessOnlyWithoutAssets() external {
        _join(0, 1e6, 1);
        assertFalse(_queue.isWorthless(1));
        assertTrue(_queue.isWorthless(0));
    }

    function joinFromOutside(uint256 shares, uint256 value) external {
        _queue.join(_controller(0), _settlements, _assets, shares, value);
    }

    /// @dev Pending and claimable shares of one exit share a word one day; if they did not fit it would be stuck.
    function test_RevertWhen_PendingAndClaimableSharesDoNotFitTogether() external {
        _join(0, type(uint128).max - 5, 100);
        _settle(0);
        _settle(50);
        bytes memory reason = abi.encodeWithSelector(
            SafeCast.SafeCastOverflowedUintDowncast.selector, 128, uint256(type(uint128).max) + 1
        );
        vm.expectRevert(reason);
        this.joinFromOutside(6, 10);
        _join(0, 5, 10);
        _settle(0);
        _settle(1e6);
        assertEq(_exitOf(0).claimableShares, type(uint128).max);
        _take(0, 0);
        assertEq(_exitOf(0).claimableShares, 0);
    }

    function test_ClosedBelowATwoToTheSixteenth() external {
        assertFalse(_queue.isClosed(0));
        _join(0, 1e20, 2 ** 60);
        assertFalse(_queue.isClosed(2 ** 44));
        assertTrue(_queue.isClosed(2 ** 44 - 1));
    }

    function test_NothingTakenIsNothingGiven() external {
        assertEq(_queue.redeem(_controller(0), 0, 0), 0);
        assertEq(_queue.withdraw(_controller(0), 0, 0), 0);
    }

    /// @dev Whoever has left is forgotten.
    function test_EmptyExitIsDeleted() external {
        _join(0, 7, 100);
        _settle(0);
        _settle(40);
        _take(0, 0);
        assertNotEq(_queue.exits[_controller(0)].joined, 0);
        _settle(60);
        _take(0, 3);
        assertEq(_queue.exits[_controller(0)].joined, 0);
    }
}
