// SPDX-License-Identifier: GPL-3.0-or-later
pragma circom 2.2.2;

include "./JubjubCurve.circom";

// 2P + Q as (P + Q) + P, with two slopes and no ordinate of the sum between them.
//
// p       Montgomery coordinates of P, a point of the curve
// q       likewise of Q
// sum     2P + Q
//
// The formulas are incomplete: with P = ±Q or 2P + Q = ±P a slope would be free. The caller shows that its points
// are never such.
template DoubleAndAdd() {
    signal input p[2];
    signal input q[2];
    signal output sum[2];

    // P + Q. Each slope is computed, then pinned: its denominator isn't zero, so one value satisfies the constraint.
    signal slope <-- (q[1] - p[1]) / (q[0] - p[0]);
    slope * (q[0] - p[0]) === q[1] - p[1];
    signal between <== slope * slope - MONTGOMERY_A() - p[0] - q[0];

    // (P + Q) + P: its slope is (y(P) - y(P + Q)) / (p - between), with y(P + Q) = slope · (p - between) - y(P).
    signal second <-- 2 * p[1] / (p[0] - between) - slope;
    (second + slope) * (p[0] - between) === 2 * p[1];
    sum[0] <== second * second - MONTGOMERY_A() - p[0] - between;
    sum[1] <== second * (p[0] - sum[0]) - p[1];
}
