// SPDX-License-Identifier: GPL-3.0-or-later
pragma circom 2.2.2;

// The child at a position given by two bits.
//
// children   four field elements
// position   two bits, least significant first; the caller has made them boolean
// child      children[position[0] + 2 * position[1]]
template SelectChild() {
    signal input children[4];
    signal input position[2];
    signal output child;

    signal low <== position[0] * (children[1] - children[0]);
    signal cross <== position[0] * (children[3] - children[2] - children[1] + children[0]);
    signal high <== position[1] * (children[2] - children[0] + cross);
    child <== children[0] + low + high;
}
