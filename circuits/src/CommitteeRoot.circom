// SPDX-License-Identifier: GPL-3.0-or-later
pragma circom 2.2.2;

include "circomlib/circuits/poseidon.circom";
include "./Node.circom";
include "./Tags.circom";

// Root of a committee on one network.
//
// domain   chain id and registry, packed; it stands in the tag, so the root binds it
// seats    the abscissa of the key on each of the 16 seats, 0 where nobody sits; hashed whole, which is cheaper than
//          a path for each signer
// root     H(COMMITTEE + 2^8 · domain, the four nodes above the seats)
template CommitteeRoot() {
    signal input domain;
    signal input seats[16];
    signal output root;

    signal nodes[4];
    for (var i = 0; i < 4; i++) {
        nodes[i] <== Node()([seats[4 * i], seats[4 * i + 1], seats[4 * i + 2], seats[4 * i + 3]]);
    }
    root <== Poseidon(5)([TAG_COMMITTEE() + 2 ** 8 * domain, nodes[0], nodes[1], nodes[2], nodes[3]]);
}
