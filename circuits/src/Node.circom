// SPDX-License-Identifier: GPL-3.0-or-later
pragma circom 2.2.2;

include "circomlib/circuits/poseidon.circom";
include "./Tags.circom";

// Inner node of the policy tree and of the committee tree: H(NODE, children).
//
// children   four field elements
// hash       one field element; leaves have other tags and another arity, so it can't be taken for one
template Node() {
    signal input children[4];
    signal output hash;

    hash <== Poseidon(5)([TAG_NODE(), children[0], children[1], children[2], children[3]]);
}
