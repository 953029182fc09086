// SPDX-License-Identifier: GPL-3.0-or-later
pragma circom 2.2.2;

include "circomlib/circuits/bitify.circom";

// Asserts lower ≤ upper.
//
// bits           at most 252
// lower, upper   must already be known to lie in [0, 2^bits): their difference then lies in
//                (-2^bits, 2^bits), and of that interval exactly the values ≥ 0 have `bits` bits
template AssertLessEqual(bits) {
    assert(bits <= 252);
    signal input lower;
    signal input upper;

    _ <== Num2Bits(bits)(upper - lower);
}
