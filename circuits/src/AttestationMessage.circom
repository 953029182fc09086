// SPDX-License-Identifier: GPL-3.0-or-later
pragma circom 2.2.2;

include "circomlib/circuits/poseidon.circom";
include "./Tags.circom";

// What each oracle of the quorum signs.
//
// domain           chain id and registry, packed
// subject          H(SUBJECT, secret, committeeId)
// measure          identifier of the clinical quantity
// value            result in the measure's canonical unit
// observedAt, linkedAt, issuedAt   unix seconds
// observationTag   identifies the specimen or encounter
// message          H(ATTESTATION, domain, subject, measure, value, observedAt, linkedAt, observationTag, issuedAt)
//
// Hashes only; the ranges of what is compared are asserted where it is compared.
template AttestationMessage() {
    signal input domain;
    signal input subject;
    signal input measure;
    signal input value;
    signal input observedAt;
    signal input linkedAt;
    signal input observationTag;
    signal input issuedAt;
    signal output message;

    message <== Poseidon(9)([
        TAG_ATTESTATION(), domain, subject, measure, value, observedAt, linkedAt, observationTag, issuedAt
    ]);
}
