// SPDX-License-Identifier: GPL-3.0-or-later
pragma circom 2.2.2;

include "circomlib/circuits/poseidon.circom";
include "./AssertLessEqual.circom";
include "./AttestedResult.circom";
include "./BoundSignals.circom";
include "./Meets.circom";
include "./RangeCheck.circom";
include "./Tags.circom";

// A result of the holder of a commitment that a quorum attested satisfies a predicate: for an underwriting rule, a
// premium tier or the criteria of a study. It tells nothing else of the result.
//
// quorum   signatures of the committee
//
// Public, in this order:
// digest, challenge, fingerprint   of the stated values, see BoundSignals
//
// Stated, that is private but bound to the verifier's values, in this order:
// committeeRoot    root of the committee tree
// predicate        H(PREDICATE, measure, comparator, threshold, maxAge)
// committeeId      whose subject the holder is: with another one a second patient could be linked under the secret
// commitment       H(POLICY, secret, index)
// asOf             unix seconds, uint40
// context          binds the proof to one call
//
// Private:
// secret           the holder's, field element
// index            counts the holder's commitments, field element
// measure          identifier of the clinical quantity, field element
// comparator       0 AT_LEAST, 1 AT_MOST; asserted boolean
// threshold        uint64
// maxAge           seconds before asOf in which the result was observed, uint40
// the rest         as in AttestedResult
template Eligibility(quorum) {
    signal input digest;
    signal input challenge;
    signal input fingerprint;

    signal input committeeRoot;
    signal input predicate;
    signal input committeeId;
    signal input commitment;
    signal input asOf;
    signal input context;

    signal input secret;
    signal input index;

    signal input measure;
    signal input comparator;
    signal input threshold;
    signal input maxAge;

    signal input domain;
    signal input committee[6];
    signal input value;
    signal input observedAt;
    signal input linkedAt;
    signal input observationTag;
    signal input issuedAt;
    signal input keys[quorum][2];
    signal input challenges[quorum];
    signal input responses[quorum];

    // The holder.
    signal held <== Poseidon(3)([TAG_POLICY(), secret, index]);
    held === commitment;

    // The attestation: about the same holder, by the committee.
    signal signersRoot <== AttestedResult(quorum)(
        secret, committeeId, domain, committee, measure, value, observedAt, linkedAt, observationTag, issuedAt, keys,
        challenges, responses
    );
    signersRoot === committeeRoot;

    // The predicate.
    signal asked <== Poseidon(5)([TAG_PREDICATE(), measure, comparator, threshold, maxAge]);
    asked === predicate;
    comparator * (comparator - 1) === 0;
    RangeCheck(64)(threshold);
    RangeCheck(64)(value);
    Meets()(comparator, threshold, value);

    // asOf - maxAge ≤ observedAt ≤ issuedAt ≤ asOf; a sum of two uint40 has 41 bits.
    RangeCheck(40)(maxAge);
    RangeCheck(40)(observedAt);
    RangeCheck(40)(issuedAt);
    RangeCheck(40)(asOf);
    AssertLessEqual(41)(asOf, observedAt + maxAge);
    AssertLessEqual(40)(observedAt, issuedAt);
    AssertLessEqual(40)(issuedAt, asOf);

    BoundSignals(6)(
        [committeeRoot, predicate, committeeId, commitment, asOf, context], digest, challenge, fingerprint
    );
}
