// SPDX-License-Identifier: GPL-3.0-or-later
pragma circom 2.2.2;

include "circomlib/circuits/poseidon.circom";
include "./RangeCheck.circom";
include "./Tags.circom";

// Recomputes the terms of a product from their parts.
//
// measure       identifier of the clinical quantity, field element
// comparator    0 AT_LEAST, 1 AT_MOST; asserted boolean
// thresholds    tiers 1, 2 and 3 in the measure's canonical unit; asserted uint64
// productId     field element
// waiting       seconds from the start until results count; asserted uint40
// claimWindow   seconds after the end in which a claim is taken; asserted uint40
// linkGrace     seconds after the start in which the record must be linked; asserted uint40
// committeeId   asserted uint32
// terms         H(TERMS, measure, productId, tiers, conditions) with the thresholds packed in one word, and
//               committee, comparator and seconds in another
//
// The ranges make the packed words unique: without them a prover could move a threshold's bits into its
// neighbour under the same hash.
template PolicyTerms() {
    signal input measure;
    signal input comparator;
    signal input thresholds[3];
    signal input productId;
    signal input waiting;
    signal input claimWindow;
    signal input linkGrace;
    signal input committeeId;
    signal output terms;

    comparator * (comparator - 1) === 0;
    for (var tier = 0; tier < 3; tier++) {
        RangeCheck(64)(thresholds[tier]);
    }
    RangeCheck(40)(waiting);
    RangeCheck(40)(claimWindow);
    RangeCheck(40)(linkGrace);
    RangeCheck(32)(committeeId);

    signal tiers <== thresholds[0] * 2 ** 128 + thresholds[1] * 2 ** 64 + thresholds[2];
    signal conditions <== committeeId * 2 ** 121 + comparator * 2 ** 120
        + waiting * 2 ** 80 + claimWindow * 2 ** 40 + linkGrace;
    terms <== Poseidon(5)([TAG_TERMS(), measure, productId, tiers, conditions]);
}
