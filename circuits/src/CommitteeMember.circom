// SPDX-License-Identifier: GPL-3.0-or-later
pragma circom 2.2.2;

include "circomlib/circuits/babyjub.circom";

// Asserts that a key sits in a committee.
//
// seats   abscissae of the committee's six keys, 0 where nobody sits
// key     asserted to be on the curve and to have the abscissa of one of the seats. That leaves two ordinates: y of the
//         registered key A, and -y of (0, -1) - A, which only the holder of A can sign with. Both are the same member;
//         an equivocation names a key by its abscissa too
//
// An empty seat is no key: the caller asserts that the abscissa isn't 0, see Signature.
template CommitteeMember() {
    signal input seats[6];
    signal input key[2];

    // A product is 0 only if a factor is.
    signal product[5];
    product[0] <== (key[0] - seats[0]) * (key[0] - seats[1]);
    for (var i = 1; i < 5; i++) {
        product[i] <== product[i - 1] * (key[0] - seats[i + 1]);
    }
    product[4] === 0;
    BabyCheck()(key[0], key[1]);
}
