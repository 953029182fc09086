// SPDX-License-Identifier: GPL-3.0-or-later
pragma circom 2.2.2;

include "circomlib/circuits/poseidon.circom";
include "./RangeCheck.circom";
include "./Tags.circom";

// A leaf of the policy book.
//
// commitment   H(POLICY, secret, index)
// terms        hash of the product's terms
// units        size of the cover, uint32
// start, end   unix seconds, uint40
// leaf         H(LEAF, commitment, terms, window) with units, start and end packed in one window
template PolicyLeaf() {
    signal input commitment;
    signal input terms;
    signal input units;
    signal input start;
    signal input end;
    signal output leaf;

    RangeCheck(32)(units);
    RangeCheck(40)(start);
    RangeCheck(40)(end);

    signal window <== units * 2 ** 80 + start * 2 ** 40 + end;
    leaf <== Poseidon(4)([TAG_LEAF(), commitment, terms, window]);
}
