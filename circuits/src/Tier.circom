// SPDX-License-Identifier: GPL-3.0-or-later
pragma circom 2.2.2;

include "./Meets.circom";
include "./RangeCheck.circom";

// Asserts that a value meets the tier that `severity` selects.
//
// severity     asserted to be 1, 2 or 3
// comparator   0: value ≥ threshold, 1: value ≤ threshold; the caller has made it boolean
// thresholds   tiers 1, 2 and 3; the caller has checked them to be uint64
// value        attested result in the measure's canonical unit; asserted uint64
template Tier() {
    signal input severity;
    signal input comparator;
    signal input thresholds[3];
    signal input value;

    RangeCheck(64)(value);

    // (severity - 1)(severity - 2)(severity - 3) = 0
    signal third <== (severity - 1) * (severity - 2);
    third * (severity - 3) === 0;

    // The polynomial through (1, t1), (2, t2), (3, t3) by Newton's divided differences; `third` is 2 at
    // severity 3 and 0 at the others.
    signal second <== (severity - 1) * (thresholds[1] - thresholds[0]);
    signal bend <== third * (thresholds[2] - 2 * thresholds[1] + thresholds[0]);
    signal threshold <== thresholds[0] + second + bend / 2;

    Meets()(comparator, threshold, value);
}
