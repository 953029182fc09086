// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {ICoverDesk} from "../../src/interfaces/ICoverDesk.sol";
import {IPolicyBook} from "../../src/interfaces/IPolicyBook.sol";
import {IProductCatalog} from "../../src/interfaces/IProductCatalog.sol";
import {ITrigger} from "../../src/interfaces/ITrigger.sol";
import {IUnderwritingPool} from "../../src/interfaces/IUnderwritingPool.sol";
import {Pricing} from "../../src/libraries/Pricing.sol";
import {AcesoTest} from "../AcesoTest.sol";
import {ReentrantDollar} from "../mocks/ReentrantDollar.sol";
import {ERC4626} from "@openzeppelin/contracts/token/ERC20/extensions/ERC4626.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

/// @dev Known ways in which protocols like this one have lost the capital of their providers, or locked it.
contract PeerFailuresTest is AcesoTest {
    uint256 private constant ROOT = 4242;

    address private immutable _attacker = makeAddr("attacker");

    uint256 private _claims;
    uint256 private _roots;

    function _claim(uint256 units, uint256 severity) private returns (bool paid) {
        ITrigger.Claim memory claim = claimOf(units, severity);
        (claim.nullifier, claim.observationNullifier) = (++_claims, _claims);
        (, paid) = claimDesk.submitClaim(claim, paymentOf(0), abi.encode(evidenceOf(ROOT)));
    }

    /// @notice Sells n policies that end together, in groups of a hundred at most, and brings them into the tree.
    function _sell(uint256 n, uint32 units, uint40 end) private returns (uint256 premium) {
        fund(buyer, 1_000_000 * DOLLAR);
        uint256 window = placed(uint256(units) << 80 | block.timestamp << 40 | end, 0);
        for (uint256 sold; sold < n;) {
            uint256 size = n - sold < 100 ? n - sold : 100;
            ICoverDesk.Member[] memory members = new ICoverDesk.Member[](size);
            for (uint256 i; i < size; ++i) {
                members[i] = ICoverDesk.Member(7, units);
            }
            vm.prank(buyer);
            premium += coverDesk.buyGroupCover(
                ICoverDesk.GroupParameters(productId, members, end, address(0), type(uint256).max, block.timestamp)
            );
            sold += size;
        }
        skip(1 hours);
        uint256[8] memory proof;
        for (uint256 inserted; inserted < n;) {
            uint256 size = n - inserted < 64 ? n - inserted : 64;
            IPolicyBook.QueuedLeaf[] memory leaves = new IPolicyBook.QueuedLeaf[](size);
            for (uint256 i; i < size; ++i) {
                leaves[i] = IPolicyBook.QueuedLeaf(7, terms, window + (inserted + i << 114));
            }
            book.insertBatch(proof, ROOT + _roots++, 1, leaves);
            inserted += size;
        }
    }

    function _requestExit(address owner, uint256 shares) private {
        vm.prank(owner);
        pool.requestRedeem(shares, owner, owner);
    }

    function _refusePurchase(uint32 units, uint40 end, bytes memory reason) private {
        fund(buyer, 1_000_000 * DOLLAR);
        ICoverDesk.BuyParameters memory p = purchase(units, end);
        vm.expectRevert(reason);
        vm.prank(buyer);
        coverDesk.buyCover(p);
    }

    /// @dev The claim is there for all to see before it is paid. Whoever asks to leave then bears it as whoever stays.
    function test_LiquidityProvidersLeaveBeforeALoss() external {
        deposit(provider, 500_000 * DOLLAR);
        uint256 shares = deposit(_attacker, 500_000 * DOLLAR);
        _sell(5, 100, endAfter(12 weeks));
        skip(3 weeks);

        vm.expectRevert(abi.encodeWithSelector(ERC4626.ERC4626ExceededMaxRedeem.selector, _attacker, shares, 0));
        vm.prank(_attacker);
        pool.redeem(shares, _attacker, _attacker);
        _requestExit(_attacker, shares);
        pool.settleExits();
        assertEq(pool.maxRedeem(_attacker), 0);
        (uint256 leaving, uint256 staying) = (pool.pendingAssets(_attacker), pool.totalAssets());
        assertTrue(_claim(100, 3));
        uint256 lost = leaving - pool.pendingAssets(_attacker);
        assertApproxEqAbs(lost, 50_000 * DOLLAR, DOLLAR);
        assertApproxEqRel(lost * staying, (staying - pool.totalAssets()) * leaving, 1e8);

        // Admitted to the next settlement, and still not out of the next loss.
        skip(1 weeks);
        pool.settleExits();
        leaving = pool.pendingAssets(_attacker);
        assertTrue(_claim(100, 3));
        assertApproxEqRel(leaving - pool.pendingAssets(_attacker), leaving / 9, 0.01e18);
        uint256 left = pool.pendingAssets(_attacker);
        skip(1 weeks);
        pool.settleExits();
        // With a week's part of the premium.
        assertApproxEqRel(pool.maxWithdraw(_attacker), left, 0.001e18);
    }

    /// @return gas of a request, a settlement, a redemption, a claim and an expiry beside n users and n policies
    function _gasBeside(uint256 n) private returns (uint256[5] memory gas) {
        deposit(provider, 1_000_000 * DOLLAR);
        for (uint256 i; i < n; ++i) {
            address user = address(uint160(0xB0000 + i));
            uint256 shares = deposit(user, 100 * DOLLAR);
            if (i < n - 1) _requestExit(user, shares);
        }
        uint40 end = endAfter(12 weeks);
        _sell(n, 1, end);
        address last = address(uint160(0xB0000 + n - 1));
        uint256 balance = pool.balanceOf(last);
        vm.prank(last);
        vm.cool(address(pool));
        gas[0] = gasleft();
        pool.requestRedeem(balance, last, last);
        gas[0] -= gasleft();
        skip(1 weeks);
        pool.settleExits();
        skip(1 weeks);
        vm.cool(address(pool));
        gas[1] = gasleft();
        pool.settleExits();
        gas[1] -= gasleft();
        vm.prank(last);
        vm.cool(address(pool));
        gas[2] = gasleft();
        assertGt(pool.redeem(balance, last, last), 0);
        gas[2] -= gasleft();
        vm.cool(address(pool));
        gas[3] = gasleft();
        assertTrue(_claim(1, 3));
        gas[3] -= gasleft();
        vm.warp(uint256(end) + 5 weeks);
        vm.cool(address(pool));
        gas[4] = gasleft();
        pool.advance(productId, type(uint256).max);
        gas[4] -= gasleft();
        assertEq(pool.liability(), 0);
    }

    function test_LoopsOverUsersHitTheGasLimit() external {
        uint256 state = vm.snapshotState();
        uint256[5] memory one = _gasBeside(1);
        vm.revertToState(state);
        uint256[5] memory many = _gasBeside(500);
        for (uint256 i; i < 5; ++i) {
            assertLe(many[i], one[i] + one[i] / 20);
        }
    }

    /// @dev A first share for a wei, a hundred thousand dollars of donation on top, and the next depositor's shares would
    /// be rounded to nothing.
    function test_FirstDepositorInflation() external {
        uint256 shares = deposit(_attacker, 1);
        dollar.mint(_attacker, 100_000 * DOLLAR);
        vm.prank(_attacker);
        dollar.transfer(address(pool), 100_000 * DOLLAR);
        uint256 victims = deposit(provider, 150_000 * DOLLAR);
        assertEq(pool.convertToAssets(victims), 150_000 * DOLLAR);
        assertApproxEqAbs(exit(provider, victims), 150_000 * DOLLAR, 1);
        assertLe(exit(_attacker, shares), 1);
    }

    function _sellThePool() private {
        IProductCatalog.ProductParameters memory p = defaultProduct();
        (p.baseRate, p.loadFactor, p.capacity) = (1, 0, uint96(1_000_000 * DOLLAR));
        productId = list(p);
        (terms,,) = catalog.product(productId);
        deposit(provider, 1_000_000 * DOLLAR);
        _sell(10, 100, endAfter(12 weeks));
    }

    /// @dev The whole pool is lost, exits with it. The shares that are left must not live on the next deposit.
    function test_SharesLeftWithZeroAssets() external {
        _sellThePool();
        uint256 shares = pool.balanceOf(provider);
        _requestExit(provider, shares / 2);
        for (uint256 i; i < 10; ++i) {
            _claim(100, 3);
        }
        skip(2 days);
        settleAllHeld();
        assertEq(dollar.balanceOf(recipient), 1_000_000 * DOLLAR);
        assertLe(pool.totalAssets(), 1);
        assertEq(pool.pendingAssets(provider), 0);

        assertEq(pool.maxDeposit(_attacker), 0);
        assertEq(pool.maxMint(_attacker), 0);
        dollar.mint(_attacker, DOLLAR);
        vm.startPrank(_attacker);
        dollar.approve(address(pool), DOLLAR);
        vm.expectRevert(abi.encodeWithSelector(ERC4626.ERC4626ExceededMaxDeposit.selector, _attacker, DOLLAR, 0));
        pool.deposit(DOLLAR, _attacker);
        vm.stopPrank();
        vm.expectRevert(abi.encodeWithSelector(IUnderwritingPool.UnderwritingPool_AmountZero.selector));
        vm.prank(provider);
        pool.requestRedeem(shares / 2, provider, provider);
        skip(2 weeks);
        pool.settleExits();
        assertEq(pool.maxWithdraw(provider), 0);
    }

    /// @dev Nobody has called anything since it was full.
    function test_CapacityNeverReleased() external {
        deposit(provider, 1_000_000 * DOLLAR);
        uint40 end = endAfter(12 weeks);
        _sell(8, 100, end);
        bytes4 selector = IUnderwritingPool.UnderwritingPool_CapacityExceeded.selector;
        _refusePurchase(1, end, abi.encodeWithSelector(selector, 801, 800));

        uint256 state = vm.snapshotState();
        vm.warp(uint256(end) + 4 weeks + 3600);
        _refusePurchase(1, endAfter(12 weeks), abi.encodeWithSelector(selector, 801, 800));
        vm.warp(block.timestamp + 1);
        buy(100, endAfter(12 weeks));
        assertEq(pool.liability(), 100_000 * DOLLAR);
        vm.revertToState(state);

        assertTrue(_claim(100, 1));
        buy(100, end);
        _refusePurchase(1, end, abi.encodeWithSelector(selector, 801, 800));
    }

    /// @dev A claim releases units, and the expiry of its bucket would release them once more. Since no claim says which
    /// bucket it belongs to, the units stay longer than they must, and never shorter.
    function test_CapacityReleasedTwice() external {
        deposit(provider, 1_000_000 * DOLLAR);
        (uint40 early, uint40 late) = (endAfter(8 weeks), endAfter(16 weeks));
        _sell(1, 100, early);
        _sell(2, 100, late);
        assertTrue(_claim(100, 3));
        assertEq(pool.liability(), 200_000 * DOLLAR);
        vm.warp(uint256(early) + 5 weeks);
        pool.advance(productId, type(uint256).max);
        // It was a late one, so a late one is open still.
        assertGe(pool.liability(), 100_000 * DOLLAR);
        assertTrue(_claim(100, 3));
        assertEq(pool.liability(), 100_000 * DOLLAR);
        vm.warp(uint256(late) + 5 weeks);
        pool.advance(productId, type(uint256).max);
        pool.advance(productId, type(uint256).max);
        assertEq(pool.liability(), 0);
        (uint256 openUnits, uint256 claimedUnits,,) = pool.productLiability(productId);
        assertEq(openUnits + claimedUnits, 0);
    }

    /// @dev In the block of a large purchase, with a deposit nine times the pool: nothing of the premium is earned yet, and
    /// what is carried off is its part of what is earned while it bears the risk.
    function test_PremiumSandwich() external {
        deposit(provider, 1_000_000 * DOLLAR);
        uint40 end = endAfter(4 weeks);
        uint256 premium = buy(100, end);
        uint256 term = end - block.timestamp;
        uint256 state = vm.snapshotState();
        uint256 shares = deposit(_attacker, 9_000_000 * DOLLAR);
        pool.advance(productId, 100);
        assertLe(pool.convertToAssets(shares), 9_000_000 * DOLLAR);
        uint256 earned = premium * (2 weeks) / term;
        assertLe(exit(_attacker, shares), 9_000_000 * DOLLAR + earned * 9 / 10);
        vm.revertToState(state);

        shares = deposit(_attacker, 9_000_000 * DOLLAR);
        skip(1);
        assertLe(exit(_attacker, shares), 9_000_000 * DOLLAR + earned * 9 / 10 + premium / term + 1);
    }

    /// @dev Capital of an instant makes cover cheaper, but never cheaper than its base rate; it cannot leave again, and
    /// bears the losses of at least a week. And the premium of one's own cover does not come back.
    function test_PremiumSandwich_FlashDepositBeforeBuying() external {
        deposit(provider, 1_000_000 * DOLLAR);
        _sell(6, 100, endAfter(12 weeks));
        uint40 end = endAfter(12 weeks);
        uint256 honest = coverDesk.quote(productId, 100, end);
        uint256 shares = deposit(_attacker, 9_000_000 * DOLLAR);
        uint256 premium = buy(100, end);
        assertLt(premium, honest);
        assertGe(premium, uint256(100_000) * DOLLAR * 5 * (end - block.timestamp) / (100 * 365 days));

        _requestExit(_attacker, shares);
        vm.expectRevert(abi.encodeWithSelector(ERC4626.ERC4626ExceededMaxRedeem.selector, _attacker, 1, 0));
        vm.prank(_attacker);
        pool.redeem(1, _attacker, _attacker);
        skip(1 weeks - 1);
        pool.settleExits();
        assertEq(pool.maxRedeem(_attacker), 0);
        assertTrue(_claim(100, 3));
        skip(1 weeks);
        pool.settleExits();
        // Nine tenths of the loss, and of two weeks' premium.
        assertApproxEqRel(pool.maxWithdraw(_attacker), 8_910_000 * DOLLAR, 0.001e18);
    }

    /// @dev A wei at a time, at a share price that an earlier loss and premiums have left odd.
    function testFuzz_RoundingLeaks(uint256 seed) external {
        uint256 providers = deposit(provider, 1_000_000 * DOLLAR + 3);
        _sell(7, 5, endAfter(4 weeks));
        _claim(5, 3);
        skip(20 weeks);
        pool.advance(productId, 100);
        uint256 before = pool.convertToAssets(providers);

        dollar.mint(_attacker, DOLLAR);
        vm.startPrank(_attacker);
        dollar.approve(address(pool), DOLLAR);
        for (uint256 i; i < 8; ++i) {
            seed = uint256(keccak256(abi.encode(seed)));
            if (seed & 1 == 0) pool.deposit(1 + seed % 5, _attacker);
            else pool.mint(1 + seed % 5_000_000, _attacker);
            uint256 shares = 1 + (seed >> 128) % pool.balanceOf(_attacker);
            if (pool.convertToAssets(shares) != 0) pool.requestRedeem(shares, _attacker, _attacker);
            if (seed & 6 == 0) skip(1 weeks);
            pool.settleExits();
            if (pool.maxWithdraw(_attacker) != 0) pool.withdraw(1, _attacker, _attacker);
            pool.redeem(pool.maxRedeem(_attacker) / 3, _attacker, _attacker);
        }
        uint256 rest = pool.balanceOf(_attacker);
        if (pool.convertToAssets(rest) != 0) pool.requestRedeem(rest, _attacker, _attacker);
        skip(2 weeks);
        pool.settleExits();
        pool.redeem(pool.maxRedeem(_attacker), _attacker, _attacker);
        vm.stopPrank();
        assertLe(dollar.balanceOf(_attacker), DOLLAR);
        assertGe(pool.convertToAssets(providers), before);
    }

    /// @dev Two products, each with room of its own, on one pool that has less than both together.
    function test_Overselling() external {
        deposit(provider, 1_000_000 * DOLLAR);
        uint256 shares = deposit(_attacker, 100);
        (uint256 first, uint256 second) = (productId, list(defaultProduct()));
        uint40 end = endAfter(12 weeks);
        for (uint256 i; i < 10; ++i) {
            productId = i % 2 == 0 ? first : second;
            buy(100, end);
        }
        assertEq(pool.liability(), 1_000_000 * DOLLAR);
        bytes4 selector = Pricing.Pricing_LiabilityAboveAssets.selector;
        bytes memory reason = abi.encodeWithSelector(selector, 1_001_000 * DOLLAR, 1_000_000 * DOLLAR + 100);
        productId = first;
        _refusePurchase(1, end, reason);
        productId = second;
        _refusePurchase(1, end, reason);
        // What is on its way out does not count, and neither does a donation.
        _requestExit(_attacker, shares);
        dollar.mint(address(pool), 1_000_000 * DOLLAR);
        _refusePurchase(1, end, abi.encodeWithSelector(selector, 1_001_000 * DOLLAR, 1_000_000 * DOLLAR));
    }

    /// @dev The second purchase comes in the middle of the first, priced and checked before the first is counted.
    function test_Overselling_ByCallback() external {
        deposit(provider, 100_000 * DOLLAR);
        fund(buyer, 100_000 * DOLLAR);
        ICoverDesk.BuyParameters memory p = purchase(100, endAfter(12 weeks));
        vm.etch(address(dollar), address(new ReentrantDollar()).code);
        ReentrantDollar(address(dollar)).arm(address(coverDesk), abi.encodeCall(ICoverDesk.buyCover, (p)));
        vm.expectRevert(abi.encodeWithSelector(ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector));
        vm.prank(buyer);
        coverDesk.buyCover(p);
    }

    /// @dev At full use somebody asks to leave. From then on no sale takes the capital that expiring cover sets free, not
    /// even in the block before the settlement.
    function test_ProvidersTrappedAtFullUseByNewSales() external {
        IProductCatalog.ProductParameters memory p = defaultProduct();
        (p.capacity, p.baseRate, p.loadFactor) = (uint96(1_000_000 * DOLLAR), 1, 0);
        productId = list(p);
        (terms,,) = catalog.product(productId);
        deposit(provider, 500_000 * DOLLAR);
        uint256 shares = deposit(_attacker, 500_000 * DOLLAR);
        (uint40 early, uint40 late) = (endAfter(8 weeks), endAfter(16 weeks));
        _sell(5, 100, early);
        _sell(5, 100, late);
        _requestExit(_attacker, shares);
        uint256 leaving = pool.pendingAssets(_attacker);
        bytes4 selector = Pricing.Pricing_LiabilityAboveAssets.selector;
        uint256 assets = pool.totalAssets();
        _refusePurchase(1, late, abi.encodeWithSelector(selector, 1_001_000 * DOLLAR, assets));

        vm.warp(uint256(early) + 4 weeks + 3601);
        assets = pool.totalAssets();
        _refusePurchase(1, endAfter(12 weeks), abi.encodeWithSelector(selector, 501_000 * DOLLAR, assets));
        pool.settleExits();
        // With its part of the premium, which costs next to nothing here.
        assertApproxEqAbs(pool.maxWithdraw(_attacker), leaving, 10);
        vm.prank(_attacker);
        pool.redeem(shares, _attacker, _attacker);
        assertApproxEqAbs(dollar.balanceOf(_attacker), leaving, 10);
        _refusePurchase(1, endAfter(12 weeks), abi.encodeWithSelector(selector, 501_000 * DOLLAR, assets));
    }
}
