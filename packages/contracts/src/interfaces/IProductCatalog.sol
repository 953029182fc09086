// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {IOracleRegistry} from "./IOracleRegistry.sol";

/// @title IProductCatalog
/// @notice Products: terms, price and pool. Terms never change; a new version is a new product.
interface IProductCatalog {
    /// @notice What a buyer must prove of itself: a result that the product's committee attests, and which is not old.
    /// @param measure versioned clinical quantity
    /// @param comparator 0 = AT_LEAST (value ≥ threshold), 1 = AT_MOST (value ≤ threshold)
    /// @param threshold in the measure's canonical fixed point
    /// @param maxAge seconds before the purchase in which the result was observed, whole hours, 1 hour to 52 weeks
    struct Baseline {
        uint32 measure;
        uint8 comparator;
        uint64 threshold;
        uint40 maxAge;
    }

    /// @param measure versioned clinical quantity
    /// @param comparator 0 = AT_LEAST (value ≥ threshold), 1 = AT_MOST (value ≤ threshold)
    /// @param thresholds of severities 1 to 3 in the measure's canonical fixed point, strictly harder to meet from one
    /// severity to the next; 0 where the severity is unused
    /// @param waiting seconds from the start of a policy in which no observation counts; below `minTerm`
    /// @param claimWindow seconds after the end of a policy in which it can be claimed, a positive multiple of WEEK, at
    /// most 26 weeks
    /// @param linkGrace seconds after the start of a policy until which its subject must be linked, at most `waiting`: a
    /// policy that could still be linked when results count could be given to whoever falls ill. A renewal has neither
    /// @param committeeId oracle committee that attests
    /// @param trigger decides whether a claim is due
    /// @param pool underwriting pool that pays
    /// @param payouts of severities 1 to 3, asset units per unit of cover, non-decreasing; trailing zeros are unused
    /// severities. The last used one is the maximum payout
    /// @param baseRate WAD, fraction of the maximum payout per 365 days, positive
    /// @param loadFactor WAD, see Pricing
    /// @param protocolFee ten-thousandths of the premium
    /// @param oracleFee ten-thousandths of the premium; both fees together at most MAX_FEES
    /// @param refundShare ten-thousandths of the base premium that a cancelled policy gets back for its whole weeks to
    /// come, at most what the fees leave; 0 if policies cannot be cancelled
    /// @param renewalWindow seconds before the end of a policy in which it can be renewed without a waiting period, at
    /// most 8 weeks; 0 if it cannot
    /// @param minTerm seconds, whole hours
    /// @param maxTerm seconds, whole hours, at least a WEEK above `minTerm` so that there is always an end to choose, at most 52 weeks
    /// @param capacity liability that the product may reach, asset units, at least the maximum payout
    /// @param baseline what its buyers must prove; all zero if nothing
    struct ProductParameters {
        uint32 measure;
        uint8 comparator;
        uint64[3] thresholds;
        uint40 waiting;
        uint40 claimWindow;
        uint40 linkGrace;
        uint32 committeeId;
        address trigger;
        address pool;
        uint96[3] payouts;
        uint64 baseRate;
        uint64 loadFactor;
        uint16 protocolFee;
        uint16 oracleFee;
        uint16 refundShare;
        uint40 renewalWindow;
        uint40 minTerm;
        uint40 maxTerm;
        uint96 capacity;
        Baseline baseline;
    }

    /// @notice What a purchase needs.
    /// @param terms hash that the policy carries
    /// @param pool underwriting pool that takes the policy on
    /// @param maxPayout asset units per unit of cover
    /// @param baseRate WAD, fraction of the maximum payout per 365 days
    /// @param loadFactor WAD, see Pricing
    /// @param minTerm seconds
    /// @param maxTerm seconds
    /// @param claimWindow seconds
    /// @param capacityUnits units that the product may have open, at most 2^32 − 1
    /// @param protocolFee ten-thousandths of the premium
    /// @param oracleFee ten-thousandths of the premium
    /// @param onSale whether it can be bought
    /// @param underwritten whether its buyers must prove a baseline
    struct SaleTerms {
        uint256 terms;
        address pool;
        uint96 maxPayout;
        uint64 baseRate;
        uint64 loadFactor;
        uint32 minTerm;
        uint32 maxTerm;
        uint24 claimWindow;
        uint32 capacityUnits;
        uint16 protocolFee;
        uint16 oracleFee;
        bool onSale;
        bool underwritten;
    }

    /// @notice What a claim needs.
    /// @param trigger decides whether the claim is due
    /// @param pool underwriting pool that pays
    /// @param payouts of severities 1 to 3, asset units per unit of cover, 0 = unused
    struct ClaimTerms {
        uint256 productId;
        uint256 committeeId;
        address trigger;
        address pool;
        uint96[3] payouts;
    }

