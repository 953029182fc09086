// SPDX-License-Identifier: GPL-3.0-or-later
pragma circom 2.2.2;

include "circomlib/circuits/babyjub.circom";
include "circomlib/circuits/bitify.circom";
include "circomlib/circuits/comparators.circom";
include "circomlib/circuits/escalarmulany.circom";
include "circomlib/circuits/escalarmulfix.circom";
include "circomlib/circuits/poseidon.circom";
include "./AtMostConstant.circom";

// Asserts an EdDSA-Poseidon signature on Baby Jubjub: S·B8 = R8 + h·8A with h = H(R8, A, message).
// Accepts what circomlib's EdDSAPoseidonVerifier accepts when enabled, except an R8 off the curve, and is
// made of the same parts but for the two comparisons with constants.
//
// key       A; on the curve and in its prime subgroup, which the oracle registry checks when a key is
//           registered and the committee root carries to here
// r8        R8; asserted to be on the curve. Its subgroup follows from the equation, whose other terms
//           lie in it
// s         asserted to be below the subgroup's order, so that a signature has one form
// message   the signed field element
template Signature() {
    signal input key[2];
    signal input r8[2];
    signal input s;
    signal input message;

    var base[2] = [
        5299619240641551281634865583518297030282874472190772894086521144482721001553,
        16950150798460657717958625567821834550301663161624707787222815936182638968203
    ];
    var order = 2736030358979909402780800718157159386076813972158567259200215660948447373041;

    BabyCheck()(r8[0], r8[1]);

    signal scalarBits[253] <== Num2Bits(253)(s);
    AtMostConstant(253, order - 1)(scalarBits);
    signal left[2] <== EscalarMulFix(253, base)(scalarBits);

    // Of the two or more ways to write h in 254 bits, the one below the field's order.
    signal h <== Poseidon(5)([r8[0], r8[1], key[0], key[1], message]);
    signal hashBits[254] <== Num2Bits(254)(h);
    AtMostConstant(254, -1)(hashBits);

    // 8A, which isn't the neutral element: that one would accept a signature over anything.
    component eighth[3];
    for (var i = 0; i < 3; i++) {
        eighth[i] = BabyDbl();
        eighth[i].x <== i == 0 ? key[0] : eighth[i - 1].xout;
        eighth[i].y <== i == 0 ? key[1] : eighth[i - 1].yout;
    }
    signal neutral <== IsZero()(eighth[2].xout);
    neutral === 0;

    signal product[2] <== EscalarMulAny(254)(hashBits, [eighth[2].xout, eighth[2].yout]);
    component right = BabyAdd();
    right.x1 <== r8[0];
    right.y1 <== r8[1];
    right.x2 <== product[0];
    right.y2 <== product[1];
    right.xout === left[0];
    right.yout === left[1];
}
