// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {ICoverDesk} from "../../src/interfaces/ICoverDesk.sol";
import {IPolicyBook} from "../../src/interfaces/IPolicyBook.sol";
import {IProductCatalog} from "../../src/interfaces/IProductCatalog.sol";
import {IUnderwritingPool} from "../../src/interfaces/IUnderwritingPool.sol";
import {Pricing} from "../../src/libraries/Pricing.sol";
import {AcesoTest} from "../AcesoTest.sol";
import {FeeDollar} from "../mocks/FeeDollar.sol";
import {ReentrantDollar} from "../mocks/ReentrantDollar.sol";
import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";
import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Pausable} from "@openzeppelin/contracts/utils/Pausable.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

contract CoverDeskTest is AcesoTest {
    uint256 private constant HOLDER_KEY = 5;

    address private immutable _holder = vm.addr(HOLDER_KEY);
    uint40 private _end;

    function setUp() public override {
        super.setUp();
        deposit(provider, 1_000_000 * DOLLAR);
        fund(buyer, 1_000_000 * DOLLAR);
        _end = endAfter(12 weeks);
    }

    function _refuse(ICoverDesk.BuyParameters memory parameters, bytes memory reason) private {
        vm.expectRevert(reason);
        vm.prank(buyer);
        coverDesk.buyCover(parameters);
    }

    /// @dev A permit of the holder with the key HOLDER_KEY, which ends now.
    function _permit(uint256 value) private view returns (ICoverDesk.PermitSignature memory permit) {
        bytes32 typeHash =
            keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)");
        bytes32 message = keccak256(
            abi.encode(typeHash, _holder, address(coverDesk), value, dollar.nonces(_holder), block.timestamp)
        );
        (permit.v, permit.r, permit.s) =
            vm.sign(HOLDER_KEY, keccak256(abi.encodePacked("\x19\x01", dollar.DOMAIN_SEPARATOR(), message)));
        (permit.value, permit.deadline) = (value, block.timestamp);
    }

    /// @dev Sells the default product in another asset, of which the next contract has a probe and this one capital.
    function _sellIn(IERC20 asset) private {
        pool = newPool(address(asset));
        setFeed(address(asset));
        productId = list(defaultProduct());
        asset.approve(address(coverDesk), type(uint256).max);
        asset.approve(address(pool), type(uint256).max);
        pool.deposit(1_000_000 * DOLLAR, address(this));
    }

    function _refuseForAllowance(
        address caller,
        ICoverDesk.PermitSignature memory permit,
        uint256 allowance,
        uint256 premium
    ) private {
        ICoverDesk.BuyParameters memory p = purchase(1, _end);
        vm.expectRevert(
            abi.encodeWithSelector(
                IERC20Errors.ERC20InsufficientAllowance.selector, address(coverDesk), allowance, premium
            )
        );
        vm.prank(caller);
        coverDesk.buyCoverWithPermit(p, permit);
    }

    function test_RevertWhen_DeadlinePassed() external {
        ICoverDesk.BuyParameters memory p = purchase(1, _end);
        p.deadline = block.timestamp - 1;
        bytes memory reason = abi.encodeWithSelector(ICoverDesk.CoverDesk_DeadlinePassed.selector, p.deadline);
        _refuse(p, reason);
        ICoverDesk.PermitSignature memory permit = _permit(0);
        vm.expectRevert(reason);
        coverDesk.buyCoverWithPermit(p, permit);
    }

    function test_RevertWhen_ProductUnknown() external {
        ICoverDesk.BuyParameters memory p = purchase(1, _end);
        p.productId = 2;
        bytes memory reason = abi.encodeWithSelector(IProductCatalog.ProductCatalog_ProductUnknown.selector, 2);
        _refuse(p, reason);
        ICoverDesk.PermitSignature memory permit = _permit(0);
        vm.expectRevert(reason);
        coverDesk.buyCoverWithPermit(p, permit);
        vm.expectRevert(reason);
        coverDesk.quote(2, 1, _end);
        vm.expectRevert(reason);
        coverDesk.quoteRenewal(2, 1, _end, _end + 12 weeks);
    }

    function test_RevertWhen_ProductNotOnSale() external {
        vm.prank(admin);
        catalog.setOnSale(productId, false);
        bytes memory reason = abi.encodeWithSelector(ICoverDesk.CoverDesk_ProductNotOnSale.selector, productId);
        _refuse(purchase(1, _end), reason);
        vm.expectRevert(reason);
        coverDesk.quote(productId, 1, _end);
        vm.expectRevert(reason);
        coverDesk.quoteRenewal(productId, 1, _end, _end + 12 weeks);
    }

    /// @dev From 256 on the set of denominations is shifted out; no number may come back modulo a byte.
    function test_RevertWhen_UnitsAreNotADenomination() external {
        for (uint32 units; units < 300; ++units) {
            if (units == 1 || units == 2 || units == 5 || units == 10 || units == 20 || units == 50 || units == 100) {
                continue;
            }
            _refuse(
                purchase(units, _end),
                abi.encodeWithSelector(ICoverDesk.CoverDesk_UnitsNotADenomination.selector, units)
            );
        }
        _refuse(
            purchase(type(uint32).max, _end),
            abi.encodeWithSelector(ICoverDesk.CoverDesk_UnitsNotADenomination.selector, type(uint32).max)
        );
    }

    function test_RevertWhen_EndIsNotAWeek() external {
        for (uint40 end = _end - 1; end < _end + 2; end += 2) {
            bytes memory reason = abi.encodeWithSelector(ICoverDesk.CoverDesk_EndNotAWeek.selector, end);
            _refuse(purchase(1, end), reason);
            vm.expectRevert(reason);
            coverDesk.quote(productId, 1, end);
        }
    }

    function test_RevertWhen_TermOutOfRange() external {
        (uint256 earliest, uint256 latest) = (block.timestamp + 4 weeks, block.timestamp + 52 weeks);
        uint40[4] memory bad = [uint40(0), endAfter(4 weeks) - 1 weeks, endAfter(52 weeks), 604_800 * 1_800_000];
        for (uint256 i; i < bad.length; ++i) {
            _refuse(
                purchase(1, bad[i]),
                abi.encodeWithSelector(ICoverDesk.CoverDesk_TermOutOfRange.selector, bad[i], earliest, latest)
            );
        }
    }

    /// @dev A second more or less is out of range.
    function test_ShortestAndLongestTermCanBeBought() external {
        vm.warp(_end);
        buy(1, _end + 4 weeks);
        buy(1, _end + 52 weeks);
        vm.warp(_end + 1);
        _refuse(
            purchase(1, _end + 4 weeks),
            abi.encodeWithSelector(
                ICoverDesk.CoverDesk_TermOutOfRange.selector, _end + 4 weeks, _end + 4 weeks + 1, _end + 52 weeks + 1
            )
        );
        vm.warp(_end - 1);
        _refuse(
            purchase(1, _end + 52 weeks),
            abi.encodeWithSelector(
                ICoverDesk.CoverDesk_TermOutOfRange.selector, _end + 52 weeks, _end + 4 weeks - 1, _end + 52 weeks - 1
            )
        );
    }

    function test_RevertWhen_PremiumAboveMaximum() external {
        ICoverDesk.BuyParameters memory p = purchase(1, _end);
        uint256 premium = coverDesk.quote(productId, 1, _end);
        p.maxPremium = premium - 1;
        _refuse(p, abi.encodeWithSelector(ICoverDesk.CoverDesk_PremiumAboveMaximum.selector, premium, premium - 1));
    }

    /// @dev What is on its way out is not sold against.
    function test_RevertWhen_LiabilityWouldExceedAssets() external {
        vm.prank(provider);
        pool.requestRedeem(950_001 * DOLLAR * 1e6, provider, provider);
        bytes memory reason =
            abi.encodeWithSelector(Pricing.Pricing_LiabilityAboveAssets.selector, 50_000 * DOLLAR, 49_999 * DOLLAR);
        _refuse(purchase(50, _end), reason);
        vm.expectRevert(reason);
        coverDesk.quote(productId, 50, _end);
    }

    function test_RevertWhen_CapacityExceeded() external {
        for (uint256 i; i < 8; ++i) {
            buy(100, _end);
        }
        _refuse(
            purchase(1, _end),
            abi.encodeWithSelector(IUnderwritingPool.UnderwritingPool_CapacityExceeded.selector, 801, 800)
        );
    }

    function test_RevertWhen_CommitmentOutOfRange() external {
        uint256[3] memory bad = [uint256(0), FIELD, type(uint256).max];
        for (uint256 i; i < bad.length; ++i) {
            ICoverDesk.BuyParameters memory p = purchase(1, _end);
            p.member.commitment = bad[i];
            _refuse(p, abi.encodeWithSelector(IPolicyBook.PolicyBook_CommitmentOutOfRange.selector, bad[i]));
        }
    }

    function test_RevertWhen_Paused() external {
        vm.prank(admin);
        coverDesk.pause();
        _refuse(purchase(1, _end), abi.encodeWithSelector(Pausable.EnforcedPause.selector));
        ICoverDesk.PermitSignature memory permit = _permit(0);
        ICoverDesk.BuyParameters memory p = purchase(1, _end);
        vm.expectRevert(Pausable.EnforcedPause.selector);
        coverDesk.buyCoverWithPermit(p, permit);
    }

    function test_RevertWhen_StrangerPauses() external {
        vm.startPrank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, stranger));
        coverDesk.pause();
        vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, stranger));
        coverDesk.unpause();
    }

    function test_RevertWhen_AssetStartsToKeepAFee() external {
        FeeDollar fee = new FeeDollar();
        fee.mint(nextContract(), 10_007);
        fee.mint(address(this), 1_000_100 * DOLLAR);
        _sellIn(fee);
        fee.charge();
        ICoverDesk.BuyParameters memory p = purchase(1, _end);
        uint256 premium = coverDesk.quote(productId, 1, _end);
        uint256 expected = 1_000_000 * DOLLAR + premium;
        vm.expectRevert(
            abi.encodeWithSelector(
                IUnderwritingPool.UnderwritingPool_CashNotReceived.selector, expected - premium / 100, expected
            )
        );
        coverDesk.buyCover(p);
    }

    /// @dev The price is fixed before the transfer, so a second sale within it would be too cheap.
    function test_RevertWhen_AssetCallsBack() external {
        ReentrantDollar token = new ReentrantDollar();
        token.mint(nextContract(), 10_007);
        token.mint(address(this), 2_000_000 * DOLLAR);
        _sellIn(token);
        ICoverDesk.BuyParameters memory p = purchase(1, _end);
        ICoverDesk.PermitSignature memory permit;
        ICoverDesk.GroupParameters memory group;
        ICoverDesk.RenewalParameters memory renewal;
        bytes[4] memory calls = [
            abi.encodeCall(coverDesk.buyCover, (p)),
            abi.encodeCall(coverDesk.buyCoverWithPermit, (p, permit)),
            abi.encodeCall(coverDesk.buyGroupCover, (group)),
            abi.encodeCall(coverDesk.renewCover, (renewal))
        ];
        for (uint256 i; i < calls.length; ++i) {
            token.arm(address(coverDesk), calls[i]);
            vm.expectRevert(ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector);
            coverDesk.buyCover(p);
            vm.expectRevert(ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector);
            coverDesk.buyCoverWithPermit(p, permit);
        }
    }

    function test_RevertWhen_PermitIsForLess() external {
        uint256 premium = coverDesk.quote(productId, 1, _end);
        dollar.mint(_holder, premium);
        _refuseForAllowance(_holder, _permit(premium - 1), premium - 1, premium);
    }

    function test_RevertWhen_PermitIsOver() external {
        ICoverDesk.PermitSignature memory permit = _permit(type(uint256).max);
        skip(1);
        uint256 premium = coverDesk.quote(productId, 1, _end);
        dollar.mint(_holder, premium);
        _refuseForAllowance(_holder, permit, 0, premium);
    }

    /// @dev The permit stays good for its owner.
    function test_RevertWhen_PermitIsSomebodyElses() external {
        uint256 premium = coverDesk.quote(productId, 1, _end);
        dollar.mint(_holder, premium);
        ICoverDesk.PermitSignature memory permit = _permit(premium);
        _refuseForAllowance(stranger, permit, 0, premium);
        assertEq(dollar.balanceOf(_holder), premium);
        vm.prank(_holder);
        coverDesk.buyCoverWithPermit(purchase(1, _end), permit);
    }

    function test_DeskIsTheBook() external view {
        assertEq(address(book.insertionVerifier()), address(insertionVerifier));
        assertEq(address(coverDesk.catalog()), address(catalog));
    }

    function test_BuyCover() external {
        uint256 premium = coverDesk.quote(productId, 5, _end);
        uint256 before = dollar.balanceOf(buyer);
        ICoverDesk.BuyParameters memory p = purchase(5, _end);
        p.maxPremium = premium;
        vm.expectEmit(address(pool));
        emit IUnderwritingPool.CoverUnderwritten(
            productId, 5, block.timestamp, _end, _end + 4 weeks, premium, premium * 3 / 100, premium * 5 / 100
        );
        vm.expectEmit(address(coverDesk));
        emit ICoverDesk.CoverBought(productId, buyer, 1, 5, uint40(block.timestamp), _end, address(0), premium);
        vm.expectEmit(address(book));
        emit IPolicyBook.CoverQueued(0, 0, 7, terms, leafOf(5, _end).window);
        vm.prank(buyer);
        assertEq(coverDesk.buyCover(p), premium);
        assertEq(dollar.balanceOf(buyer), before - premium);
        assertEq(dollar.balanceOf(address(pool)), 1_000_000 * DOLLAR + premium);
        assertEq(pool.liability(), 5000 * DOLLAR);
        assertEq(pool.bucket(productId, _end + 4 weeks), 5);
        assertEq(coverDesk.renewals(productId, p.member, _end, buyer), 0);
    }

    /// @dev Fees are nobody's capital and never unearned; the rest of the premium is all unearned at first.
    function test_FeesAreReserved() external {
        uint256 premium = buy(100, _end);
        (uint256 protocolFee, uint256 oracleFee) = (premium * 300 / 10_000, premium * 500 / 10_000);
        (uint256 protocolFees, uint256 oracleFees) = pool.fees(productId);
        assertEq(abi.encode(protocolFees, oracleFees), abi.encode(protocolFee, oracleFee));
        assertEq(pool.reserved(), protocolFee + oracleFee);
        assertEq(pool.cash(), 1_000_000 * DOLLAR + premium);
        assertEq(pool.unearnedPremium(), premium - protocolFee - oracleFee);
        assertEq(pool.totalAssets(), 1_000_000 * DOLLAR);
        vm.warp(_end);
        assertEq(pool.totalAssets(), 1_000_000 * DOLLAR + premium - protocolFee - oracleFee);
    }

    function test_FeesAreKeptApartByProduct() external {
        IProductCatalog.ProductParameters memory p = defaultProduct();
        (p.protocolFee, p.oracleFee, p.refundShare) = (0, 3000, 7000);
        uint256 first = productId;
        uint256 premium = buy(1, _end);
        productId = list(p);
        uint256 other = buy(10, _end);
        (uint256 protocolFees, uint256 oracleFees) = pool.fees(productId);
        assertEq(abi.encode(protocolFees, oracleFees), abi.encode(0, other * 3000 / 10_000));
        (protocolFees, oracleFees) = pool.fees(first);
        assertEq(abi.encode(protocolFees, oracleFees), abi.encode(premium * 300 / 10_000, premium * 500 / 10_000));
    }

    /// @dev 5 units of 1000 for 90 days at 5% a year and an almost empty pool cost a little more than 61.64.
    function test_PriceIsTheActuarialRateOnAnEmptyPool() external {
        _end = endAfter(13 weeks);
        vm.warp(_end - 90 days);
        uint256 premium = coverDesk.quote(productId, 5, _end);
        assertGe(premium, 5000 * DOLLAR * 5 * 90 / (100 * 365));
        assertApproxEqRel(premium, 61.643836e6, 0.0001e18);
    }

    function test_PriceRisesWithUtilisation() external {
        uint256 first = coverDesk.quote(productId, 100, _end);
        for (uint256 i; i < 7; ++i) {
            buy(100, _end);
        }
        // The load averaged over 70% to 80% is 1 + 3 · 0.5633 = 2.69, over 0% to 10% it is 1.01.
        assertApproxEqRel(coverDesk.quote(productId, 100, _end), first * 269 / 101, 0.0001e18);
    }

    function testFuzz_ChargesWhatItQuotes(uint256 filled, uint256 elapsed, uint256 size, uint256 term) external {
        for (uint256 i = bound(filled, 0, 7); i > 0; --i) {
            buy(100, _end);
        }
        skip(bound(elapsed, 0, 20 weeks));
        uint32 units = [uint32(1), 2, 5, 10, 20, 50, 100][bound(size, 0, 6)];
        uint40 end = uint40(endAfter(4 weeks) + bound(term, 0, 47) * WEEK);
        (uint256 assets, uint256 liability) = pool.capital(productId);
        uint256 premium =
            Pricing.premiumOf(0.05e18, 3e18, assets, liability, units * 1000 * DOLLAR, end - block.timestamp);
        assertEq(coverDesk.quote(productId, units, end), premium);
        ICoverDesk.BuyParameters memory p = purchase(units, end);
        p.maxPremium = premium;
        uint256 before = dollar.balanceOf(buyer);
        vm.prank(buyer);
        assertEq(coverDesk.buyCover(p), premium);
        assertEq(before - dollar.balanceOf(buyer), premium);
        assertEq(pool.totalAssets(), assets);
    }

    function test_EveryDenominationCanBeBought() external {
        uint32[7] memory units = [uint32(1), 2, 5, 10, 20, 50, 100];
        for (uint256 i; i < units.length; ++i) {
            buy(units[i], _end);
        }
        assertEq(pool.bucket(productId, _end + 4 weeks), 188);
    }

    function test_PauseStopsSalesAlone() external {
        buyAndInsert(1, _end, 77);
        vm.prank(admin);
        coverDesk.pause();
        claimDesk.submitClaim(claimOf(1, 3), paymentOf(0), abi.encode(evidenceOf(77)));
        assertEq(dollar.balanceOf(recipient), 1000 * DOLLAR);
        assertGt(exit(provider, pool.balanceOf(provider)), 0);
        vm.prank(admin);
        coverDesk.unpause();
        deposit(provider, 1000 * DOLLAR);
        buy(1, endAfter(12 weeks));
    }

    function test_BuyCoverWithPermit() external {
        uint256 premium = coverDesk.quote(productId, 1, _end);
        dollar.mint(_holder, premium);
        ICoverDesk.PermitSignature memory permit = _permit(premium);
        vm.prank(_holder);
        assertEq(coverDesk.buyCoverWithPermit(purchase(1, _end), permit), premium);
        assertEq(dollar.balanceOf(_holder), 0);
    }

    function test_BuyCoverWithPermitThatSomebodyUsedFirst() external {
        uint256 premium = coverDesk.quote(productId, 1, _end);
        dollar.mint(_holder, premium);
        ICoverDesk.PermitSignature memory permit = _permit(premium);
        vm.prank(stranger);
        dollar.permit(_holder, address(coverDesk), permit.value, permit.deadline, permit.v, permit.r, permit.s);
        vm.prank(_holder);
        assertEq(coverDesk.buyCoverWithPermit(purchase(1, _end), permit), premium);
        assertEq(dollar.balanceOf(_holder), 0);
    }

    function test_BuyCoverWithPermitOfAnAssetThatHasNone() external {
        FeeDollar plain = new FeeDollar();
        plain.mint(nextContract(), 10_007);
        plain.mint(address(this), 1_000_100 * DOLLAR);
        _sellIn(plain);
        ICoverDesk.PermitSignature memory permit;
        assertGt(coverDesk.buyCoverWithPermit(purchase(1, _end), permit), 0);
        assertEq(pool.liability(), 1000 * DOLLAR);
    }
}
