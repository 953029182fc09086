// SPDX-License-Identifier: GPL-3.0-or-later
pragma circom 2.2.2;

include "./Node.circom";

// Root of a complete quaternary tree.
//
// height   levels above the leaves
// leaves   4^height field elements, from left to right
// root     the hash of them all
template SubtreeRoot(height) {
    assert(height >= 1);
    var width = 4 ** height;
    signal input leaves[width];
    signal output root;

    // Level by level in one array: `width` leaves, then width / 4 nodes, and so on up to the root.
    var total = (4 * width - 1) \ 3;
    signal nodes[total];
    for (var i = 0; i < width; i++) {
        nodes[i] <== leaves[i];
    }
    for (var i = 0; i < total - width; i++) {
        nodes[width + i] <== Node()([nodes[4 * i], nodes[4 * i + 1], nodes[4 * i + 2], nodes[4 * i + 3]]);
    }
    root <== nodes[total - 1];
}
