// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {Pricing} from "../../src/libraries/Pricing.sol";
import {Test} from "forge-std/Test.sol";

contract PricingTest is Test {
    struct Case {
        uint64 baseRate;
        uint64 loadFactor;
        uint256 assets;
        uint256 liability;
        uint256 added;
        uint256 duration;
    }

    uint256 private constant WAD = 1e18;

    function premiumOf(Case memory c) public pure returns (uint256) {
        return Pricing.premiumOf(c.baseRate, c.loadFactor, c.assets, c.liability, c.added, c.duration);
    }

    function _bounded(Case memory c, uint256 maxAssets) private pure returns (Case memory) {
        c.baseRate = uint64(bound(c.baseRate, 1, type(uint64).max));
        c.assets = bound(c.assets, 2, maxAssets);
        c.liability = bound(c.liability, 0, c.assets - 2);
        c.added = bound(c.added, 2, c.assets - c.liability);
        c.duration = bound(c.duration, 1, 52 weeks);
        return c;
    }

    /// @return parts positive amounts that sum to `total`, at most `count` of them
    function _partsOf(uint256 total, uint256 seed, uint256 count) private pure returns (uint256[] memory parts) {
        if (count > total) count = total;
        parts = new uint256[](count);
        for (uint256 i; i + 1 < count; ++i) {
            parts[i] = bound(uint256(keccak256(abi.encode(seed, i))), 1, total - (count - 1 - i));
            total -= parts[i];
        }
        parts[count - 1] = total;
    }

    /// @return sum of the premiums of all parts, one after the other
    function _sumOf(Case memory c, uint256[] memory parts) private pure returns (uint256 sum) {
        Case memory part = abi.decode(abi.encode(c), (Case));
        for (uint256 i; i < parts.length; ++i) {
            part.added = parts[i];
            sum += premiumOf(part);
            part.liability += parts[i];
        }
    }

    function test_RevertWhen_LiabilityWouldExceedAssets() external {
        vm.expectRevert(abi.encodeWithSelector(Pricing.Pricing_LiabilityAboveAssets.selector, 101, 100));
        this.premiumOf(Case(1, 1, 100, 100, 1, 1));
    }

    function test_RevertWhen_ThereAreNoAssets() external {
        vm.expectRevert(abi.encodeWithSelector(Pricing.Pricing_LiabilityAboveAssets.selector, 1, 0));
        this.premiumOf(Case(1, 1, 0, 0, 1, 1));
    }

    function test_WorkedExamples() external pure {
        // Without load, the base rate for the part of the year that is covered.
        assertEq(premiumOf(Case(0.05e18, 0, 1e12, 0, 1e9, 365 days)), 50e6);
        assertEq(premiumOf(Case(0.05e18, 0, 1e12, 7e11, 1e9, 73 days)), 10e6);
        // The whole pool at once: the load 1 + 3 · u² averages 2.
        assertEq(premiumOf(Case(0.05e18, 3e18, 1e12, 0, 1e12, 365 days)), 1e11);
        // Its upper half: (1 − 0.5 + 1 − 0.125) = 1.375.
        assertEq(premiumOf(Case(0.05e18, 3e18, 1e12, 5e11, 5e11, 365 days)), 0.05e12 * 1.375);
        // Utilisation is rounded up at the end of an interval and down at its start.
        assertEq(premiumOf(Case(1e18, 0, 3e18, 0, 1e18, 365 days)), 1e18 + 2);
        assertEq(premiumOf(Case(1e18, 0, 3e18, 1e18, 1e18, 365 days)), 1e18 + 2);
        // So is a load too small for the last digit.
        assertEq(premiumOf(Case(1e18, 1, 1e20, 0, 5e19, 365 days)), 5e19 + 100);
        assertEq(premiumOf(Case(1e18, 1, 1e20, 5e19, 5e19, 365 days)), 5e19 + 100);
        // Never for nothing.
        assertEq(premiumOf(Case(1, 0, 1e12, 0, 1, 1)), 1);
    }

    function testFuzz_LargestNumbersDoNotOverflow(Case memory c) external pure {
        premiumOf(_bounded(c, type(uint96).max));
        premiumOf(Case(type(uint64).max, type(uint64).max, type(uint96).max, 0, type(uint96).max, 52 weeks));
    }

    function testFuzz_SplitIsNeverCheaper(Case memory c, uint256 part) external pure {
        c = _bounded(c, type(uint96).max);
        uint256 whole = premiumOf(c);
        uint256 rest = c.added;
        c.added = bound(part, 1, c.added - 1);
        uint256 first = premiumOf(c);
        (c.liability, c.added) = (c.liability + c.added, rest - c.added);
        assertGe(first + premiumOf(c), whole);
    }

    /// @dev Any number of parts, in two orders, whatever the amounts.
    function testFuzz_NoSequenceOfPartsIsCheaper(Case memory c, uint256 seed, uint256 count) external pure {
        c = _bounded(c, type(uint96).max);
        uint256 whole = premiumOf(c);
        uint256[] memory parts = _partsOf(c.added, seed, bound(count, 1, 12));
        assertGe(_sumOf(c, parts), whole, "in order");
        for (uint256 i = parts.length - 1; i != 0; --i) {
            uint256 j = uint256(keccak256(abi.encode(seed, "order", i))) % (i + 1);
            (parts[i], parts[j]) = (parts[j], parts[i]);
        }
        assertGe(_sumOf(c, parts), whole, "shuffled");
    }

    /// @dev Two products share the utilisation of their pool: going to and fro between them costs at least what the whole
    /// costs at the better terms of each.
    function testFuzz_NoSequenceAcrossTwoProductsIsCheaper(
        Case memory c,
        uint64[2] memory rates,
        uint64[2] memory loads,
        uint256 seed,
        uint256 count
    ) external pure {
        c = _bounded(c, type(uint96).max);
        rates = [uint64(bound(rates[0], 1, type(uint64).max)), uint64(bound(rates[1], 1, type(uint64).max))];
        c.baseRate = rates[0] < rates[1] ? rates[0] : rates[1];
        c.loadFactor = loads[0] < loads[1] ? loads[0] : loads[1];
        uint256 best = premiumOf(c);
        uint256[] memory parts = _partsOf(c.added, seed, bound(count, 1, 12));
        uint256 sum;
        for (uint256 i; i < parts.length; ++i) {
            uint256 product = (seed >> i) % 2;
            (c.baseRate, c.loadFactor) = (rates[product], loads[product]);
            c.added = parts[i];
            sum += premiumOf(c);
            c.liability += parts[i];
        }
        assertGe(sum, best);
    }

    /// @dev For amounts of real size (up to a billion dollars) a part costs at most what rounding adds: two units.
    function testFuzz_SplitCostsOnlyRounding(Case memory c, uint256 seed, uint256 parts) external pure {
        c = _bounded(c, 1e15);
        parts = bound(parts, 2, 8);
        uint256 whole = premiumOf(c);
        uint256 left = c.added;
        uint256 sum;
        for (uint256 i = 1; i <= parts && left != 0; ++i) {
            c.added = i == parts ? left : bound(uint256(keccak256(abi.encode(seed, i))), 1, left);
            sum += premiumOf(c);
            (c.liability, left) = (c.liability + c.added, left - c.added);
        }
        assertGe(sum, whole);
        // One unit of WAD precision in u is 1e-3 asset units here; times rate, load and a year still less than one.
        assertLe(sum, whole + parts * 2);
    }

    /// @dev One price for all members of a group is at most what they pay one after another, and at least what they would
    /// pay if each were the first: nobody gets a rebate for a group, nor pays for a place in it.
    function testFuzz_GroupCostsNoMoreThanItsMembers(Case memory c, uint256 seed, uint256 count) external pure {
        c = _bounded(c, 1e15);
        uint256[] memory members = _partsOf(c.added, seed, bound(count, 1, 100));
        uint256 group = premiumOf(c);
        assertLe(group, _sumOf(c, members));
        uint256 first;
        for (uint256 i; i < members.length; ++i) {
            c.added = members[i];
            first += premiumOf(c);
        }
        // What rounding adds to each, as above.
        assertGe(group + 2 * members.length, first);
    }

    /// @dev The sum does not depend on the order either, beyond rounding.
    function testFuzz_OrderDoesNotMatter(Case memory c, uint256 part) external pure {
        c = _bounded(c, 1e15);
        uint256 total = c.added;
        part = bound(part, 1, total - 1);
        (uint256 liability, uint256[2] memory sums) = (c.liability, [uint256(0), 0]);
        for (uint256 i; i < 2; ++i) {
            (c.liability, c.added) = (liability, i == 0 ? part : total - part);
            sums[i] = premiumOf(c);
            (c.liability, c.added) = (liability + c.added, total - c.added);
            sums[i] += premiumOf(c);
        }
        assertApproxEqAbs(sums[0], sums[1], 4);
    }

    function testFuzz_MonotoneInEverything(Case memory c, Case memory more) external pure {
        c = _bounded(c, type(uint96).max);
        uint256 premium = premiumOf(c);
        assertGt(premium, 0);
        Case memory other = abi.decode(abi.encode(c), (Case));
        other.added = bound(more.added, c.added, c.assets - c.liability);
        assertGe(premiumOf(other), premium, "added");
        other.added = c.added;
        other.duration = bound(more.duration, c.duration, 52 weeks);
        assertGe(premiumOf(other), premium, "duration");
        other.duration = c.duration;
        other.baseRate = uint64(bound(more.baseRate, c.baseRate, type(uint64).max));
        assertGe(premiumOf(other), premium, "base rate");
        other.baseRate = c.baseRate;
        other.loadFactor = uint64(bound(more.loadFactor, c.loadFactor, type(uint64).max));
        assertGe(premiumOf(other), premium, "load factor");
    }

    /// @dev At amounts below 2^30 the exact price fits a word as a fraction: numerator / denominator.
    function testFuzz_RoundedAgainstTheBuyerByLessThanTwo(Case memory c) external pure {
        c = _bounded(c, 1 << 30);
        uint256 premium = premiumOf(c);
        uint256 square = c.assets * c.assets;
        uint256 last = c.liability + c.added;
        uint256 numerator = 3 * WAD * square * c.added + c.loadFactor * (last ** 3 - c.liability ** 3);
        numerator *= c.baseRate * c.duration;
        uint256 denominator = 3 * WAD * square * WAD * 365 days;
        assertGe(premium * denominator, numerator);
        if (premium > 1) assertLt((premium - 2) * denominator, numerator);
    }
}
