// SPDX-License-Identifier: GPL-3.0-or-later
pragma circom 2.2.2;

include "./AssertLessEqual.circom";
include "./CommitteeMember.circom";
include "./CommitteeRoot.circom";
include "./Signature.circom";

// Asserts that members of a committee on distinct seats signed one message.
//
// quorum          number of signatures
// domain          chain id and registry, packed
// committee       abscissae of the keys on the 16 seats, 0 where nobody sits
// message         what they signed
// slots           of the signers, strictly increasing, so that nobody counts twice; 4 bits each
// keys            the signers' public keys
// challenges, responses   of their signatures
// committeeRoot   root of the committee
template Quorum(quorum) {
    signal input domain;
    signal input committee[16];
    signal input message;
    signal input slots[quorum];
    signal input keys[quorum][2];
    signal input challenges[quorum];
    signal input responses[quorum];
    signal output committeeRoot;

    committeeRoot <== CommitteeRoot()(domain, committee);
    for (var i = 0; i < quorum; i++) {
        CommitteeMember()(committee, slots[i], keys[i]);
        Signature()(keys[i], challenges[i], responses[i], message);
    }
    for (var i = 1; i < quorum; i++) {
        AssertLessEqual(5)(slots[i - 1] + 1, slots[i]);
    }
}
