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
// commitment       H(POLICY, secret, index)
// scope            whom it is shown to, field element
// scopeNullifier   H(SCOPE, secret, scope): the same for everything that one holder shows in one scope
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
    signal input commitment;
    signal input scope;
    signal input scopeNullifier;
    signal input asOf;
    signal input context;

    signal input secret;
    signal input index;

    signal input measure;
    signal input comparator;
    signal input threshold;
    signal input maxAge;

    signal input domain;
    signal input committee[16];
    signal input value;
    signal input observedAt;
    signal input linkedAt;
    signal input observationTag;
    signal input issuedAt;
    signal input slots[quorum];
    signal input keys[quorum][2];
    signal input challenges[quorum];
    signal input responses[quorum];

    // The holder, here and in this scope.
    signal held <== Poseidon(3)([TAG_POLICY(), secret, index]);
    held === commitment;
    signal shown <== Poseidon(3)([TAG_SCOPE(), secret, scope]);
    shown === scopeNullifier;

    // The attestation: about the same holder, by the committee.
    signal signersRoot <== AttestedResult(quorum)(
        secret, domain, committee, measure, value, observedAt, linkedAt, observationTag, issuedAt, slots, keys,
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

    BoundSignals(7)(
        [committeeRoot, predicate, commitment, scope, scopeNullifier, asOf, context],
        digest, challenge, fingerprint
    );
}
