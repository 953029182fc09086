// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {IOracleRegistry} from "./interfaces/IOracleRegistry.sol";
import {IProductCatalog} from "./interfaces/IProductCatalog.sol";
import {CoverCode} from "./libraries/CoverCode.sol";
import {Protocol} from "./libraries/Protocol.sol";
import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {PoseidonT6} from "poseidon-solidity/PoseidonT6.sol";

contract ProductCatalog is IProductCatalog, AccessManaged {
    using SafeCast for uint256;

    /// @dev Read by every purchase: three words. `flags` are ON_SALE and UNDERWRITTEN. What a claim reads is code.
    struct Sale {
        uint256 terms;
        address pool;
        uint96 maxPayout;
        uint64 baseRate;
        uint64 loadFactor;
        uint16 minTermHours;
        uint16 maxTermHours;
        uint8 claimWindowWeeks;
        uint32 capacityUnits;
        uint16 protocolFee;
        uint16 oracleFee;
        uint16 refundShare;
        uint8 flags;
    }

    /// @dev Mostly hashed into the terms; kept for readers.
    struct Conditions {
        uint64 threshold1;
        uint64 threshold2;
        uint64 threshold3;
        uint32 measure;
        uint8 comparator;
        uint40 waiting;
        uint40 linkGrace;
        uint40 renewalWindow;
        uint96 capacity;
    }

    /// @param predicate hash of the baseline, 0 if there is none
    struct Underwriting {
        uint256 predicate;
        Baseline baseline;
    }

    uint256 public constant MAX_TERM = 52 * Protocol.WEEK;
    uint256 public constant MAX_CLAIM_WINDOW = 26 * Protocol.WEEK;
    uint256 public constant MAX_RENEWAL_WINDOW = 8 * Protocol.WEEK;
    uint256 public constant MAX_BASELINE_AGE = 52 * Protocol.WEEK;

    /// @dev Ten-thousandths of the premium.
    uint256 public constant MAX_FEES = 3000;

    uint256 private constant HOUR = 1 hours;

    uint8 private constant ON_SALE = 1;
    uint8 private constant UNDERWRITTEN = 2;

    /// @inheritdoc IProductCatalog
    IOracleRegistry public immutable registry;

    /// @inheritdoc IProductCatalog
    uint256 public productCount;

    mapping(uint256 productId => Sale) private _sales;
    mapping(uint256 productId => Conditions) private _conditions;
    mapping(uint256 productId => Underwriting) private _underwritings;

    /// @dev Words of the product that is being listed.
    bytes32 private transient _pending0;
    bytes32 private transient _pending1;
    bytes32 private transient _pending2;

    constructor(address authority_, IOracleRegistry registry_) AccessManaged(authority_) {
        registry = registry_;
    }

    /// @inheritdoc IProductCatalog
    function listProduct(ProductParameters calldata parameters) external restricted returns (uint256 productId) {
        uint8 tiers = _validatedTiers(parameters);
        uint96 maxPayout = parameters.payouts[tiers - 1];
        _validateConditions(parameters, maxPayout);
        uint256 predicate = _predicateOf(parameters.baseline);

        productId = ++productCount;
        uint256 terms = _termsOf(productId, parameters);
        _createCover(productId, terms, parameters);
        _sales[productId] = _saleOf(terms, maxPayout, predicate, parameters);
        _conditions[productId] = Conditions({
            threshold1: parameters.thresholds[0],
            threshold2: parameters.thresholds[1],
            threshold3: parameters.thresholds[2],
            measure: parameters.measure,
            comparator: parameters.comparator,
            waiting: parameters.waiting,
            linkGrace: parameters.linkGrace,
            renewalWindow: parameters.renewalWindow,
            capacity: parameters.capacity
        });
        if (predicate != 0) _underwritings[productId] = Underwriting(predicate, parameters.baseline);
        emit ProductListed(productId, terms, parameters);
    }

    /// @inheritdoc IProductCatalog
    function setOnSale(uint256 productId, bool onSale) external restricted {
        _knownTerms(productId);
        Sale storage sale = _sales[productId];
        sale.flags = onSale ? sale.flags | ON_SALE : sale.flags & ~ON_SALE;
        emit OnSaleSet(productId, onSale);
    }

    /// @inheritdoc IProductCatalog
    function product(uint256 productId)
        external
        view
        returns (uint256 terms, bool onSale, ProductParameters memory parameters)
    {
        terms = _knownTerms(productId);
        Sale memory sale = _sales[productId];
        Conditions memory conditions = _conditions[productId];
        ClaimTerms memory cover = claimTerms(terms);
        onSale = sale.flags & ON_SALE != 0;
        parameters = ProductParameters({
            measure: conditions.measure,
            comparator: conditions.comparator,
            thresholds: [conditions.threshold1, conditions.threshold2, conditions.threshold3],
            waiting: conditions.waiting,
            claimWindow: uint40(sale.claimWindowWeeks * Protocol.WEEK),
            linkGrace: conditions.linkGrace,
            committeeId: uint32(cover.committeeId),
            trigger: cover.trigger,
            pool: cover.pool,
            payouts: cover.payouts,
            baseRate: sale.baseRate,
            loadFactor: sale.loadFactor,
            protocolFee: sale.protocolFee,
            oracleFee: sale.oracleFee,
            refundShare: sale.refundShare,
            renewalWindow: conditions.renewalWindow,
            minTerm: uint40(sale.minTermHours * HOUR),
            maxTerm: uint40(sale.maxTermHours * HOUR),
            capacity: conditions.capacity,
            baseline: _underwritings[productId].baseline
        });
    }

    /// @inheritdoc IProductCatalog
    function saleTerms(uint256 productId) external view returns (SaleTerms memory) {
        Sale memory sale = _sales[productId];
        if (sale.terms == 0) revert ProductCatalog_ProductUnknown(productId);
        return SaleTerms({
            terms: sale.terms,
            pool: sale.pool,
            maxPayout: sale.maxPayout,
            baseRate: sale.baseRate,
            loadFactor: sale.loadFactor,
            minTerm: uint32(sale.minTermHours * HOUR),
            maxTerm: uint32(sale.maxTermHours * HOUR),
            claimWindow: uint24(sale.claimWindowWeeks * Protocol.WEEK),
            capacityUnits: sale.capacityUnits,
            protocolFee: sale.protocolFee,
            oracleFee: sale.oracleFee,
            onSale: sale.flags & ON_SALE != 0,
            underwritten: sale.flags & UNDERWRITTEN != 0
        });
    }

    /// @inheritdoc IProductCatalog
    function claimTerms(uint256 terms) public view returns (ClaimTerms memory) {
        return CoverCode.read(address(this), terms);
    }

    /// @inheritdoc IProductCatalog
    function pendingCover() external view returns (bytes32 first, bytes32 second, bytes32 third) {
        return (_pending0, _pending1, _pending2);
    }

    /// @inheritdoc IProductCatalog
    function refundTerms(uint256 productId) external view returns (RefundTerms memory) {
        _knownTerms(productId);
        Sale storage sale = _sales[productId];
        return RefundTerms({
            maxPayout: sale.maxPayout,
            baseRate: sale.baseRate,
            refundShare: sale.refundShare,
            claimWindow: sale.claimWindowWeeks * Protocol.WEEK
        });
    }

    /// @inheritdoc IProductCatalog
    function renewalWindow(uint256 productId) external view returns (uint256) {
        _knownTerms(productId);
        return _conditions[productId].renewalWindow;
    }

    /// @inheritdoc IProductCatalog
    function underwriting(uint256 productId) external view returns (uint256 predicate, uint256 committeeId) {
        return (_underwritings[productId].predicate, claimTerms(_knownTerms(productId)).committeeId);
    }

    function _knownTerms(uint256 productId) private view returns (uint256 terms) {
        terms = _sales[productId].terms;
        if (terms == 0) revert ProductCatalog_ProductUnknown(productId);
    }

    function _createCover(uint256 productId, uint256 terms, ProductParameters calldata p) private {
        bytes32[3] memory words = CoverCode.encode(
            ClaimTerms({
                productId: productId.toUint32(),
                committeeId: p.committeeId,
                trigger: p.trigger,
                pool: p.pool,
                payouts: p.payouts
            })
        );
        (_pending0, _pending1, _pending2) = (words[0], words[1], words[2]);
        CoverCode.create(terms);
        (_pending0, _pending1, _pending2) = (0, 0, 0);
    }

    /// @return tiers how many severities pay
    function _validatedTiers(ProductParameters calldata parameters) private pure returns (uint8 tiers) {
        if (parameters.comparator > 1) revert ProductCatalog_ComparatorUnknown(parameters.comparator);
        (uint64[3] calldata thresholds, uint96[3] calldata payouts) = (parameters.thresholds, parameters.payouts);
        if (payouts[0] == 0) revert ProductCatalog_PayoutMissing();
        tiers = payouts[2] != 0 ? 3 : payouts[1] != 0 ? 2 : 1;
        bool atLeast = parameters.comparator == 0;
        for (uint256 i = 1; i < 3; ++i) {
            if (i >= tiers) {
                if (thresholds[i] != 0) revert ProductCatalog_ThresholdOfUnusedTier(thresholds);
                continue;
            }
            if (payouts[i] < payouts[i - 1]) revert ProductCatalog_PayoutsNotOrdered(payouts);
            if (atLeast ? thresholds[i] <= thresholds[i - 1] : thresholds[i] >= thresholds[i - 1]) {
                revert ProductCatalog_ThresholdsNotOrdered(thresholds);
            }
        }
    }

    function _validateConditions(ProductParameters calldata p, uint256 maxPayout) private view {
        if (p.measure == 0) revert ProductCatalog_MeasureZero();
        if (p.claimWindow == 0 || p.claimWindow % Protocol.WEEK != 0 || p.claimWindow > MAX_CLAIM_WINDOW) {
            revert ProductCatalog_ClaimWindowInvalid(p.claimWindow);
        }
        if (p.linkGrace > p.waiting) revert ProductCatalog_LinkGraceAboveWaiting(p.linkGrace, p.waiting);
        if (p.minTerm + Protocol.WEEK > p.maxTerm || p.maxTerm > MAX_TERM) {
            revert ProductCatalog_TermRangeInvalid(p.minTerm, p.maxTerm);
        }
        if (p.minTerm % HOUR != 0 || p.maxTerm % HOUR != 0) {
            revert ProductCatalog_TermNotInHours(p.minTerm, p.maxTerm);
        }
        uint256 fees = uint256(p.protocolFee) + p.oracleFee;
        if (fees > MAX_FEES) revert ProductCatalog_FeesTooHigh(fees, MAX_FEES);
        if (p.refundShare > Protocol.BASIS - fees) {
            revert ProductCatalog_RefundShareTooHigh(p.refundShare, Protocol.BASIS - fees);
        }
        if (p.renewalWindow > MAX_RENEWAL_WINDOW) revert ProductCatalog_RenewalWindowTooLong(p.renewalWindow);
        if (p.waiting >= p.minTerm) revert ProductCatalog_WaitingNotBelowMinTerm(p.waiting, p.minTerm);
        if (p.baseRate == 0) revert ProductCatalog_BaseRateZero();
        if (p.capacity < maxPayout) revert ProductCatalog_CapacityBelowMaxPayout(p.capacity, maxPayout);
        if (p.pool.code.length == 0) revert ProductCatalog_PoolWithoutCode(p.pool);
        if (p.trigger.code.length == 0) revert ProductCatalog_TriggerWithoutCode(p.trigger);
        if (p.committeeId == 0 || p.committeeId > registry.committeeCount()) {
            revert ProductCatalog_CommitteeUnknown(p.committeeId);
        }
    }

    /// @return predicate 0 if there is no baseline
    function _predicateOf(Baseline calldata b) private pure returns (uint256 predicate) {
        if (b.measure == 0 && b.comparator == 0 && b.threshold == 0 && b.maxAge == 0) return 0;
        if (b.measure == 0) revert ProductCatalog_MeasureZero();
        if (b.comparator > 1) revert ProductCatalog_ComparatorUnknown(b.comparator);
        if (b.maxAge < HOUR || b.maxAge > MAX_BASELINE_AGE || b.maxAge % HOUR != 0) {
            revert ProductCatalog_BaselineAgeInvalid(b.maxAge);
        }
        return PoseidonT6.hash([Protocol.TAG_PREDICATE, b.measure, b.comparator, b.threshold, b.maxAge]);
    }

    function _saleOf(uint256 terms, uint96 maxPayout, uint256 predicate, ProductParameters calldata p)
        private
        pure
        returns (Sale memory)
    {
        return Sale({
            terms: terms,
            pool: p.pool,
            maxPayout: maxPayout,
            baseRate: p.baseRate,
            loadFactor: p.loadFactor,
            minTermHours: uint16(p.minTerm / HOUR),
            maxTermHours: uint16(p.maxTerm / HOUR),
            claimWindowWeeks: uint8(p.claimWindow / Protocol.WEEK),
            capacityUnits: Math.min(p.capacity / maxPayout, type(uint32).max).toUint32(),
            protocolFee: p.protocolFee,
            oracleFee: p.oracleFee,
            refundShare: p.refundShare,
            flags: predicate == 0 ? ON_SALE : ON_SALE | UNDERWRITTEN
        });
    }

    function _termsOf(uint256 productId, ProductParameters calldata p) private pure returns (uint256) {
        uint256 tiers = uint256(p.thresholds[0]) << 128 | uint256(p.thresholds[1]) << 64 | uint256(p.thresholds[2]);
        uint256 conditions = uint256(p.committeeId) << 121 | uint256(p.comparator) << 120 | uint256(p.waiting) << 80
            | uint256(p.claimWindow) << 40 | uint256(p.linkGrace);
        return PoseidonT6.hash([Protocol.TAG_TERMS, p.measure, productId, tiers, conditions]);
    }
}
