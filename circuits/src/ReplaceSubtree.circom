// SPDX-License-Identifier: GPL-3.0-or-later
pragma circom 2.2.2;

include "circomlib/circuits/bitify.circom";
include "./Node.circom";
include "./SelectChild.circom";

// Roots of a quaternary tree before and after one subtree is replaced. Both sides share every sibling.
//
// depth        levels above the subtree
// index        position of the subtree among those of its height, below 4^depth
// oldSubtree   its root before
// newSubtree   its root after
// path         at each level, lowest first, the four children in the old tree of the node above; the one
//              at the index's base-4 digit must be the old hash of the level below
// oldRoot, newRoot   the tree's roots
template ReplaceSubtree(depth) {
    signal input index;
    signal input oldSubtree;
    signal input newSubtree;
    signal input path[depth][4];
    signal output oldRoot;
    signal output newRoot;

    signal digits[2 * depth] <== Num2Bits(2 * depth)(index);
    signal oldHashes[depth + 1];
    signal newHashes[depth + 1];
    signal replaced[depth];
    signal both[depth];
    signal newChildren[depth][4];
    oldHashes[0] <== oldSubtree;
    newHashes[0] <== newSubtree;
    for (var level = 0; level < depth; level++) {
        replaced[level] <== SelectChild()(path[level], [digits[2 * level], digits[2 * level + 1]]);
        replaced[level] === oldHashes[level];

        // The digit one-hot; only the child it selects moves from the old hash to the new one.
        both[level] <== digits[2 * level] * digits[2 * level + 1];
        var selected[4] = [
            1 - digits[2 * level] - digits[2 * level + 1] + both[level],
            digits[2 * level] - both[level],
            digits[2 * level + 1] - both[level],
            both[level]
        ];
        for (var i = 0; i < 4; i++) {
            newChildren[level][i] <== path[level][i] + selected[i] * (newHashes[level] - oldHashes[level]);
        }

        oldHashes[level + 1] <== Node()(path[level]);
        newHashes[level + 1] <== Node()(newChildren[level]);
    }
    oldRoot <== oldHashes[depth];
    newRoot <== newHashes[depth];
}
