// SPDX-License-Identifier: GPL-3.0-or-later
pragma circom 2.2.2;

// Polynomial fingerprint of the queued data, which the contract evaluates at the same point:
//   Σ over active j of commitments[j]·r^(3j+1) + terms[j]·r^(3j+2) + windows[j]·r^(3j+3), r = challenge
//
// size                           number of places
// challenge                      field element, drawn after the data is fixed
// active                         boolean flags; inactive places don't count
// commitments, terms, windows    the queued words, field elements
// fingerprint                    the sum
template Fingerprint(size) {
    signal input challenge;
    signal input active[size];
    signal input commitments[size];
    signal input terms[size];
    signal input windows[size];
    signal output fingerprint;

    signal square <== challenge * challenge;
    signal cube <== square * challenge;
    signal second[size];
    signal third[size];
    signal word[size];
    signal sum[size + 1];
    sum[size] <== 0;
    for (var i = size - 1; i >= 0; i--) {
        second[i] <== terms[i] * challenge;
        third[i] <== windows[i] * square;
        word[i] <== active[i] * (commitments[i] + second[i] + third[i]);
        sum[i] <== sum[i + 1] * cube + word[i];
    }
    fingerprint <== sum[0] * challenge;
}
