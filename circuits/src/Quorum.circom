// SPDX-License-Identifier: GPL-3.0-or-later
pragma circom 2.2.2;

include "./CommitteeMember.circom";
include "./CommitteeRoot.circom";
include "./Different.circom";
include "./Signature.circom";

// Asserts that as many members of a committee as make a quorum signed one message.
//
// quorum          number of signatures
// domain          chain id and registry, packed
// committee       abscissae of the keys on the six seats, 0 where nobody sits
// message         what they signed
// keys            the signers' public keys; asserted to differ in their abscissae, so that nobody counts twice
// challenges, responses   of their signatures
// committeeRoot   root of the committee
template Quorum(quorum) {
    signal input domain;
    signal input committee[6];
    signal input message;
    signal input keys[quorum][2];
    signal input challenges[quorum];
    signal input responses[quorum];
    signal output committeeRoot;

    committeeRoot <== CommitteeRoot()(domain, committee);
    for (var i = 0; i < quorum; i++) {
        CommitteeMember()(committee, keys[i]);
        Signature()(keys[i], challenges[i], responses[i], message);
        for (var j = 0; j < i; j++) {
            Different()(keys[i][0], keys[j][0]);
        }
    }
}
