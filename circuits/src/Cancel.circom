// SPDX-License-Identifier: GPL-3.0-or-later
pragma circom 2.2.2;

include "./AssertLessEqual.circom";
include "./BoundSignals.circom";
include "./HeldPolicy.circom";
include "./RangeCheck.circom";

// The holder of a policy of the book ends it, after it began and before it is over. A policy that was sold renewable
// has no witness: its holder could cancel it at once and renew it later only if ill, without waiting again, because
// nothing here tells the chain which policy ended.
//
// depth    of the policy tree
//
// Public, in this order:
// digest, challenge, fingerprint   of the stated values, see BoundSignals
//
// Stated, that is private but bound to the contract's values, in this order:
// policyRoot   a root of the policy book
// terms        hash of the product's terms
// units        size of the cover, uint32
// end          of the cover, unix seconds, uint40
// nullifier    H(NULLIFIER, secret, leaf), the one that a claim spends too: a policy is paid or cancelled
// asOf         time of the cancellation, unix seconds; asserted uint40
// context      binds the proof to one call
//
// Private:
// secret       the holder's, field element
// index        counts the holder's policies, field element
// renewed      1 for a renewal, else 0
// start        of the cover, unix seconds, uint40
// leafIndex    position in the policy tree, below 8^depth
// path         all eight children at each level, leaf level first
template Cancel(depth) {
    signal input digest;
    signal input challenge;
    signal input fingerprint;

    signal input policyRoot;
    signal input terms;
    signal input units;
    signal input end;
    signal input nullifier;
    signal input asOf;
    signal input context;

    signal input secret;
    signal input index;
    signal input renewed;
    signal input start;
    signal input leafIndex;
    signal input path[depth][8];

    signal bookRoot;
    signal spentPolicy;
    (bookRoot, spentPolicy) <== HeldPolicy(depth)(
        secret, index, terms, 0, renewed, units, start, end, leafIndex, path // 0: not renewable
    );
    bookRoot === policyRoot;
    spentPolicy === nullifier;

    RangeCheck(40)(asOf);
    AssertLessEqual(40)(start, asOf);
    AssertLessEqual(40)(asOf, end);

    BoundSignals(7)([policyRoot, terms, units, end, nullifier, asOf, context], digest, challenge, fingerprint);
}
