// SPDX-License-Identifier: GPL-3.0-or-later
pragma circom 2.2.2;

include "circomlib/circuits/babyjub.circom";
include "circomlib/circuits/bitify.circom";
include "./SelectChild.circom";

// Asserts that a key sits on a seat of the committee.
//
// seats   abscissae of the committee's 16 keys, 0 where nobody sits
// slot    number of the seat; asserted to have 4 bits
// key     asserted to be on the curve and to have the seat's abscissa. That leaves two ordinates: y of the registered
//         key A, and -y of (0, -1) - A, which only the holder of A can sign with. Both are the same member; an
//         equivocation names a key by its abscissa too
template CommitteeMember() {
    signal input seats[16];
    signal input slot;
    signal input key[2];

    signal bits[4] <== Num2Bits(4)(slot);
    signal group[4];
    for (var i = 0; i < 4; i++) {
        group[i] <== SelectChild()(
            [seats[4 * i], seats[4 * i + 1], seats[4 * i + 2], seats[4 * i + 3]],
            [bits[0], bits[1]]
        );
    }
    signal member <== SelectChild()(group, [bits[2], bits[3]]);
    member === key[0];
    BabyCheck()(key[0], key[1]);
}
