// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {AttestationTrigger} from "../../src/AttestationTrigger.sol";
import {IClaimDesk} from "../../src/interfaces/IClaimDesk.sol";
import {IProductCatalog} from "../../src/interfaces/IProductCatalog.sol";
import {ITrigger} from "../../src/interfaces/ITrigger.sol";
import {IUnderwritingPool} from "../../src/interfaces/IUnderwritingPool.sol";
import {HoldingTest} from "../HoldingTest.sol";
import {BlockingDollar} from "../mocks/BlockingDollar.sol";
import {BoundVerifierMock} from "../mocks/BoundVerifierMock.sol";
import {ReentrantDollar} from "../mocks/ReentrantDollar.sol";

contract HeldClaimsTest is HoldingTest {
    function test_RevertWhen_HeldPolicyIsClaimedAgain() external {
        hold(1);
        bytes memory evidence = evidenceBy(committeeRoot, thisHour());
        ITrigger.Claim memory claim = claimBy(1, 1);
        vm.expectRevert(abi.encodeWithSelector(IClaimDesk.ClaimDesk_NullifierSpent.selector, 1001));
        claimDesk.submitClaim(claim, paymentTo(1, 0), evidence);
        claim.nullifier = 1;
        vm.expectRevert(abi.encodeWithSelector(IClaimDesk.ClaimDesk_ObservationSpent.selector, 2001));
        claimDesk.submitClaim(claim, paymentTo(1, 0), evidence);
    }

    function test_ClaimIsHeld() external {
        (uint256 cash, uint256 assets, uint256 liability) = (pool.cash(), pool.totalAssets(), pool.liability());
        (uint256 reserved, IClaimDesk.Payment memory payment) = (pool.reserved(), paymentTo(1, 7));
        bytes memory evidence = evidenceBy(committeeRoot, thisHour());
        IClaimDesk.HeldClaim memory expected = IClaimDesk.HeldClaim({
            nullifier: 1001,
            observationNullifier: 2001,
            terms: terms,
            source: committeeRoot,
            recipient: holder(1),
            amount: uint96(PAYOUT),
            relayer: relayer,
            fee: 7,
            units: 100,
            payableAt: uint40(block.timestamp + 2 days),
            since: uint40(block.timestamp - 3600)
        });
        vm.expectEmit(address(pool));
        emit IUnderwritingPool.PayoutHeld(productId, 100, PAYOUT);
        vm.expectEmit(address(claimDesk));
        emit IClaimDesk.ClaimHeld(1, productId, 3, expected);
        (uint256 payout, bool paid) = claimDesk.submitClaim(claimBy(1, 3), payment, evidence);
        assertFalse(paid);
        assertEq(payout, PAYOUT);
        assertEq(abi.encode(claimDesk.heldClaim(1)), abi.encode(expected));
        assertEq(claimDesk.heldCount(), 1);
        assertEq(claimDesk.firstHeld(address(pool)), 1);
        assertEq(pool.cash(), cash);
        assertEq(pool.totalAssets(), assets - PAYOUT);
        assertEq(pool.liability(), liability - PAYOUT);
        assertEq(pool.reserved(), reserved + PAYOUT);
        assertPaid(1, 0);
    }

    function test_RevertWhen_NotHeld() external {
        uint256[3] memory bad = [uint256(0), 1, type(uint256).max];
        for (uint256 i; i < bad.length; ++i) {
            vm.expectRevert(abi.encodeWithSelector(IClaimDesk.ClaimDesk_NotHeld.selector, bad[i]));
            claimDesk.settleHeld(bad[i]);
        }
    }

    function test_RevertWhen_PaidASecondEarly() external {
        hold(1);
        skip(2 days - 1);
        assertFalse(claimDesk.isSettleable(1));
        vm.expectRevert(abi.encodeWithSelector(IClaimDesk.ClaimDesk_NotPayableYet.selector, 1, block.timestamp + 1));
        claimDesk.settleHeld(1);
        assertPaid(1, 0);
        skip(1);
        assertTrue(claimDesk.isSettleable(1));
        vm.prank(stranger);
        assertTrue(claimDesk.settleHeld(1));
        assertPaid(1, PAYOUT);
    }

    function test_SettleHeld() external {
        bytes memory evidence = evidenceBy(committeeRoot, thisHour());
        claimDesk.submitClaim(claimBy(1, 3), paymentTo(1, 7), evidence);
        (uint256 cash, uint256 reserved) = (pool.cash(), pool.reserved());
        skip(2 days);
        vm.expectEmit(address(claimDesk));
        emit IClaimDesk.HeldClaimPaid(1, 1001);
        vm.expectEmit(address(pool));
        emit IUnderwritingPool.HeldPayoutMade(productId, 100, 0, PAYOUT);
        assertTrue(claimDesk.settleHeld(1));
        assertPaid(1, PAYOUT - 7);
        assertEq(dollar.balanceOf(relayer), 7);
        assertEq(pool.cash(), cash - PAYOUT);
        assertEq(pool.reserved(), reserved - PAYOUT);
        assertEq(claimDesk.heldClaim(1).amount, 0);
        assertEq(claimDesk.firstHeld(address(pool)), 0);
        assertFalse(claimDesk.isSettleable(1));
        assertTrue(claimDesk.isNullifierSpent(1001));
        assertTrue(claimDesk.isObservationSpent(2001));
        vm.expectRevert(abi.encodeWithSelector(IClaimDesk.ClaimDesk_NotHeld.selector, 1));
        claimDesk.settleHeld(1);
    }

    /// @dev Pauses and stopped sales are no more of an obstacle than they are to a claim.
    function test_PausesDoNotStopPayment() external {
        hold(1);
        vm.startPrank(admin);
        coverDesk.pause();
        pool.pauseDeposits();
        catalog.setOnSale(productId, false);
        vm.stopPrank();
        skip(2 days);
        claimDesk.settleHeld(1);
        assertPaid(1, PAYOUT);
    }

    function test_PaysInAnyOrder() external {
        for (uint256 n = 1; n < 4; ++n) {
            hold(n);
        }
        skip(2 days);
        claimDesk.settleHeld(3);
        claimDesk.settleHeld(2);
        assertEq(claimDesk.firstHeld(address(pool)), 1);
        assertEq(claimDesk.heldAfter(1), 0);
        assertPaid(1, 0);
        assertPaid(2, PAYOUT);
        assertPaid(3, PAYOUT);
        claimDesk.settleHeld(1);
        assertEq(claimDesk.firstHeld(address(pool)), 0);
        assertPaid(1, PAYOUT);
    }

    /// @dev A product whose trigger fails keeps nobody's claim from being paid, those of its own included.
    function test_FailingTriggerStopsNobody() external {
        BoundVerifierMock other = new BoundVerifierMock();
        IProductCatalog.ProductParameters memory p = defaultProduct();
        AttestationTrigger bad = new AttestationTrigger(book, registry, other);
        p.trigger = address(bad);
        (uint256 good, uint256 badProduct) = (terms, list(p));
        (terms,,) = catalog.product(badProduct);
        productId = badProduct;
        buy(100, end);
        hold(1);
        terms = good;
        hold(2);
        skip(2 days);
        vm.etch(address(bad), hex"fe");
        claimDesk.settleHeld(1);
        claimDesk.settleHeld(2);
        assertPaid(1, PAYOUT);
        assertPaid(2, PAYOUT);
    }

    /// @dev Of a quarter of the payout, the third of a day is one too many; after 30 quiet hours there is room again.
    function test_InstantShareOfADay() external {
        assertTrue(submit(1, 2, thisHour()));
        assertTrue(submit(2, 2, thisHour()));
        uint256 state = vm.snapshotState();
        skip(24 hours - 1);
        assertFalse(submit(3, 2, thisHour()));
        assertPaid(3, 0);
        vm.revertToState(state);
        skip(30 hours);
        assertTrue(submit(3, 2, thisHour()));
        assertPaid(3, 25_000 * DOLLAR);
    }

    function test_RefusingRecipientDoesNotBlockTheQueue() external {
        vm.etch(address(dollar), address(new BlockingDollar()).code);
        BlockingDollar token = BlockingDollar(address(dollar));
        for (uint256 n = 1; n < 4; ++n) {
            hold(n);
        }
        token.refuse(holder(1), BlockingDollar.Refusal.Revert);
        token.refuse(holder(2), BlockingDollar.Refusal.ReturnFalse);
        (uint256 cash, uint256 reserved) = (pool.cash(), pool.reserved());
        skip(2 days);
        for (uint256 n = 1; n < 3; ++n) {
            vm.expectEmit(address(pool));
            emit IUnderwritingPool.PayoutKept(holder(n), PAYOUT);
            claimDesk.settleHeld(n);
        }
        claimDesk.settleHeld(3);
        assertPaid(3, PAYOUT);
        assertEq(pool.cash(), cash - PAYOUT);
        assertEq(pool.reserved(), reserved - PAYOUT);
        for (uint256 n = 1; n < 3; ++n) {
            assertPaid(n, 0);
            assertEq(pool.keptPayout(holder(n)), PAYOUT);
            token.refuse(holder(n), BlockingDollar.Refusal.None);
            pool.collectKept(holder(n), holder(n));
            assertPaid(n, PAYOUT);
        }
        assertEq(pool.reserved(), reserved - 3 * PAYOUT);
    }

    function _callbackAt(bytes memory call) private {
        vm.etch(address(dollar), address(new ReentrantDollar()).code);
        ReentrantDollar(address(dollar)).arm(address(claimDesk), call);
    }

    /// @dev In the middle of the first payment the second one is made; coming back to the first pays nobody twice.
    function test_CallbackSettlesEachOnce() external {
        for (uint256 n = 1; n < 4; ++n) {
            hold(n);
        }
        uint256 cash = pool.cash();
        skip(2 days);
        _callbackAt(abi.encodeCall(IClaimDesk.settleHeld, (2)));
        claimDesk.settleHeld(1);
        assertPaid(1, PAYOUT);
        assertPaid(2, PAYOUT);
        assertEq(pool.cash(), cash - 2 * PAYOUT);
        assertEq(claimDesk.firstHeld(address(pool)), 3);
        assertEq(settleAllHeld(), 1);
        assertPaid(3, PAYOUT);
        assertEq(dollar.balanceOf(address(pool)), pool.cash());
        (uint256 amount,) = pool.heldPayouts();
        assertEq(amount, 0);
        assertEq(claimDesk.firstHeld(address(pool)), 0);
    }

    /// @dev The claim that is being paid is no longer held, so its call fails, and with it the transfer.
    function test_CallbackCannotSettleWhatIsPaid() external {
        hold(1);
        skip(2 days);
        _callbackAt(abi.encodeCall(IClaimDesk.settleHeld, (1)));
        claimDesk.settleHeld(1);
        assertPaid(1, 0);
        assertEq(pool.keptPayout(holder(1)), PAYOUT);
        assertTrue(claimDesk.isNullifierSpent(1001));
    }

    function test_CallbackCannotClaimWhatIsPaid() external {
        ITrigger.Claim memory claim = claimBy(1, 1);
        _callbackAt(abi.encodeCall(IClaimDesk.submitClaim, (claim, paymentTo(1, 0), evidenceAsOf(thisHour()))));
        assertTrue(submit(1, 1, thisHour()));
        assertPaid(1, 0);
        assertEq(pool.keptPayout(holder(1)), 10_000 * DOLLAR);
        (, uint256 claimedUnits,,) = pool.productLiability(productId);
        assertEq(claimedUnits, 100);
    }
}
