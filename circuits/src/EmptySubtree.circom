// SPDX-License-Identifier: GPL-3.0-or-later
pragma circom 2.2.2;

// Root of a quaternary subtree of the given height whose leaves are all zero. A function of constants
// costs no constraints; the values are recomputed by test/constants.test.ts.

function EMPTY_SUBTREE(height) {
    assert(height <= 3);
    var roots[4] = [
        0,
        423908995309952022702669250251319791226460156126695284427250189104212441279,
        14431900071500019440580888869457801507180778313014293828276152828065909212582,
        14898305706402075645644306789421088714567789265685967125940680308776882823421
    ];
    return roots[height];
}
