// SPDX-License-Identifier: GPL-3.0-or-later
pragma circom 2.2.2;

include "circomlib/circuits/poseidon.circom";
include "./MerklePath.circom";
include "./PolicyLeaf.circom";
include "./Tags.circom";

// A policy, the book it is in, and what spends it. Whatever ends a policy takes the nullifier from here, so
// that it ends once.
//
// depth        of the policy tree
// secret       the holder's, field element
// index        counts the holder's policies, field element
// terms        hash of the product's terms
// renewable    1 if it was sold renewable, else 0; asserted boolean
// renewed      1 for a renewal, else 0; asserted boolean
// units        size of the cover; asserted uint32
// start, end   unix seconds; asserted uint40
// leafIndex    position in the policy tree, below 8^depth
// path         all eight children at each level, leaf level first
// root         of the policy tree that has the leaf there
// nullifier    H(NULLIFIER, secret, leaf); hashes only what the tree fixes
template HeldPolicy(depth) {
    signal input secret;
    signal input index;
    signal input terms;
    signal input renewable;
    signal input renewed;
    signal input units;
    signal input start;
    signal input end;
    signal input leafIndex;
    signal input path[depth][8];
    signal output root;
    signal output nullifier;

    signal commitment <== Poseidon(3)([TAG_POLICY(), secret, index]);
    signal leaf <== PolicyLeaf()(
        commitment, terms, renewable, renewed, units, start, end, leafIndex
    );
    root <== MerklePath(depth)(leaf, leafIndex, path);
    nullifier <== Poseidon(3)([TAG_NULLIFIER(), secret, leaf]);
}
