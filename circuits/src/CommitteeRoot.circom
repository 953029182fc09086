// SPDX-License-Identifier: GPL-3.0-or-later
pragma circom 2.2.2;

include "circomlib/circuits/poseidon.circom";
include "./Tags.circom";

// Root of a committee on one network.
//
// domain   chain id and registry, packed; it stands in the tag, so the root binds it
// seats    the abscissa of the key on each of the six seats, 0 where nobody sits; hashed whole, which is cheaper than
//          a path for each signer
// root     H(COMMITTEE + 2^8 · domain, H(SEATS, the first four seats), the last two): in two hashes, each as wide as
//          the contract has one
template CommitteeRoot() {
    signal input domain;
    signal input seats[6];
    signal output root;

    signal four <== Poseidon(5)([TAG_SEATS(), seats[0], seats[1], seats[2], seats[3]]);
    root <== Poseidon(4)([TAG_COMMITTEE() + 2 ** 8 * domain, four, seats[4], seats[5]]);
}
