// SPDX-License-Identifier: GPL-3.0-or-later
pragma circom 2.2.2;

include "circomlib/circuits/poseidon.circom";
include "./Tags.circom";

// Binds a circuit to the values that the contract is given, in three public signals instead of n: the verifier
// pays a multiplication on the curve for each, and a polynomial over the values costs almost nothing.
//
// n             number of values, 1 to 15
// signals       as the circuit uses them, field elements
// digest        asserted to be H(SIGNALS, signals): fixes them before the challenge is drawn
// challenge     field element, which the contract draws from digest and its own values
// fingerprint   asserted to be Σ signals[j]·challenge^(j+1), j from 0
//
// The contract computes the same sum over its own values, each of which it must check to be below the
// field's order.
template BoundSignals(n) {
    assert(n >= 1 && n <= 15);
    signal input signals[n];
    signal input digest;
    signal input challenge;
    signal input fingerprint;

    component hash = Poseidon(n + 1);
    hash.inputs[0] <== TAG_SIGNALS();
    for (var j = 0; j < n; j++) {
        hash.inputs[j + 1] <== signals[j];
    }
    hash.out === digest;

    signal sum[n + 1];
    sum[n] <== 0;
    for (var j = n - 1; j >= 0; j--) {
        sum[j] <== (sum[j + 1] + signals[j]) * challenge;
    }
    sum[0] === fingerprint;
}
