// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {IProductCatalog} from "../../src/interfaces/IProductCatalog.sol";
import {AcesoTest} from "../AcesoTest.sol";
import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";

contract ProductCatalogTest is AcesoTest {
    function _refuse(IProductCatalog.ProductParameters memory parameters, bytes memory reason) private {
        vm.expectRevert(reason);
        vm.prank(admin);
        catalog.listProduct(parameters);
    }

    function test_RevertWhen_StrangerLists() external {
        vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, stranger));
        vm.prank(stranger);
        catalog.listProduct(defaultProduct());
    }

    function test_RevertWhen_StrangerSetsOnSale() external {
        vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, stranger));
        vm.prank(stranger);
        catalog.setOnSale(productId, false);
    }

    function test_RevertWhen_ProductUnknown() external {
        bytes memory reason = abi.encodeWithSelector(IProductCatalog.ProductCatalog_ProductUnknown.selector, 2);
        vm.expectRevert(reason);
        vm.prank(admin);
        catalog.setOnSale(2, true);
        vm.expectRevert(reason);
        catalog.product(2);
        vm.expectRevert(reason);
        catalog.saleTerms(2);
    }

    function test_RevertWhen_MeasureIsZero() external {
        IProductCatalog.ProductParameters memory p = defaultProduct();
        p.measure = 0;
        _refuse(p, abi.encodeWithSelector(IProductCatalog.ProductCatalog_MeasureZero.selector));
    }

    function test_RevertWhen_ComparatorUnknown() external {
        IProductCatalog.ProductParameters memory p = defaultProduct();
        p.comparator = 2;
        _refuse(p, abi.encodeWithSelector(IProductCatalog.ProductCatalog_ComparatorUnknown.selector, 2));
    }

    function test_RevertWhen_FirstPayoutMissing() external {
        IProductCatalog.ProductParameters memory p = defaultProduct();
        p.payouts = [uint96(0), 0, 1];
        _refuse(p, abi.encodeWithSelector(IProductCatalog.ProductCatalog_PayoutMissing.selector));
    }

    function test_RevertWhen_PayoutsFall() external {
        IProductCatalog.ProductParameters memory p = defaultProduct();
        p.payouts = [uint96(5), 6, 5];
        _refuse(p, abi.encodeWithSelector(IProductCatalog.ProductCatalog_PayoutsNotOrdered.selector, p.payouts));
    }

    function test_RevertWhen_MiddlePayoutUnused() external {
        IProductCatalog.ProductParameters memory p = defaultProduct();
        p.payouts = [uint96(5), 0, 6];
        _refuse(p, abi.encodeWithSelector(IProductCatalog.ProductCatalog_PayoutsNotOrdered.selector, p.payouts));
    }

    function test_RevertWhen_AtLeastThresholdsDoNotRise() external {
        IProductCatalog.ProductParameters memory p = defaultProduct();
        p.thresholds = [uint64(65), 65, 90];
        _refuse(p, abi.encodeWithSelector(IProductCatalog.ProductCatalog_ThresholdsNotOrdered.selector, p.thresholds));
    }

    function test_RevertWhen_AtMostThresholdsDoNotFall() external {
        IProductCatalog.ProductParameters memory p = defaultProduct();
        p.comparator = 1;
        p.thresholds = [uint64(70), 54, 54];
        _refuse(p, abi.encodeWithSelector(IProductCatalog.ProductCatalog_ThresholdsNotOrdered.selector, p.thresholds));
    }

    function test_RevertWhen_UnusedTierHasThreshold() external {
        IProductCatalog.ProductParameters memory p = defaultProduct();
        p.payouts[2] = 0;
        _refuse(p, abi.encodeWithSelector(IProductCatalog.ProductCatalog_ThresholdOfUnusedTier.selector, p.thresholds));
    }

    function test_RevertWhen_ClaimWindowInvalid() external {
        IProductCatalog.ProductParameters memory p = defaultProduct();
        uint40[3] memory bad = [uint40(0), 1 weeks + 1, 27 weeks];
        for (uint256 i; i < bad.length; ++i) {
            p.claimWindow = bad[i];
            _refuse(p, abi.encodeWithSelector(IProductCatalog.ProductCatalog_ClaimWindowInvalid.selector, bad[i]));
        }
    }

    function test_RevertWhen_LinkGraceTooLong() external {
        IProductCatalog.ProductParameters memory p = defaultProduct();
        p.linkGrace = 52 weeks + 1;
        _refuse(p, abi.encodeWithSelector(IProductCatalog.ProductCatalog_LinkGraceTooLong.selector, p.linkGrace));
    }

    function test_RevertWhen_TermRangeInvalid() external {
        IProductCatalog.ProductParameters memory p = defaultProduct();
        p.maxTerm = 52 weeks + 1;
        _refuse(
            p, abi.encodeWithSelector(IProductCatalog.ProductCatalog_TermRangeInvalid.selector, p.minTerm, p.maxTerm)
        );
        p.maxTerm = p.minTerm + 1 weeks - 1;
        _refuse(
            p, abi.encodeWithSelector(IProductCatalog.ProductCatalog_TermRangeInvalid.selector, p.minTerm, p.maxTerm)
        );
    }

    function test_RevertWhen_WaitingReachesMinTerm() external {
        IProductCatalog.ProductParameters memory p = defaultProduct();
        p.waiting = p.minTerm;
        _refuse(
            p,
            abi.encodeWithSelector(IProductCatalog.ProductCatalog_WaitingNotBelowMinTerm.selector, p.waiting, p.minTerm)
        );
    }

    function test_RevertWhen_BaseRateIsZero() external {
        IProductCatalog.ProductParameters memory p = defaultProduct();
        p.baseRate = 0;
        _refuse(p, abi.encodeWithSelector(IProductCatalog.ProductCatalog_BaseRateZero.selector));
    }

    function test_RevertWhen_CapacityBelowMaxPayout() external {
        IProductCatalog.ProductParameters memory p = defaultProduct();
        p.capacity = p.payouts[2] - 1;
        _refuse(
            p,
            abi.encodeWithSelector(
                IProductCatalog.ProductCatalog_CapacityBelowMaxPayout.selector, p.capacity, p.payouts[2]
            )
        );
    }

    function test_RevertWhen_PoolHasNoCode() external {
        IProductCatalog.ProductParameters memory p = defaultProduct();
        p.pool = stranger;
        _refuse(p, abi.encodeWithSelector(IProductCatalog.ProductCatalog_PoolWithoutCode.selector, stranger));
    }

    function test_RevertWhen_CommitteeUnknown() external {
        IProductCatalog.ProductParameters memory p = defaultProduct();
        for (uint32 i; i < 3; i += 2) {
            p.committeeId = i;
            _refuse(p, abi.encodeWithSelector(IProductCatalog.ProductCatalog_CommitteeUnknown.selector, i));
        }
    }

    function test_ListsWhatItReturns() external {
        IProductCatalog.ProductParameters memory p = defaultProduct();
        p.comparator = 1;
        p.thresholds = [uint64(70), 0, 0];
        p.payouts = [uint96(40), 50, 0];
        vm.expectEmit(true, false, false, false, address(catalog));
        emit IProductCatalog.ProductListed(2, 0, p);
        assertEq(list(p), 2);
        (uint256 listedTerms, bool onSale, IProductCatalog.ProductParameters memory listed) = catalog.product(2);
        assertEq(abi.encode(listed), abi.encode(p));
        assertTrue(onSale);
        assertEq(catalog.productOfTerms(listedTerms), 2);
        assertEq(catalog.productCount(), 2);
    }

    function test_AllTiersCountsAreKept() external {
        IProductCatalog.ProductParameters memory p = defaultProduct();
        uint96[3][3] memory payouts = [[uint96(9), 0, 0], [uint96(9), 9, 0], [uint96(9), 9, 9]];
        for (uint64 i; i < 3; ++i) {
            p.payouts = payouts[i];
            p.thresholds = [uint64(5), i > 0 ? 6 : 0, i > 1 ? 7 : 0];
            (uint256 listedTerms,, IProductCatalog.ProductParameters memory listed) = catalog.product(list(p));
            assertEq(abi.encode(listed.payouts), abi.encode(payouts[i]));
            assertEq(abi.encode(catalog.claimTerms(listedTerms).payouts), abi.encode(payouts[i]));
        }
    }

    /// @dev Made with poseidon-lite, independently of the chain's Poseidon.
    function test_TermsAgreeWithPoseidonLite() external {
        assertEq(terms, 2432381813056512545755167693156186397865393942572959755536599082097475421527);
        IProductCatalog.ProductParameters memory p = defaultProduct();
        (p.measure, p.comparator, p.thresholds) = (7, 1, [uint64(70), 0, 0]);
        (p.payouts, p.waiting, p.claimWindow, p.linkGrace) = ([uint96(40), 0, 0], 0, 1 weeks, 0);
        (uint256 listedTerms,,) = catalog.product(list(p));
        assertEq(listedTerms, 15082584182742577962196151092361862054701911620738307383387496310588537441507);
    }

    function test_SaleTerms() external view {
        IProductCatalog.SaleTerms memory sale = catalog.saleTerms(productId);
        assertEq(sale.terms, terms);
        assertEq(sale.pool, address(pool));
        assertEq(sale.maxPayout, 1000 * DOLLAR);
        assertEq(sale.capacityUnits, 800);
        assertEq(sale.claimWindow, 4 weeks);
        assertTrue(sale.onSale);
    }

    function test_CapacityInUnitsIsCutAtItsType() external {
        IProductCatalog.ProductParameters memory p = defaultProduct();
        (p.payouts, p.thresholds) = ([uint96(1), 0, 0], [uint64(1), 0, 0]);
        p.capacity = type(uint96).max;
        assertEq(catalog.saleTerms(list(p)).capacityUnits, type(uint32).max);
    }

    function test_ClaimTermsOfUnknownAreZero() external view {
        assertEq(catalog.claimTerms(1).productId, 0);
        assertEq(catalog.productOfTerms(1), 0);
    }

    function test_SetOnSale() external {
        vm.expectEmit(address(catalog));
        emit IProductCatalog.OnSaleSet(productId, false);
        vm.prank(admin);
        catalog.setOnSale(productId, false);
        assertFalse(catalog.saleTerms(productId).onSale);
    }
}
