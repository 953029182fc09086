// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {AttestationTrigger} from "../../src/AttestationTrigger.sol";
import {ClaimTrigger} from "../../src/ClaimTrigger.sol";
import {IAttestationTrigger} from "../../src/interfaces/IAttestationTrigger.sol";
import {IClaimDesk} from "../../src/interfaces/IClaimDesk.sol";
import {ICoverDesk} from "../../src/interfaces/ICoverDesk.sol";
import {IPolicyBook} from "../../src/interfaces/IPolicyBook.sol";
import {IProductCatalog} from "../../src/interfaces/IProductCatalog.sol";
import {ITrigger} from "../../src/interfaces/ITrigger.sol";
import {IUnderwriting} from "../../src/interfaces/IUnderwriting.sol";
import {CancelVerifier} from "../../src/verifiers/CancelVerifier.sol";
import {EligibilityVerifier} from "../../src/verifiers/EligibilityVerifier.sol";
import {EquivocationVerifier} from "../../src/verifiers/EquivocationVerifier.sol";
import {InsertionVerifier} from "../../src/verifiers/InsertionVerifier.sol";
import {AcesoTest} from "../AcesoTest.sol";
import {OpenBook} from "../mocks/OpenBook.sol";

/// @dev Whole transactions, calldata included, compared with snapshots/GasTest.json. The verifiers are the generated ones;
/// only the pairing, whose price is fixed, says yes to everything and is added.
/// forge-config: default.isolate = true
contract GasTest is AcesoTest {
    uint256 private constant COMMITMENT = 0x1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90a;

    /// @dev Of four pairs, by EIP-1108.
    uint256 private constant PAIRING = 45_000 + 4 * 34_000;

    uint40 private _end;
    IPolicyBook.QueuedLeaf private _leaf;
    IPolicyBook.QueuedLeaf private _second;

    function setUp() public override {
        super.setUp();
        vm.etch(address(cancelVerifier), type(CancelVerifier).runtimeCode);
        vm.etch(address(eligibilityVerifier), type(EligibilityVerifier).runtimeCode);
        vm.etch(address(equivocationVerifier), type(EquivocationVerifier).runtimeCode);
        vm.etch(address(insertionVerifier), type(InsertionVerifier).runtimeCode);
        vm.mockCall(address(8), bytes(""), abi.encode(true));
        deposit(provider, 900_000 * DOLLAR);
        _end = endAfter(12 weeks);
        _leaf = leafOf(5, _end);
        buy(5, _end);
        _second = leafOf(50, _end);
        buy(50, _end);
        skip(2 hours);
    }

    function newTrigger() internal override returns (AttestationTrigger) {
        return new ClaimTrigger(book, registry);
    }

    /// @param pairing gas that is left out
    function _note(string memory name, uint256 pairing) private {
        vm.snapshotValue(name, vm.lastCallGas().gasTotalUsed + pairing);
    }

    function _proof() private pure returns (uint256[8] memory proof) {
        for (uint256 i; i < 8; ++i) {
            proof[i] = COMMITMENT + i;
        }
    }

    function _members(uint256 count) private pure returns (ICoverDesk.Member[] memory members) {
        members = new ICoverDesk.Member[](count);
        for (uint256 i; i < count; ++i) {
            members[i] = ICoverDesk.Member(COMMITMENT + i, 5);
        }
    }

    function _evidence() private view returns (bytes memory) {
        IAttestationTrigger.Evidence memory evidence = evidenceOf(COMMITMENT);
        (evidence.proof, evidence.digest) = (_proof(), COMMITMENT);
        return abi.encode(evidence);
    }

    function _claim(uint256 spend) private view returns (ITrigger.Claim memory claim) {
        claim = claimOf(5, 1);
        (claim.nullifier, claim.observationNullifier) = (COMMITMENT + spend, COMMITMENT + spend + 1);
    }

    function _openForClaims() private {
        IPolicyBook.QueuedLeaf[] memory leaves = new IPolicyBook.QueuedLeaf[](2);
        (leaves[0], leaves[1]) = (_leaf, _second);
        book.insertBatch(_proof(), COMMITMENT, 1, leaves);
        skip(3 weeks);
        claimDesk.submitClaim(_claim(10), paymentOf(0), _evidence());
    }

    function test_BuyCover() external {
        ICoverDesk.BuyParameters memory p = purchase(5, _end);
        (p.member.commitment, p.maxPremium) = (COMMITMENT, 100 * DOLLAR);
        vm.prank(buyer);
        coverDesk.buyCover(p);
        _note("buyCover", 0);
    }

    function test_BuyRenewableCover() external {
        ICoverDesk.BuyParameters memory p = purchase(5, _end);
        (p.member.commitment, p.maxPremium, p.renewer) = (COMMITMENT, 100 * DOLLAR, buyer);
        vm.prank(buyer);
        coverDesk.buyCover(p);
        _note("buyCover, renewable", 0);
    }

    function test_BuyUnderwrittenCover() external {
        IProductCatalog.ProductParameters memory parameters = defaultProduct();
        parameters.baseline = IProductCatalog.Baseline(7, 1, 57, 90 days);
        ICoverDesk.BuyParameters memory p = purchase(5, _end);
        (p.productId, p.member.commitment, p.maxPremium) = (list(parameters), COMMITMENT, 100 * DOLLAR);
        // The first purchase of a product costs more than those that follow.
        IUnderwriting.Eligibility memory shown =
            IUnderwriting.Eligibility(_proof(), COMMITMENT, committeeRoot, block.timestamp / 3600 * 3600);
        ICoverDesk.PermitSignature memory none;
        vm.prank(buyer);
        coverDesk.buyUnderwrittenCover(p, shown, none);
        vm.prank(buyer);
        coverDesk.buyUnderwrittenCover(p, shown, none);
        _note("buyUnderwrittenCover", PAIRING);
    }

    function test_SeatAndSlash() external {
        for (uint256 i = 1; i < 6; ++i) {
            string memory name = string.concat("operator ", vm.toString(i));
            registerOperator(name, 1001 + i);
            seatOperator(name, i);
            if (i == 5) _note("seat", 0);
        }
        uint256[] memory committeeIds = new uint256[](1);
        committeeIds[0] = committeeId;
        uint256[8] memory proof = _proof();
        (uint256 last,) = registry.keyOf(makeAddr("operator 5"));
        registry.slash(last, stranger, proof, committeeIds);
        _note("slash, one root", PAIRING);
        (uint256 first,) = registry.keyOf(makeAddr("operator 0"));
        registry.slash(first, stranger, proof, committeeIds);
        _note("slash, 7 roots", PAIRING);
    }

    function test_BuyGroupCover() external {
        ICoverDesk.GroupParameters memory group = ICoverDesk.GroupParameters({
            productId: productId,
            members: _members(50),
            end: _end,
            renewer: address(0),
            maxPremium: 10_000 * DOLLAR,
            deadline: block.timestamp
        });
        vm.prank(buyer);
        coverDesk.buyGroupCover(group);
        _note("buyGroupCover of 50", 0);
    }

    function test_Deposit() external {
        dollar.mint(stranger, 10_000 * DOLLAR);
        vm.prank(stranger);
        dollar.approve(address(pool), type(uint256).max);
        vm.prank(stranger);
        pool.deposit(5000 * DOLLAR, stranger);
        _note("deposit, first of an owner", 0);
    }

    function test_Exit() external {
        deposit(stranger, 5000 * DOLLAR);
        uint256 shares = pool.balanceOf(stranger);
        vm.prank(provider);
        pool.requestRedeem(1e12, provider, provider);
        vm.prank(stranger);
        pool.requestRedeem(shares, stranger, stranger);
        _note("requestRedeem, first of an owner", 0);
        skip(1 weeks);
        pool.settleExits();
        skip(1 weeks);
        pool.settleExits();
        _note("settleExits, one product", 0);
        vm.prank(stranger);
        pool.redeem(shares, stranger, stranger);
        _note("redeem", 0);
    }

    function test_Claim() external {
        _openForClaims();
        ITrigger.Claim memory claim = _claim(0);
        IClaimDesk.Payment memory payment = paymentOf(0);
        bytes memory evidence = _evidence();
        claimDesk.submitClaim(claim, payment, evidence);
        _note("submitClaim to a holder with a balance", PAIRING);
    }

    function test_ClaimRelayed() external {
        _openForClaims();
        ITrigger.Claim memory claim = _claim(0);
        IClaimDesk.Payment memory payment = paymentOf(3 * DOLLAR);
        dollar.mint(relayer, DOLLAR);
        bytes memory evidence = _evidence();
        claimDesk.submitClaim(claim, payment, evidence);
        _note("submitClaim to a holder with a balance, with a fee", PAIRING);
    }

    function test_ClaimOfANewHolder() external {
        _openForClaims();
        ITrigger.Claim memory claim = _claim(0);
        IClaimDesk.Payment memory payment = paymentOf(3 * DOLLAR);
        payment.recipient = stranger;
        dollar.mint(relayer, DOLLAR);
        bytes memory evidence = _evidence();
        claimDesk.submitClaim(claim, payment, evidence);
        _note("submitClaim to a new holder, relayed", PAIRING);
    }

    function test_Cancel() external {
        _openForClaims();
        IClaimDesk.Cancellation memory cancellation = IClaimDesk.Cancellation({
            policyRoot: COMMITMENT,
            terms: terms,
            units: 1,
            end: _end,
            nullifier: COMMITMENT,
            asOf: block.timestamp / 3600 * 3600
        });
        IClaimDesk.Payment memory payment = paymentOf(0);
        uint256[8] memory proof = _proof();
        claimDesk.cancelPolicy(proof, COMMITMENT, cancellation, payment);
        _note("cancelPolicy", PAIRING);
    }

    function test_InsertFullBatch() external {
        OpenBook open = new OpenBook(insertionVerifier);
        IPolicyBook.QueuedLeaf[] memory first = new IPolicyBook.QueuedLeaf[](64);
        IPolicyBook.QueuedLeaf[] memory second = new IPolicyBook.QueuedLeaf[](64);
        for (uint256 i; i < 128; ++i) {
            IPolicyBook.QueuedLeaf memory leaf =
                IPolicyBook.QueuedLeaf(COMMITMENT - i, terms, uint256(1) << 80 | block.timestamp << 40 | _end);
            open.enqueue(leaf.commitment, leaf.terms, leaf.window);
            leaf.window |= i << 114;
            (i < 64 ? first : second)[i % 64] = leaf;
        }
        uint256[8] memory proof = _proof();
        open.insertBatch(proof, COMMITMENT, COMMITMENT, first);
        open.insertBatch(proof, COMMITMENT + 1, COMMITMENT, second);
        _note("insertBatch of 64", PAIRING);
    }

    function test_AdvanceOverAQuarter() external {
        skip(13 weeks);
        pool.advance(productId, 100);
        _note("advance over a quarter", 0);
    }

    /// @dev A policy a week, a year of silence, in calls of twenty weeks each.
    function test_AdvanceAfterAYear() external {
        for (uint256 i = 4; i < 52; ++i) {
            buy(1, endAfter(i * 1 weeks));
        }
        skip(104 weeks);
        for (uint256 i; i < 6; ++i) {
            pool.advance(productId, 20);
            if (i == 0) _note("advance by 20 weeks after two years of silence", 0);
        }
        (uint256 openUnits,,,) = pool.productLiability(productId);
        assertEq(openUnits, 0);
    }
}
