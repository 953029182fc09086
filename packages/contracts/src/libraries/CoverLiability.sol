// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {Protocol} from "./Protocol.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

/// @title CoverLiability
/// @notice What one product may still have to pay, although no claim says which policy it ends.
///
/// Units are kept in weekly buckets by claim deadline, beside a counter of claimed units. A cancellation says which
/// bucket its units are in, so they leave it at once. When a bucket expires, its units leave and the counter is set off
/// against them as far as it goes: the earliest buckets first. Let C be the counter and c(b) the units truly claimed in
/// bucket b. As long as C ≤ Σ c(b) over the unexpired buckets, the computed units open − C are at least the true ones,
/// open − Σ c(b). Expiry of a bucket with U units keeps that: it leaves C at zero, or lowers it by U, which is at least
/// the c(b) that leaves the sum. For the same reason a policy that can still claim always finds its units among open − C.
/// What that costs is told in docs/decisions on liability.
library CoverLiability {
    using SafeCast for uint256;

    /// @notice The product has fewer units open than the claim says. An honest claim never meets this.
    error CoverLiability_UnitsNotOpen(uint256 units, uint256 openUnits);

    /// @notice The bucket has fewer units than the cancellation says, or has expired. An honest one never meets this.
    /// @param deadline of the bucket, unix seconds
    error CoverLiability_UnitsNotInBucket(uint256 units, uint256 deadline, uint256 inBucket);

    /// @param openUnits units of all unexpired buckets
    /// @param claimedUnits units claimed and not yet set off, at most `openUnits`
    /// @param nextWeek the first unexpired bucket: the number of the week whose first second is its claim deadline
    /// @param maxPayout asset units per unit
    /// @param buckets units by claim deadline, eight weeks of 32 bits each to a word
    struct Book {
        uint64 openUnits;
        uint64 claimedUnits;
        uint32 nextWeek;
        uint96 maxPayout;
        mapping(uint256 group => uint256 packed) buckets;
    }

    /// @param nextWeek first bucket that remains
    /// @param units units of the expired buckets
    /// @param setOff claimed units that leave with them
    struct Expiry {
        uint256 nextWeek;
        uint256 units;
        uint256 setOff;
    }

    uint256 private constant GROUP = 8;
    uint256 private constant BITS = 32;

    /// @return whether a bucket may be due; false spares the look
    function mayBeDue(Book storage self, uint256 current) internal view returns (bool) {
        return self.nextWeek < _firstOpenWeek(current);
    }

    /// @dev A bucket is due when no claim against it can arrive any more: a claim's `asOf` is at most the deadline, and
    /// the block at most ASOF_TOLERANCE later. Visits at most `maxWeeks` buckets, and stops when no units are left;
    /// renewals, terms and claim windows bound how far ahead a bucket can lie to 86 weeks, hence the number of visits too.
    function due(Book storage self, uint256 current, uint256 maxWeeks) internal view returns (Expiry memory expiry) {
        uint256 openUnits = self.openUnits;
        uint256 week = self.nextWeek;
        uint256 firstOpen = _firstOpenWeek(current);
        uint256 packed;
        bool loaded;
        while (week < firstOpen && maxWeeks != 0 && openUnits != expiry.units) {
            uint256 slot = week % GROUP;
            if (!loaded || slot == 0) (packed, loaded) = (self.buckets[week / GROUP], true);
            expiry.units += (packed >> (slot * BITS)) & type(uint32).max;
            ++week;
            --maxWeeks;
        }
        expiry.nextWeek = openUnits == expiry.units && week < firstOpen ? firstOpen : week;
        expiry.setOff = expiry.units < self.claimedUnits ? expiry.units : self.claimedUnits;
    }

    /// @return what the product's liability falls by with this expiry, in asset units
    function releasedBy(Book storage self, Expiry memory expiry) internal view returns (uint256) {
        return (expiry.units - expiry.setOff) * self.maxPayout;
    }

    function expire(Book storage self, Expiry memory expiry) internal {
        self.openUnits = (self.openUnits - expiry.units).toUint64();
        self.claimedUnits = (self.claimedUnits - expiry.setOff).toUint64();
        self.nextWeek = expiry.nextWeek.toUint32();
    }

    /// @return released what the product's liability falls by, in asset units
    function claim(Book storage self, uint256 units) internal returns (uint256 released) {
        uint256 openUnits = self.openUnits - self.claimedUnits;
        if (units > openUnits) revert CoverLiability_UnitsNotOpen(units, openUnits);
        self.claimedUnits = (self.claimedUnits + units).toUint64();
        released = units * self.maxPayout;
    }

    /// @param deadline claim deadline, unix seconds, a multiple of WEEK in a bucket that is not due
    function open(Book storage self, uint256 units, uint256 maxPayout, uint256 deadline) internal {
        self.openUnits = (self.openUnits + units).toUint64();
        if (self.maxPayout != maxPayout) self.maxPayout = maxPayout.toUint96();
        uint256 week = deadline / Protocol.WEEK;
        uint256 packed = self.buckets[week / GROUP];
        uint256 shift = week % GROUP * BITS;
        uint256 bucket = ((packed >> shift) & type(uint32).max) + units;
        self.buckets[week / GROUP] =
            packed & ~(uint256(type(uint32).max) << shift) | uint256(bucket.toUint32()) << shift;
    }

    /// @dev Ends a policy that says where it is.
    /// @param deadline claim deadline of the policy, unix seconds, a multiple of WEEK
    /// @return released what the product's liability falls by, in asset units
    function cancel(Book storage self, uint256 units, uint256 deadline) internal returns (uint256 released) {
        uint256 openUnits = self.openUnits - self.claimedUnits;
        if (units > openUnits) revert CoverLiability_UnitsNotOpen(units, openUnits);
        _takeOut(self, units, deadline);
        released = units * self.maxPayout;
    }

    /// @dev Takes out what a void claim has opened of a policy that has since been cancelled, and what it has counted, as
    /// far as that has not been set off.
    /// @param deadline of the reopening, unix seconds, a multiple of WEEK
    /// @return released what the product's liability falls by, in asset units
    function cancelReopened(Book storage self, uint256 units, uint256 deadline) internal returns (uint256 released) {
        if (deadline / Protocol.WEEK < self.nextWeek) return 0;
        uint256 counted = units < self.claimedUnits ? units : self.claimedUnits;
        self.claimedUnits = (self.claimedUnits - counted).toUint64();
        _takeOut(self, units, deadline);
        released = (units - counted) * self.maxPayout;
    }

    /// @return units of the bucket, expired or not
    function bucketAt(Book storage self, uint256 deadline) internal view returns (uint256) {
        uint256 week = deadline / Protocol.WEEK;
        return (self.buckets[week / GROUP] >> (week % GROUP * BITS)) & type(uint32).max;
    }

    /// @return deadline claim deadline of the first bucket with units that has not expired, unix seconds, 0 if there is none
    function firstDeadline(Book storage self) internal view returns (uint256 deadline) {
        if (self.openUnits == 0) return 0;
        deadline = self.nextWeek * Protocol.WEEK;
        while (bucketAt(self, deadline) == 0) deadline += Protocol.WEEK;
    }

    function _takeOut(Book storage self, uint256 units, uint256 deadline) private {
        uint256 week = deadline / Protocol.WEEK;
        uint256 inBucket = week < self.nextWeek ? 0 : bucketAt(self, deadline);
        if (units > inBucket) revert CoverLiability_UnitsNotInBucket(units, deadline, inBucket);
        self.openUnits = (self.openUnits - units).toUint64();
        // No borrow from the next bucket of the word, since this one has as much.
        self.buckets[week / GROUP] -= units << (week % GROUP * BITS);
    }

    /// @dev The first week w that is not due, that is, with current ≤ w · WEEK + ASOF_TOLERANCE.
    function _firstOpenWeek(uint256 current) private pure returns (uint256) {
        return (current - Protocol.ASOF_TOLERANCE + Protocol.WEEK - 1) / Protocol.WEEK;
    }
}
