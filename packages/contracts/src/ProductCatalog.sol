// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {IOracleRegistry} from "./interfaces/IOracleRegistry.sol";
import {IProductCatalog} from "./interfaces/IProductCatalog.sol";
import {Protocol} from "./libraries/Protocol.sol";
import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {PoseidonT5} from "poseidon-solidity/PoseidonT5.sol";
import {PoseidonT6} from "poseidon-solidity/PoseidonT6.sol";

contract ProductCatalog is IProductCatalog, AccessManaged {
    using SafeCast for uint256;

    /// @dev Read by every claim: three words. `payout1` and `payout2` belong to the first two severities; the last of the
    /// `tiers` used ones pays `maxPayout`.
    struct Cover {
        address pool;
        uint96 maxPayout;
        uint24 productId;
        uint8 tiers;
        uint32 committeeId;
        uint96 payout1;
        uint96 payout2;
        address trigger;
    }

    /// @dev Read by every purchase: one word, beside `terms` and the first word of Cover. `flags` are ON_SALE and
    /// UNDERWRITTEN.
    struct Sale {
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
    uint256 public constant MAX_LINK_GRACE = 52 * Protocol.WEEK;
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

    mapping(uint256 productId => uint256 terms) private _terms;
    mapping(uint256 productId => Sale) private _sales;
    mapping(uint256 productId => Conditions) private _conditions;
    mapping(uint256 productId => Underwriting) private _underwritings;
    mapping(uint256 terms => Cover) private _covers;

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
        _terms[productId] = terms;
        _covers[terms] = _coverOf(productId, tiers, maxPayout, parameters);
        _sales[productId] = _saleOf(maxPayout, predicate, parameters);
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
        Cover memory cover = _covers[terms];
        onSale = sale.flags & ON_SALE != 0;
        parameters = ProductParameters({
            measure: conditions.measure,
            comparator: conditions.comparator,
            thresholds: [conditions.threshold1, conditions.threshold2, conditions.threshold3],
            waiting: conditions.waiting,
            claimWindow: uint40(sale.claimWindowWeeks * Protocol.WEEK),
            linkGrace: conditions.linkGrace,
            committeeId: cover.committeeId,
            trigger: cover.trigger,
            pool: cover.pool,
            payouts: _payouts(cover),
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
    function productOfTerms(uint256 terms) external view returns (uint256) {
        return _covers[terms].productId;
    }

    /// @inheritdoc IProductCatalog
    function saleTerms(uint256 productId) external view returns (SaleTerms memory) {
        uint256 terms = _knownTerms(productId);
        Sale memory sale = _sales[productId];
        Cover storage cover = _covers[terms];
        return SaleTerms({
            terms: terms,
            pool: cover.pool,
            maxPayout: cover.maxPayout,
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
    function claimTerms(uint256 terms) external view returns (ClaimTerms memory) {
        Cover memory cover = _covers[terms];
        return ClaimTerms({
            productId: cover.productId,
            committeeId: cover.committeeId,
            trigger: cover.trigger,
            pool: cover.pool,
            payouts: _payouts(cover)
        });
    }

    /// @inheritdoc IProductCatalog
    function refundTerms(uint256 productId) external view returns (RefundTerms memory) {
        Cover storage cover = _covers[_knownTerms(productId)];
        Sale storage sale = _sales[productId];
        return RefundTerms({
            maxPayout: cover.maxPayout,
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
        return (_underwritings[productId].predicate, _covers[_knownTerms(productId)].committeeId);
    }

    function _knownTerms(uint256 productId) private view returns (uint256 terms) {
        terms = _terms[productId];
        if (terms == 0) revert ProductCatalog_ProductUnknown(productId);
    }

    function _payouts(Cover memory cover) private pure returns (uint96[3] memory) {
        return [cover.payout1, cover.payout2, cover.tiers == 3 ? cover.maxPayout : 0];
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
        if (p.linkGrace > MAX_LINK_GRACE) revert ProductCatalog_LinkGraceTooLong(p.linkGrace);
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

    function _coverOf(uint256 productId, uint8 tiers, uint96 maxPayout, ProductParameters calldata p)
        private
        pure
        returns (Cover memory)
    {
        return Cover({
            pool: p.pool,
            maxPayout: maxPayout,
            productId: productId.toUint24(),
            tiers: tiers,
            committeeId: p.committeeId,
            payout1: p.payouts[0],
            payout2: p.payouts[1],
            trigger: p.trigger
        });
    }

    function _saleOf(uint256 maxPayout, uint256 predicate, ProductParameters calldata p)
        private
        pure
        returns (Sale memory)
    {
        return Sale({
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
        uint256 windows = uint256(p.waiting) << 80 | uint256(p.claimWindow) << 40 | uint256(p.linkGrace);
        uint256 trigger = PoseidonT5.hash([Protocol.TAG_TRIGGER, p.measure, p.comparator, tiers]);
        return PoseidonT6.hash([Protocol.TAG_TERMS, trigger, productId, windows, p.committeeId]);
    }
}
