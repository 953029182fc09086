// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {ICoverDesk} from "../../src/interfaces/ICoverDesk.sol";
import {IPolicyBook} from "../../src/interfaces/IPolicyBook.sol";
import {IProductCatalog} from "../../src/interfaces/IProductCatalog.sol";
import {IUnderwriting} from "../../src/interfaces/IUnderwriting.sol";
import {AcesoTest} from "../AcesoTest.sol";
import {ReentrantDollar} from "../mocks/ReentrantDollar.sol";
import {Pausable} from "@openzeppelin/contracts/utils/Pausable.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

contract UnderwritingTest is AcesoTest {
    uint256 private constant HOLDER_KEY = 5;

    uint40 private _end;
    uint256 private _plain;
    uint256 private _predicate;
    ICoverDesk.PermitSignature private _none;

    function setUp() public override {
        super.setUp();
        deposit(provider, 1_000_000 * DOLLAR);
        fund(buyer, 1_000_000 * DOLLAR);
        _end = endAfter(12 weeks);
        _plain = productId;
        productId = list(_underwritten());
        (terms,,) = catalog.product(productId);
        (_predicate,) = catalog.underwriting(productId);
    }

    function _underwritten() private view returns (IProductCatalog.ProductParameters memory parameters) {
        parameters = defaultProduct();
        parameters.baseline = IProductCatalog.Baseline(7, 1, 57, 90 days);
    }

    function _eligibility() private view returns (IUnderwriting.Eligibility memory) {
        return IUnderwriting.Eligibility({
            proof: [uint256(11), 12, 13, 14, 15, 16, 17, 18],
            digest: 99,
            committeeRoot: committeeRoot,
            asOf: block.timestamp / 3600 * 3600
        });
    }

    function _buy(ICoverDesk.BuyParameters memory p, IUnderwriting.Eligibility memory shown)
        private
        returns (uint256 premium)
    {
        vm.prank(buyer);
        return coverDesk.buyUnderwrittenCover(p, shown, _none);
    }

    function _refuse(ICoverDesk.BuyParameters memory p, IUnderwriting.Eligibility memory shown, bytes memory reason)
        private
    {
        vm.expectRevert(reason);
        _buy(p, shown);
    }

    function _refuse(IUnderwriting.Eligibility memory shown, bytes memory reason) private {
        _refuse(purchase(1, _end), shown, reason);
    }

    function _invalid() private pure returns (bytes memory) {
        return abi.encodeWithSelector(IUnderwriting.Underwriting_ProofInvalid.selector);
    }

    /// @dev By the definition: Σ valueⱼ · rʲ with j from 1, and r the hash of the digest and the values.
    function _expect(IUnderwriting.Eligibility memory shown, uint256[6] memory stated) private {
        bytes memory preimage = abi.encode(shown.digest, stated);
        uint256 r = uint256(keccak256(preimage)) % FIELD;
        (uint256 sum, uint256 power) = (0, 1);
        for (uint256 i; i < 6; ++i) {
            power = mulmod(power, r, FIELD);
            sum = addmod(sum, mulmod(stated[i], power, FIELD), FIELD);
        }
        eligibilityVerifier.expect(shown.proof, [shown.digest, r, sum]);
    }

    /// @dev Only the proof for the buyer, with the commitment 7.
    function _expectGood() private {
        IUnderwriting.Eligibility memory shown = _eligibility();
        uint256 context = coverDesk.eligibilityContextOf(buyer, productId);
        _expect(shown, [committeeRoot, _predicate, committeeId, 7, shown.asOf, context]);
    }

    function test_RevertWhen_BoughtWithoutAProof() external {
        bytes memory reason = abi.encodeWithSelector(ICoverDesk.CoverDesk_EligibilityRequired.selector, productId);
        ICoverDesk.GroupParameters memory group;
        (group.productId, group.end, group.maxPremium, group.deadline) =
        (productId, _end, type(uint256).max, block.timestamp);
        group.members = new ICoverDesk.Member[](1);
        group.members[0] = ICoverDesk.Member(7, 1);
        ICoverDesk.BuyParameters memory p = purchase(1, _end);
        vm.startPrank(buyer);
        vm.expectRevert(reason);
        coverDesk.buyCover(p);
        vm.expectRevert(reason);
        coverDesk.buyCoverWithPermit(p, _none);
        vm.expectRevert(reason);
        coverDesk.buyGroupCover(group);
        vm.stopPrank();
    }

    function test_RevertWhen_ProductAsksForNothing() external {
        productId = _plain;
        _refuse(_eligibility(), abi.encodeWithSelector(IUnderwriting.Underwriting_NothingToProve.selector, _plain));
        productId = 3;
        _refuse(_eligibility(), abi.encodeWithSelector(IProductCatalog.ProductCatalog_ProductUnknown.selector, 3));
    }

    function test_RevertWhen_AsOfIsNotAnHour() external {
        IUnderwriting.Eligibility memory shown = _eligibility();
        uint256[3] memory bad = [shown.asOf + 1, shown.asOf - 1, shown.asOf + 1800];
        for (uint256 i; i < bad.length; ++i) {
            shown.asOf = bad[i];
            _refuse(shown, abi.encodeWithSelector(IUnderwriting.Underwriting_AsOfNotAnHour.selector, bad[i]));
        }
    }

    function test_RevertWhen_AsOfOutOfRange() external {
        IUnderwriting.Eligibility memory shown = _eligibility();
        uint256 hour = shown.asOf;
        uint256[4] memory bad = [0, hour - 3600, hour + 7200, type(uint256).max / 3600 * 3600];
        for (uint256 i; i < bad.length; ++i) {
            shown.asOf = bad[i];
            _refuse(
                shown,
                abi.encodeWithSelector(
                    IUnderwriting.Underwriting_AsOfOutOfRange.selector,
                    bad[i],
                    block.timestamp - 3600,
                    block.timestamp + 3600
                )
            );
        }
    }

    function test_RevertWhen_AsOfIsASecondTooEarlyOrLate() external {
        IUnderwriting.Eligibility memory shown = _eligibility();
        uint256[2] memory times = [shown.asOf + 3601, shown.asOf - 3601];
        for (uint256 i; i < 2; ++i) {
            vm.warp(times[i]);
            _refuse(
                shown,
                abi.encodeWithSelector(
                    IUnderwriting.Underwriting_AsOfOutOfRange.selector, shown.asOf, times[i] - 3600, times[i] + 3600
                )
            );
        }
    }

    function test_RevertWhen_CommitteeRootIsZero() external {
        IUnderwriting.Eligibility memory shown = _eligibility();
        shown.committeeRoot = 0;
        _refuse(shown, abi.encodeWithSelector(IUnderwriting.Underwriting_CommitteeRootZero.selector));
    }

    /// @dev Unknown, of another committee, or over.
    function test_RevertWhen_CommitteeRootInvalid() external {
        vm.startPrank(admin);
        uint256 other = registry.createCommittee();
        registry.seat(other, 1, makeAddr("operator 0"));
        vm.stopPrank();
        uint256[3] memory bad = [1, committeeRoot + FIELD, registry.rootOf(other)];
        IUnderwriting.Eligibility memory shown = _eligibility();
        for (uint256 i; i < bad.length; ++i) {
            shown.committeeRoot = bad[i];
            _refuse(
                shown,
                abi.encodeWithSelector(IUnderwriting.Underwriting_CommitteeRootInvalid.selector, committeeId, bad[i])
            );
        }
        registerOperator("operator 1", 1002);
        seatOperator("operator 1", 1);
        skip(7 days);
        _buy(purchase(1, _end), _eligibility());
        skip(1);
        _refuse(
            _eligibility(),
            abi.encodeWithSelector(IUnderwriting.Underwriting_CommitteeRootInvalid.selector, committeeId, committeeRoot)
        );
    }

    function test_RevertWhen_ProofInvalid() external {
        eligibilityVerifier.refuse();
        _refuse(_eligibility(), _invalid());
    }

    /// @dev A value that is FIELD too high would be the same to the circuit.
    function test_RevertWhen_StatedValueIsNotInField() external {
        ICoverDesk.BuyParameters memory p = purchase(1, _end);
        p.member.commitment += FIELD;
        _refuse(p, _eligibility(), _invalid());
    }

    /// @dev What is not bound could be anything.
    function test_VerifierGetsTheSignalsInOrder() external {
        _expectGood();
        uint256 snapshot = vm.snapshotState();
        _buy(purchase(1, _end), _eligibility());
        vm.revertToState(snapshot);
        for (uint256 i; i < 4; ++i) {
            IUnderwriting.Eligibility memory shown = _eligibility();
            ICoverDesk.BuyParameters memory p = purchase(1, _end);
            if (i == 0) ++p.member.commitment;
            if (i == 1) shown.asOf += 3600;
            if (i == 2) ++shown.digest;
            if (i == 3) ++shown.proof[7];
            _refuse(p, shown, _invalid());
        }
    }

    function test_RevertWhen_ProofIsForAnotherBuyerProductOrChain() external {
        _expectGood();
        ICoverDesk.BuyParameters memory p = purchase(1, _end);
        vm.expectRevert(_invalid());
        vm.prank(stranger);
        coverDesk.buyUnderwrittenCover(p, _eligibility(), _none);
        // The same baseline, listed again.
        p.productId = list(_underwritten());
        _refuse(p, _eligibility(), _invalid());
        vm.chainId(block.chainid + 1);
        _refuse(_eligibility(), _invalid());
    }

    /// @dev Buyer, committee and product agree; only the baseline doesn't.
    function test_RevertWhen_ProofIsOfAnotherBaseline() external {
        IUnderwriting.Eligibility memory shown = _eligibility();
        IProductCatalog.ProductParameters memory other = _underwritten();
        ++other.baseline.threshold;
        (uint256 predicate,) = catalog.underwriting(list(other));
        uint256 context = coverDesk.eligibilityContextOf(buyer, productId);
        _expect(shown, [committeeRoot, predicate, committeeId, 7, shown.asOf, context]);
        _refuse(shown, _invalid());
    }

    /// @dev Both roots are valid, so only the proof can tell that it was made for another.
    function test_RevertWhen_ProofIsOfAnotherRoot() external {
        _expectGood();
        registerOperator("operator 1", 1002);
        seatOperator("operator 1", 1);
        IUnderwriting.Eligibility memory shown = _eligibility();
        shown.committeeRoot = registry.rootOf(committeeId);
        _refuse(shown, _invalid());
        _buy(purchase(1, _end), _eligibility());
    }

    function test_RevertWhen_PausedOrTooLateOrTooDear() external {
        ICoverDesk.BuyParameters memory p = purchase(1, _end);
        --p.deadline;
        _refuse(p, _eligibility(), abi.encodeWithSelector(ICoverDesk.CoverDesk_DeadlinePassed.selector, p.deadline));
        p = purchase(1, _end);
        p.maxPremium = coverDesk.quote(productId, 1, _end) - 1;
        _refuse(
            p,
            _eligibility(),
            abi.encodeWithSelector(ICoverDesk.CoverDesk_PremiumAboveMaximum.selector, p.maxPremium + 1, p.maxPremium)
        );
        vm.prank(admin);
        coverDesk.pause();
        _refuse(_eligibility(), abi.encodeWithSelector(Pausable.EnforcedPause.selector));
    }

    function test_RevertWhen_AssetCallsBack() external {
        ReentrantDollar other = new ReentrantDollar();
        other.mint(nextContract(), 10_007);
        other.mint(address(this), 1_000_000 * DOLLAR);
        other.mint(buyer, 1000 * DOLLAR);
        pool = newPool(address(other));
        setFeed(address(other));
        productId = list(_underwritten());
        other.approve(address(pool), type(uint256).max);
        pool.deposit(1_000_000 * DOLLAR, address(this));
        vm.prank(buyer);
        other.approve(address(coverDesk), type(uint256).max);
        ICoverDesk.BuyParameters memory p = purchase(1, _end);
        other.arm(address(coverDesk), abi.encodeCall(coverDesk.buyUnderwrittenCover, (p, _eligibility(), _none)));
        _refuse(
            p, _eligibility(), abi.encodeWithSelector(ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector)
        );
    }

    function test_BuyUnderwrittenCover() external {
        uint256 premium = coverDesk.quote(productId, 5, _end);
        uint256 before = dollar.balanceOf(buyer);
        vm.expectEmit(address(coverDesk));
        emit ICoverDesk.CoverBought(productId, buyer, 1, 5, uint40(block.timestamp), _end, address(0), premium);
        vm.expectEmit(address(book));
        emit IPolicyBook.CoverQueued(0, 0, 7, terms, leafOf(5, _end).window);
        assertEq(_buy(purchase(5, _end), _eligibility()), premium);
        assertEq(dollar.balanceOf(buyer), before - premium);
    }

    function test_AsOfMayBeAtEitherBound() external {
        IUnderwriting.Eligibility memory shown = _eligibility();
        shown.asOf += 7200;
        vm.warp(shown.asOf - 3600);
        _buy(purchase(1, _end), shown);
        vm.warp(shown.asOf + 3600);
        _buy(purchase(1, _end), shown);
    }

    function test_WithAPermit() external {
        address holder = vm.addr(HOLDER_KEY);
        uint256 premium = coverDesk.quote(productId, 1, _end);
        dollar.mint(holder, premium);
        bytes32 typeHash =
            keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)");
        bytes32 message = keccak256(
            abi.encode(typeHash, holder, address(coverDesk), premium, dollar.nonces(holder), block.timestamp)
        );
        (uint8 v, bytes32 r, bytes32 s) =
            vm.sign(HOLDER_KEY, keccak256(abi.encodePacked("\x19\x01", dollar.DOMAIN_SEPARATOR(), message)));
        vm.prank(holder);
        coverDesk.buyUnderwrittenCover(
            purchase(1, _end), _eligibility(), ICoverDesk.PermitSignature(premium, block.timestamp, v, r, s)
        );
        assertEq(dollar.balanceOf(holder), 0);
    }

    function test_WithoutAPermitTheAssetIsNotAskedForOne() external {
        vm.expectCall(address(dollar), abi.encodeWithSelector(dollar.permit.selector), 0);
        _buy(purchase(1, _end), _eligibility());
    }

    /// @dev The policy before was underwritten, and the commitment says that the holder is the same.
    function test_RenewalNeedsNoProof() external {
        ICoverDesk.BuyParameters memory p = purchase(5, _end);
        p.renewer = buyer;
        _buy(p, _eligibility());
        eligibilityVerifier.refuse();
        vm.warp(_end - 1);
        vm.prank(buyer);
        coverDesk.renewCover(
            ICoverDesk.RenewalParameters({
                productId: productId,
                member: p.member,
                start: _end,
                end: _end + 12 weeks,
                renewer: address(0),
                maxPremium: type(uint256).max,
                deadline: block.timestamp
            })
        );
    }

    function test_ContextIsOfChainDeskBuyerAndProduct() external view {
        uint256 context = coverDesk.eligibilityContextOf(buyer, productId);
        bytes32 hash = keccak256(abi.encode(block.chainid, address(coverDesk), buyer, productId));
        assertEq(context, uint256(hash) >> 8);
        assertNotEq(context, coverDesk.eligibilityContextOf(stranger, productId));
        assertNotEq(context, coverDesk.eligibilityContextOf(buyer, _plain));
    }

    function test_DeskKnowsItsVerifierAndRegistry() external view {
        assertEq(address(coverDesk.eligibilityVerifier()), address(eligibilityVerifier));
        assertEq(address(coverDesk.registry()), address(registry));
    }
}
