// SPDX-License-Identifier: GPL-3.0-or-later
pragma circom 2.2.2;

// Root of an octonary subtree of the given height whose leaves are all zero. A function of constants
// costs no constraints; the values are recomputed by test/constants.test.ts.

function EMPTY_SUBTREE(height) {
    assert(height <= 2);
    var roots[3] = [
        0,
        8575102341873933184712056394397256666093184392580400975306446864745332843799,
        4064617697534383581843441505388784473046742098492442886945906065921844657372
    ];
    return roots[height];
}
