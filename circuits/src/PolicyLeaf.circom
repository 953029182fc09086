// SPDX-License-Identifier: GPL-3.0-or-later
pragma circom 2.2.2;

include "circomlib/circuits/poseidon.circom";
include "./RangeCheck.circom";
include "./Tags.circom";

// A leaf of the policy book.
//
// commitment   H(POLICY, secret, index)
// terms        hash of the product's terms
// renewable    1 if it was sold renewable and can't be cancelled, else 0; asserted boolean
// renewed      1 for a renewal, which has no waiting period, else 0; asserted boolean
// units        size of the cover; asserted uint32
// start, end   unix seconds; asserted uint40
// leafIndex    its position in the book; the caller has checked it to have few enough bits. It makes each leaf
//              another one, whatever was bought twice
// leaf         H(LEAF, commitment, terms, window) with position, renewable, renewed, units, start and end packed in
//              one window
//
// The ranges make the window unique: without them a prover could put the flag of a renewal into its units, or
// give a policy that flag and take as much from the one above.
template PolicyLeaf() {
    signal input commitment;
    signal input terms;
    signal input renewable;
    signal input renewed;
    signal input units;
    signal input start;
    signal input end;
    signal input leafIndex;
    signal output leaf;

    renewable * (renewable - 1) === 0;
    renewed * (renewed - 1) === 0;
    RangeCheck(32)(units);
    RangeCheck(40)(start);
    RangeCheck(40)(end);

    signal window <== leafIndex * 2 ** 114 + renewable * 2 ** 113 + renewed * 2 ** 112
        + units * 2 ** 80 + start * 2 ** 40 + end;
    leaf <== Poseidon(4)([TAG_LEAF(), commitment, terms, window]);
}
