// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {IClaimDesk} from "../../src/interfaces/IClaimDesk.sol";
import {ICoverDesk} from "../../src/interfaces/ICoverDesk.sol";
import {IProductCatalog} from "../../src/interfaces/IProductCatalog.sol";
import {AcesoTest} from "../AcesoTest.sol";

/// @dev However a policy was bought, its refund is at most what is unearned of its own premium: the product here refunds
/// as much as a product may, and asks for no load, so that nothing is to spare.
contract RefundsTest is AcesoTest {
    uint256 private constant ROOT = 4242;

    uint32[7] private _denominations = [1, 2, 5, 10, 20, 50, 100];
    uint256 private _cancelled;

    function setUp() public override {
        super.setUp();
        deposit(provider, 1_000_000 * DOLLAR);
        buyAndInsert(1, endAfter(4 weeks), ROOT);
        skip(10 weeks);
        pool.advance(productId, 100);
        assertEq(pool.unearnedPremium(), 0);
    }

    function _list(uint256 baseRate, uint256 fees) private {
        IProductCatalog.ProductParameters memory p = defaultProduct();
        p.baseRate = uint64(bound(baseRate, 1, 10e18));
        fees = bound(fees, 0, 3000);
        (p.protocolFee, p.oracleFee) = (uint16(fees / 3), uint16(fees - fees / 3));
        (p.refundShare, p.loadFactor) = (uint16(10_000 - fees), 0);
        p.payouts = [uint96(1), 2, uint96(1000 * DOLLAR - 1)];
        productId = list(p);
        (terms,,) = catalog.product(productId);
    }

    /// @return refund zero if it is too small for an asset unit
    function _cancel(uint256 units, uint256 end) private returns (uint256 refund) {
        try claimDesk.cancelPolicy(
            [uint256(0), 0, 0, 0, 0, 0, 0, 0],
            1,
            IClaimDesk.Cancellation(ROOT, terms, units, end, ++_cancelled, block.timestamp / 3600 * 3600),
            paymentOf(0)
        ) returns (
            uint256 amount
        ) {
            return amount;
        } catch (bytes memory reason) {
            assertEq(reason, abi.encodeWithSelector(IClaimDesk.ClaimDesk_NothingToRefund.selector, end));
        }
    }

    /// @return what is left now of a premium that is earned from start to end, rounded down
    function _left(uint256 premium, uint256 start, uint256 end) private view returns (uint256) {
        return premium * (end - block.timestamp) / (end - start);
    }

    function _netOf(uint256 premium, uint256 fees) private pure returns (uint256) {
        fees = bound(fees, 0, 3000);
        return premium - premium * (fees / 3) / 10_000 - premium * (fees - fees / 3) / 10_000;
    }

    function testFuzz_SinglePolicy(uint256 baseRate, uint256 fees, uint256 seed, uint256 wait, bool atTheFullWeek)
        external
    {
        _list(baseRate, fees);
        if (atTheFullWeek) vm.warp(endAfter(0));
        uint32 units = _denominations[seed % 7];
        (uint256 start, uint40 end) = (block.timestamp, endAfter(4 weeks + seed % 47 * 1 weeks));
        uint256 net = _netOf(buy(units, end), fees);
        skip(bound(wait, 0, end - start));
        uint256 price = pool.convertToAssets(1e18);
        uint256 refund = _cancel(units, end);
        assertLe(refund, _left(net, start, end));
        assertGe(pool.convertToAssets(1e18), price);
        vm.warp(end);
        pool.advance(productId, 100);
        assertEq(pool.unearnedPremium(), 0);
    }

    /// @dev One premium for all of them, one refund for each; a policy of somebody else that ends with them keeps its own.
    function testFuzz_Group(uint256 baseRate, uint256 fees, uint256 seed, uint256 wait, bool atTheFullWeek) external {
        _list(baseRate, fees);
        if (atTheFullWeek) vm.warp(endAfter(0));
        (uint256 start, uint40 end) = (block.timestamp, endAfter(4 weeks + seed % 47 * 1 weeks));
        uint256 others = _netOf(buy(1, end), fees);
        ICoverDesk.Member[] memory members = new ICoverDesk.Member[](3 + seed % 5);
        for (uint256 i; i < members.length; ++i) {
            members[i] = ICoverDesk.Member(7, _denominations[uint256(keccak256(abi.encode(seed, i))) % 6]);
        }
        vm.prank(buyer);
        uint256 net = _netOf(
            coverDesk.buyGroupCover(
                ICoverDesk.GroupParameters(productId, members, end, address(0), type(uint256).max, block.timestamp)
            ),
            fees
        );
        skip(bound(wait, 0, end - start));
        uint256 price = pool.convertToAssets(1e18);
        uint256 refunds;
        for (uint256 i; i < members.length; ++i) {
            refunds += _cancel(members[i].units, end);
        }
        assertLe(refunds, _left(net, start, end));
        assertGe(pool.unearnedPremium(), _left(others, start, end));
        assertGe(pool.convertToAssets(1e18), price);
        vm.warp(end);
        pool.advance(productId, 100);
        assertEq(pool.unearnedPremium(), 0);
    }

    /// @dev Its premium is unearned as a whole until it begins, which is the first moment at which it can be cancelled.
    function testFuzz_RenewedPolicy(uint256 baseRate, uint256 fees, uint256 seed, uint256 early, uint256 wait)
        external
    {
        _list(baseRate, fees);
        uint32 units = _denominations[seed % 7];
        uint40 end = endAfter(8 weeks);
        fund(buyer, 1_000_000 * DOLLAR);
        ICoverDesk.BuyParameters memory p = purchase(units, end);
        p.renewer = buyer;
        vm.prank(buyer);
        coverDesk.buyCover(p);

        vm.warp(end - bound(early, 1, 4 weeks));
        uint40 newEnd = end + uint40(4 weeks + seed % 48 * 1 weeks);
        vm.prank(buyer);
        uint256 net = _netOf(
            coverDesk.renewCover(
                ICoverDesk.RenewalParameters(
                    productId, p.member, end, newEnd, address(0), type(uint256).max, block.timestamp
                )
            ),
            fees
        );
        vm.warp(bound(wait, end, newEnd));
        uint256 price = pool.convertToAssets(1e18);
        uint256 refund = _cancel(units, newEnd);
        assertLe(refund, _left(net, end, newEnd));
        assertGe(pool.convertToAssets(1e18), price);
        vm.warp(newEnd);
        pool.advance(productId, 100);
        assertEq(pool.unearnedPremium(), 0);
    }

    /// @dev The least that is left to the shareholders: of a policy without load and fees, bought at a full week and
    /// cancelled at once, the wei that rounding takes.
    function test_WholePremiumMayComeBack() external {
        _list(0.05e18, 0);
        vm.warp(endAfter(0));
        uint40 end = endAfter(52 weeks);
        uint256 premium = buy(100, end);
        uint256 refund = _cancel(100, end);
        assertLe(refund, premium);
        assertGe(refund + 2, premium);
        assertEq(pool.unearnedPremium(), premium - refund);
    }
}
