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
        vm.expectRevert(reason);
        catalog.refundTerms(2);
        vm.expectRevert(reason);
        catalog.renewalWindow(2);
        vm.expectRevert(reason);
        catalog.underwriting(2);
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
        uint40[4] memory bad = [uint40(0), 1 weeks - 1, 1 weeks + 1, 27 weeks];
        for (uint256 i; i < bad.length; ++i) {
            p.claimWindow = bad[i];
            _refuse(p, abi.encodeWithSelector(IProductCatalog.ProductCatalog_ClaimWindowInvalid.selector, bad[i]));
        }
    }

    /// @dev Or else a policy that nobody linked could be given to whoever has fallen ill when results count already.
    function test_RevertWhen_LinkGraceOutlastsTheWaitingPeriod() external {
        IProductCatalog.ProductParameters memory p = defaultProduct();
        p.linkGrace = p.waiting + 1;
        _refuse(
            p,
            abi.encodeWithSelector(
                IProductCatalog.ProductCatalog_LinkGraceAboveWaiting.selector, p.linkGrace, p.waiting
            )
        );
        (p.waiting, p.linkGrace) = (0, 1);
        _refuse(p, abi.encodeWithSelector(IProductCatalog.ProductCatalog_LinkGraceAboveWaiting.selector, 1, 0));
        (p.waiting, p.linkGrace) = (2 weeks, 2 weeks);
        list(p);
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

    /// @dev Terms are stored in hours.
    function test_RevertWhen_TermIsNotInHours() external {
        IProductCatalog.ProductParameters memory p = defaultProduct();
        p.minTerm += 1;
        _refuse(p, abi.encodeWithSelector(IProductCatalog.ProductCatalog_TermNotInHours.selector, p.minTerm, p.maxTerm));
        p = defaultProduct();
        p.maxTerm -= 1;
        _refuse(p, abi.encodeWithSelector(IProductCatalog.ProductCatalog_TermNotInHours.selector, p.minTerm, p.maxTerm));
    }

    function test_RevertWhen_FeesAreTooHigh() external {
        IProductCatalog.ProductParameters memory p = defaultProduct();
        uint16[2][4] memory bad = [[uint16(3001), 0], [uint16(0), 3001], [uint16(1500), 1501], [uint16(65_535), 65_535]];
        for (uint256 i; i < bad.length; ++i) {
            (p.protocolFee, p.oracleFee) = (bad[i][0], bad[i][1]);
            uint256 fees = uint256(bad[i][0]) + bad[i][1];
            _refuse(p, abi.encodeWithSelector(IProductCatalog.ProductCatalog_FeesTooHigh.selector, fees, 3000));
        }
    }

    /// @dev More would be taken from what other policies have paid.
    function test_RevertWhen_RefundShareIsMoreThanTheFeesLeave() external {
        IProductCatalog.ProductParameters memory p = defaultProduct();
        p.refundShare = 9201;
        _refuse(p, abi.encodeWithSelector(IProductCatalog.ProductCatalog_RefundShareTooHigh.selector, 9201, 9200));
        (p.protocolFee, p.oracleFee, p.refundShare) = (0, 0, 10_001);
        _refuse(p, abi.encodeWithSelector(IProductCatalog.ProductCatalog_RefundShareTooHigh.selector, 10_001, 10_000));
    }

    function test_RevertWhen_RenewalWindowIsTooLong() external {
        IProductCatalog.ProductParameters memory p = defaultProduct();
        p.renewalWindow = 8 weeks + 1;
        _refuse(
            p, abi.encodeWithSelector(IProductCatalog.ProductCatalog_RenewalWindowTooLong.selector, p.renewalWindow)
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

    function test_RevertWhen_TriggerHasNoCode() external {
        IProductCatalog.ProductParameters memory p = defaultProduct();
        p.trigger = stranger;
        _refuse(p, abi.encodeWithSelector(IProductCatalog.ProductCatalog_TriggerWithoutCode.selector, stranger));
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
        (p.protocolFee, p.oracleFee, p.refundShare, p.renewalWindow) = (1, 2, 3, 4);
        uint256 snapshot = vm.snapshotState();
        (uint256 listedTerms, bool onSale, IProductCatalog.ProductParameters memory listed) = catalog.product(list(p));
        vm.revertToState(snapshot);
        vm.expectEmit(address(catalog));
        emit IProductCatalog.ProductListed(2, listedTerms, p);
        assertEq(list(p), 2);
        assertEq(abi.encode(listed), abi.encode(p));
        assertTrue(onSale);
        assertEq(catalog.claimTerms(listedTerms).productId, 2);
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
        assertEq(terms, 11547406815821163168949515289524306351062031592979665014264173324881971247842);
        IProductCatalog.ProductParameters memory p = defaultProduct();
        (p.measure, p.comparator, p.thresholds) = (7, 1, [uint64(70), 0, 0]);
        (p.payouts, p.waiting, p.claimWindow, p.linkGrace) = ([uint96(40), 0, 0], 0, 1 weeks, 0);
        (uint256 listedTerms,,) = catalog.product(list(p));
        assertEq(listedTerms, 14519563973291563951046241105102451900071391428717017130069587412027418869126);
    }

    /// @dev What policies are bought under comes into the terms; what only the sale needs may be the same in many.
    function test_TermsHoldWhatAClaimShows() external {
        uint256 snapshot = vm.snapshotState();
        uint256[] memory listed = new uint256[](12);
        for (uint256 i; i < listed.length; ++i) {
            IProductCatalog.ProductParameters memory p = defaultProduct();
            if (i == 1) p.measure = 2;
            if (i == 2) (p.comparator, p.thresholds) = (1, [uint64(90), 75, 65]);
            if (i == 3) p.thresholds[0] -= 1;
            if (i == 4) p.thresholds[1] -= 1;
            if (i == 5) p.thresholds[2] -= 1;
            if (i == 6) p.waiting -= 1;
            if (i == 7) p.claimWindow -= 1 weeks;
            if (i == 8) p.linkGrace -= 1;
            if (i == 9) {
                vm.prank(admin);
                p.committeeId = uint32(registry.createCommittee());
            }
            if (i == 10) (p.comparator, p.thresholds) = (1, [uint64(91), 75, 65]);
            if (i == 11) list(p);
            (listed[i],,) = catalog.product(list(p));
            for (uint256 j; j < i; ++j) {
                assertNotEq(listed[i], listed[j]);
            }
            vm.revertToState(snapshot);
        }
        IProductCatalog.ProductParameters memory same = defaultProduct();
        (same.baseRate, same.capacity, same.protocolFee, same.maxTerm) = (1, same.capacity - 1, 0, 26 weeks);
        (same.payouts[2], same.renewalWindow, same.refundShare, same.loadFactor) = (same.payouts[2] + 1, 0, 0, 0);
        (uint256 sameTerms,,) = catalog.product(list(same));
        assertEq(sameTerms, listed[0]);
    }

    function test_SaleTerms() external view {
        IProductCatalog.SaleTerms memory sale = catalog.saleTerms(productId);
        assertEq(
            abi.encode(sale),
            abi.encode(
                IProductCatalog.SaleTerms({
                    terms: terms,
                    pool: address(pool),
                    maxPayout: uint96(1000 * DOLLAR),
                    baseRate: 0.05e18,
                    loadFactor: 3e18,
                    minTerm: 4 weeks,
                    maxTerm: 52 weeks,
                    claimWindow: 4 weeks,
                    capacityUnits: 800,
                    protocolFee: 300,
                    oracleFee: 500,
                    onSale: true,
                    underwritten: false
                })
            )
        );
    }

    function test_ClaimTerms() external view {
        IProductCatalog.ClaimTerms memory claim = catalog.claimTerms(terms);
        assertEq(
            abi.encode(claim),
            abi.encode(
                IProductCatalog.ClaimTerms({
                    productId: productId,
                    committeeId: committeeId,
                    trigger: address(trigger),
                    pool: address(pool),
                    payouts: [uint96(100 * DOLLAR), uint96(250 * DOLLAR), uint96(1000 * DOLLAR)]
                })
            )
        );
    }

    function test_RefundTerms() external view {
        IProductCatalog.RefundTerms memory refund = catalog.refundTerms(productId);
        assertEq(abi.encode(refund), abi.encode(1000 * DOLLAR, 0.05e18, 8000, 4 weeks));
        assertEq(catalog.renewalWindow(productId), 4 weeks);
    }

    /// @dev Each bound is itself allowed, and everything is kept.
    function test_BoundsAreAllowed() external {
        IProductCatalog.ProductParameters memory p = defaultProduct();
        (p.protocolFee, p.oracleFee, p.refundShare, p.renewalWindow) = (1200, 1800, 7000, 8 weeks);
        (p.claimWindow, p.linkGrace, p.maxTerm, p.minTerm) = (26 weeks, 51 weeks - 1, 52 weeks, 51 weeks);
        (p.waiting, p.baseRate, p.loadFactor) = (51 weeks - 1, type(uint64).max, type(uint64).max);
        (p.payouts[2], p.capacity) = (type(uint96).max, type(uint96).max);
        (,, IProductCatalog.ProductParameters memory listed) = catalog.product(list(p));
        assertEq(abi.encode(listed), abi.encode(p));
        assertEq(catalog.saleTerms(2).claimWindow, 26 weeks);
        assertEq(catalog.saleTerms(2).maxTerm, 52 weeks);
        (p.waiting, p.minTerm, p.maxTerm, p.claimWindow) = (0, 1 hours, 1 weeks + 1 hours, 1 weeks);
        (p.linkGrace, p.renewalWindow, p.baseRate, p.loadFactor) = (0, 0, 1, 0);
        (p.payouts, p.capacity) = ([uint96(1), 1, 1], 1);
        (,, listed) = catalog.product(list(p));
        assertEq(abi.encode(listed), abi.encode(p));
    }

    function testFuzz_ListsWhatItReturns(IProductCatalog.ProductParameters memory p, uint256 tiers) external {
        tiers = bound(tiers, 1, 3);
        (p.comparator, p.committeeId, p.pool, p.trigger) = (0, 1, address(pool), address(trigger));
        p.measure = uint32(bound(p.measure, 1, type(uint32).max));
        p.baseRate = uint64(bound(p.baseRate, 1, type(uint64).max));
        for (uint256 i; i < 3; ++i) {
            uint96 least = i == 0 ? 1 : p.payouts[i - 1];
            p.payouts[i] = i < tiers ? uint96(bound(p.payouts[i], least, 1e28 * (i + 1))) : 0;
            uint64 lowest = i == 0 ? 0 : p.thresholds[i - 1] + 1;
            p.thresholds[i] = i < tiers ? uint64(bound(p.thresholds[i], lowest, type(uint64).max - 3 + i)) : 0;
        }
        p.capacity = uint96(bound(p.capacity, p.payouts[tiers - 1], type(uint96).max));
        p.claimWindow = uint40(bound(p.claimWindow, 1, 26) * WEEK);
        p.minTerm = uint40(bound(p.minTerm, 1, 51 * 168) * 1 hours);
        p.maxTerm = uint40(bound(p.maxTerm, p.minTerm / 1 hours + 168, 52 * 168) * 1 hours);
        p.waiting = uint40(bound(p.waiting, 0, p.minTerm - 1));
        p.linkGrace = uint40(bound(p.linkGrace, 0, p.waiting));
        p.protocolFee = uint16(bound(p.protocolFee, 0, 3000));
        p.oracleFee = uint16(bound(p.oracleFee, 0, 3000 - p.protocolFee));
        p.refundShare = uint16(bound(p.refundShare, 0, 10_000 - p.protocolFee - p.oracleFee));
        p.renewalWindow = uint40(bound(p.renewalWindow, 0, 8 weeks));
        IProductCatalog.Baseline memory b = p.baseline;
        (b.comparator, b.maxAge) = (b.comparator % 2, uint40(bound(b.maxAge, 1, 52 * 168) * 1 hours));
        if (b.measure == 0) p.baseline = IProductCatalog.Baseline(0, 0, 0, 0);
        (uint256 listedTerms, bool onSale, IProductCatalog.ProductParameters memory listed) = catalog.product(list(p));
        assertEq(abi.encode(listed), abi.encode(p));
        assertTrue(onSale);
        assertEq(abi.encode(catalog.claimTerms(listedTerms).payouts), abi.encode(p.payouts));
        assertEq(catalog.refundTerms(2).maxPayout, p.payouts[tiers - 1]);
        assertEq(catalog.renewalWindow(2), p.renewalWindow);
    }

    function test_CapacityInUnitsIsCutAtItsType() external {
        IProductCatalog.ProductParameters memory p = defaultProduct();
        (p.payouts, p.thresholds) = ([uint96(1), 0, 0], [uint64(1), 0, 0]);
        p.capacity = type(uint96).max;
        assertEq(catalog.saleTerms(list(p)).capacityUnits, type(uint32).max);
    }

    function test_ClaimTermsOfUnknownAreZero() external view {
        IProductCatalog.ClaimTerms memory none;
        assertEq(abi.encode(catalog.claimTerms(1)), abi.encode(none));
    }

    function test_SetOnSale() external {
        vm.expectEmit(address(catalog));
        emit IProductCatalog.OnSaleSet(productId, false);
        vm.prank(admin);
        catalog.setOnSale(productId, false);
        assertFalse(catalog.saleTerms(productId).onSale);
        assertEq(catalog.claimTerms(terms).productId, productId);
        vm.expectEmit(address(catalog));
        emit IProductCatalog.OnSaleSet(productId, true);
        vm.prank(admin);
        catalog.setOnSale(productId, true);
        assertTrue(catalog.saleTerms(productId).onSale);
    }
}
