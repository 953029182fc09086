// SPDX-License-Identifier: GPL-3.0-or-later
pragma circom 2.2.2;

include "circomlib/circuits/montgomery.circom";
include "./DoubleAndAdd.circom";

// A key times the challenge of a signature: (2^size + 1 + 2h) · A.
//
// size      bits of h, at most 128
// key       Edwards coordinates of A, on the curve, with a component of the subgroup's prime order
// bits      of h, least significant first; the caller has made them boolean
// product   Edwards coordinates
//
// The factor is 2^(size + 1) + Σ d_i · 2^i with the digits d = 2b - 1 of ±1: from 2A on, each digit, the highest first,
// doubles and adds or subtracts A. What has been reached is m · A with 2 ≤ m < 2^(size + 2), which is far below the
// order. So m ± 1 and 2m ± 1 are no multiples of it, and no addition is exceptional.
template KeyMul(size) {
    assert(size <= 128);
    signal input key[2];
    signal input bits[size];
    signal output product[2];

    component montgomery = Edwards2Montgomery();
    montgomery.in <== key;
    component start = MontgomeryDouble();
    start.in <== montgomery.out;

    signal ordinate[size];
    component steps[size];
    for (var i = 0; i < size; i++) {
        ordinate[i] <== (2 * bits[size - 1 - i] - 1) * montgomery.out[1];
        steps[i] = DoubleAndAdd();
        steps[i].p <== i == 0 ? start.out : steps[i - 1].sum;
        steps[i].q <== [montgomery.out[0], ordinate[i]];
    }
    component edwards = Montgomery2Edwards();
    edwards.in <== steps[size - 1].sum;
    product <== edwards.out;
}
