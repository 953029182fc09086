// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {IUnderwritingPool} from "../../src/interfaces/IUnderwritingPool.sol";
import {PoolTest} from "../PoolTest.sol";
import {ReentrantDollar} from "../mocks/ReentrantDollar.sol";
import {ERC4626} from "@openzeppelin/contracts/token/ERC20/extensions/ERC4626.sol";

/// @dev The asset calls the pool in the middle of a transfer, before any balance has changed.
contract PoolReentrancyTest is PoolTest {
    uint256 private constant TOKEN = 1e18;
    uint256 private constant CAPITAL = 10 * TOKEN;

    ReentrantDollar private _token;

    function setUp() public override {
        super.setUp();
        _token = new ReentrantDollar();
        _token.mint(nextContract(), PROBE);
        pool = createPool(address(_token), 10_000);
        _depositAs(provider, CAPITAL);
    }

    function _depositAs(address owner, uint256 assets) private returns (uint256) {
        _token.mint(owner, assets);
        vm.startPrank(owner);
        _token.approve(address(pool), type(uint256).max);
        uint256 shares = pool.deposit(assets, owner);
        vm.stopPrank();
        return shares;
    }

    function _underwrite(uint256 units) private {
        IUnderwritingPool.Underwriting memory parameters = underwriting(units, 0, 10);
        parameters.maxPayout = TOKEN;
        vm.prank(address(coverDesk));
        pool.underwrite(parameters);
    }

    function _settle() private {
        request(provider, pool.balanceOf(provider));
        settleNextEpoch();
        settleNextEpoch();
        vm.prank(provider);
        pool.setOperator(address(_token), true);
    }

    /// @dev A transfer fails as long as the call that it makes fails.
    function _keep(uint256 amount) private {
        _underwrite(5);
        _token.arm(address(pool), abi.encodeCall(pool.retireProduct, (productId)));
        pay(1, amount);
        assertEq(pool.keptPayout(recipient), amount);
    }

    function test_RevertWhen_ExitIsClaimedTwiceInOneTransfer() external {
        _settle();
        uint256 shares = pool.maxRedeem(provider);
        _token.arm(address(pool), abi.encodeCall(pool.redeem, (1, stranger, provider)));
        vm.startPrank(provider);
        vm.expectRevert(abi.encodeWithSelector(ERC4626.ERC4626ExceededMaxRedeem.selector, provider, 1, 0));
        pool.redeem(shares, provider, provider);
        uint256 assets = pool.maxWithdraw(provider);
        _token.arm(address(pool), abi.encodeCall(pool.withdraw, (1, stranger, provider)));
        vm.expectRevert(abi.encodeWithSelector(ERC4626.ERC4626ExceededMaxWithdraw.selector, provider, 1, 0));
        pool.withdraw(assets, provider, provider);
    }

    function test_RevertWhen_KeptPayoutIsCollectedTwiceInOneTransfer() external {
        _keep(1000);
        _token.arm(address(pool), abi.encodeCall(pool.collectKept, (recipient, recipient)));
        vm.expectRevert(abi.encodeWithSelector(IUnderwritingPool.UnderwritingPool_NothingKept.selector, recipient));
        pool.collectKept(recipient, recipient);
        assertEq(pool.keptPayout(recipient), 1000);
    }

    function test_ExitInThePartsOfOneTransfer() external {
        _settle();
        uint256 shares = pool.maxRedeem(provider);
        _token.arm(address(pool), abi.encodeCall(pool.redeem, (shares / 2, stranger, provider)));
        vm.prank(provider);
        pool.redeem(shares / 2, provider, provider);
        assertApproxEqAbs(_token.balanceOf(stranger), CAPITAL / 2, 1);
        assertApproxEqAbs(_token.balanceOf(provider), PROBE + CAPITAL / 2, 1);
        assertLe(pool.cash(), 1);
        assertEq(pool.reserved(), pool.cash());
    }

    function test_DepositWithinADeposit() external {
        _token.mint(address(_token), 300);
        vm.prank(address(_token));
        _token.approve(address(pool), 300);
        _token.arm(address(pool), abi.encodeCall(pool.deposit, (300, stranger)));
        assertEq(_depositAs(relayer, 500), 500e6);
        assertEq(pool.balanceOf(stranger), 300e6);
        assertEq(pool.cash(), CAPITAL + 800);
        assertEq(pool.totalAssets(), CAPITAL + 800);
    }

    /// @dev A request in the middle of a payout finds the loss in the price already.
    function test_RequestWithinAPayoutBearsIt() external {
        uint256 shares = pool.balanceOf(provider);
        _underwrite(5);
        vm.prank(provider);
        pool.setOperator(address(_token), true);
        _token.arm(address(pool), abi.encodeCall(pool.requestRedeem, (shares, provider, provider)));
        assertTrue(pay(5, 5 * TOKEN));
        assertApproxEqAbs(pool.pendingAssets(provider), 5 * TOKEN, 1);
        assertEq(pool.cash(), 5 * TOKEN);
        assertLe(pool.totalAssets(), 1);
    }

    /// @dev What a failing transfer keeps is added to what the call before it has left.
    function test_KeptPayoutsOfTwoTransfersAddUp() external {
        _keep(1000);
        pay(1, 500);
        assertEq(pool.keptPayout(recipient), 1500);
        assertEq(pool.reserved(), 1500);
        assertEq(pool.cash(), CAPITAL);
    }
}
