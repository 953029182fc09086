// SPDX-License-Identifier: GPL-3.0-or-later
pragma circom 2.2.2;

include "circomlib/circuits/poseidon.circom";
include "./Tags.circom";

// Inner node of the policy tree: H(NODE, children).
//
// children   eight field elements
// hash       one field element; leaves have another tag and another arity, so it can't be taken for one
template Node() {
    signal input children[8];
    signal output hash;

    component poseidon = Poseidon(9);
    poseidon.inputs[0] <== TAG_NODE();
    for (var i = 0; i < 8; i++) {
        poseidon.inputs[i + 1] <== children[i];
    }
    hash <== poseidon.out;
}
