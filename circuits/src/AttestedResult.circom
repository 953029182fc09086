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
// committeeId      for which the holder's pseudonym was made; the caller binds it to whoever asks
// domain           chain id and registry, packed
// committee        abscissae of the keys on the six seats, 0 where nobody sits
// measure          identifier of the clinical quantity, field element
// value            attested result; like the times it is only hashed here, and ranged where it is compared
// observedAt, linkedAt, issuedAt   unix seconds
// observationTag   identifies the specimen or encounter, field element
// keys             the signers' public keys, no two alike
// challenges, responses   of their signatures
// committeeRoot    root of the committee that signed
template AttestedResult(quorum) {
    signal input secret;
    signal input committeeId;
    signal input domain;
    signal input committee[6];
    signal input measure;
    signal input value;
    signal input observedAt;
    signal input linkedAt;
    signal input observationTag;
    signal input issuedAt;
    signal input keys[quorum][2];
    signal input challenges[quorum];
    signal input responses[quorum];
    signal output committeeRoot;

    signal subject <== Poseidon(3)([TAG_SUBJECT(), secret, committeeId]);
    signal message <== AttestationMessage()(
        domain, subject, measure, value, observedAt, linkedAt, observationTag, issuedAt
    );
    committeeRoot <== Quorum(quorum)(domain, committee, message, keys, challenges, responses);
}