    /// @notice What a cancellation needs.
    /// @param maxPayout asset units per unit of cover
    /// @param baseRate WAD, fraction of the maximum payout per 365 days
    /// @param refundShare ten-thousandths
    /// @param claimWindow seconds
    struct RefundTerms {
        uint256 maxPayout;
        uint256 baseRate;
        uint256 refundShare;
        uint256 claimWindow;
    }

    /// @notice A product was listed, and is on sale.
    /// @param terms hash that its policies and claims carry
    event ProductListed(uint256 indexed productId, uint256 indexed terms, ProductParameters parameters);

    /// @notice Sale of a product was stopped or resumed.
    event OnSaleSet(uint256 indexed productId, bool onSale);

    error ProductCatalog_ProductUnknown(uint256 productId);
    error ProductCatalog_MeasureZero();
    error ProductCatalog_ComparatorUnknown(uint8 comparator);
    error ProductCatalog_PayoutMissing();
    error ProductCatalog_PayoutsNotOrdered(uint96[3] payouts);
    error ProductCatalog_ThresholdsNotOrdered(uint64[3] thresholds);
    error ProductCatalog_ThresholdOfUnusedTier(uint64[3] thresholds);
    error ProductCatalog_ClaimWindowInvalid(uint256 claimWindow);
    error ProductCatalog_LinkGraceAboveWaiting(uint256 linkGrace, uint256 waiting);
    error ProductCatalog_TermRangeInvalid(uint256 minTerm, uint256 maxTerm);
    error ProductCatalog_WaitingNotBelowMinTerm(uint256 waiting, uint256 minTerm);
    error ProductCatalog_BaseRateZero();
    error ProductCatalog_CapacityBelowMaxPayout(uint256 capacity, uint256 maxPayout);
    error ProductCatalog_TermNotInHours(uint256 minTerm, uint256 maxTerm);
    /// @param fees ten-thousandths of the premium
    /// @param maxFees ten-thousandths of the premium
    error ProductCatalog_FeesTooHigh(uint256 fees, uint256 maxFees);
    /// @param maxShare ten-thousandths of the base premium
    error ProductCatalog_RefundShareTooHigh(uint256 refundShare, uint256 maxShare);
    error ProductCatalog_RenewalWindowTooLong(uint256 renewalWindow);
    error ProductCatalog_BaselineAgeInvalid(uint256 maxAge);
    error ProductCatalog_PoolWithoutCode(address pool);
    error ProductCatalog_TriggerWithoutCode(address trigger);
    error ProductCatalog_CommitteeUnknown(uint256 committeeId);

    /// @notice Lists a product and puts it on sale. Restricted.
    /// @return productId counts from 1
    function listProduct(ProductParameters calldata parameters) external returns (uint256 productId);

    /// @notice Stops or resumes the sale; policies already sold keep everything. Restricted.
    function setOnSale(uint256 productId, bool onSale) external;

    /// @return registry of the committees
    function registry() external view returns (IOracleRegistry);

    /// @return number of products listed; their ids are 1 to this
    function productCount() external view returns (uint256);

    /// @notice Everything about a product; reverts for an unknown one.
    /// @return terms hash that its policies and claims carry
    /// @return onSale whether it can be bought
    /// @return parameters as it was listed with
    function product(uint256 productId)
        external
        view
        returns (uint256 terms, bool onSale, ProductParameters memory parameters);

    /// @notice Reverts for an unknown product.
    /// @return what a purchase needs
    function saleTerms(uint256 productId) external view returns (SaleTerms memory);

    /// @return what a claim needs, all zero for unknown terms
    function claimTerms(uint256 terms) external view returns (ClaimTerms memory);

    /// @notice What the code of the product that is being listed has to keep, in the order of CoverCode; zero at any other
    /// time.
    /// @return first pool and a payout
    /// @return second ids and payouts
    /// @return third trigger
    function pendingCover() external view returns (bytes32 first, bytes32 second, bytes32 third);

    /// @notice Reverts for an unknown product.
    /// @return what a cancellation needs
    function refundTerms(uint256 productId) external view returns (RefundTerms memory);

    /// @notice Reverts for an unknown product.
    /// @return seconds before the end of a policy in which it can be renewed
    function renewalWindow(uint256 productId) external view returns (uint256);

    /// @notice What a proof of eligibility has to be about. Reverts for an unknown product.
    /// @return predicate hash of the baseline, 0 if buyers need not prove one
    /// @return committeeId oracle committee that attests it
    function underwriting(uint256 productId) external view returns (uint256 predicate, uint256 committeeId);
}
