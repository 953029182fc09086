// SPDX-License-Identifier: GPL-3.0-or-later
pragma circom 2.2.2;

include "./Node.circom";

// Root of a complete octonary tree.
//
// height   levels above the leaves
// leaves   8^height field elements, from left to right
// root     the hash of them all
template SubtreeRoot(height) {
    assert(height >= 1);
    var width = 8 ** height;
    signal input leaves[width];
    signal output root;

    // Level by level in one array: `width` leaves, then width / 8 nodes, and so on up to the root.
    var total = (8 * width - 1) \ 7;
    signal nodes[total];
    for (var i = 0; i < width; i++) {
        nodes[i] <== leaves[i];
    }
    for (var i = 0; i < total - width; i++) {
        var children[8];
        for (var j = 0; j < 8; j++) {
            children[j] = nodes[8 * i + j];
        }
        nodes[width + i] <== Node()(children);
    }
    root <== nodes[total - 1];
}
