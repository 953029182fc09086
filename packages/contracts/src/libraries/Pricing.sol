// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

/// @title Pricing
/// @notice The premium of a purchase, in integers that a client repeats to the wei.
///
/// The load on the base rate grows with the square of the pool's utilisation u = liability / assets:
///
///     load(u) = 1 + loadFactor · u²        with the antiderivative        L(u) = u + loadFactor · u³ / 3
///
/// and the buyer pays its integral from the utilisation before to the utilisation after the purchase:
///
///     premium = baseRate · assets · (L(after) − L(before)) · duration / 365 days
///
/// Step by step, all divisions on non-negative integers, WAD = 10^18:
///
///     1. before  = ⌊liability · WAD / assets⌋             after  = ⌈(liability + added) · WAD / assets⌉
///     2. Lbefore = before + ⌊loadFactor · before³ / (3 · WAD³)⌋
///        Lafter  = after  + ⌈loadFactor · after³  / (3 · WAD³)⌉
///     3. premium = ⌈baseRate · assets · (Lafter − Lbefore) · duration / (WAD² · 365 days)⌉
///
/// Every rounding goes against the buyer. L is evaluated once rounded up at the end of an interval and once rounded
/// down at the start of the next, so the parts of a split purchase always sum to at least the whole.
library Pricing {
    /// @notice The purchase needs more capital than the pool has.
    /// @param liability liability after the purchase, in asset units
    /// @param assets what the pool has, in asset units
    error Pricing_LiabilityAboveAssets(uint256 liability, uint256 assets);

    uint256 internal constant WAD = 1e18;
    uint256 internal constant YEAR = 365 days;

    /// @dev No step overflows as long as amounts are below 2^96, rates and factors below 2^64 and the duration is
    /// below 2^25 seconds: the largest product has 64 + 96 + 63 + 25 bits.
    /// @param baseRate WAD per 365 days and unit of maximum payout
    /// @param loadFactor WAD
    /// @param assets capital of the pool, in asset units
    /// @param liability liability of the pool before the purchase, in asset units
    /// @param added maximum payout of the purchase, in asset units
    /// @param duration seconds
    /// @return premium in asset units
    function premiumOf(
        uint256 baseRate,
        uint256 loadFactor,
        uint256 assets,
        uint256 liability,
        uint256 added,
        uint256 duration
    ) internal pure returns (uint256 premium) {
        if (liability + added > assets) revert Pricing_LiabilityAboveAssets(liability + added, assets);
        uint256 before = liability * WAD / assets;
        uint256 afterwards = _divUp((liability + added) * WAD, assets);
        uint256 load = afterwards + _divUp(loadFactor * afterwards ** 3, 3 * WAD ** 3)
            - (before + loadFactor * before ** 3 / (3 * WAD ** 3));
        premium = _divUp(baseRate * assets * load * duration, WAD * WAD * YEAR);
    }

    function _divUp(uint256 numerator, uint256 denominator) private pure returns (uint256) {
        return (numerator + denominator - 1) / denominator;
    }
}
