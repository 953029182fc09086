// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {AttestationTrigger} from "../../src/AttestationTrigger.sol";
import {ClaimDesk} from "../../src/ClaimDesk.sol";
import {IAssetGuard} from "../../src/interfaces/IAssetGuard.sol";
import {IAttestationTrigger} from "../../src/interfaces/IAttestationTrigger.sol";
import {IClaimDesk} from "../../src/interfaces/IClaimDesk.sol";
import {ICoverDesk} from "../../src/interfaces/ICoverDesk.sol";
import {IPolicyBook} from "../../src/interfaces/IPolicyBook.sol";
import {ITrigger} from "../../src/interfaces/ITrigger.sol";
import {AcesoTest} from "../AcesoTest.sol";
import {TestFeed} from "../TestFeed.sol";
import {BlockingDollar} from "../mocks/BlockingDollar.sol";
import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";

/// @dev Known ways in which protocols like this one have sold cover for nothing, or not paid what they had sold.
contract PeerFailuresOfCoverTest is AcesoTest {
    uint256 private constant ROOT = 4242;
    uint256 private constant PAYOUT = 5000 * DOLLAR;

    uint40 private _end;

    function setUp() public override {
        super.setUp();
        deposit(provider, 1_000_000 * DOLLAR);
        _end = endAfter(12 weeks);
        buyAndInsert(5, _end, ROOT);
        skip(3 weeks);
    }

    function _evidence(uint256 asOf) private view returns (bytes memory) {
        IAttestationTrigger.Evidence memory evidence = evidenceOf(ROOT);
        (evidence.committeeRoot, evidence.asOf) = (registry.rootOf(committeeId), asOf);
        return abi.encode(evidence);
    }

    function _claim() private returns (bool paid) {
        (, paid) = claimDesk.submitClaim(claimOf(5, 3), paymentOf(0), _evidence(block.timestamp / 3600 * 3600));
    }

    /// @notice From now on the verifier takes one proof only: of this claim, for this payment, with evidence of this hour.
    function _expectProofOf(ITrigger.Claim memory claim, IClaimDesk.Payment memory payment) private {
        IAttestationTrigger.Evidence memory e = evidenceOf(ROOT);
        bytes32 context = keccak256(
            abi.encode(block.chainid, claimDesk, payment.recipient, payment.relayer, payment.fee, payment.deadline)
        );
        uint256[9] memory stated = [
            ROOT,
            committeeRoot,
            claim.terms,
            claim.units,
            claim.severity,
            claim.nullifier,
            claim.observationNullifier,
            e.asOf,
            uint256(context) >> 8
        ];
        uint256 r = uint256(keccak256(abi.encodePacked(e.digest, stated))) % FIELD;
        (uint256 sum, uint256 power) = (0, 1);
        for (uint256 i; i < 9; ++i) {
            power = mulmod(power, r, FIELD);
            sum = addmod(sum, mulmod(stated[i], power, FIELD), FIELD);
        }
        claimVerifier.expect(e.proof, [e.digest, r, sum]);
    }

    function _refuseClaim(ClaimDesk desk, IClaimDesk.Payment memory payment, bytes memory reason) private {
        (ITrigger.Claim memory claim, bytes memory evidence) = (claimOf(5, 3), abi.encode(evidenceOf(ROOT)));
        vm.expectRevert(reason);
        desk.submitClaim(claim, payment, evidence);
    }

    /// @dev Everybody has left who could, everything is paused that can be, every bucket that is due has gone, and it is
    /// the last second.
    function test_ValidEventLostAtADeadline() external {
        uint256 shares = pool.balanceOf(provider);
        vm.prank(provider);
        pool.requestRedeem(shares, provider, provider);
        vm.startPrank(admin);
        coverDesk.pause();
        pool.pauseDeposits();
        catalog.setOnSale(productId, false);
        vm.stopPrank();
        uint256 deadline = _end + 4 weeks;
        vm.warp(deadline + 3600);
        pool.settleExits();
        pool.advance(productId, type(uint256).max);
        uint256 leaving = pool.maxRedeem(provider);
        vm.prank(provider);
        pool.redeem(leaving, provider, provider);
        assertLt(pool.cash(), 2 * PAYOUT);

        ITrigger.Claim memory claim = claimOf(5, 3);
        uint256 state = vm.snapshotState();
        (, bool paid) = claimDesk.submitClaim(claim, paymentOf(0), _evidence(deadline));
        assertFalse(paid);
        skip(2 days);
        claimDesk.settleHeld(1);
        assertEq(dollar.balanceOf(recipient), PAYOUT);
        vm.revertToState(state);

        // The same, with a committee that turns out to be compromised, and the last second after that.
        claimDesk.submitClaim(claim, paymentOf(0), _evidence(deadline));
        vm.prank(admin);
        registry.revokeRoot(committeeId, committeeRoot);
        claimDesk.settleHeld(1);
        registerOperator("operator 1", 1002);
        seatOperator("operator 1", 1);
        (, uint256 until) = claimDesk.reopened(claim.nullifier);
        vm.warp(until);
        pool.settleExits();
        pool.advance(productId, type(uint256).max);
        claimDesk.submitClaim(claim, paymentOf(0), _evidence(deadline));
        skip(2 days);
        claimDesk.settleHeld(2);
        assertEq(dollar.balanceOf(recipient), PAYOUT);
    }

    function _assertOnlySalesStop(bytes memory reason) private {
        uint256 state = vm.snapshotState();
        fund(buyer, 1_000_000 * DOLLAR);
        ICoverDesk.BuyParameters memory p = purchase(5, _end);
        vm.expectRevert(reason);
        vm.prank(buyer);
        coverDesk.buyCover(p);
        uint256[8] memory proof;
        uint256 cancelling = vm.snapshotState();
        assertGt(
            claimDesk.cancelPolicy(
                proof,
                1,
                IClaimDesk.Cancellation(ROOT, terms, 5, _end, 1111, block.timestamp / 3600 * 3600),
                paymentOf(0)
            ),
            0
        );
        vm.revertToState(cancelling);
        assertTrue(_claim());
        assertEq(dollar.balanceOf(recipient), PAYOUT);
        uint256 shares = pool.balanceOf(provider);
        vm.prank(provider);
        pool.requestRedeem(shares, provider, provider);
        vm.revertToState(state);
    }

    function test_StaleOracle() external {
        uint40 time = uint40(block.timestamp);
        feed.set(1e8, 0, time - 1 days - 1);
        _assertOnlySalesStop(
            abi.encodeWithSelector(
                IAssetGuard.AssetGuard_AnswerStale.selector, address(dollar), time - 1 days - 1, 1 days
            )
        );
        int128[4] memory answers = [int128(0.97e8), 1.03e8, 0, -1];
        for (uint256 i; i < 4; ++i) {
            feed.setAlways(answers[i]);
            _assertOnlySalesStop(
                i < 2
                    ? abi.encodeWithSelector(IAssetGuard.AssetGuard_OffPeg.selector, address(dollar), answers[i])
                    : abi.encodeWithSelector(
                        IAssetGuard.AssetGuard_AnswerInvalid.selector, address(dollar), answers[i], time
                    )
            );
        }
    }

    /// @dev The whole protocol once more, as on a layer two.
    function test_StaleOracle_SequencerDown() external {
        TestFeed sequencer = new TestFeed();
        sequencer.setAlways(0);
        coverDesk = newCoverDesk(address(sequencer));
        (guard, book) = (coverDesk, coverDesk);
        claimDesk = new ClaimDesk(catalog, book, cancelVerifier);
        trigger = new AttestationTrigger(book, registry, claimVerifier);
        dollar.mint(nextContract(), 10_007);
        pool = newPool(address(dollar));
        setFeed(address(dollar));
        productId = list(defaultProduct());
        (terms,,) = catalog.product(productId);
        deposit(provider, 1_000_000 * DOLLAR);
        buyAndInsert(5, _end, ROOT);

        uint40 time = uint40(block.timestamp);
        sequencer.set(1, time - 1 days, time);
        _assertOnlySalesStop(abi.encodeWithSelector(IAssetGuard.AssetGuard_SequencerDown.selector));
        sequencer.set(0, time - 1 hours + 1, time);
        _assertOnlySalesStop(
            abi.encodeWithSelector(IAssetGuard.AssetGuard_SequencerJustUp.selector, time - 1 hours + 1)
        );
        sequencer.set(0, time - 1 hours, time);
        buy(5, _end);
    }

    /// @dev No second of the new term is unpaid, no policy is renewed twice or in another's place, and the pool has what
    /// both may cost.
    function test_RenewalGivesFreeCover() external {
        fund(buyer, 1_000_000 * DOLLAR);
        ICoverDesk.BuyParameters memory p = purchase(5, _end);
        (p.renewer, p.member.commitment) = (buyer, 8);
        vm.prank(buyer);
        coverDesk.buyCover(p);
        uint256 liability = pool.liability();
        ICoverDesk.RenewalParameters memory r = ICoverDesk.RenewalParameters({
            productId: productId,
            member: p.member,
            start: _end,
            end: _end + 12 weeks,
            renewer: address(0),
            maxPremium: type(uint256).max,
            deadline: uint256(_end) + 1
        });
        bytes4 outside = ICoverDesk.CoverDesk_OutsideRenewalWindow.selector;
        bytes4 notRenewable = ICoverDesk.CoverDesk_PolicyNotRenewable.selector;
        vm.warp(_end - 4 weeks - 1);
        _refuseRenewal(r, abi.encodeWithSelector(outside, _end, 4 weeks));
        vm.warp(_end);
        _refuseRenewal(r, abi.encodeWithSelector(outside, _end, 4 weeks));
        vm.warp(_end - 1);
        r.member = ICoverDesk.Member(8, 10);
        _refuseRenewal(r, abi.encodeWithSelector(notRenewable, 8, _end, buyer));
        r.member = ICoverDesk.Member(7, 5);
        _refuseRenewal(r, abi.encodeWithSelector(notRenewable, 7, _end, buyer));
        r.member = p.member;
        vm.expectRevert(abi.encodeWithSelector(notRenewable, 8, _end, stranger));
        vm.prank(stranger);
        coverDesk.renewCover(r);

        r.member = p.member;
        vm.prank(buyer);
        uint256 premium = coverDesk.renewCover(r);
        assertGe(premium, PAYOUT * 5 * 12 weeks / (100 * 365 days));
        assertEq(pool.liability(), liability + PAYOUT);
        _refuseRenewal(r, abi.encodeWithSelector(notRenewable, 8, _end, buyer));
        r.start = r.end;
        vm.warp(r.end - 1);
        r.deadline = block.timestamp;
        r.end += 12 weeks;
        _refuseRenewal(r, abi.encodeWithSelector(notRenewable, 8, r.start, buyer));
    }

    function _refuseRenewal(ICoverDesk.RenewalParameters memory parameters, bytes memory reason) private {
        vm.expectRevert(reason);
        vm.prank(buyer);
        coverDesk.renewCover(parameters);
    }

    function _expectQueued(uint64 batch, uint8 position, uint256 commitment, uint256 window) private {
        vm.expectEmit(address(book));
        emit IPolicyBook.CoverQueued(
            batch, position, commitment, terms, (uint256(batch) * 64 + position) << 114 | window
        );
    }

    /// @dev Cancelled at once, a policy would have cost next to nothing, and its renewal would be bought by the ill only. But
    /// a policy has either the right to be renewed or a leaf that a cancellation can open (circuits/test/cancel.test.ts),
    /// however it is bought: what can be renewed has a mark in its window, which it cannot lose on its way into the book.
    function test_CancelThenRenewOnlyWhenIllGivesCoverWithoutWaiting() external {
        fund(buyer, 1_000_000 * DOLLAR);
        ICoverDesk.BuyParameters memory p = purchase(5, _end);
        ICoverDesk.GroupParameters memory group;
        (group.productId, group.end, group.maxPremium, group.deadline) = (productId, _end, p.maxPremium, p.deadline);
        group.members = new ICoverDesk.Member[](1);
        ICoverDesk.PermitSignature memory unused;
        uint256 window = uint256(5) << 80 | block.timestamp << 40 | _end;
        vm.startPrank(buyer);
        for (uint8 i; i < 6; ++i) {
            bool renewable = i % 2 == 1;
            p.renewer = group.renewer = renewable ? buyer : address(0);
            p.member.commitment = 8 + i;
            group.members[0] = p.member;
            _expectQueued(1, i, 8 + i, renewable ? 1 << 113 | window : window);
            if (i < 2) coverDesk.buyCover(p);
            else if (i < 4) coverDesk.buyCoverWithPermit(p, unused);
            else coverDesk.buyGroupCover(group);
            assertEq(coverDesk.renewals(productId, p.member, _end, buyer), renewable ? 1 : 0);
        }

        (,, bytes32 chain) = book.nextBatch();
        IPolicyBook.QueuedLeaf[] memory leaves = new IPolicyBook.QueuedLeaf[](6);
        bytes32 given;
        for (uint256 i; i < 6; ++i) {
            uint256 mark = i % 2 == 1 && i < 5 ? 1 << 113 : 0;
            leaves[i] = IPolicyBook.QueuedLeaf(8 + i, terms, 64 + i << 114 | mark | window);
            given = keccak256(abi.encode(given, leaves[i]));
        }
        uint256[8] memory proof;
        skip(1 hours);
        vm.expectRevert(abi.encodeWithSelector(IPolicyBook.PolicyBook_LeavesMismatch.selector, given, chain));
        book.insertBatch(proof, ROOT + 1, 1, leaves);
        leaves[5].window |= 1 << 113;
        book.insertBatch(proof, ROOT + 1, 1, leaves);

        vm.warp(_end - 1);
        window = 1 << 112 | uint256(5) << 80 | uint256(_end) << 40 | _end + 12 weeks;
        for (uint8 i; i < 2; ++i) {
            ICoverDesk.RenewalParameters memory r = ICoverDesk.RenewalParameters({
                productId: productId,
                member: ICoverDesk.Member(9 + 2 * i, 5),
                start: _end,
                end: _end + 12 weeks,
                renewer: i == 1 ? buyer : address(0),
                maxPremium: type(uint256).max,
                deadline: block.timestamp
            });
            _expectQueued(2, i, 9 + 2 * i, i == 1 ? 1 << 113 | window : window);
            coverDesk.renewCover(r);
            assertEq(coverDesk.renewals(productId, r.member, r.end, buyer), i);
        }
        vm.stopPrank();
    }

    /// @dev A permit buys once, for whom it was signed, up to what it says.
    function test_SignatureReplay_Permit() external {
        (address signer, uint256 key) = makeAddrAndKey("signer");
        ICoverDesk.BuyParameters memory p = purchase(5, _end);
        uint256 premium = coverDesk.quote(productId, 5, _end);
        dollar.mint(signer, 2 * premium);
        bytes32 structHash = keccak256(
            abi.encode(
                keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)"),
                signer,
                coverDesk,
                premium,
                0,
                p.deadline
            )
        );
        (uint8 v, bytes32 r, bytes32 s) =
            vm.sign(key, keccak256(abi.encodePacked("\x19\x01", dollar.DOMAIN_SEPARATOR(), structHash)));
        ICoverDesk.PermitSignature memory permit = ICoverDesk.PermitSignature(premium, p.deadline, v, r, s);

        bytes memory noAllowance =
            abi.encodeWithSelector(IERC20Errors.ERC20InsufficientAllowance.selector, coverDesk, 0, premium);
        vm.expectRevert(noAllowance);
        vm.prank(stranger);
        coverDesk.buyCoverWithPermit(p, permit);
        // Somebody else uses it up, which only brings the allowance about.
        dollar.permit(signer, address(coverDesk), premium, p.deadline, v, r, s);
        vm.prank(signer);
        assertEq(coverDesk.buyCoverWithPermit(p, permit), premium);
        premium = coverDesk.quote(productId, 5, _end);
        vm.expectRevert(abi.encodeWithSelector(IERC20Errors.ERC20InsufficientAllowance.selector, coverDesk, 0, premium));
        vm.prank(signer);
        coverDesk.buyCoverWithPermit(p, permit);
    }

    /// @dev The proof is good for one claim, at one desk, on one chain.
    function test_SignatureReplay_Proof() external {
        IClaimDesk.Payment memory payment = paymentOf(0);
        _expectProofOf(claimOf(5, 3), payment);
        bytes memory invalid = abi.encodeWithSelector(IAttestationTrigger.AttestationTrigger_ProofInvalid.selector);
        _refuseClaim(new ClaimDesk(catalog, book, cancelVerifier), payment, invalid);
        vm.chainId(block.chainid + 1);
        _refuseClaim(claimDesk, payment, invalid);
        vm.chainId(block.chainid - 1);
        assertTrue(_claim());
        _refuseClaim(claimDesk, payment, abi.encodeWithSelector(IClaimDesk.ClaimDesk_NullifierSpent.selector, 1111));
        ITrigger.Claim memory claim = claimOf(5, 3);
        (claim.nullifier, claim.observationNullifier) = (1, 2);
        bytes memory evidence = abi.encode(evidenceOf(ROOT));
        vm.expectRevert(invalid);
        claimDesk.submitClaim(claim, payment, evidence);
    }

    /// @dev Bought once the result is known, and dated back: no purchase says when it starts, and what the book has queued
    /// cannot be changed any more. The terms that every proof opens hold the waiting period.
    function test_BuyingAKnownLoss() external {
        fund(buyer, 1_000_000 * DOLLAR);
        ICoverDesk.BuyParameters memory p = purchase(100, _end);
        uint256 window = placed(uint256(100) << 80 | block.timestamp << 40 | _end, 0);
        vm.expectEmit(address(book));
        emit IPolicyBook.CoverQueued(1, 0, 7, terms, window);
        vm.prank(buyer);
        coverDesk.buyCover(p);

        (,, bytes32 chain) = book.nextBatch();
        IPolicyBook.QueuedLeaf[] memory leaves = new IPolicyBook.QueuedLeaf[](1);
        uint256[8] memory proof;
        uint256 bought = block.timestamp;
        skip(1 hours);
        for (uint256 i; i < 2; ++i) {
            uint256 start = i == 0 ? bought - 2 weeks : bought;
            leaves[0] = IPolicyBook.QueuedLeaf(7, terms, 64 << 114 | uint256(100) << 80 | start << 40 | _end);
            leaves[0].window |= 1 << 112;
            bytes32 given = keccak256(abi.encode(bytes32(0), leaves[0]));
            vm.expectRevert(abi.encodeWithSelector(IPolicyBook.PolicyBook_LeavesMismatch.selector, given, chain));
            book.insertBatch(proof, ROOT + 1, 1, leaves);
        }
        leaves[0].window = window;
        book.insertBatch(proof, ROOT + 1, 1, leaves);
    }

    function test_PayoutToRefusingRecipientLost() external {
        vm.etch(address(dollar), address(new BlockingDollar()).code);
        BlockingDollar(address(dollar)).refuse(recipient, BlockingDollar.Refusal.Revert);
        assertTrue(_claim());
        assertEq(pool.keptPayout(recipient), PAYOUT);
        uint256 reserved = pool.reserved();
        vm.prank(recipient);
        assertEq(pool.collectKept(recipient, stranger), PAYOUT);
        assertEq(dollar.balanceOf(stranger), PAYOUT);
        assertEq(pool.reserved(), reserved - PAYOUT);
    }

    /// @dev Seen before it is in a block, the claim is sent first with another recipient; sent as it is, it pays whom it
    /// was made for.
    function test_FrontRunClaim() external {
        IClaimDesk.Payment memory payment = paymentOf(3 * DOLLAR);
        _expectProofOf(claimOf(5, 3), payment);
        IClaimDesk.Payment memory stolen = paymentOf(3 * DOLLAR);
        bytes memory invalid = abi.encodeWithSelector(IAttestationTrigger.AttestationTrigger_ProofInvalid.selector);
        stolen.recipient = stranger;
        _refuseClaim(claimDesk, stolen, invalid);
        (stolen.recipient, stolen.relayer) = (recipient, stranger);
        _refuseClaim(claimDesk, stolen, invalid);
        (stolen.relayer, stolen.fee) = (relayer, PAYOUT);
        _refuseClaim(claimDesk, stolen, invalid);
        vm.prank(stranger);
        claimDesk.submitClaim(claimOf(5, 3), payment, abi.encode(evidenceOf(ROOT)));
        assertEq(dollar.balanceOf(recipient), PAYOUT - 3 * DOLLAR);
        assertEq(dollar.balanceOf(relayer), 3 * DOLLAR);
        assertEq(dollar.balanceOf(stranger), 0);
    }
}
