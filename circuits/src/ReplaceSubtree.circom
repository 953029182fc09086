// SPDX-License-Identifier: GPL-3.0-or-later
pragma circom 2.2.2;

include "circomlib/circuits/bitify.circom";
include "./Node.circom";
include "./SelectChild.circom";

// Roots of an octonary tree before and after one subtree is replaced. Both sides share every sibling.
//
// depth        levels above the subtree
// index        position of the subtree among those of its height, below 8^depth
// oldSubtree   its root before
// newSubtree   its root after
// path         at each level, lowest first, the eight children in the old tree of the node above; the one
//              at the index's base-8 digit must be the old hash of the level below
// oldRoot, newRoot   the tree's roots
template ReplaceSubtree(depth) {
    signal input index;
    signal input oldSubtree;
    signal input newSubtree;
    signal input path[depth][8];
    signal output oldRoot;
    signal output newRoot;

    signal digits[3 * depth] <== Num2Bits(3 * depth)(index);
    signal oldHashes[depth + 1];
    signal newHashes[depth + 1];
    signal replaced[depth];
    signal both[depth];
    signal upper[depth][4];
    signal newChildren[depth][8];
    oldHashes[0] <== oldSubtree;
    newHashes[0] <== newSubtree;
    for (var level = 0; level < depth; level++) {
        var low = digits[3 * level];
        var middle = digits[3 * level + 1];
        var high = digits[3 * level + 2];
        replaced[level] <== SelectChild()(path[level], [low, middle, high]);
        replaced[level] === oldHashes[level];

        // The digit one-hot; only the child it selects moves from the old hash to the new one.
        both[level] <== low * middle;
        var lower[4] = [1 - low - middle + both[level], low - both[level], middle - both[level], both[level]];
        for (var i = 0; i < 4; i++) {
            upper[level][i] <== high * lower[i];
        }
        for (var i = 0; i < 8; i++) {
            var selected = i < 4 ? lower[i] - upper[level][i] : upper[level][i - 4];
            newChildren[level][i] <== path[level][i] + selected * (newHashes[level] - oldHashes[level]);
        }

        oldHashes[level + 1] <== Node()(path[level]);
        newHashes[level + 1] <== Node()(newChildren[level]);
    }
    oldRoot <== oldHashes[depth];
    newRoot <== newHashes[depth];
}
