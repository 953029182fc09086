// SPDX-License-Identifier: GPL-3.0-or-later
pragma circom 2.2.2;

include "circomlib/circuits/bitify.circom";

// Asserts that a number given in bits is at most a constant. Costs a fifth of circomlib's CompConstant.
//
// size   number of bits
// max    the constant
// bits   least significant first; the caller has made them boolean
//
// Both numbers are read in words of 32 bits. The prover names the most significant word in which they
// differ, or the lowest one; all words above it must be equal, and in it the number must be below the
// constant's word, or in the lowest word at most as large.
template AtMostConstant(size, max) {
    signal input bits[size];

    var width = 32;
    var words = (size + width - 1) \ width;
    var mask = 2 ** width - 1;
    var word[words];
    for (var i = 0; i < words; i++) {
        word[i] = 0;
        for (var j = 0; j < width && width * i + j < size; j++) {
            word[i] += bits[width * i + j] * 2 ** j;
        }
    }

    var place = 0;
    for (var i = words - 1; i > 0; i--) {
        if (place == 0 && word[i] != ((max >> (width * i)) & mask)) {
            place = i;
        }
    }

    signal named[words];
    signal gaps[words];
    var namedSum = 0;
    var gap = 0;
    for (var i = 0; i < words; i++) {
        var limit = (max >> (width * i)) & mask;
        // Where a lower word is named, this one is equal.
        if (i > 0) {
            namedSum * (limit - word[i]) === 0;
        }
        // One-hot, as the constraints here and after the loop state; only one choice satisfies them all.
        named[i] <-- place == i ? 1 : 0;
        named[i] * (named[i] - 1) === 0;
        gaps[i] <== named[i] * (limit - word[i] - (i > 0 ? 1 : 0));
        namedSum += named[i];
        gap += gaps[i];
    }
    namedSum === 1;
    _ <== Num2Bits(width)(gap);
}
