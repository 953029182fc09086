// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {ICoverDesk} from "../../src/interfaces/ICoverDesk.sol";
import {IPolicyBook} from "../../src/interfaces/IPolicyBook.sol";
import {IProductCatalog} from "../../src/interfaces/IProductCatalog.sol";
import {AcesoTest} from "../AcesoTest.sol";
import {DecimalDollar} from "../mocks/DecimalDollar.sol";
import {NoReturnDollar} from "../mocks/NoReturnDollar.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";

/// @dev The whole life of a pool and a policy, by the real desks, with other assets than six decimals.
contract DecimalsTest is AcesoTest {
    using SafeERC20 for IERC20;

    uint256 private constant CAPITAL = 100_000;

    function _mint(address token, address to, uint256 amount) private {
        DecimalDollar(token).mint(to, amount);
    }

    function _createProduct(address token, uint256 one) private {
        _mint(token, nextContract(), 10_007);
        pool = newPool(token);
        setFeed(token);
        IProductCatalog.ProductParameters memory parameters = defaultProduct();
        parameters.payouts = [uint96(100 * one), uint96(250 * one), uint96(1000 * one)];
        parameters.capacity = uint96(CAPITAL * one);
        productId = list(parameters);
        (terms,,) = catalog.product(productId);
    }

    function _depositOf(address token, uint256 amount) private returns (uint256 shares) {
        _mint(token, provider, amount);
        vm.startPrank(provider);
        IERC20(token).forceApprove(address(pool), amount);
        shares = pool.deposit(amount, provider);
        vm.stopPrank();
    }

    function _buyOf(address token, uint256 one, uint40 end) private returns (uint256 premium) {
        _mint(token, buyer, 10_000 * one);
        vm.startPrank(buyer);
        IERC20(token).forceApprove(address(coverDesk), 10_000 * one);
        ICoverDesk.BuyParameters memory parameters = purchase(20, end);
        premium = coverDesk.buyCover(parameters);
        vm.stopPrank();
        assertEq(IERC20(token).balanceOf(buyer), 10_000 * one - premium);
    }

    function _claimOf(uint256 root, uint256 severity) private returns (bool paid) {
        vm.prank(relayer);
        (, paid) = claimDesk.submitClaim(claimOf(20, severity), paymentOf(0), abi.encode(evidenceOf(root)));
    }

    function _testLife(address token, uint256 one) private {
        _createProduct(token, one);
        uint256 shares = _depositOf(token, CAPITAL * one);
        assertEq(shares, CAPITAL * one * 1e6);
        assertEq(pool.instantLimit(), CAPITAL * one / 5);

        uint40 end = endAfter(20 weeks);
        IPolicyBook.QueuedLeaf[] memory leaves = new IPolicyBook.QueuedLeaf[](1);
        leaves[0] = leafOf(20, end);
        uint256 premium = _buyOf(token, one, end);
        // 20,000 tokens of cover at five percent a year, with a load of 4% on a fifth of the pool.
        uint256 fair = 20_000 * one * (end - block.timestamp) / (20 * 365 days);
        assertGe(premium, fair);
        assertLe(premium, fair * 105 / 100 + 1);
        assertEq(pool.totalAssets(), CAPITAL * one);
        assertEq(pool.liability(), 20_000 * one);
        skip(3 weeks);
        uint256[8] memory proof;
        book.insertBatch(proof, 5, 1, leaves);

        _claimPartly(token, one);
        _leave(token, one, shares, premium, end);
    }

    /// @dev Twice 5,000 tokens: the first five units of their smallest payout reach the recipient at once.
    function _claimPartly(address token, uint256 one) private {
        assertTrue(_claimOf(5, 2));
        assertEq(IERC20(token).balanceOf(recipient), 5000 * one);
        assertLe(pool.instantLimit(), CAPITAL * one / 5 - 5000 * one);
        assertEq(pool.liability(), 0);
    }

    function _leave(address token, uint256 one, uint256 shares, uint256 premium, uint256 end) private {
        vm.warp(end + 4 weeks + 3601);
        uint256 fees = premium * 300 / 10_000 + premium * 500 / 10_000;
        uint256 left = CAPITAL * one - 5000 * one + premium - fees;
        assertEq(pool.totalAssets(), left);
        uint256 assets = exit(provider, shares);
        assertLe(assets, left);
        // Virtual shares take a part of the gain that is smaller than the smallest of deposits.
        assertGe(assets + 2, left);
        assertEq(IERC20(token).balanceOf(provider), 10_007 + assets);
        vm.startPrank(admin);
        assertEq(pool.collectProtocolFees(productId, admin) + pool.collectOracleFees(productId, admin), fees);
        vm.stopPrank();
        assertEq(pool.cash(), left - assets);
        assertEq(IERC20(token).balanceOf(address(pool)), left - assets);
    }

    function _testLifeWithDecimals(uint8 decimals) private {
        _testLife(address(new DecimalDollar(decimals)), 10 ** decimals);
        assertEq(pool.decimals(), decimals + 6);
    }

    function test_EightDecimals() external {
        _testLifeWithDecimals(8);
    }

    function test_EighteenDecimals() external {
        _testLifeWithDecimals(18);
    }

    function test_FiveDecimals() external {
        _testLifeWithDecimals(5);
    }

    function test_FourDecimals() external {
        _testLifeWithDecimals(4);
    }

    function test_ThreeDecimals() external {
        _testLifeWithDecimals(3);
    }

    function test_TwoDecimals() external {
        _testLifeWithDecimals(2);
    }

    function test_OneDecimal() external {
        _testLifeWithDecimals(1);
    }

    function test_NoDecimals() external {
        _testLifeWithDecimals(0);
    }

    function test_TokenThatReturnsNothing() external {
        _testLife(address(new NoReturnDollar()), 1e6);
    }
}
