// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {IUnderwritingPool} from "../../src/interfaces/IUnderwritingPool.sol";
import {PoolTest} from "../PoolTest.sol";
import {FeeDollar} from "../mocks/FeeDollar.sol";
import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";
import {ERC4626, IERC4626} from "@openzeppelin/contracts/token/ERC20/extensions/ERC4626.sol";
import {Pausable} from "@openzeppelin/contracts/utils/Pausable.sol";

/// @dev How capital comes in, and what a share is worth.
contract PoolDepositsTest is PoolTest {
    address private immutable attacker = makeAddr("attacker");

    /// @dev Only the attacker's one share is left, and what a premium brings is worth of it and of the million virtual
    /// ones.
    function _raiseSharePrice(uint256 premium) private {
        uint256 shares = deposit(attacker, 10 * MAX_PAYOUT);
        underwrite(1, premium, 52);
        pay(1, 1);
        vm.prank(attacker);
        pool.requestRedeem(shares - 1, attacker, attacker);
        skip(2 weeks);
        pool.settleExits();
        redeemAll(attacker);
        skip(60 weeks);
    }

    function test_RevertWhen_StrangerPausesDeposits() external {
        vm.startPrank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, stranger));
        pool.pauseDeposits();
        vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, stranger));
        pool.unpauseDeposits();
    }

    function test_RevertWhen_DepositsArePaused() external {
        vm.expectEmit(address(pool));
        emit Pausable.Paused(admin);
        vm.prank(admin);
        pool.pauseDeposits();
        assertEq(pool.maxDeposit(provider), 0);
        assertEq(pool.maxMint(provider), 0);
        vm.expectRevert(abi.encodeWithSelector(ERC4626.ERC4626ExceededMaxDeposit.selector, provider, 1, 0));
        pool.deposit(1, provider);
        vm.expectRevert(abi.encodeWithSelector(ERC4626.ERC4626ExceededMaxMint.selector, provider, 1, 0));
        pool.mint(1, provider);
        vm.expectEmit(address(pool));
        emit Pausable.Unpaused(admin);
        vm.prank(admin);
        pool.unpauseDeposits();
        deposit(provider, 1);
    }

    function test_RevertWhen_DepositedAssetKeepsAFee() external {
        FeeDollar fee = new FeeDollar();
        fee.mint(nextContract(), PROBE);
        pool = createPool(address(fee), 2000);
        fee.charge();
        fee.mint(address(this), 100);
        fee.approve(address(pool), 100);
        vm.expectRevert(abi.encodeWithSelector(IUnderwritingPool.UnderwritingPool_CashNotReceived.selector, 99, 100));
        pool.deposit(100, address(this));
    }

    function test_RevertWhen_NothingIsDeposited() external {
        vm.expectRevert(IUnderwritingPool.UnderwritingPool_AmountZero.selector);
        pool.deposit(0, provider);
        vm.expectRevert(IUnderwritingPool.UnderwritingPool_AmountZero.selector);
        pool.mint(0, provider);
    }

    /// @dev However dear a share has become, nobody pays for none.
    function test_RevertWhen_DepositGivesNoShare() external {
        _raiseSharePrice(50e12);
        uint256 price = pool.previewMint(1);
        assertGt(price, 45e6);
        dollar.mint(stranger, price);
        vm.startPrank(stranger);
        dollar.approve(address(pool), price);
        vm.expectRevert(IUnderwritingPool.UnderwritingPool_AmountZero.selector);
        pool.deposit(price - 1, stranger);
        assertEq(pool.deposit(price, stranger), 1);
    }

    /// @dev Up to a millionth of its first price a share is sold, and below that no more.
    function test_RevertWhen_PoolHasCollapsed() external {
        replacePool(10_000);
        uint256 shares = deposit(provider, 3_000_000 * MAX_PAYOUT);
        IUnderwritingPool.Underwriting memory parameters = underwriting(3_000_000, 0, 10);
        parameters.capacityUnits = 3_000_000;
        underwrite(parameters);
        uint256 state = vm.snapshotState();
        pay(2_999_999, 2_999_997 * MAX_PAYOUT);
        assertEq(pool.totalAssets(), 3 * MAX_PAYOUT);
        assertNotEq(pool.maxDeposit(stranger), 0);
        vm.revertToState(state);
        // A unit less than what makes 10^12 shares worth one unit.
        pay(3_000_000, 3_000_000 * MAX_PAYOUT - 3_000_000 * MAX_PAYOUT / 1_000_000 + 100);
        assertEq(pool.convertToAssets(1e12), 0);
        assertEq(pool.maxDeposit(stranger), 0);
        assertEq(pool.maxMint(stranger), 0);
        vm.expectRevert(abi.encodeWithSelector(ERC4626.ERC4626ExceededMaxDeposit.selector, stranger, 1, 0));
        pool.deposit(1, stranger);
        // Who is in it can still leave with what there is.
        assertEq(exit(provider, shares), 3 * MAX_PAYOUT - 101);
    }

    function test_RevertWhen_CashWouldNotFitItsWord() external {
        deposit(provider, 1e15);
        uint256 most = type(uint96).max - 1e15;
        assertEq(pool.maxDeposit(stranger), most);
        vm.expectRevert(abi.encodeWithSelector(ERC4626.ERC4626ExceededMaxDeposit.selector, stranger, most + 1, most));
        pool.deposit(most + 1, stranger);
        deposit(stranger, most);
        assertEq(pool.maxDeposit(stranger), 0);
        assertEq(pool.cash(), type(uint96).max);
    }

    function test_DepositAndMintMoveTheMoney() external {
        dollar.mint(stranger, 1000);
        vm.startPrank(stranger);
        dollar.approve(address(pool), 1000);
        vm.expectEmit(address(pool));
        emit IERC4626.Deposit(stranger, provider, 600, 600e6);
        assertEq(pool.deposit(600, provider), 600e6);
        assertEq(pool.mint(400e6, provider), 400);
        assertEq(pool.balanceOf(provider), 1000e6);
        assertEq(pool.cash(), 1000);
        assertEq(pool.totalAssets(), 1000);
    }

    function test_SharesHaveSixMoreDecimals() external view {
        assertEq(pool.decimals(), 12);
        assertEq(pool.name(), "Aceso Pool");
        assertEq(pool.symbol(), "aPOOL");
        assertEq(pool.asset(), address(dollar));
    }

    function test_DonationChangesNothing() external {
        deposit(provider, 100);
        dollar.mint(address(pool), 1_000_000 * DOLLAR);
        assertEq(pool.totalAssets(), 100);
        assertEq(pool.cash(), 100);
        assertEq(pool.instantLimit(), 20);
        assertEq(deposit(stranger, 100), pool.balanceOf(provider));
        assertEq(exit(provider, 100e6), 99);
    }

    /// @dev The first depositor's usual way: a share or two, then a donation before somebody else's deposit.
    function testFuzz_FirstDepositorGainsNothing(uint256 first, uint256 donation, uint256 amount) external {
        first = bound(first, 1, 1e9);
        amount = bound(amount, 1, 1e15);
        deposit(attacker, first);
        dollar.mint(address(pool), bound(donation, 0, 1e20));
        uint256 shares = deposit(stranger, amount);
        assertEq(shares, amount * 1e6);
        assertApproxEqAbs(exit(attacker, first * 1e6), first, 1);
        assertApproxEqAbs(exit(stranger, shares), amount, 1);
        assertLe(dollar.balanceOf(attacker), first);
    }

    /// @dev A premium raises the price as no donation can. What the next depositor loses by rounding is less than one
    /// share, and it takes a million times as much to make a share so dear.
    function testFuzz_DearShareCostsItsMakerMore(uint256 premium, uint256 amount) external {
        premium = bound(premium, 0, 1e16);
        _raiseSharePrice(premium);
        uint256 price = pool.previewMint(1);
        amount = bound(amount, price, 1e18);
        uint256 shares = deposit(stranger, amount);
        uint256 worth = pool.convertToAssets(shares);
        assertLe(worth, amount);
        assertLe(amount - worth, price);
        assertLe(price, premium / 1e6 + 1);
        assertLe(pool.convertToAssets(1), premium / 1e6 + 1);
    }

    /// @dev Price of a share after each step against the one before, as a fraction. Only a payout lowers it.
    function _price() private view returns (uint256 assets, uint256 supply) {
        return (pool.totalAssets() + pool.exiting() + 1, pool.totalSupply() + pool.exitingShares() + 1e6);
    }

    function testFuzz_OnlyAPayoutLowersTheSharePrice(uint256 seed) external {
        uint256[2] memory kept;
        deposit(provider, 1e9 + seed % 1e9);
        deposit(stranger, 1 + seed % 777);
        for (uint256 i; i < 40; ++i) {
            uint256 random = uint256(keccak256(abi.encode(seed, i)));
            (uint256 assets, uint256 supply) = _price();
            bool loses = _step(random % 10, random >> 8, kept);
            if (!loses) {
                (uint256 newAssets, uint256 newSupply) = _price();
                assertGe(newAssets * supply, assets * newSupply, "price fell");
            }
            assertGe(pool.totalAssets() + pool.exiting(), pool.liability(), "not covered");
        }
    }

    /// @param kept of the claim that is held: units and amount
    /// @return loses whether it may lower the price
    function _step(uint256 action, uint256 random, uint256[2] memory kept) private returns (bool loses) {
        address owner = random % 2 == 0 ? provider : stranger;
        if (action == 0) {
            if (pool.maxDeposit(owner) == 0) return false;
            uint256 amount = 1 + (random >> 8) % (1 << (random >> 1) % 30);
            if (pool.previewDeposit(amount) != 0) deposit(owner, amount);
        } else if (action == 1) {
            if (pool.maxDeposit(owner) == 0) return false;
            uint256 shares = 1 + (random >> 8) % (1 << (random >> 1) % 50);
            dollar.mint(owner, pool.previewMint(shares));
            vm.startPrank(owner);
            dollar.approve(address(pool), type(uint256).max);
            pool.mint(shares, owner);
            vm.stopPrank();
        } else if (action < 4) {
            _sell(random);
        } else if (action == 4) {
            uint256 shares = pool.balanceOf(owner) * ((random >> 8) % 101) / 100;
            if (pool.convertToAssets(shares) != 0) request(owner, shares);
        } else if (action == 5) {
            skip((random >> 8) % (3 * WEEK));
            pool.settleExits();
            redeemAll(owner);
        } else if (action == 6) {
            skip((random >> 8) % WEEK);
            pool.advance(productId, (random >> 40) % 20);
        } else if (action == 7) {
            return _cancel(random);
        } else if (action == 8) {
            return _claim(random, kept);
        } else if (kept[0] != 0) {
            _resolve(random, kept);
        }
    }

    function _sell(uint256 random) private {
        IUnderwritingPool.Underwriting memory parameters =
            underwriting(1 + (random >> 8) % 20, (random >> 16) % 1e7, 2 + (random >> 48) % 10);
        parameters.maxPayout = 1e6;
        (parameters.protocolFee, parameters.oracleFee) = (parameters.premium * 3 / 100, parameters.premium / 20);
        if (random % 3 == 0) parameters.start = parameters.end - WEEK * (1 + (random >> 56) % 2);
        if (parameters.start < block.timestamp) parameters.start = block.timestamp;
        (uint256 assets, uint256 liability) = pool.capital(productId);
        if (liability + parameters.units * 1e6 <= assets) underwrite(parameters);
    }

    function _openUnits() private returns (uint256) {
        pool.advance(productId, type(uint256).max);
        (uint256 open, uint256 claimed,,) = pool.productLiability(productId);
        return open - claimed;
    }

    /// @dev A policy of its own, so that there is as much to take back as the refund says.
    function _cancel(uint256 random) private returns (bool) {
        IUnderwritingPool.Underwriting memory parameters =
            underwriting(1, (random >> 16) % 1e7, 2 + (random >> 48) % 10);
        parameters.maxPayout = 1e6;
        (uint256 assets, uint256 liability) = pool.capital(productId);
        if (liability + 1e6 > assets) return false;
        underwrite(parameters);
        vm.startPrank(address(claimDesk));
        pool.refund(
            payoutOf(1, parameters.premium * ((random >> 56) % 101) / 100, 0),
            parameters.end,
            parameters.claimDeadline,
            0
        );
        vm.stopPrank();
        return false;
    }

    function _claim(uint256 random, uint256[2] memory kept) private returns (bool) {
        uint256 units = _openUnits();
        if (units == 0 || kept[0] != 0) return false;
        units = 1 + (random >> 8) % units;
        uint256 amount = 1 + (random >> 32) % (units * 1e6);
        if (!pay(units, amount)) (kept[0], kept[1]) = (units, amount);
        return true;
    }

    function _resolve(uint256 random, uint256[2] memory kept) private {
        vm.startPrank(address(claimDesk));
        if (random % 2 == 0) pool.payHeld(payoutOf(kept[0], kept[1], 0));
        else pool.voidHeld(productId, kept[0], kept[1], (block.timestamp / WEEK + 5) * WEEK);
        vm.stopPrank();
        kept[0] = 0;
    }
}
