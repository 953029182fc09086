// SPDX-License-Identifier: GPL-3.0-or-later
pragma circom 2.2.2;

include "./AssertLessEqual.circom";

// Asserts that a value is on the right side of a threshold, which itself counts.
//
// comparator         0: value ≥ threshold, 1: value ≤ threshold; the caller has made it boolean
// threshold, value   the caller has checked them to be uint64
template Meets() {
    signal input comparator;
    signal input threshold;
    signal input value;

    // AT_MOST swaps the two sides.
    signal swap <== comparator * (value - threshold);
    AssertLessEqual(64)(threshold + swap, value - swap);
}
