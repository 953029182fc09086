// SPDX-License-Identifier: GPL-3.0-or-later
pragma circom 2.2.2;

include "circomlib/circuits/poseidon.circom";
include "./AttestedResult.circom";
include "./BoundSignals.circom";
include "./ClaimTimes.circom";
include "./HeldPolicy.circom";
include "./PolicyTerms.circom";
include "./Tags.circom";
include "./Tier.circom";

// A policy of the book is triggered by a result that a quorum of its committee attested.
//
// depth    of the policy tree
// quorum   signatures of the committee
//
// Public, in this order:
// digest, challenge, fingerprint   of the stated values, see BoundSignals
//
// Stated, that is private but bound to the contract's values, in this order:
// policyRoot             a root of the policy book
// committeeRoot          root of the committee tree
// terms                  hash of the product's terms
// units                  size of the cover, uint32
// severity               tier that pays, 1 to 3
// nullifier              H(NULLIFIER, secret, leaf): spends the policy
// observationNullifier   H(OBSERVATION, secret, observationTag, terms): spends the result for these terms,
//                        and tells nobody but the holder which result that is
// asOf                   time of the claim, unix seconds, at most 2^41
// context                binds the proof to one call
//
// Private:
// secret                 the holder's, field element
// index                  counts the holder's policies, field element
// renewable              1 if the policy was sold renewable, else 0; only its leaf depends on it
// renewed                1 for a renewal, which has no waiting period, else 0
// start, end             term of the cover, unix seconds, uint40
// leafIndex              position in the policy tree, below 8^depth
// path                   all eight children at each level, leaf level first
// productId, measure     parts of the terms, field elements
// committeeId            part of the terms, uint32
// comparator             0 AT_LEAST, 1 AT_MOST
// thresholds             tiers 1, 2 and 3, uint64
// waiting, claimWindow, linkGrace   seconds, uint40
// domain                 chain id and registry, packed
// committee              abscissae of the keys on the six seats, 0 where nobody sits
// value                  attested result, uint64
// observedAt, linkedAt, issuedAt    unix seconds, uint40; but issuedAt is at most asOf
// observationTag         identifies the specimen or encounter, field element
// keys                   the signers' public keys, no two alike
// challenges, responses  their signatures
template Claim(depth, quorum) {
    signal input digest;
    signal input challenge;
    signal input fingerprint;

    signal input policyRoot;
    signal input committeeRoot;
    signal input terms;
    signal input units;
    signal input severity;
    signal input nullifier;
    signal input observationNullifier;
    signal input asOf;
    signal input context;

    signal input secret;
    signal input index;
    signal input renewable;
    signal input renewed;
    signal input start;
    signal input end;
    signal input leafIndex;
    signal input path[depth][8];

    signal input productId;
    signal input committeeId;
    signal input measure;
    signal input comparator;
    signal input thresholds[3];
    signal input waiting;
    signal input claimWindow;
    signal input linkGrace;

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

    // The policy: of this holder, on these terms, in the book.
    signal policyTerms <== PolicyTerms()(
        measure, comparator, thresholds, productId, waiting, claimWindow, linkGrace, committeeId
    );
    policyTerms === terms;
    signal bookRoot;
    signal spentPolicy;
    (bookRoot, spentPolicy) <== HeldPolicy(depth)(
        secret, index, terms, renewable, renewed, units, start, end, leafIndex, path
    );
    bookRoot === policyRoot;

    // The attestation: about the same holder, by the committee.
    signal signersRoot <== AttestedResult(quorum)(
        secret, committeeId, domain, committee, measure, value, observedAt, linkedAt, observationTag, issuedAt, keys,
        challenges, responses
    );
    signersRoot === committeeRoot;

    // The trigger.
    Tier()(severity, comparator, thresholds, value);
    ClaimTimes()(renewed, start, end, waiting, claimWindow, linkGrace, observedAt, linkedAt, issuedAt, asOf);

    // What the claim spends: the observation by what the leaf and the signatures fix, keyed, or else every node that can
    // read the result could tell whose claim this is.
    spentPolicy === nullifier;
    signal spentObservation <== Poseidon(4)([TAG_OBSERVATION(), secret, observationTag, terms]);
    spentObservation === observationNullifier;

    BoundSignals(9)(
        [policyRoot, committeeRoot, terms, units, severity, nullifier, observationNullifier, asOf, context],
        digest, challenge, fingerprint
    );
}
