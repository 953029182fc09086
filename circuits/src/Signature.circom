// SPDX-License-Identifier: GPL-3.0-or-later
pragma circom 2.2.2;

include "circomlib/circuits/babyjub.circom";
include "circomlib/circuits/bitify.circom";
include "circomlib/circuits/poseidon.circom";
include "./AtMostConstant.circom";
include "./BaseMul.circom";
include "./Different.circom";
include "./KeyMul.circom";
include "./Tags.circom";

// Asserts a Schnorr signature over Baby Jubjub with a challenge of 128 bits: with c = 2^128 + 1 + 2 · challenge and
// R = response · Base8 - c · A, the challenge is the low half of H(SIGNATURE, R, A, message).
//
// key         A; on the curve and in its prime subgroup, which the oracle registry checks when a key is
//             registered and the committee root carries to here. Asserted not to be the neutral element or another
//             point without an abscissa, as an empty seat would give
// challenge   asserted uint128
// response    asserted to have 251 bits; other values of the same residue are the same signature
// message     the signed field element
//
// Why the challenge can be short, and why it is odd: docs/decisions/0014.
template Signature() {
    signal input key[2];
    signal input challenge;
    signal input response;
    signal input message;

    Different()(key[0], 0);

    signal challengeBits[128] <== Num2Bits(128)(challenge);
    signal responseBits[251] <== Num2Bits(251)(response);
    component commitment = BabyAdd();
    signal keyTerm[2] <== KeyMul(128)(key, challengeBits);
    signal baseTerm[2] <== BaseMul()(responseBits);
    commitment.x1 <== baseTerm[0];
    commitment.y1 <== baseTerm[1];
    commitment.x2 <== -keyTerm[0];
    commitment.y2 <== keyTerm[1];

    signal hash <== Poseidon(6)([
        TAG_SIGNATURE(), commitment.xout, commitment.yout, key[0], key[1], message
    ]);
    // The high half, and of the two ways to write some hashes in 254 bits the one below the field's order.
    signal high <-- hash >> 128;
    signal highBits[126] <== Num2Bits(126)(high);
    challenge + high * 2 ** 128 === hash;
    component canonical = AtMostConstant(254, -1);
    for (var i = 0; i < 254; i++) {
        canonical.bits[i] <== i < 128 ? challengeBits[i] : highBits[i - 128];
    }
}
