// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {IProductCatalog} from "../../src/interfaces/IProductCatalog.sol";
import {AcesoTest} from "../AcesoTest.sol";

/// @dev What a product may ask of its buyers.
contract BaselineTest is AcesoTest {
    function _productWith(IProductCatalog.Baseline memory baseline)
        private
        view
        returns (IProductCatalog.ProductParameters memory parameters)
    {
        parameters = defaultProduct();
        parameters.baseline = baseline;
    }

    function _refuse(IProductCatalog.Baseline memory baseline, bytes memory reason) private {
        IProductCatalog.ProductParameters memory parameters = _productWith(baseline);
        vm.expectRevert(reason);
        vm.prank(admin);
        catalog.listProduct(parameters);
    }

    function _predicateOf(IProductCatalog.Baseline memory baseline) private returns (uint256 predicate) {
        (predicate,) = catalog.underwriting(list(_productWith(baseline)));
    }

    /// @dev A rule with any part of it is a rule.
    function test_RevertWhen_MeasureIsZero() external {
        bytes memory reason = abi.encodeWithSelector(IProductCatalog.ProductCatalog_MeasureZero.selector);
        _refuse(IProductCatalog.Baseline(0, 1, 0, 0), reason);
        _refuse(IProductCatalog.Baseline(0, 0, 1, 0), reason);
        _refuse(IProductCatalog.Baseline(0, 0, 0, 1 hours), reason);
    }

    function test_RevertWhen_ComparatorUnknown() external {
        _refuse(
            IProductCatalog.Baseline(7, 2, 57, 90 days),
            abi.encodeWithSelector(IProductCatalog.ProductCatalog_ComparatorUnknown.selector, 2)
        );
    }

    function test_RevertWhen_MaxAgeOutOfRangeOrNotInHours() external {
        uint40[6] memory bad = [uint40(0), 1 hours - 1, 1 hours + 1, 52 weeks - 1, 52 weeks + 1 hours, type(uint40).max];
        for (uint256 i; i < bad.length; ++i) {
            _refuse(
                IProductCatalog.Baseline(7, 1, 57, bad[i]),
                abi.encodeWithSelector(IProductCatalog.ProductCatalog_BaselineAgeInvalid.selector, bad[i])
            );
        }
    }

    function test_BoundsAreAllowed() external {
        IProductCatalog.Baseline[2] memory bounds = [
            IProductCatalog.Baseline(1, 0, 0, 1 hours),
            IProductCatalog.Baseline(type(uint32).max, 1, type(uint64).max, 52 weeks)
        ];
        for (uint256 i; i < 2; ++i) {
            IProductCatalog.ProductParameters memory p = _productWith(bounds[i]);
            uint256 id = list(p);
            (,, IProductCatalog.ProductParameters memory listed) = catalog.product(id);
            assertEq(abi.encode(listed), abi.encode(p));
            assertTrue(catalog.saleTerms(id).underwritten);
        }
    }

    /// @dev Made with poseidon-lite, independently of the chain's Poseidon.
    function test_PredicateAgreesWithPoseidonLite() external {
        assertEq(
            _predicateOf(IProductCatalog.Baseline(7, 1, 57, 90 days)),
            3281219310797813990542137760491254339193618827164885406340745184034566225853
        );
        assertEq(
            _predicateOf(IProductCatalog.Baseline(1, 0, 0, 1 hours)),
            633305290315721083883090442483376840188805771709637312757219923380652849054
        );
    }

    /// @dev Its committee is that of the product.
    function test_Underwriting() external {
        vm.prank(admin);
        uint256 other = registry.createCommittee();
        IProductCatalog.ProductParameters memory p = _productWith(IProductCatalog.Baseline(7, 1, 57, 90 days));
        p.committeeId = uint32(other);
        (uint256 predicate, uint256 id) = catalog.underwriting(list(p));
        assertNotEq(predicate, 0);
        assertEq(id, other);
    }

    function test_ProductWithoutABaseline() external view {
        (uint256 predicate, uint256 id) = catalog.underwriting(productId);
        assertEq(predicate, 0);
        assertEq(id, committeeId);
        assertFalse(catalog.saleTerms(productId).underwritten);
    }

    /// @dev Both are marks of one word.
    function test_SetOnSaleLeavesTheRule() external {
        uint256 id = list(_productWith(IProductCatalog.Baseline(7, 1, 57, 90 days)));
        for (uint256 i; i < 4; ++i) {
            bool onSale = i > 1;
            vm.startPrank(admin);
            catalog.setOnSale(id, onSale);
            catalog.setOnSale(productId, onSale);
            vm.stopPrank();
            assertEq(catalog.saleTerms(id).onSale, onSale);
            assertTrue(catalog.saleTerms(id).underwritten);
            assertEq(catalog.saleTerms(productId).onSale, onSale);
            assertFalse(catalog.saleTerms(productId).underwritten);
            (, bool listed,) = catalog.product(id);
            assertEq(listed, onSale);
        }
    }
}
