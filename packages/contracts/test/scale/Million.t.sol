// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {ICoverDesk} from "../../src/interfaces/ICoverDesk.sol";
import {IProductCatalog} from "../../src/interfaces/IProductCatalog.sol";
import {AcesoTest} from "../AcesoTest.sol";

/// @notice A million policies in fourteen months, in groups of a hundred, through the real desk, book and pool. Takes a
/// minute or two: the script `scale` of the package, and `npm run bench`.
/// forge-config: default.isolate = true
contract MillionTest is AcesoTest {
    uint256 private constant GROUP = 100;

    ICoverDesk.Member[] private _members;

    function setUp() public override {
        super.setUp();
        deposit(provider, 2_000_000_000 * DOLLAR);
        IProductCatalog.ProductParameters memory wide = defaultProduct();
        (wide.capacity, wide.payouts) = (uint96(2_000_000_000 * DOLLAR), [uint96(100 * DOLLAR), 0, 0]);
        (wide.thresholds, wide.maxTerm) = ([uint64(65), 0, 0], 52 weeks);
        productId = list(wide);
        fund(buyer, 1_000_000_000 * DOLLAR);
        for (uint256 i; i < GROUP; ++i) {
            _members.push(ICoverDesk.Member(1000 + i, 1));
        }
    }

    /// @dev A single purchase in the middle of a batch, which has its place in the book and its week like any other.
    function _costOfOne() private returns (uint256 gas) {
        vm.prank(buyer);
        coverDesk.buyCover(purchase(1, endAfter(12 weeks)));
        return vm.lastCallGas().gasTotalUsed;
    }

    function _buyGroups(uint256 count) private {
        for (uint256 i; i < count; ++i) {
            this.buyGroup();
            skip(1 hours);
        }
    }

    /// @dev External, so that its memory is given back.
    function buyGroup() external {
        vm.prank(buyer);
        coverDesk.buyGroupCover(
            ICoverDesk.GroupParameters(
                productId, _members, endAfter(12 weeks), address(0), type(uint256).max, block.timestamp
            )
        );
    }

    function test_TheMillionthPurchaseCostsWhatTheThousandthDid() external {
        _buyGroups(10);
        _costOfOne();
        uint256 thousandth = _costOfOne();
        _buyGroups(9990);
        _costOfOne();
        uint256 millionth = _costOfOne();
        (uint256 batch,,) = book.openBatch();
        assertGe(batch, 1_000_000 / 64);
        emit log_named_uint("gas of the thousandth purchase", thousandth);
        emit log_named_uint("gas of the millionth purchase", millionth);
        // A longer number in calldata, another number of weeks since the last purchase: never more than a word or two.
        assertApproxEqAbs(millionth, thousandth, 5000);
    }
}
