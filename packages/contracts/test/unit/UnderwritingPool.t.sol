// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {UnderwritingPool} from "../../src/UnderwritingPool.sol";
import {IUnderwritingPool} from "../../src/interfaces/IUnderwritingPool.sol";
import {AcesoTest} from "../AcesoTest.sol";
import {FeeDollar} from "../mocks/FeeDollar.sol";
import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";
import {ERC4626} from "@openzeppelin/contracts/token/ERC20/extensions/ERC4626.sol";

/// @dev The test stands in for both desks by pranking as them.
contract UnderwritingPoolTest is AcesoTest {
    uint256 private constant MAX_PAYOUT = 1000e6;

    function setUp() public override {
        super.setUp();
        vm.warp((block.timestamp / WEEK + 1) * WEEK + 1 days);
    }

    function _underwriting(uint256 units, uint256 premium, uint256 termWeeks)
        private
        view
        returns (IUnderwritingPool.Underwriting memory)
    {
        uint256 end = (block.timestamp / WEEK + termWeeks) * WEEK;
        return IUnderwritingPool.Underwriting({
            productId: productId,
            units: units,
            maxPayout: MAX_PAYOUT,
            capacityUnits: 800,
            premium: premium,
            end: end,
            claimDeadline: end + 4 weeks
        });
    }

    function _underwrite(uint256 units, uint256 premium, uint256 termWeeks) private returns (uint256 deadline) {
        IUnderwritingPool.Underwriting memory underwriting = _underwriting(units, premium, termWeeks);
        dollar.mint(address(pool), premium);
        vm.prank(address(coverDesk));
        pool.underwrite(underwriting);
        return underwriting.claimDeadline;
    }

    function _pay(uint256 units, uint256 payout) private {
        vm.prank(address(claimDesk));
        pool.pay(productId, units, payout, recipient, address(0), 0);
    }

    function _assertProduct(uint256 openUnits, uint256 claimedUnits) private view {
        (uint256 open, uint256 claimed,,) = pool.productLiability(productId);
        assertEq(open, openUnits, "open units");
        assertEq(claimed, claimedUnits, "claimed units");
        assertEq(pool.liability(), (openUnits - claimedUnits) * MAX_PAYOUT, "liability");
    }

    function test_RevertWhen_StrangerUnderwrites() external {
        vm.expectRevert(abi.encodeWithSelector(IUnderwritingPool.UnderwritingPool_NotCoverDesk.selector, admin));
        vm.prank(admin);
        pool.underwrite(_underwriting(1, 1, 10));
    }

    function test_RevertWhen_StrangerPays() external {
        vm.expectRevert(abi.encodeWithSelector(IUnderwritingPool.UnderwritingPool_NotClaimDesk.selector, admin));
        vm.prank(admin);
        pool.pay(productId, 1, 1, admin, address(0), 0);
    }

    function test_RevertWhen_StrangerPausesDeposits() external {
        vm.startPrank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, stranger));
        pool.pauseDeposits();
        vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, stranger));
        pool.unpauseDeposits();
    }

    function test_RevertWhen_LiabilityAboveAssets() external {
        deposit(provider, 10 * MAX_PAYOUT - 1);
        dollar.mint(address(pool), 1);
        IUnderwritingPool.Underwriting memory underwriting = _underwriting(10, 1, 10);
        vm.expectRevert(
            abi.encodeWithSelector(
                IUnderwritingPool.UnderwritingPool_LiabilityAboveAssets.selector, 10 * MAX_PAYOUT, 10 * MAX_PAYOUT - 1
            )
        );
        vm.prank(address(coverDesk));
        pool.underwrite(underwriting);
    }

    function test_RevertWhen_CapacityExceeded() external {
        deposit(provider, 1000 * MAX_PAYOUT);
        _underwrite(800, 1, 10);
        IUnderwritingPool.Underwriting memory underwriting = _underwriting(1, 0, 10);
        vm.expectRevert(abi.encodeWithSelector(IUnderwritingPool.UnderwritingPool_CapacityExceeded.selector, 801, 800));
        vm.prank(address(coverDesk));
        pool.underwrite(underwriting);
    }

    function test_RevertWhen_PremiumDidNotArrive() external {
        deposit(provider, 10 * MAX_PAYOUT);
        IUnderwritingPool.Underwriting memory underwriting = _underwriting(1, 5, 10);
        vm.expectRevert(
            abi.encodeWithSelector(
                IUnderwritingPool.UnderwritingPool_CashNotReceived.selector, 10 * MAX_PAYOUT, 10 * MAX_PAYOUT + 5
            )
        );
        vm.prank(address(coverDesk));
        pool.underwrite(underwriting);
    }

    function test_RevertWhen_DepositedAssetKeepsAFee() external {
        FeeDollar fee = new FeeDollar();
        fee.charge();
        pool = new UnderwritingPool(fee, "", "", address(coverDesk), address(claimDesk), address(manager));
        fee.mint(address(this), 100);
        fee.approve(address(pool), 100);
        vm.expectRevert(abi.encodeWithSelector(IUnderwritingPool.UnderwritingPool_CashNotReceived.selector, 99, 100));
        pool.deposit(100, address(this));
    }

    function test_RevertWhen_DepositsArePaused() external {
        vm.prank(admin);
        pool.pauseDeposits();
        assertEq(pool.maxDeposit(provider), 0);
        assertEq(pool.maxMint(provider), 0);
        vm.expectRevert(abi.encodeWithSelector(ERC4626.ERC4626ExceededMaxDeposit.selector, provider, 1, 0));
        pool.deposit(1, provider);
        vm.prank(admin);
        pool.unpauseDeposits();
        deposit(provider, 1);
    }

    function test_RevertWhen_WithdrawalExceedsFreeCapital() external {
        uint256 shares = deposit(provider, 10 * MAX_PAYOUT);
        _underwrite(6, 0, 10);
        vm.startPrank(provider);
        vm.expectRevert(
            abi.encodeWithSelector(
                ERC4626.ERC4626ExceededMaxWithdraw.selector, provider, 4 * MAX_PAYOUT + 1, 4 * MAX_PAYOUT
            )
        );
        pool.withdraw(4 * MAX_PAYOUT + 1, provider, provider);
        uint256 limit = pool.maxRedeem(provider);
        assertEq(limit, shares * 4 / 10);
        vm.expectRevert(abi.encodeWithSelector(ERC4626.ERC4626ExceededMaxRedeem.selector, provider, limit + 1, limit));
        pool.redeem(limit + 1, provider, provider);
    }

    function test_PausedDepositsLeaveExitsOpen() external {
        deposit(provider, 10 * MAX_PAYOUT);
        vm.prank(admin);
        pool.pauseDeposits();
        vm.prank(provider);
        pool.withdraw(10 * MAX_PAYOUT, provider, provider);
        assertEq(dollar.balanceOf(provider), 10 * MAX_PAYOUT);
    }

    function test_EverythingFreeCanLeave() external {
        deposit(provider, 10 * MAX_PAYOUT);
        _underwrite(6, 0, 10);
        vm.startPrank(provider);
        assertEq(pool.maxWithdraw(provider), 4 * MAX_PAYOUT);
        pool.withdraw(4 * MAX_PAYOUT, provider, provider);
        assertEq(pool.freeCapital(), 0);
        assertEq(pool.maxRedeem(provider), 0);
        assertEq(pool.totalAssets(), pool.liability());
    }

    function test_SharesHaveSixMoreDecimals() external view {
        assertEq(pool.decimals(), 12);
    }

    function test_SharesHaveAPermit() external view {
        assertNotEq(pool.DOMAIN_SEPARATOR(), 0);
    }

    function test_DonationChangesNothing() external {
        deposit(provider, 100);
        dollar.mint(address(pool), 1_000_000 * DOLLAR);
        assertEq(pool.totalAssets(), 100);
        assertEq(pool.cash(), 100);
        assertEq(deposit(stranger, 100), pool.balanceOf(provider));
    }

    function test_PurchaseChangesNoSharePrice() external {
        deposit(provider, 100 * MAX_PAYOUT);
        for (uint256 i; i < 20; ++i) {
            _underwrite(1, 1_234_567 * i + 1, 2 + i);
            assertEq(pool.totalAssets(), 100 * MAX_PAYOUT);
        }
    }

    function test_PremiumIsEarnedEvenlyToTheEnd() external {
        deposit(provider, 10 * MAX_PAYOUT);
        uint256 duration = 10 * WEEK - 1 days;
        _underwrite(1, 1_000_003, 10);
        assertEq(pool.unearnedPremium(), 1_000_003);
        skip(duration / 4);
        assertEq(pool.unearnedPremium(), uint256(1_000_003 * 3) / 4 + 1);
        skip(duration / 4);
        assertEq(pool.unearnedPremium(), uint256(1_000_003) / 2 + 1);
        skip(duration / 2 - 1);
        assertEq(pool.unearnedPremium(), 1);
        skip(1);
        assertEq(pool.unearnedPremium(), 0);
        assertEq(pool.totalAssets(), 10 * MAX_PAYOUT + 1_000_003);
        skip(500 weeks);
        assertEq(pool.totalAssets(), 10 * MAX_PAYOUT + 1_000_003);
    }

    function test_AccrualIsTheSameHoweverOftenItIsWritten() external {
        deposit(provider, 100 * MAX_PAYOUT);
        for (uint256 i; i < 5; ++i) {
            _underwrite(1, 999_999_937 + i, 3 * i + 2);
        }
        uint256 start = block.timestamp;
        uint256 state = vm.snapshotState();
        vm.warp(start + 10 weeks + 12_345);
        uint256 once = pool.unearnedPremium();
        vm.revertToState(state);
        while (block.timestamp < start + 9 weeks) {
            skip(86_399);
            pool.advance(productId, 1);
        }
        vm.warp(start + 10 weeks + 12_345);
        assertEq(pool.unearnedPremium(), once);
    }

    function test_BucketExpiresAnHourAfterItsDeadlineAndNotBefore() external {
        deposit(provider, 10 * MAX_PAYOUT);
        uint256 deadline = _underwrite(3, 0, 10);
        vm.warp(deadline + 3600);
        pool.advance(productId, 100);
        _assertProduct(3, 0);
        skip(1);
        (, uint256 liability) = pool.capital(productId);
        assertEq(liability, 0);
        vm.expectEmit(address(pool));
        emit IUnderwritingPool.CoverExpired(productId, deadline + WEEK, 3, 0, 3 * MAX_PAYOUT);
        pool.advance(productId, 100);
        _assertProduct(0, 0);
    }

    /// @dev Two policies, the later one claims: its units are set off against the earlier bucket. Computed liability is
    /// too high for a while, never too low.
    function test_ClaimIsSetOffAgainstTheEarliestBucket() external {
        deposit(provider, 10 * MAX_PAYOUT);
        uint256 first = _underwrite(3, 0, 10);
        uint256 second = _underwrite(3, 0, 11);
        _pay(2, 2 * MAX_PAYOUT);
        _assertProduct(6, 2);
        vm.warp(first + 3601);
        pool.advance(productId, 100);
        _assertProduct(3, 0);
        vm.warp(second + 3601);
        pool.advance(productId, 100);
        _assertProduct(0, 0);
    }

    /// @dev What a bucket does not use up of the counter is left for the next one.
    function test_SetOffGoesOnToLaterBuckets() external {
        deposit(provider, 10 * MAX_PAYOUT);
        uint256 first = _underwrite(2, 0, 10);
        uint256 second = _underwrite(6, 0, 11);
        _pay(5, MAX_PAYOUT);
        vm.warp(first + 3601);
        pool.advance(productId, 100);
        _assertProduct(6, 3);
        vm.warp(second + 3601);
        pool.advance(productId, 100);
        _assertProduct(0, 0);
    }

    function test_AdvanceIsBoundedAndResumes() external {
        deposit(provider, 100 * MAX_PAYOUT);
        for (uint256 i = 10; i < 30; ++i) {
            _underwrite(1, 0, i);
        }
        skip(60 weeks);
        // 13 empty weeks lie before the first bucket.
        pool.advance(productId, 14);
        _assertProduct(19, 0);
        pool.advance(productId, 10);
        _assertProduct(9, 0);
        pool.advance(productId, 0);
        _assertProduct(9, 0);
        pool.advance(productId, 9);
        _assertProduct(0, 0);
        (,, uint256 nextDeadline,) = pool.productLiability(productId);
        assertGt(nextDeadline + 3600, block.timestamp);
    }

    function test_UnderwritingAndPayingAdvanceByThemselves() external {
        deposit(provider, 10 * MAX_PAYOUT);
        uint256 first = _underwrite(5, 0, 10);
        _underwrite(5, 0, 12);
        vm.warp(first + 3601);
        _pay(5, 1);
        _assertProduct(5, 5);
        skip(2 weeks);
        _underwrite(7, 0, 10);
        _assertProduct(7, 0);
    }

    function test_CapitalIsWhatTheNextUnderwritingFinds() external {
        deposit(provider, 10 * MAX_PAYOUT);
        uint256 deadline = _underwrite(10, 1e6, 10);
        vm.warp(deadline + 3601);
        (uint256 assets, uint256 liability) = pool.capital(productId);
        assertEq(assets, 10 * MAX_PAYOUT + 1e6);
        assertEq(liability, 0);
        _underwrite(10, 0, 10);
        _assertProduct(10, 0);
    }

    /// @dev Silence, with a full book and a full stream, is not held against the next caller.
    function test_YearsOfSilenceCostBoundedGas() external {
        deposit(provider, 300 * MAX_PAYOUT);
        for (uint256 i = 1; i < 53; ++i) {
            _underwrite(1, 1e6, i);
        }
        skip(520 weeks);
        uint256 gas = gasleft();
        _underwrite(1, 0, 10);
        assertLt(gas - gasleft(), 500_000);
        _assertProduct(1, 0);
        assertEq(pool.unearnedPremium(), 0);
    }

    function test_PayMovesTheMoney() external {
        deposit(provider, 10 * MAX_PAYOUT);
        _underwrite(5, 0, 10);
        vm.expectEmit(address(pool));
        emit IUnderwritingPool.PayoutMade(productId, 2, 2 * MAX_PAYOUT, 700);
        vm.prank(address(claimDesk));
        pool.pay(productId, 2, 700, recipient, relayer, 100);
        assertEq(dollar.balanceOf(recipient), 600);
        assertEq(dollar.balanceOf(relayer), 100);
        assertEq(pool.cash(), 10 * MAX_PAYOUT - 700);
        _assertProduct(5, 2);
    }

    function test_LossFallsOnShareholdersAlike() external {
        deposit(provider, 6 * MAX_PAYOUT);
        deposit(stranger, 4 * MAX_PAYOUT);
        _underwrite(5, 0, 10);
        _pay(5, 5 * MAX_PAYOUT);
        assertApproxEqAbs(pool.maxWithdraw(provider), 3 * MAX_PAYOUT, 1);
        assertApproxEqAbs(pool.maxWithdraw(stranger), 2 * MAX_PAYOUT, 1);
    }
}
