// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {ProductCatalog} from "../../src/ProductCatalog.sol";
import {IProductCatalog} from "../../src/interfaces/IProductCatalog.sol";
import {Rebuilt} from "./Rebuilt.sol";
import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {Vm} from "forge-std/Vm.sol";
import {PoseidonT6} from "poseidon-solidity/PoseidonT6.sol";

/// @notice Every product, as it was listed.
contract RebuiltCatalog is Rebuilt {
    ProductCatalog private immutable _catalog;

    address private _authority;
    uint256 public count;
    mapping(uint256 productId => uint256) public termsOf;
    mapping(uint256 terms => uint256) public productOf;
    mapping(uint256 productId => bool) public isOnSale;
    mapping(uint256 productId => IProductCatalog.ProductParameters) private _parameters;

    constructor(ProductCatalog catalog) {
        _catalog = catalog;
    }

    function take(Vm.Log calldata log, uint256) external override returns (bool) {
        bytes32 kind = log.topics[0];
        if (kind == IProductCatalog.ProductListed.selector) {
            (uint256 productId, uint256 terms) = (uint256(log.topics[1]), uint256(log.topics[2]));
            assertEq(productId, ++count);
            (termsOf[productId], productOf[terms], isOnSale[productId]) = (terms, productId, true);
            _parameters[productId] = abi.decode(log.data, (IProductCatalog.ProductParameters));
        } else if (kind == IProductCatalog.OnSaleSet.selector) {
            isOnSale[uint256(log.topics[1])] = abi.decode(log.data, (bool));
        } else if (kind == IAccessManaged.AuthorityUpdated.selector) {
            _authority = abi.decode(log.data, (address));
        } else {
            return false;
        }
        return true;
    }

    function parametersOf(uint256 productId) public view returns (IProductCatalog.ProductParameters memory) {
        return _parameters[productId];
    }

    /// @return asset units per unit of cover
    function maxPayoutOf(uint256 productId) public view returns (uint256) {
        uint96[3] memory payouts = _parameters[productId].payouts;
        return payouts[2] != 0 ? payouts[2] : payouts[1] != 0 ? payouts[1] : payouts[0];
    }

    function compare() external view override {
        assertEq(_catalog.authority(), _authority, "authority");
        assertEq(_catalog.productCount(), count, "productCount");
        (bytes32 first, bytes32 second, bytes32 third) = _catalog.pendingCover();
        assertEq(first | second | third, 0, "pendingCover");
        assertEq(_catalog.claimTerms(count).productId, 0, "claimTerms of none");
        for (uint256 id = 1; id <= count; ++id) {
            IProductCatalog.ProductParameters memory p = _parameters[id];
            (uint256 terms, bool onSale, IProductCatalog.ProductParameters memory parameters) = _catalog.product(id);
            assertEq(terms, termsOf[id], "product: terms");
            assertEq(onSale, isOnSale[id], "product: onSale");
            assertEq(abi.encode(parameters), abi.encode(p), "product: parameters");
            assertEq(_catalog.renewalWindow(id), p.renewalWindow, "renewalWindow");
            assertEq(abi.encode(_catalog.saleTerms(id)), abi.encode(_saleTermsOf(id, p)), "saleTerms");
            (uint256 predicate, uint256 committeeId) = _catalog.underwriting(id);
            assertEq(predicate, _predicateOf(p.baseline), "underwriting: predicate");
            assertEq(committeeId, p.committeeId, "underwriting: committee");
            assertEq(
                abi.encode(_catalog.refundTerms(id)),
                abi.encode(IProductCatalog.RefundTerms(maxPayoutOf(id), p.baseRate, p.refundShare, p.claimWindow)),
                "refundTerms"
            );
            assertEq(
                abi.encode(_catalog.claimTerms(terms)),
                abi.encode(IProductCatalog.ClaimTerms(id, p.committeeId, p.trigger, p.pool, p.payouts)),
                "claimTerms"
            );
        }
    }

    function _saleTermsOf(uint256 id, IProductCatalog.ProductParameters memory p)
        private
        view
        returns (IProductCatalog.SaleTerms memory)
    {
        return IProductCatalog.SaleTerms({
            terms: termsOf[id],
            pool: p.pool,
            maxPayout: uint96(maxPayoutOf(id)),
            baseRate: p.baseRate,
            loadFactor: p.loadFactor,
            minTerm: uint32(p.minTerm),
            maxTerm: uint32(p.maxTerm),
            claimWindow: uint24(p.claimWindow),
            capacityUnits: uint32(Math.min(p.capacity / maxPayoutOf(id), type(uint32).max)),
            protocolFee: p.protocolFee,
            oracleFee: p.oracleFee,
            onSale: isOnSale[id],
            underwritten: _predicateOf(p.baseline) != 0
        });
    }

    function _predicateOf(IProductCatalog.Baseline memory b) private pure returns (uint256) {
        if (b.measure == 0) return 0;
        return PoseidonT6.hash([uint256(14), b.measure, b.comparator, b.threshold, b.maxAge]);
    }
}
