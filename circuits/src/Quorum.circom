// SPDX-License-Identifier: GPL-3.0-or-later
pragma circom 2.2.2;

include "./AssertLessEqual.circom";
include "./CommitteeMember.circom";
include "./Signature.circom";
include "./SubtreeRoot.circom";

// Asserts that members of a committee in distinct slots signed one message.
//
// quorum          number of signatures
// domain          chain id and registry, packed; part of each leaf, so the root binds it
// committee       leaves of the 16 slots, 0 where empty; hashed whole, which is cheaper than a path each
// message         what they signed
// slots           strictly increasing, so that nobody counts twice; 4 bits each
// keys            the signers' public keys
// signatureR      R8 of each signature
// signatureS      S of each signature
// committeeRoot   root of the committee tree
template Quorum(quorum) {
    signal input domain;
    signal input committee[16];
    signal input message;
    signal input slots[quorum];
    signal input keys[quorum][2];
    signal input signatureR[quorum][2];
    signal input signatureS[quorum];
    signal output committeeRoot;

    committeeRoot <== SubtreeRoot(2)(committee);
    for (var i = 0; i < quorum; i++) {
        CommitteeMember()(committee, slots[i], domain, keys[i]);
        Signature()(keys[i], signatureR[i], signatureS[i], message);
    }
    for (var i = 1; i < quorum; i++) {
        AssertLessEqual(5)(slots[i - 1] + 1, slots[i]);
    }
}
