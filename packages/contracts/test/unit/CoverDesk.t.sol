// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {CoverDesk} from "../../src/CoverDesk.sol";
import {UnderwritingPool} from "../../src/UnderwritingPool.sol";
import {ICoverDesk} from "../../src/interfaces/ICoverDesk.sol";
import {IPolicyBook} from "../../src/interfaces/IPolicyBook.sol";
import {IProductCatalog} from "../../src/interfaces/IProductCatalog.sol";
import {IUnderwritingPool} from "../../src/interfaces/IUnderwritingPool.sol";
import {Pricing} from "../../src/libraries/Pricing.sol";
import {AcesoTest} from "../AcesoTest.sol";
import {FeeDollar} from "../mocks/FeeDollar.sol";
import {ReentrantDollar} from "../mocks/ReentrantDollar.sol";
import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";
import {Pausable} from "@openzeppelin/contracts/utils/Pausable.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

contract CoverDeskTest is AcesoTest {
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

    function test_RevertWhen_BookBelongsToAnotherDesk() external {
        vm.expectRevert(abi.encodeWithSelector(ICoverDesk.CoverDesk_BookOfAnotherDesk.selector, address(book)));
        new CoverDesk(address(manager), catalog, book);
    }

    function test_RevertWhen_DeadlinePassed() external {
        ICoverDesk.BuyParameters memory p = purchase(1, _end);
        p.deadline = block.timestamp - 1;
        _refuse(p, abi.encodeWithSelector(ICoverDesk.CoverDesk_DeadlinePassed.selector, p.deadline));
    }

    function test_RevertWhen_ProductUnknown() external {
        ICoverDesk.BuyParameters memory p = purchase(1, _end);
        p.productId = 2;
        _refuse(p, abi.encodeWithSelector(IProductCatalog.ProductCatalog_ProductUnknown.selector, 2));
    }

    function test_RevertWhen_ProductNotOnSale() external {
        vm.prank(admin);
        catalog.setOnSale(productId, false);
        _refuse(purchase(1, _end), abi.encodeWithSelector(ICoverDesk.CoverDesk_ProductNotOnSale.selector, productId));
    }

    function test_RevertWhen_UnitsAreNotADenomination() external {
        for (uint32 units; units < 300; ++units) {
            if (units == 1 || units == 2 || units == 5 || units == 10 || units == 20 || units == 50 || units == 100) {
                continue;
            }
            vm.expectRevert(abi.encodeWithSelector(ICoverDesk.CoverDesk_UnitsNotADenomination.selector, units));
            coverDesk.quote(productId, units, _end);
        }
    }

    function test_RevertWhen_EndIsNotAWeek() external {
        _refuse(purchase(1, _end + 1), abi.encodeWithSelector(ICoverDesk.CoverDesk_EndNotAWeek.selector, _end + 1));
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

    function test_RevertWhen_PremiumAboveMaximum() external {
        ICoverDesk.BuyParameters memory p = purchase(1, _end);
        uint256 premium = coverDesk.quote(productId, 1, _end);
        p.maxPremium = premium - 1;
        _refuse(p, abi.encodeWithSelector(ICoverDesk.CoverDesk_PremiumAboveMaximum.selector, premium, premium - 1));
    }

    function test_RevertWhen_LiabilityWouldExceedAssets() external {
        vm.prank(provider);
        pool.withdraw(950_001 * DOLLAR, provider, provider);
        _refuse(
            purchase(50, _end),
            abi.encodeWithSelector(Pricing.Pricing_LiabilityAboveAssets.selector, 50_000 * DOLLAR, 49_999 * DOLLAR)
        );
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
        ICoverDesk.BuyParameters memory p = purchase(1, _end);
        p.commitment = FIELD;
        _refuse(p, abi.encodeWithSelector(IPolicyBook.PolicyBook_CommitmentOutOfRange.selector, FIELD));
    }

    function test_RevertWhen_Paused() external {
        vm.prank(admin);
        coverDesk.pause();
        _refuse(purchase(1, _end), abi.encodeWithSelector(Pausable.EnforcedPause.selector));
    }

    function test_RevertWhen_StrangerPauses() external {
        vm.startPrank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, stranger));
        coverDesk.pause();
        vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, stranger));
        coverDesk.unpause();
    }

    function test_RevertWhen_AssetKeepsAFee() external {
        FeeDollar fee = new FeeDollar();
        pool = new UnderwritingPool(fee, "", "", address(coverDesk), address(claimDesk), address(manager));
        productId = list(defaultProduct());
        fee.mint(address(this), 1_000_000 * DOLLAR);
        fee.approve(address(pool), type(uint256).max);
        pool.deposit(1_000_000 * DOLLAR, address(this));
        fee.charge();
        fee.approve(address(coverDesk), type(uint256).max);
        fee.mint(address(this), 100 * DOLLAR);
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

    /// @dev The price is fixed before the transfer, so a second purchase within it would be too cheap.
    function test_RevertWhen_AssetCallsBack() external {
        ReentrantDollar token = new ReentrantDollar();
        pool = new UnderwritingPool(token, "", "", address(coverDesk), address(claimDesk), address(manager));
        productId = list(defaultProduct());
        token.mint(address(this), 2_000_000 * DOLLAR);
        token.approve(address(pool), type(uint256).max);
        token.approve(address(coverDesk), type(uint256).max);
        pool.deposit(1_000_000 * DOLLAR, address(this));
        ICoverDesk.BuyParameters memory p = purchase(1, _end);
        token.arm(address(coverDesk), abi.encodeCall(coverDesk.buyCover, (p)));
        vm.expectRevert(ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector);
        coverDesk.buyCover(p);
    }

    function test_BuyCover() external {
        uint256 premium = coverDesk.quote(productId, 5, _end);
        uint256 before = dollar.balanceOf(buyer);
        ICoverDesk.BuyParameters memory p = purchase(5, _end);
        p.maxPremium = premium;
        vm.expectEmit(address(pool));
        emit IUnderwritingPool.CoverUnderwritten(productId, 5, _end, _end + 4 weeks, premium);
        vm.expectEmit(address(book));
        emit IPolicyBook.CoverQueued(0, 0, 7, terms, leafOf(5, _end).window);
        vm.expectEmit(address(coverDesk));
        emit ICoverDesk.CoverBought(productId, buyer, 7, 5, uint40(block.timestamp), _end, premium);
        vm.prank(buyer);
        assertEq(coverDesk.buyCover(p), premium);
        assertEq(dollar.balanceOf(buyer), before - premium);
        assertEq(dollar.balanceOf(address(pool)), 1_000_000 * DOLLAR + premium);
        assertEq(pool.liability(), 5000 * DOLLAR);
        assertEq(pool.bucket(productId, _end + 4 weeks), 5);
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

    function test_EveryDenominationCanBeBought() external {
        uint32[7] memory units = [uint32(1), 2, 5, 10, 20, 50, 100];
        for (uint256 i; i < units.length; ++i) {
            buy(units[i], _end);
        }
        assertEq(pool.bucket(productId, _end + 4 weeks), 188);
    }

    function test_BuyCoverAfterUnpause() external {
        vm.startPrank(admin);
        coverDesk.pause();
        coverDesk.unpause();
        vm.stopPrank();
        buy(1, _end);
    }

    function _permit(uint256 key, uint256 value) private view returns (ICoverDesk.PermitSignature memory permit) {
        address owner = vm.addr(key);
        bytes32 typeHash =
            keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)");
        bytes32 message =
            keccak256(abi.encode(typeHash, owner, address(coverDesk), value, dollar.nonces(owner), block.timestamp));
        (permit.v, permit.r, permit.s) =
            vm.sign(key, keccak256(abi.encodePacked("\x19\x01", dollar.DOMAIN_SEPARATOR(), message)));
        (permit.value, permit.deadline) = (value, block.timestamp);
    }

    function test_RevertWhen_PermitIsForLess() external {
        uint256 premium = coverDesk.quote(productId, 1, _end);
        address holder = vm.addr(5);
        dollar.mint(holder, premium);
        ICoverDesk.PermitSignature memory permit = _permit(5, premium - 1);
        vm.expectRevert();
        vm.prank(holder);
        coverDesk.buyCoverWithPermit(purchase(1, _end), permit);
    }

    function test_BuyCoverWithPermit() external {
        uint256 premium = coverDesk.quote(productId, 1, _end);
        address holder = vm.addr(5);
        dollar.mint(holder, premium);
        ICoverDesk.PermitSignature memory permit = _permit(5, premium);
        vm.prank(holder);
        assertEq(coverDesk.buyCoverWithPermit(purchase(1, _end), permit), premium);
        assertEq(dollar.balanceOf(holder), 0);
    }

    function test_BuyCoverWithPermitThatSomebodyUsedFirst() external {
        uint256 premium = coverDesk.quote(productId, 1, _end);
        address holder = vm.addr(5);
        dollar.mint(holder, premium);
        ICoverDesk.PermitSignature memory permit = _permit(5, premium);
        vm.prank(stranger);
        dollar.permit(holder, address(coverDesk), permit.value, permit.deadline, permit.v, permit.r, permit.s);
        vm.prank(holder);
        coverDesk.buyCoverWithPermit(purchase(1, _end), permit);
    }
}
