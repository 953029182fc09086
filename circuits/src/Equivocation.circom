// SPDX-License-Identifier: GPL-3.0-or-later
pragma circom 2.2.2;

include "circomlib/circuits/babyjub.circom";
include "./AttestationMessage.circom";
include "./Different.circom";
include "./Signature.circom";

// One key signed two statements about the same observation and measure, for another subject or with another value. An
// honest node never does. Nothing of the result or its patient is told.
//
// Public, in this order:
// key       abscissa of the oracle key, which names it. That the key is a point of the subgroup is for whoever knows
//           its registration to check
// domain    chain id and registry, packed: of both statements
// context   binds the proof to one call
//
// Private:
// measure          identifier of the clinical quantity, the same in both statements
// observationTag   identifies the specimen or encounter, the same in both statements
// ordinates        of the key in each signature: y or -y, see CommitteeMember
// subjects, values, observedAt, linkedAt, issuedAt   of each statement
// challenges, responses                              of each signature
template Equivocation() {
    signal input key;
    signal input domain;
    signal input context;

    signal input measure;
    signal input observationTag;
    signal input ordinates[2];
    signal input subjects[2];
    signal input values[2];
    signal input observedAt[2];
    signal input linkedAt[2];
    signal input issuedAt[2];
    signal input challenges[2];
    signal input responses[2];

    signal messages[2];
    for (var i = 0; i < 2; i++) {
        BabyCheck()(key, ordinates[i]);
        messages[i] <== AttestationMessage()(
            domain, subjects[i], measure, values[i], observedAt[i], linkedAt[i], observationTag, issuedAt[i]
        );
        Signature()([key, ordinates[i]], challenges[i], responses[i], messages[i]);
    }

    // The subjects or the values differ: the prover names the pair.
    signal byValue <-- subjects[0] == subjects[1] ? 1 : 0;
    byValue * (byValue - 1) === 0;
    signal difference <== subjects[1] - subjects[0]
        + byValue * (values[1] - values[0] - subjects[1] + subjects[0]);
    Different()(difference, 0);

    // Used, beside a key that isn't 0, so that it isn't optimised away.
    signal bound <== context * key;
}
