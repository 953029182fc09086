// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {IClaimDesk} from "../../src/interfaces/IClaimDesk.sol";
import {IProductCatalog} from "../../src/interfaces/IProductCatalog.sol";
import {IUnderwritingPool} from "../../src/interfaces/IUnderwritingPool.sol";
import {CoverLiability} from "../../src/libraries/CoverLiability.sol";
import {AcesoTest} from "../AcesoTest.sol";
import {BlockingDollar} from "../mocks/BlockingDollar.sol";

contract CancellationTest is AcesoTest {
    uint256 private constant ROOT = 4242;

    uint256[8] private _proof = [uint256(21), 22, 23, 24, 25, 26, 27, 28];
    uint40 private _end;

    function setUp() public override {
        super.setUp();
        deposit(provider, 1_000_000 * DOLLAR);
        _end = endAfter(12 weeks);
        buyAndInsert(5, _end, ROOT);
        skip(3 weeks);
    }

    function _cancellation(uint256 units, uint256 end) private view returns (IClaimDesk.Cancellation memory) {
        return IClaimDesk.Cancellation({
            policyRoot: ROOT, terms: terms, units: units, end: end, nullifier: 1111, asOf: block.timestamp / 3600 * 3600
        });
    }

    function _cancel(IClaimDesk.Cancellation memory cancellation, uint256 fee) private returns (uint256 refund) {
        return claimDesk.cancelPolicy(_proof, 99, cancellation, paymentOf(fee));
    }

    function _refuse(
        IClaimDesk.Cancellation memory cancellation,
        IClaimDesk.Payment memory payment,
        bytes memory reason
    ) private {
        vm.expectRevert(reason);
        claimDesk.cancelPolicy(_proof, 99, cancellation, payment);
    }

    function _refuse(IClaimDesk.Cancellation memory cancellation, bytes memory reason) private {
        _refuse(cancellation, paymentOf(0), reason);
    }

    /// @return what five per cent a year of 1000 dollars a unit make for whole weeks, and of that four fifths
    function _refundOf(uint256 units, uint256 weeks_) private pure returns (uint256) {
        return units * 1000 * DOLLAR * 5 * weeks_ * 7 * 4 / (100 * 365 * 5);
    }

    /// @dev Premium is taken back at a whole rate per second, which can cost the last wei.
    function _assertRefund(uint256 refund, uint256 expected) private pure {
        assertLe(refund, expected);
        assertGe(refund + 1, expected);
    }

    function test_RevertWhen_PaymentIsInvalid() external {
        IClaimDesk.Payment memory payment = paymentOf(0);
        payment.deadline = block.timestamp - 1;
        IClaimDesk.Cancellation memory cancellation = _cancellation(5, _end);
        _refuse(
            cancellation,
            payment,
            abi.encodeWithSelector(IClaimDesk.ClaimDesk_DeadlinePassed.selector, payment.deadline)
        );
        payment = paymentOf(0);
        payment.recipient = address(0);
        _refuse(cancellation, payment, abi.encodeWithSelector(IClaimDesk.ClaimDesk_RecipientZero.selector));
        payment = paymentOf(1);
        payment.relayer = address(0);
        _refuse(cancellation, payment, abi.encodeWithSelector(IClaimDesk.ClaimDesk_FeeWithoutRelayer.selector, 1));
    }

    function test_RevertWhen_UnitsOutOfRange() external {
        uint256[3] memory bad = [uint256(0), 1 << 32, FIELD + 5];
        for (uint256 i; i < bad.length; ++i) {
            _refuse(
                _cancellation(bad[i], _end),
                abi.encodeWithSelector(IClaimDesk.ClaimDesk_UnitsOutOfRange.selector, bad[i])
            );
        }
    }

    function test_RevertWhen_AsOfIsNotAnHour() external {
        IClaimDesk.Cancellation memory cancellation = _cancellation(5, _end);
        --cancellation.asOf;
        _refuse(cancellation, abi.encodeWithSelector(IClaimDesk.ClaimDesk_AsOfNotAnHour.selector, cancellation.asOf));
    }

    /// @dev Not a second ahead: what has begun by then has begun.
    function test_RevertWhen_AsOfIsAhead() external {
        vm.warp(block.timestamp / 3600 * 3600 + 3599);
        IClaimDesk.Cancellation memory cancellation = _cancellation(5, _end);
        uint256 hour = cancellation.asOf;
        uint256[2] memory bad = [hour + 3600, type(uint256).max / 3600 * 3600];
        for (uint256 i; i < bad.length; ++i) {
            cancellation.asOf = bad[i];
            _refuse(
                cancellation, abi.encodeWithSelector(IClaimDesk.ClaimDesk_AsOfAhead.selector, bad[i], block.timestamp)
            );
        }
    }

    function test_RevertWhen_PolicyRootUnknown() external {
        IClaimDesk.Cancellation memory cancellation = _cancellation(5, _end);
        uint256[3] memory bad = [0, book.EMPTY_ROOT(), ROOT + FIELD];
        for (uint256 i; i < bad.length; ++i) {
            cancellation.policyRoot = bad[i];
            _refuse(cancellation, abi.encodeWithSelector(IClaimDesk.ClaimDesk_PolicyRootUnknown.selector, bad[i]));
        }
    }

    function test_RevertWhen_EndIsNotAWeek() external {
        _refuse(_cancellation(5, _end + 1), abi.encodeWithSelector(IClaimDesk.ClaimDesk_EndNotAWeek.selector, _end + 1));
    }

    function test_RevertWhen_TermsUnknown() external {
        IClaimDesk.Cancellation memory cancellation = _cancellation(5, _end);
        cancellation.terms += FIELD;
        _refuse(cancellation, abi.encodeWithSelector(IClaimDesk.ClaimDesk_TermsUnknown.selector, cancellation.terms));
    }

    function test_RevertWhen_SignalNotInField() external {
        IClaimDesk.Cancellation memory cancellation = _cancellation(5, _end);
        cancellation.nullifier += FIELD;
        _refuse(
            cancellation, abi.encodeWithSelector(IClaimDesk.ClaimDesk_SignalNotInField.selector, cancellation.nullifier)
        );
        // The verifier of this test would take it.
        _refuse(
            _cancellation(5, type(uint256).max / WEEK * WEEK),
            abi.encodeWithSelector(IClaimDesk.ClaimDesk_ProofInvalid.selector)
        );
    }

    function test_RevertWhen_ProofInvalid() external {
        cancelVerifier.refuse();
        _refuse(_cancellation(5, _end), abi.encodeWithSelector(IClaimDesk.ClaimDesk_ProofInvalid.selector));
        assertFalse(claimDesk.isNullifierSpent(1111));
    }

    function test_RevertWhen_NothingIsLeft() external {
        uint256[3] memory times = [_end - 1 weeks + 1, _end, uint256(_end) + 5 weeks];
        for (uint256 i; i < times.length; ++i) {
            vm.warp(times[i]);
            _refuse(_cancellation(5, _end), abi.encodeWithSelector(IClaimDesk.ClaimDesk_NothingToRefund.selector, _end));
        }
        assertFalse(claimDesk.isNullifierSpent(1111));
    }

    function test_RevertWhen_ProductRefundsNothing() external {
        IProductCatalog.ProductParameters memory p = defaultProduct();
        p.refundShare = 0;
        productId = list(p);
        (terms,,) = catalog.product(productId);
        buyAndInsert(5, _end, ROOT + 1);
        _refuse(_cancellation(5, _end), abi.encodeWithSelector(IClaimDesk.ClaimDesk_NothingToRefund.selector, _end));
    }

    function test_RevertWhen_FeeIsAboveRefund() external {
        uint256 state = vm.snapshotState();
        uint256 refund = _cancel(_cancellation(5, _end), 0);
        vm.revertToState(state);
        _refuse(
            _cancellation(5, _end),
            paymentOf(refund + 1),
            abi.encodeWithSelector(IUnderwritingPool.UnderwritingPool_FeeAboveRefund.selector, refund + 1, refund)
        );
        _cancel(_cancellation(5, _end), refund);
        assertEq(dollar.balanceOf(relayer), refund);
        assertEq(dollar.balanceOf(recipient), 0);
    }

    /// @dev Only a broken verifier could bring it here.
    function test_RevertWhen_UnitsAreNotOpen() external {
        _refuse(
            _cancellation(6, _end), abi.encodeWithSelector(CoverLiability.CoverLiability_UnitsNotOpen.selector, 6, 5)
        );
    }

    function test_RevertWhen_CancelledTwice() external {
        _cancel(_cancellation(5, _end), 0);
        _refuse(_cancellation(5, _end), abi.encodeWithSelector(IClaimDesk.ClaimDesk_NullifierSpent.selector, 1111));
    }

    function test_RevertWhen_ClaimedAfterCancellation() external {
        _cancel(_cancellation(5, _end), 0);
        bytes memory evidence = abi.encode(evidenceOf(ROOT));
        vm.expectRevert(abi.encodeWithSelector(IClaimDesk.ClaimDesk_NullifierSpent.selector, 1111));
        claimDesk.submitClaim(claimOf(5, 3), paymentOf(0), evidence);
    }

    function test_RevertWhen_CancelledAfterClaim() external {
        claimDesk.submitClaim(claimOf(5, 1), paymentOf(0), abi.encode(evidenceOf(ROOT)));
        _refuse(_cancellation(5, _end), abi.encodeWithSelector(IClaimDesk.ClaimDesk_NullifierSpent.selector, 1111));
    }

    function test_VerifierGetsTheSignalsInOrder() external {
        IClaimDesk.Cancellation memory cancellation = _cancellation(5, _end);
        uint256 context = uint256(
            keccak256(abi.encode(block.chainid, address(claimDesk), recipient, relayer, 3, block.timestamp))
        ) >> 8;
        uint256[7] memory stated = [ROOT, terms, 5, _end, 1111, block.timestamp / 3600 * 3600, context];
        uint256 r = uint256(keccak256(abi.encodePacked(uint256(99), stated))) % FIELD;
        (uint256 sum, uint256 power) = (0, 1);
        for (uint256 i; i < 7; ++i) {
            power = mulmod(power, r, FIELD);
            sum = addmod(sum, mulmod(stated[i], power, FIELD), FIELD);
        }
        cancelVerifier.expect(_proof, [99, r, sum]);
        bytes memory reason = abi.encodeWithSelector(IClaimDesk.ClaimDesk_ProofInvalid.selector);
        _refuse(_cancellation(4, _end), paymentOf(3), reason);
        _refuse(_cancellation(5, _end + WEEK), paymentOf(3), reason);
        _refuse(cancellation, paymentOf(4), reason);
        ++cancellation.nullifier;
        _refuse(cancellation, paymentOf(3), reason);
        --cancellation.nullifier;
        _cancel(cancellation, 3);
    }

    function test_CancelPolicy() external {
        uint256 state = vm.snapshotState();
        uint256 refund = _cancel(_cancellation(5, _end), 0);
        vm.revertToState(state);
        uint256 owed = _refundOf(5, (_end - block.timestamp) / 1 weeks);
        _assertRefund(refund, owed);
        (uint256 cash, uint256 reserved, uint256 unearned) = (pool.cash(), pool.reserved(), pool.unearnedPremium());
        (uint256 assets, uint256 price) = (pool.totalAssets(), pool.convertToAssets(1e18));

        vm.expectEmit(address(pool));
        emit IUnderwritingPool.PremiumRefunded(productId, 5, 5000 * DOLLAR, refund, _end, owed, 0);
        vm.expectEmit(address(claimDesk));
        emit IClaimDesk.PolicyCancelled(1111, productId, 5, _end, recipient, refund, relayer, 7);
        IClaimDesk.Cancellation memory cancellation = _cancellation(5, _end);
        vm.prank(stranger);
        assertEq(_cancel(cancellation, 7), refund);
        assertEq(dollar.balanceOf(recipient), refund - 7);
        assertEq(dollar.balanceOf(relayer), 7);
        assertEq(pool.cash(), cash - refund);
        assertEq(pool.reserved(), reserved);
        assertApproxEqAbs(pool.unearnedPremium(), unearned - refund, 1);
        assertGe(pool.totalAssets(), assets);
        assertGe(pool.convertToAssets(1e18), price);
        assertEq(pool.liability(), 0);
        assertTrue(claimDesk.isNullifierSpent(1111));
    }

    function testFuzz_RefundIsOfWholeWeeks(uint256 time) external {
        time = bound(time, block.timestamp, _end - 1 weeks);
        vm.warp(time);
        _assertRefund(_cancel(_cancellation(5, _end), 0), _refundOf(5, (_end - time) / 1 weeks));
    }

    function test_LastMomentToCancel() external {
        vm.warp(_end - 1 weeks);
        _assertRefund(_cancel(_cancellation(5, _end), 0), _refundOf(5, 1));
    }

    /// @dev A proof made late in an hour is good in the next ones too: what had begun then has begun.
    function test_AsOfMayBeNowOrAnyTimeAgo() external {
        vm.warp(block.timestamp / 3600 * 3600);
        IClaimDesk.Cancellation memory cancellation = _cancellation(5, _end);
        uint256 state = vm.snapshotState();
        _cancel(cancellation, 0);
        vm.revertToState(state);
        skip(7 hours - 1);
        _cancel(cancellation, 0);
    }

    /// @dev What the shareholders keep is earned as before, to the last second and the last wei.
    function testFuzz_RestIsEarnedInTime(uint256 first, uint256 second) external {
        _cancel(_cancellation(5, _end), 0);
        first = bound(first, block.timestamp, _end);
        second = bound(second, first, _end);
        uint256 assets = pool.totalAssets();
        vm.warp(first);
        pool.advance(productId, 100);
        assertGe(pool.totalAssets(), assets);
        vm.warp(second);
        pool.advance(productId, 100);
        vm.warp(_end);
        assertEq(pool.unearnedPremium(), 0);
        assertEq(pool.totalAssets(), pool.cash() - pool.reserved());
    }

    function test_ExitsLoseNothing() external {
        uint256 shares = pool.balanceOf(provider) / 2;
        vm.prank(provider);
        pool.requestRedeem(shares, provider, provider);
        uint256 pending = pool.pendingAssets(provider);
        _cancel(_cancellation(5, _end), 0);
        assertGe(pool.pendingAssets(provider), pending);
        assertApproxEqAbs(pool.pendingAssets(provider), pending, 1);
    }

    function test_PausesDoNotStopCancellation() external {
        vm.startPrank(admin);
        coverDesk.pause();
        pool.pauseDeposits();
        catalog.setOnSale(productId, false);
        registry.revokeRoot(committeeId, committeeRoot);
        vm.stopPrank();
        assertGt(_cancel(_cancellation(5, _end), 0), 0);
    }

    function test_RefundThatIsRefusedIsKept() external {
        vm.etch(address(dollar), address(new BlockingDollar()).code);
        BlockingDollar(address(dollar)).refuse(recipient, BlockingDollar.Refusal.Revert);
        uint256 refund = _cancel(_cancellation(5, _end), 7);
        assertEq(dollar.balanceOf(relayer), 7);
        assertEq(pool.keptPayout(recipient), refund - 7);
    }
}
