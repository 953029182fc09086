// SPDX-License-Identifier: GPL-3.0-or-later
pragma circom 2.2.2;

include "circomlib/circuits/bitify.circom";

// Asserts 0 ≤ in < 2^bits. Every number passes here before it is packed, added or compared, because in
// a field neither packing nor comparing means anything for an unbounded value.
//
// bits   at most 253, so that the decomposition is unique
// in     the number
template RangeCheck(bits) {
    assert(bits <= 253);
    signal input in;

    _ <== Num2Bits(bits)(in);
}
