// SPDX-License-Identifier: GPL-3.0-or-later
pragma circom 2.2.2;

include "circomlib/circuits/poseidon.circom";
include "./AttestationMessage.circom";
include "./Quorum.circom";
include "./Tags.circom";

// A result about the holder of a secret that a quorum of a committee attested.
//
// quorum           number of signatures
// secret           the holder's, field element
// domain           chain id and registry, packed
// committee        abscissae of the keys on the 16 seats, 0 where nobody sits
// measure          identifier of the clinical quantity, field element
// value            attested result; like the times it is only hashed here, and ranged where it is compared
// observedAt, linkedAt, issuedAt   unix seconds
// observationTag   identifies the specimen or encounter, field element
// slots            of the signers, strictly increasing, 4 bits each
// keys             the signers' public keys
// challenges, responses   of their signatures
// committeeRoot    root of the committee that signed
template AttestedResult(quorum) {
    signal input secret;
    signal input domain;
    signal input committee[16];
    signal input measure;
    signal input value;
    signal input observedAt;
    signal input linkedAt;
    signal input observationTag;
    signal input issuedAt;
    signal input slots[quorum];
    signal input keys[quorum][2];
    signal input challenges[quorum];
    signal input responses[quorum];
    signal output committeeRoot;

    signal subject <== Poseidon(2)([TAG_SUBJECT(), secret]);
    signal message <== AttestationMessage()(
        domain, subject, measure, value, observedAt, linkedAt, observationTag, issuedAt
    );
    committeeRoot <== Quorum(quorum)(domain, committee, message, slots, keys, challenges, responses);
}
