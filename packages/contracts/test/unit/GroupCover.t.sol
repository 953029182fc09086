// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {IAssetGuard} from "../../src/interfaces/IAssetGuard.sol";
import {ICoverDesk} from "../../src/interfaces/ICoverDesk.sol";
import {IPolicyBook} from "../../src/interfaces/IPolicyBook.sol";
import {IProductCatalog} from "../../src/interfaces/IProductCatalog.sol";
import {IUnderwritingPool} from "../../src/interfaces/IUnderwritingPool.sol";
import {Pricing} from "../../src/libraries/Pricing.sol";
import {AcesoTest} from "../AcesoTest.sol";
import {ReentrantDollar} from "../mocks/ReentrantDollar.sol";
import {Pausable} from "@openzeppelin/contracts/utils/Pausable.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {Vm} from "forge-std/Test.sol";

contract GroupCoverTest is AcesoTest {
    uint40 private _end;
    uint32[7] private _denominations = [uint32(1), 2, 5, 10, 20, 50, 100];

    function setUp() public override {
        super.setUp();
        deposit(provider, 1_000_000 * DOLLAR);
        fund(buyer, 1_000_000 * DOLLAR);
        _end = endAfter(12 weeks);
    }

    /// @dev Members with the commitments 1 to `count` and the same units.
    function _group(uint256 count, uint32 units) private view returns (ICoverDesk.GroupParameters memory parameters) {
        parameters = ICoverDesk.GroupParameters({
            productId: productId,
            members: new ICoverDesk.Member[](count),
            end: _end,
            renewer: address(0),
            maxPremium: type(uint256).max,
            deadline: block.timestamp
        });
        for (uint256 i; i < count; ++i) {
            parameters.members[i] = ICoverDesk.Member({commitment: i + 1, units: units});
        }
    }

    function _buyGroup(ICoverDesk.GroupParameters memory parameters) private returns (uint256 premium) {
        vm.prank(buyer);
        return coverDesk.buyGroupCover(parameters);
    }

    function _buySingly(ICoverDesk.GroupParameters memory group) private returns (uint256 premiums) {
        for (uint256 i; i < group.members.length; ++i) {
            ICoverDesk.BuyParameters memory single = purchase(group.members[i].units, group.end);
            (single.productId, single.member, single.renewer) = (group.productId, group.members[i], group.renewer);
            vm.prank(buyer);
            premiums += coverDesk.buyCover(single);
        }
    }

    function _refuse(ICoverDesk.GroupParameters memory parameters, bytes memory reason) private {
        vm.expectRevert(reason);
        vm.prank(buyer);
        coverDesk.buyGroupCover(parameters);
    }

    function _windowOf(uint256 units) private view returns (uint256) {
        return units << 80 | block.timestamp << 40 | _end;
    }

    function _unitsOf(ICoverDesk.GroupParameters memory group) private pure returns (uint256 units) {
        for (uint256 i; i < group.members.length; ++i) {
            units += group.members[i].units;
        }
    }

    /// @dev Everything that a sale of single policies leaves behind as well.
    function _stateHash() private view returns (bytes32) {
        (uint256 open, uint256 openCount, uint256 openedAt) = book.openBatch();
        (uint256 next, uint256 nextCount, bytes32 chain) = book.nextBatch();
        (uint256 units,,,) = pool.productLiability(productId);
        uint256 bucket = pool.bucket(productId, _end + 4 weeks);
        return keccak256(abi.encode(open, openCount, openedAt, next, nextCount, chain, units, bucket, pool.liability()));
    }

    function _queuedHash(Vm.Log[] memory logs) private pure returns (bytes32 hash) {
        for (uint256 i; i < logs.length; ++i) {
            if (logs[i].topics[0] != IPolicyBook.CoverQueued.selector) continue;
            hash = keccak256(abi.encode(hash, logs[i].emitter, logs[i].topics, logs[i].data));
        }
    }

    function test_RevertWhen_GroupIsEmptyOrTooLarge() external {
        _refuse(_group(0, 1), abi.encodeWithSelector(ICoverDesk.CoverDesk_GroupSizeInvalid.selector, 0, 100));
        _refuse(_group(101, 1), abi.encodeWithSelector(ICoverDesk.CoverDesk_GroupSizeInvalid.selector, 101, 100));
    }

    function test_RevertWhen_DeadlinePassed() external {
        ICoverDesk.GroupParameters memory p = _group(2, 1);
        p.deadline = block.timestamp - 1;
        _refuse(p, abi.encodeWithSelector(ICoverDesk.CoverDesk_DeadlinePassed.selector, p.deadline));
    }

    function test_RevertWhen_Paused() external {
        vm.prank(admin);
        coverDesk.pause();
        _refuse(_group(2, 1), abi.encodeWithSelector(Pausable.EnforcedPause.selector));
    }

    function test_RevertWhen_ProductNotOnSale() external {
        vm.prank(admin);
        catalog.setOnSale(productId, false);
        _refuse(_group(2, 1), abi.encodeWithSelector(ICoverDesk.CoverDesk_ProductNotOnSale.selector, productId));
    }

    /// @dev 4 and 6 make 10 together, but nobody's policy may show that it belongs to a group.
    function test_RevertWhen_UnitsOfAMemberAreNotADenomination() external {
        uint32[5] memory bad = [uint32(0), 4, 6, 101, 257];
        for (uint256 i; i < bad.length; ++i) {
            for (uint256 at; at < 3; ++at) {
                ICoverDesk.GroupParameters memory p = _group(3, 1);
                p.members[at].units = bad[i];
                _refuse(p, abi.encodeWithSelector(ICoverDesk.CoverDesk_UnitsNotADenomination.selector, bad[i]));
            }
        }
    }

    function test_RevertWhen_EndIsNotAWeek() external {
        ICoverDesk.GroupParameters memory p = _group(2, 1);
        p.end += 1;
        _refuse(p, abi.encodeWithSelector(ICoverDesk.CoverDesk_EndNotAWeek.selector, p.end));
    }

    function test_RevertWhen_TermOutOfRange() external {
        ICoverDesk.GroupParameters memory p = _group(2, 1);
        p.end = endAfter(52 weeks);
        (uint256 earliest, uint256 latest) = (block.timestamp + 4 weeks, block.timestamp + 52 weeks);
        _refuse(p, abi.encodeWithSelector(ICoverDesk.CoverDesk_TermOutOfRange.selector, p.end, earliest, latest));
    }

    /// @dev The maximum is for all members together.
    function test_RevertWhen_PremiumAboveMaximum() external {
        ICoverDesk.GroupParameters memory p = _group(5, 2);
        uint256 premium = coverDesk.quote(productId, 10, _end);
        p.maxPremium = premium - 1;
        _refuse(p, abi.encodeWithSelector(ICoverDesk.CoverDesk_PremiumAboveMaximum.selector, premium, premium - 1));
    }

    function test_RevertWhen_LiabilityWouldExceedAssets() external {
        _refuse(
            _group(11, 100),
            abi.encodeWithSelector(
                Pricing.Pricing_LiabilityAboveAssets.selector, 1_100_000 * DOLLAR, 1_000_000 * DOLLAR
            )
        );
    }

    function test_RevertWhen_CapacityExceeded() external {
        _refuse(
            _group(9, 100),
            abi.encodeWithSelector(IUnderwritingPool.UnderwritingPool_CapacityExceeded.selector, 900, 800)
        );
    }

    function test_RevertWhen_ProductIsNotRenewable() external {
        IProductCatalog.ProductParameters memory parameters = defaultProduct();
        parameters.renewalWindow = 0;
        productId = list(parameters);
        ICoverDesk.GroupParameters memory p = _group(2, 1);
        p.renewer = stranger;
        _refuse(p, abi.encodeWithSelector(ICoverDesk.CoverDesk_ProductNotRenewable.selector, productId));
    }

    function test_RevertWhen_AssetIsOffItsPeg() external {
        feed.setAlways(0.5e8);
        _refuse(_group(2, 1), abi.encodeWithSelector(IAssetGuard.AssetGuard_OffPeg.selector, dollar, int256(0.5e8)));
    }

    /// @dev One bad commitment keeps all others from being covered and paid for.
    function test_RevertWhen_ACommitmentIsOutOfRange() external {
        bytes32 state = _stateHash();
        uint256 balance = dollar.balanceOf(buyer);
        uint256[3] memory bad = [uint256(0), FIELD, type(uint256).max];
        for (uint256 i; i < bad.length; ++i) {
            for (uint256 at; at < 70; at += 23) {
                ICoverDesk.GroupParameters memory p = _group(70, 1);
                (p.members[at].commitment, p.renewer) = (bad[i], buyer);
                _refuse(p, abi.encodeWithSelector(IPolicyBook.PolicyBook_CommitmentOutOfRange.selector, bad[i]));
                assertEq(coverDesk.renewals(productId, p.members[1], _end, buyer), 0);
            }
        }
        assertEq(_stateHash(), state);
        assertEq(dollar.balanceOf(buyer), balance);
    }

    function test_RevertWhen_AssetCallsBack() external {
        ReentrantDollar token = new ReentrantDollar();
        token.mint(nextContract(), 10_007);
        pool = newPool(address(token));
        setFeed(address(token));
        productId = list(defaultProduct());
        token.mint(address(this), 2_000_000 * DOLLAR);
        token.approve(address(pool), type(uint256).max);
        token.approve(address(coverDesk), type(uint256).max);
        pool.deposit(1_000_000 * DOLLAR, address(this));
        ICoverDesk.GroupParameters memory p = _group(2, 1);
        token.arm(address(coverDesk), abi.encodeCall(coverDesk.buyGroupCover, (p)));
        vm.expectRevert(ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector);
        coverDesk.buyGroupCover(p);
        token.arm(address(coverDesk), abi.encodeCall(coverDesk.buyCover, (purchase(1, _end))));
        vm.expectRevert(ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector);
        coverDesk.buyGroupCover(p);
    }

    function test_BuyGroupCover() external {
        ICoverDesk.GroupParameters memory p = _group(7, 1);
        for (uint256 i; i < 7; ++i) {
            p.members[i].units = _denominations[i];
        }
        uint256 premium = coverDesk.quote(productId, 188, _end);
        p.maxPremium = premium;
        uint256 before = dollar.balanceOf(buyer);
        vm.expectEmit(address(pool));
        emit IUnderwritingPool.CoverUnderwritten(
            productId,
            188,
            block.timestamp,
            _end,
            _end + 4 weeks,
            premium,
            premium * 300 / 10_000,
            premium * 500 / 10_000
        );
        vm.expectEmit(address(coverDesk));
        emit ICoverDesk.CoverBought(productId, buyer, 7, 188, uint40(block.timestamp), _end, address(0), premium);
        for (uint8 i; i < 7; ++i) {
            vm.expectEmit(address(book));
            emit IPolicyBook.CoverQueued(0, i, i + 1, terms, placed(_windowOf(_denominations[i]), i));
        }
        assertEq(_buyGroup(p), premium);
        assertEq(before - dollar.balanceOf(buyer), premium);
        assertEq(pool.liability(), 188_000 * DOLLAR);
        assertEq(pool.bucket(productId, _end + 4 weeks), 188);
        (uint256 protocolFees, uint256 oracleFees) = pool.fees(productId);
        assertEq(abi.encode(protocolFees, oracleFees), abi.encode(premium * 300 / 10_000, premium * 500 / 10_000));
        assertEq(pool.reserved(), protocolFees + oracleFees);
        assertEq(pool.totalAssets(), 1_000_000 * DOLLAR);
    }

    function test_GroupOfOneIsASingleSale() external {
        ICoverDesk.GroupParameters memory p = _group(1, 5);
        uint256 snapshot = vm.snapshotState();
        vm.recordLogs();
        uint256 premium = _buySingly(p);
        bytes32 logs = keccak256(abi.encode(vm.getRecordedLogs()));
        bytes32 state = _stateHash();
        vm.revertToState(snapshot);
        vm.recordLogs();
        assertEq(_buyGroup(p), premium);
        assertEq(keccak256(abi.encode(vm.getRecordedLogs())), logs);
        assertEq(_stateHash(), state);
    }

    /// @dev The largest group fills a batch and begins the next one.
    function test_LargestGroup() external {
        ICoverDesk.GroupParameters memory p = _group(100, 1);
        uint256 window = placed(_windowOf(1), 0);
        _buyGroup(p);
        (uint256 open, uint256 count, uint256 openedAt) = book.openBatch();
        assertEq(abi.encode(open, count, openedAt), abi.encode(1, 36, block.timestamp));
        IPolicyBook.QueuedLeaf[] memory leaves = new IPolicyBook.QueuedLeaf[](64);
        for (uint256 i; i < 64; ++i) {
            leaves[i] = IPolicyBook.QueuedLeaf(i + 1, terms, window + (i << 114));
        }
        uint256[8] memory proof;
        book.insertBatch(proof, 77, 1, leaves);
        leaves = new IPolicyBook.QueuedLeaf[](36);
        for (uint256 i; i < 36; ++i) {
            leaves[i] = IPolicyBook.QueuedLeaf(i + 65, terms, window + (i + 64 << 114));
        }
        skip(1 hours);
        book.insertBatch(proof, 78, 1, leaves);
        assertEq(pool.liability(), 100_000 * DOLLAR);
    }

    /// @dev Equal members are different policies: their leaves have different places.
    function test_MembersMayBeEqual() external {
        ICoverDesk.GroupParameters memory p = _group(2, 10);
        p.members[1].commitment = 1;
        for (uint8 i; i < 2; ++i) {
            vm.expectEmit(address(book));
            emit IPolicyBook.CoverQueued(0, i, 1, terms, placed(_windowOf(10), i));
        }
        _buyGroup(p);
        assertEq(pool.bucket(productId, _end + 4 weeks), 20);
    }

    function test_MembersOfARenewableGroupAreRenewable() external {
        ICoverDesk.GroupParameters memory p = _group(3, 1);
        p.renewer = stranger;
        uint256 premium = coverDesk.quote(productId, 3, _end);
        vm.expectEmit(address(coverDesk));
        emit ICoverDesk.CoverBought(productId, buyer, 3, 3, uint40(block.timestamp), _end, stranger, premium);
        for (uint8 i; i < 3; ++i) {
            vm.expectEmit(address(book));
            emit IPolicyBook.CoverQueued(0, i, i + 1, terms, placed(2 ** 113 + _windowOf(1), i));
        }
        _buyGroup(p);
        for (uint256 i; i < 3; ++i) {
            assertEq(coverDesk.renewals(productId, p.members[i], _end, stranger), 1);
            assertEq(coverDesk.renewals(productId, p.members[i], _end, buyer), 0);
        }
    }

    /// @dev Same leaves, units and liability as one by one; the price is that of one policy with all the units, and never
    /// above the sum of single prices.
    /// forge-config: default.fuzz.runs = 128
    /// forge-config: deep.fuzz.runs = 2000
    function testFuzz_GroupIsItsMembers(uint256 seed, uint256 size, uint256 before, bool renewable) external {
        _buyGroup(_group(bound(before, 1, 70), 1));
        ICoverDesk.GroupParameters memory p = _group(bound(size, 1, 100), 1);
        if (renewable) p.renewer = stranger;
        for (uint256 i; i < p.members.length; ++i) {
            uint256 random = uint256(keccak256(abi.encode(seed, i)));
            p.members[i] = ICoverDesk.Member(random % FIELD, _denominations[random % (p.members.length < 7 ? 7 : 3)]);
        }
        uint256 quoted = coverDesk.quote(productId, _unitsOf(p), _end);

        uint256 snapshot = vm.snapshotState();
        vm.recordLogs();
        uint256 singles = _buySingly(p);
        (bytes32 leaves, bytes32 state) = (_queuedHash(vm.getRecordedLogs()), _stateHash());
        vm.revertToState(snapshot);
        vm.recordLogs();
        uint256 premium = _buyGroup(p);
        assertEq(_queuedHash(vm.getRecordedLogs()), leaves);
        assertEq(_stateHash(), state);
        assertEq(premium, quoted);
        assertLe(premium, singles);
        for (uint256 i; i < p.members.length; ++i) {
            assertEq(coverDesk.renewals(productId, p.members[i], _end, stranger) != 0, renewable);
        }
    }

    /// @dev Groups and single policies in any order, of two products of one pool: together at least the price of one
    /// policy with all the units.
    function testFuzz_NoSequenceOfSalesIsCheaper(uint256 seed, uint256 count) external {
        uint256[2] memory products = [productId, list(defaultProduct())];
        count = bound(count, 1, 8);
        ICoverDesk.GroupParameters[] memory sales = new ICoverDesk.GroupParameters[](count);
        uint256 units;
        for (uint256 i; i < count; ++i) {
            uint256 random = uint256(keccak256(abi.encode(seed, i)));
            sales[i] = _group(1 + (random >> 8) % 6, _denominations[(random >> 16) % 5]);
            sales[i].productId = products[(random >> 24) % 2];
            units += _unitsOf(sales[i]);
        }
        uint256 whole = coverDesk.quote(productId, units, _end);
        uint256 sum;
        for (uint256 i; i < count; ++i) {
            if ((seed >> i) % 2 == 0) sum += _buyGroup(sales[i]);
            else sum += _buySingly(sales[i]);
        }
        assertGe(sum, whole);
    }
}
