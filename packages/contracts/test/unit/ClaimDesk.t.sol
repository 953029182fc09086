// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {IClaimDesk} from "../../src/interfaces/IClaimDesk.sol";
import {IProductCatalog} from "../../src/interfaces/IProductCatalog.sol";
import {IUnderwritingPool} from "../../src/interfaces/IUnderwritingPool.sol";
import {CoverLiability} from "../../src/libraries/CoverLiability.sol";
import {AcesoTest} from "../AcesoTest.sol";

contract ClaimDeskTest is AcesoTest {
    uint256 private constant ROOT = 4242;

    uint256[8] private _proof = [uint256(11), 12, 13, 14, 15, 16, 17, 18];
    uint40 private _end;

    function setUp() public override {
        super.setUp();
        deposit(provider, 1_000_000 * DOLLAR);
        _end = endAfter(12 weeks);
        buyAndInsert(5, _end, ROOT);
        skip(3 weeks);
    }

    function _refuse(IClaimDesk.Claim memory claim, IClaimDesk.Payment memory payment, bytes memory reason) private {
        vm.expectRevert(reason);
        claimDesk.submitClaim(_proof, claim, payment);
    }

    function _refuse(IClaimDesk.Claim memory claim, bytes memory reason) private {
        _refuse(claim, paymentOf(0), reason);
    }

    function test_RevertWhen_DeadlinePassed() external {
        IClaimDesk.Payment memory payment = paymentOf(0);
        payment.deadline = block.timestamp - 1;
        _refuse(
            claimOf(ROOT, 5, 3),
            payment,
            abi.encodeWithSelector(IClaimDesk.ClaimDesk_DeadlinePassed.selector, payment.deadline)
        );
    }

    function test_RevertWhen_RecipientIsZero() external {
        IClaimDesk.Payment memory payment = paymentOf(0);
        payment.recipient = address(0);
        _refuse(claimOf(ROOT, 5, 3), payment, abi.encodeWithSelector(IClaimDesk.ClaimDesk_RecipientZero.selector));
    }

    function test_RevertWhen_FeeHasNoRelayer() external {
        IClaimDesk.Payment memory payment = paymentOf(1);
        payment.relayer = address(0);
        _refuse(
            claimOf(ROOT, 5, 3), payment, abi.encodeWithSelector(IClaimDesk.ClaimDesk_FeeWithoutRelayer.selector, 1)
        );
    }

    function test_RevertWhen_FeeIsAbovePayout() external {
        uint256 payout = 500 * DOLLAR;
        _refuse(
            claimOf(ROOT, 5, 1),
            paymentOf(payout + 1),
            abi.encodeWithSelector(IClaimDesk.ClaimDesk_FeeAbovePayout.selector, payout + 1, payout)
        );
    }

    function test_RevertWhen_AsOfIsNotAnHour() external {
        IClaimDesk.Claim memory claim = claimOf(ROOT, 5, 3);
        ++claim.asOf;
        _refuse(claim, abi.encodeWithSelector(IClaimDesk.ClaimDesk_AsOfNotAnHour.selector, claim.asOf));
    }

    function test_RevertWhen_AsOfOutOfRange() external {
        vm.warp(block.timestamp / 3600 * 3600 + 1);
        IClaimDesk.Claim memory claim = claimOf(ROOT, 5, 3);
        uint256 hour = claim.asOf;
        (uint256 earliest, uint256 latest) = (block.timestamp - 3600, block.timestamp + 3600);
        uint256[4] memory bad = [uint256(0), hour - 3600, hour + 7200, type(uint256).max / 3600 * 3600];
        for (uint256 i; i < bad.length; ++i) {
            claim.asOf = bad[i];
            _refuse(
                claim,
                abi.encodeWithSelector(IClaimDesk.ClaimDesk_AsOfOutOfRange.selector, claim.asOf, earliest, latest)
            );
        }
    }

    function test_RevertWhen_SignalNotInField() external {
        IClaimDesk.Claim memory claim = claimOf(ROOT, 5, 3);
        claim.nullifier += FIELD;
        _refuse(claim, abi.encodeWithSelector(IClaimDesk.ClaimDesk_SignalNotInField.selector, claim.nullifier));
        claim = claimOf(ROOT, 5, 3);
        claim.observationNullifier = FIELD;
        _refuse(claim, abi.encodeWithSelector(IClaimDesk.ClaimDesk_SignalNotInField.selector, FIELD));
    }

    function test_RevertWhen_UnitsOutOfRange() external {
        uint256[3] memory bad = [uint256(0), 1 << 32, type(uint256).max];
        for (uint256 i; i < bad.length; ++i) {
            _refuse(
                claimOf(ROOT, bad[i], 3), abi.encodeWithSelector(IClaimDesk.ClaimDesk_UnitsOutOfRange.selector, bad[i])
            );
        }
    }

    function test_RevertWhen_TermsUnknown() external {
        IClaimDesk.Claim memory claim = claimOf(ROOT, 5, 3);
        claim.terms = 1;
        _refuse(claim, abi.encodeWithSelector(IClaimDesk.ClaimDesk_TermsUnknown.selector, 1));
    }

    function test_RevertWhen_SeverityDoesNotExist() external {
        uint256[3] memory bad = [uint256(0), 4, type(uint256).max];
        for (uint256 i; i < bad.length; ++i) {
            _refuse(
                claimOf(ROOT, 5, bad[i]),
                abi.encodeWithSelector(IClaimDesk.ClaimDesk_SeverityWithoutPayout.selector, bad[i])
            );
        }
    }

    function test_RevertWhen_SeverityIsUnused() external {
        IProductCatalog.ProductParameters memory p = defaultProduct();
        (p.payouts, p.thresholds) = ([uint96(1), 0, 0], [uint64(1), 0, 0]);
        (terms,,) = catalog.product(list(p));
        _refuse(claimOf(ROOT, 5, 2), abi.encodeWithSelector(IClaimDesk.ClaimDesk_SeverityWithoutPayout.selector, 2));
    }

    function test_RevertWhen_PolicyRootIsZero() external {
        _refuse(claimOf(0, 5, 3), abi.encodeWithSelector(IClaimDesk.ClaimDesk_PolicyRootZero.selector));
    }

    function test_RevertWhen_PolicyRootUnknown() external {
        uint256 empty = book.EMPTY_ROOT();
        _refuse(claimOf(empty, 5, 3), abi.encodeWithSelector(IClaimDesk.ClaimDesk_PolicyRootUnknown.selector, empty));
    }

    function test_RevertWhen_CommitteeRootIsZero() external {
        IClaimDesk.Claim memory claim = claimOf(ROOT, 5, 3);
        claim.committeeRoot = 0;
        _refuse(claim, abi.encodeWithSelector(IClaimDesk.ClaimDesk_CommitteeRootZero.selector));
    }

    function test_RevertWhen_CommitteeRootUnknown() external {
        IClaimDesk.Claim memory claim = claimOf(ROOT, 5, 3);
        claim.committeeRoot = 1;
        _refuse(claim, abi.encodeWithSelector(IClaimDesk.ClaimDesk_CommitteeRootInvalid.selector, committeeId, 1));
    }

    function test_RevertWhen_CommitteeIsAnotherProducts() external {
        vm.startPrank(admin);
        uint256 other = registry.createCommittee();
        registry.seat(other, 1, makeAddr("operator 0"));
        vm.stopPrank();
        IClaimDesk.Claim memory claim = claimOf(ROOT, 5, 3);
        claim.committeeRoot = registry.rootOf(other);
        _refuse(
            claim,
            abi.encodeWithSelector(IClaimDesk.ClaimDesk_CommitteeRootInvalid.selector, committeeId, claim.committeeRoot)
        );
    }

    function test_RevertWhen_CommitteeRootIsRevoked() external {
        vm.prank(admin);
        registry.revokeRoot(committeeId, committeeRoot);
        _refuse(
            claimOf(ROOT, 5, 3),
            abi.encodeWithSelector(IClaimDesk.ClaimDesk_CommitteeRootInvalid.selector, committeeId, committeeRoot)
        );
    }

    function test_RevertWhen_NullifierSpent() external {
        claimDesk.submitClaim(_proof, claimOf(ROOT, 5, 1), paymentOf(0));
        IClaimDesk.Claim memory claim = claimOf(ROOT, 5, 1);
        claim.observationNullifier = 3333;
        _refuse(claim, abi.encodeWithSelector(IClaimDesk.ClaimDesk_NullifierSpent.selector, claim.nullifier));
    }

    function test_RevertWhen_ObservationSpent() external {
        claimDesk.submitClaim(_proof, claimOf(ROOT, 5, 1), paymentOf(0));
        IClaimDesk.Claim memory claim = claimOf(ROOT, 5, 1);
        claim.nullifier = 3333;
        _refuse(
            claim, abi.encodeWithSelector(IClaimDesk.ClaimDesk_ObservationSpent.selector, claim.observationNullifier)
        );
    }

    function test_RevertWhen_ProofInvalid() external {
        claimVerifier.refuse();
        _refuse(claimOf(ROOT, 5, 3), abi.encodeWithSelector(IClaimDesk.ClaimDesk_ProofInvalid.selector));
    }

    /// @dev Only a broken verifier could bring a claim here for units that were never sold.
    function test_RevertWhen_UnitsAreNotOpen() external {
        _refuse(claimOf(ROOT, 6, 3), abi.encodeWithSelector(CoverLiability.CoverLiability_UnitsNotOpen.selector, 6, 5));
    }

    function test_VerifierGetsTheSignalsInOrder() external {
        IClaimDesk.Claim memory claim = claimOf(ROOT, 5, 2);
        IClaimDesk.Payment memory payment = paymentOf(3);
        uint256 context = uint256(
            keccak256(abi.encode(block.chainid, address(claimDesk), recipient, relayer, 3, payment.deadline))
        ) >> 8;
        claimVerifier.expect(
            _proof, [ROOT, committeeRoot, terms, 5, 2, claim.nullifier, claim.observationNullifier, claim.asOf, context]
        );
        claimDesk.submitClaim(_proof, claim, payment);
    }

    /// @dev Each part of the payment changes the context, so nobody can redirect a claim that is under way.
    function test_ContextBindsThePayment() external {
        IClaimDesk.Payment memory payment = paymentOf(3);
        uint256 context = claimDesk.contextOf(payment);
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
        vm.chainId(5);
        assertNotEq(claimDesk.contextOf(paymentOf(3)), context);
        assertLt(context, FIELD);
    }

    function test_PaysEachSeverity() external {
        uint256[3] memory payouts = [uint256(500), 1250, 5000];
        for (uint256 i; i < 3; ++i) {
            uint256 state = vm.snapshotState();
            assertEq(claimDesk.submitClaim(_proof, claimOf(ROOT, 5, i + 1), paymentOf(0)), payouts[i] * DOLLAR);
            assertEq(dollar.balanceOf(recipient), payouts[i] * DOLLAR);
            assertEq(pool.liability(), 0);
            vm.revertToState(state);
        }
    }

    function test_SubmitClaim() external {
        (uint256 cash, uint256 payout, uint256 fee) = (pool.cash(), 5000 * DOLLAR, 3 * DOLLAR);
        vm.expectEmit(address(pool));
        emit IUnderwritingPool.PayoutMade(productId, 5, payout, payout);
        vm.expectEmit(address(claimDesk));
        emit IClaimDesk.ClaimPaid(1111, 2222, productId, 5, 3, recipient, payout, relayer, fee);
        vm.prank(stranger);
        claimDesk.submitClaim(_proof, claimOf(ROOT, 5, 3), paymentOf(fee));
        assertEq(dollar.balanceOf(recipient), payout - fee);
        assertEq(dollar.balanceOf(relayer), fee);
        assertEq(pool.cash(), cash - payout);
        assertTrue(claimDesk.isNullifierSpent(1111));
        assertTrue(claimDesk.isObservationSpent(2222));
    }

    function test_WholePayoutMayBeTheFee() external {
        claimDesk.submitClaim(_proof, claimOf(ROOT, 5, 1), paymentOf(500 * DOLLAR));
        assertEq(dollar.balanceOf(recipient), 0);
        assertEq(dollar.balanceOf(relayer), 500 * DOLLAR);
    }

    function test_AsOfMayBeAnHourAway() external {
        vm.warp(block.timestamp / 3600 * 3600);
        IClaimDesk.Claim memory claim = claimOf(ROOT, 5, 1);
        claim.asOf = block.timestamp - 3600;
        claimDesk.submitClaim(_proof, claim, paymentOf(0));
        buyAndInsert(5, _end, ROOT + 1);
        claim = claimOf(ROOT + 1, 5, 1);
        (claim.nullifier, claim.observationNullifier, claim.asOf) = (1, 2, block.timestamp + 3600);
        claimDesk.submitClaim(_proof, claim, paymentOf(0));
    }

    function test_PausesDoNotStopClaims() external {
        vm.startPrank(admin);
        coverDesk.pause();
        pool.pauseDeposits();
        catalog.setOnSale(productId, false);
        vm.stopPrank();
        claimDesk.submitClaim(_proof, claimOf(ROOT, 5, 3), paymentOf(0));
    }

    function test_ReplacedCommitteeRootServesInGrace() external {
        registerOperator("operator 1", 1002);
        seatOperator("operator 1", 1);
        skip(7 days);
        claimDesk.submitClaim(_proof, claimOf(ROOT, 5, 3), paymentOf(0));
    }

    /// @dev The last moment: `asOf` at the deadline, the block an hour later; the next second the bucket may expire.
    function test_LastMomentOfTheClaimWindow() external {
        uint256 deadline = _end + 4 weeks;
        vm.warp(deadline + 3600);
        pool.advance(productId, type(uint256).max);
        IClaimDesk.Claim memory claim = claimOf(ROOT, 5, 3);
        claim.asOf = deadline;
        claimDesk.submitClaim(_proof, claim, paymentOf(0));
        assertEq(dollar.balanceOf(recipient), 5000 * DOLLAR);
    }
}
