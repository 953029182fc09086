// SPDX-License-Identifier: GPL-3.0-or-later
pragma circom 2.2.2;

// The child at a position given by three bits.
//
// children   eight field elements
// position   three bits, least significant first; the caller has made them boolean
// child      children[position[0] + 2 * position[1] + 4 * position[2]]
template SelectChild() {
    signal input children[8];
    signal input position[3];
    signal output child;

    // Each bit halves what is left.
    signal four[4];
    for (var i = 0; i < 4; i++) {
        four[i] <== children[2 * i] + position[0] * (children[2 * i + 1] - children[2 * i]);
    }
    signal two[2];
    for (var i = 0; i < 2; i++) {
        two[i] <== four[2 * i] + position[1] * (four[2 * i + 1] - four[2 * i]);
    }
    child <== two[0] + position[2] * (two[1] - two[0]);
}
