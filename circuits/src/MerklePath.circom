// SPDX-License-Identifier: GPL-3.0-or-later
pragma circom 2.2.2;

include "circomlib/circuits/bitify.circom";
include "./Node.circom";
include "./SelectChild.circom";

// Root of the octonary tree of fixed depth in which `leaf` sits at `index`.
//
// depth   levels above the leaf; fixed, so that an inner node never passes for a leaf
// leaf    the leaf's hash
// index   position of the leaf, below 8^depth
// path    at each level, leaf level first, all eight children of the node above; the one at the index's
//         base-8 digit must be the hash of the level below
// root    the hash of the top level's children
template MerklePath(depth) {
    signal input leaf;
    signal input index;
    signal input path[depth][8];
    signal output root;

    signal digits[3 * depth] <== Num2Bits(3 * depth)(index);
    signal hashes[depth + 1];
    signal children[depth];
    hashes[0] <== leaf;
    for (var level = 0; level < depth; level++) {
        children[level] <== SelectChild()(
            path[level], [digits[3 * level], digits[3 * level + 1], digits[3 * level + 2]]
        );
        children[level] === hashes[level];
        hashes[level + 1] <== Node()(path[level]);
    }
    root <== hashes[depth];
}
