// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {ClaimDesk} from "../../src/ClaimDesk.sol";
import {IAttestationTrigger} from "../../src/interfaces/IAttestationTrigger.sol";
import {IClaimDesk} from "../../src/interfaces/IClaimDesk.sol";
import {IProductCatalog} from "../../src/interfaces/IProductCatalog.sol";
import {ITrigger} from "../../src/interfaces/ITrigger.sol";
import {IUnderwritingPool} from "../../src/interfaces/IUnderwritingPool.sol";
import {CoverLiability} from "../../src/libraries/CoverLiability.sol";
import {AcesoTest} from "../AcesoTest.sol";

contract ClaimDeskTest is AcesoTest {
    uint256 private constant ROOT = 4242;

    uint40 private _end;

    function setUp() public override {
        super.setUp();
        deposit(provider, 1_000_000 * DOLLAR);
        _end = endAfter(12 weeks);
        buyAndInsert(5, _end, ROOT);
        skip(3 weeks);
    }

    function _evidence() private view returns (bytes memory) {
        return abi.encode(evidenceOf(ROOT));
    }

    function _submit(ITrigger.Claim memory claim, IClaimDesk.Payment memory payment)
        private
        returns (uint256 payout, bool paid)
    {
        return claimDesk.submitClaim(claim, payment, _evidence());
    }

    function _refuse(ITrigger.Claim memory claim, IClaimDesk.Payment memory payment, bytes memory reason) private {
        bytes memory evidence = _evidence();
        vm.expectRevert(reason);
        claimDesk.submitClaim(claim, payment, evidence);
    }

    function _refuse(ITrigger.Claim memory claim, bytes memory reason) private {
        _refuse(claim, paymentOf(0), reason);
    }

    function test_RevertWhen_DeadlinePassed() external {
        IClaimDesk.Payment memory payment = paymentOf(0);
        payment.deadline = block.timestamp - 1;
        _refuse(
            claimOf(5, 3),
            payment,
            abi.encodeWithSelector(IClaimDesk.ClaimDesk_DeadlinePassed.selector, payment.deadline)
        );
    }

    function test_RevertWhen_RecipientIsZero() external {
        IClaimDesk.Payment memory payment = paymentOf(0);
        payment.recipient = address(0);
        _refuse(claimOf(5, 3), payment, abi.encodeWithSelector(IClaimDesk.ClaimDesk_RecipientZero.selector));
    }

    function test_RevertWhen_FeeHasNoRelayer() external {
        IClaimDesk.Payment memory payment = paymentOf(1);
        payment.relayer = address(0);
        _refuse(claimOf(5, 3), payment, abi.encodeWithSelector(IClaimDesk.ClaimDesk_FeeWithoutRelayer.selector, 1));
    }

    function test_RevertWhen_FeeIsAbovePayout() external {
        uint256 payout = 500 * DOLLAR;
        _refuse(
            claimOf(5, 1),
            paymentOf(payout + 1),
            abi.encodeWithSelector(IClaimDesk.ClaimDesk_FeeAbovePayout.selector, payout + 1, payout)
        );
    }

    /// @dev Either would be the same number to the circuit as one that is spent.
    function test_RevertWhen_SignalNotInField() external {
        ITrigger.Claim memory claim = claimOf(5, 3);
        claim.nullifier += FIELD;
        _refuse(claim, abi.encodeWithSelector(IClaimDesk.ClaimDesk_SignalNotInField.selector, claim.nullifier));
        claim = claimOf(5, 3);
        claim.nullifier = FIELD;
        _refuse(claim, abi.encodeWithSelector(IClaimDesk.ClaimDesk_SignalNotInField.selector, FIELD));
        claim = claimOf(5, 3);
        claim.observationNullifier += FIELD;
        _refuse(
            claim, abi.encodeWithSelector(IClaimDesk.ClaimDesk_SignalNotInField.selector, claim.observationNullifier)
        );
        claim.observationNullifier = FIELD;
        _refuse(claim, abi.encodeWithSelector(IClaimDesk.ClaimDesk_SignalNotInField.selector, FIELD));
    }

    function test_RevertWhen_UnitsOutOfRange() external {
        uint256[4] memory bad = [uint256(0), 1 << 32, FIELD + 5, type(uint256).max];
        for (uint256 i; i < bad.length; ++i) {
            _refuse(claimOf(bad[i], 3), abi.encodeWithSelector(IClaimDesk.ClaimDesk_UnitsOutOfRange.selector, bad[i]));
        }
    }

    function test_RevertWhen_TermsUnknown() external {
        uint256[3] memory bad = [uint256(0), 1, terms + FIELD];
        for (uint256 i; i < bad.length; ++i) {
            ITrigger.Claim memory claim = claimOf(5, 3);
            claim.terms = bad[i];
            _refuse(claim, abi.encodeWithSelector(IClaimDesk.ClaimDesk_TermsUnknown.selector, bad[i]));
        }
    }

    function test_RevertWhen_SeverityDoesNotExist() external {
        uint256[4] memory bad = [uint256(0), 4, 255, type(uint256).max];
        for (uint256 i; i < bad.length; ++i) {
            _refuse(
                claimOf(5, bad[i]), abi.encodeWithSelector(IClaimDesk.ClaimDesk_SeverityWithoutPayout.selector, bad[i])
            );
        }
    }

    function test_RevertWhen_SeverityIsUnused() external {
        IProductCatalog.ProductParameters memory p = defaultProduct();
        (p.payouts, p.thresholds) = ([uint96(1), 2, 0], [uint64(1), 2, 0]);
        (terms,,) = catalog.product(list(p));
        _refuse(claimOf(5, 3), abi.encodeWithSelector(IClaimDesk.ClaimDesk_SeverityWithoutPayout.selector, 3));
        (p.payouts, p.thresholds) = ([uint96(1), 0, 0], [uint64(1), 0, 0]);
        (terms,,) = catalog.product(list(p));
        _refuse(claimOf(5, 2), abi.encodeWithSelector(IClaimDesk.ClaimDesk_SeverityWithoutPayout.selector, 2));
    }

    /// @dev Once for the very same claim, once for the policy with another result.
    function test_RevertWhen_NullifierSpent() external {
        _submit(claimOf(5, 1), paymentOf(0));
        ITrigger.Claim memory claim = claimOf(5, 1);
        bytes memory reason = abi.encodeWithSelector(IClaimDesk.ClaimDesk_NullifierSpent.selector, claim.nullifier);
        _refuse(claim, reason);
        claim.observationNullifier = 3333;
        _refuse(claim, reason);
    }

    function test_RevertWhen_NullifierSpentForAnotherProduct() external {
        _submit(claimOf(5, 1), paymentOf(0));
        (terms,,) = catalog.product(list(defaultProduct()));
        ITrigger.Claim memory claim = claimOf(5, 1);
        claim.observationNullifier = 3333;
        _refuse(claim, abi.encodeWithSelector(IClaimDesk.ClaimDesk_NullifierSpent.selector, claim.nullifier));
    }

    function test_RevertWhen_ObservationSpent() external {
        _submit(claimOf(5, 1), paymentOf(0));
        ITrigger.Claim memory claim = claimOf(5, 1);
        claim.nullifier = 3333;
        _refuse(
            claim, abi.encodeWithSelector(IClaimDesk.ClaimDesk_ObservationSpent.selector, claim.observationNullifier)
        );
    }

    function test_RevertWhen_TriggerRefuses() external {
        claimVerifier.refuse();
        _refuse(claimOf(5, 3), abi.encodeWithSelector(IAttestationTrigger.AttestationTrigger_ProofInvalid.selector));
        assertFalse(claimDesk.isNullifierSpent(1111));
        assertFalse(claimDesk.isObservationSpent(2222));
    }

    /// @dev Only a broken verifier could bring a claim here for units that were never sold.
    function test_RevertWhen_UnitsAreNotOpen() external {
        _refuse(claimOf(6, 3), abi.encodeWithSelector(CoverLiability.CoverLiability_UnitsNotOpen.selector, 6, 5));
    }

    /// @dev Nullifiers are spent at a desk, so a pool listens to one desk only.
    function test_RevertWhen_PoolKnowsAnotherDesk() external {
        ClaimDesk other = new ClaimDesk(catalog, book, cancelVerifier);
        (ITrigger.Claim memory claim, IClaimDesk.Payment memory payment) = (claimOf(5, 3), paymentOf(0));
        bytes memory evidence = _evidence();
        vm.expectRevert(
            abi.encodeWithSelector(IUnderwritingPool.UnderwritingPool_NotClaimDesk.selector, address(other))
        );
        other.submitClaim(claim, payment, evidence);
    }

    /// @dev Whoever copies a claim under way can only send it as it is.
    function test_RevertWhen_PaymentIsNotTheProofs() external {
        IClaimDesk.Payment memory payment = paymentOf(3);
        _expectProofOf(claimOf(5, 2), payment);
        bytes memory reason = abi.encodeWithSelector(IAttestationTrigger.AttestationTrigger_ProofInvalid.selector);
        for (uint256 i; i < 4; ++i) {
            payment = paymentOf(3);
            if (i == 0) payment.recipient = stranger;
            if (i == 1) payment.relayer = stranger;
            if (i == 2) payment.fee = 4;
            if (i == 3) ++payment.deadline;
            _refuse(claimOf(5, 2), payment, reason);
        }
        vm.prank(stranger);
        _submit(claimOf(5, 2), paymentOf(3));
        assertEq(dollar.balanceOf(recipient), 1250 * DOLLAR - 3);
        assertEq(dollar.balanceOf(stranger), 0);
    }

    function test_TriggerGetsTheClaim() external {
        ITrigger.Claim memory claim = claimOf(5, 2);
        uint256 context =
            uint256(keccak256(abi.encode(block.chainid, claimDesk, recipient, relayer, 3, block.timestamp))) >> 8;
        vm.expectCall(
            address(trigger),
            abi.encodeCall(ITrigger.check, (claim, committeeId, block.timestamp - 3600, context, _evidence())),
            1
        );
        _submit(claim, paymentOf(3));
    }

    function test_PoolGetsThePayout() external {
        vm.expectCall(
            address(pool),
            abi.encodeCall(
                IUnderwritingPool.pay,
                (IUnderwritingPool.Payout(productId, 5, 1250 * DOLLAR, recipient, relayer, 3 * DOLLAR))
            ),
            1
        );
        _submit(claimOf(5, 2), paymentOf(3 * DOLLAR));
    }

    function test_ContextBindsThePayment() external {
        IClaimDesk.Payment memory payment = paymentOf(3);
        uint256 context = claimDesk.contextOf(payment);
        assertEq(
            context,
            uint256(keccak256(abi.encode(block.chainid, address(claimDesk), recipient, relayer, 3, payment.deadline)))
                / 256
        );
        assertLt(context, FIELD);
        payment.recipient = stranger;
        assertNotEq(claimDesk.contextOf(payment), context);
        payment = paymentOf(3);
        payment.relayer = stranger;
        assertNotEq(claimDesk.contextOf(payment), context);
        payment = paymentOf(4);
        assertNotEq(claimDesk.contextOf(payment), context);
        payment = paymentOf(3);
        ++payment.deadline;
        assertNotEq(claimDesk.contextOf(payment), context);
        assertNotEq(new ClaimDesk(catalog, book, cancelVerifier).contextOf(paymentOf(3)), context);
        vm.chainId(5);
        assertNotEq(claimDesk.contextOf(paymentOf(3)), context);
    }

    function test_PaysEachSeverity() external {
        uint256[3] memory payouts = [uint256(500), 1250, 5000];
        for (uint256 i; i < 3; ++i) {
            uint256 state = vm.snapshotState();
            (uint256 payout, bool paid) = _submit(claimOf(5, i + 1), paymentOf(0));
            assertTrue(paid);
            assertEq(payout, payouts[i] * DOLLAR);
            assertEq(dollar.balanceOf(recipient), payouts[i] * DOLLAR);
            assertEq(pool.liability(), 0);
            vm.revertToState(state);
        }
    }

    function test_SubmitClaim() external {
        (uint256 cash, uint256 payout, uint256 fee) = (pool.cash(), 5000 * DOLLAR, 3 * DOLLAR);
        IClaimDesk.Payment memory payment = paymentOf(fee);
        vm.expectEmit(address(pool));
        emit IUnderwritingPool.PayoutMade(productId, 5, payout, payout);
        vm.expectEmit(address(claimDesk));
        emit IClaimDesk.ClaimPaid(1111, 2222, productId, 5, 3, recipient, payout, relayer, fee);
        vm.prank(stranger);
        claimDesk.submitClaim(claimOf(5, 3), payment, _evidence());
        assertEq(dollar.balanceOf(recipient), payout - fee);
        assertEq(dollar.balanceOf(relayer), fee);
        assertEq(pool.cash(), cash - payout);
        assertEq(pool.reserved(), _feesOf(productId));
        assertTrue(claimDesk.isNullifierSpent(1111));
        assertTrue(claimDesk.isObservationSpent(2222));
        assertFalse(claimDesk.isNullifierSpent(2222));
        assertFalse(claimDesk.isObservationSpent(1111));
        assertEq(claimDesk.heldCount(), 0);
        (uint256 since, uint256 until) = claimDesk.reopened(1111);
        assertEq(since + until, 0);
    }

    function test_LargestSignalsAreAccepted() external {
        ITrigger.Claim memory claim = claimOf(5, 1);
        (claim.nullifier, claim.observationNullifier) = (FIELD - 1, FIELD - 1);
        _submit(claim, paymentOf(0));
        assertTrue(claimDesk.isNullifierSpent(FIELD - 1));
        assertTrue(claimDesk.isObservationSpent(FIELD - 1));
    }

    function test_WholePayoutMayBeTheFee() external {
        _submit(claimOf(5, 1), paymentOf(500 * DOLLAR));
        assertEq(dollar.balanceOf(recipient), 0);
        assertEq(dollar.balanceOf(relayer), 500 * DOLLAR);
    }

    /// @dev A holder may be the relayer, too, and a relayer may work for nothing.
    function test_RelayerMayBeAnyone() external {
        IClaimDesk.Payment memory payment = paymentOf(3);
        payment.relayer = recipient;
        _submit(claimOf(5, 1), payment);
        assertEq(dollar.balanceOf(recipient), 500 * DOLLAR);
        buyAndInsert(5, _end, ROOT + 1);
        payment = paymentOf(0);
        payment.relayer = relayer;
        ITrigger.Claim memory claim = claimOf(5, 1);
        (claim.nullifier, claim.observationNullifier) = (1, 2);
        _submit(claim, payment);
        assertEq(dollar.balanceOf(recipient), 1000 * DOLLAR);
        assertEq(dollar.balanceOf(relayer), 0);
    }

    /// @dev The policy is spent, whichever severity it was: the rest of its cover is the pool's again.
    function test_SmallSeverityEndsThePolicy() external {
        _submit(claimOf(5, 1), paymentOf(0));
        (, uint256 claimedUnits,,) = pool.productLiability(productId);
        assertEq(claimedUnits, 5);
        assertEq(pool.liability(), 0);
    }

    function test_PausesDoNotStopClaims() external {
        vm.startPrank(admin);
        coverDesk.pause();
        pool.pauseDeposits();
        catalog.setOnSale(productId, false);
        vm.stopPrank();
        _submit(claimOf(5, 3), paymentOf(0));
        assertEq(dollar.balanceOf(recipient), 5000 * DOLLAR);
    }

    /// @dev What the verifier must be shown for a claim with the evidence of this test, and nothing else passes.
    function _expectProofOf(ITrigger.Claim memory claim, IClaimDesk.Payment memory payment) private {
        IAttestationTrigger.Evidence memory e = evidenceOf(ROOT);
        uint256 context = claimDesk.contextOf(payment);
        uint256[9] memory stated = [
            ROOT,
            committeeRoot,
            claim.terms,
            claim.units,
            claim.severity,
            claim.nullifier,
            claim.observationNullifier,
            e.asOf,
            context
        ];
        uint256 r = uint256(keccak256(abi.encodePacked(e.digest, stated))) % FIELD;
        (uint256 sum, uint256 power) = (0, r);
        for (uint256 i; i < 9; ++i) {
            sum = addmod(sum, mulmod(stated[i], power, FIELD), FIELD);
            power = mulmod(power, r, FIELD);
        }
        claimVerifier.expect(e.proof, [e.digest, r, sum]);
    }

    function _feesOf(uint256 id) private view returns (uint256) {
        (uint256 protocolFees, uint256 oracleFees) = pool.fees(id);
        return protocolFees + oracleFees;
    }
}
