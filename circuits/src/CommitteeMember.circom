// SPDX-License-Identifier: GPL-3.0-or-later
pragma circom 2.2.2;

include "circomlib/circuits/bitify.circom";
include "circomlib/circuits/poseidon.circom";
include "./SelectChild.circom";
include "./Tags.circom";

// Asserts that a key holds a slot of the committee.
//
// leaves   the committee's 16 slots
// slot     asserted to have 4 bits
// domain   chain id and registry, packed
// key      must hash to the slot's leaf, H(ORACLE, domain, key); an empty slot is 0, which no hash is
template CommitteeMember() {
    signal input leaves[16];
    signal input slot;
    signal input domain;
    signal input key[2];

    signal bits[4] <== Num2Bits(4)(slot);
    signal group[4];
    for (var i = 0; i < 4; i++) {
        group[i] <== SelectChild()(
            [leaves[4 * i], leaves[4 * i + 1], leaves[4 * i + 2], leaves[4 * i + 3]],
            [bits[0], bits[1]]
        );
    }
    signal leaf <== SelectChild()(group, [bits[2], bits[3]]);

    signal member <== Poseidon(4)([TAG_ORACLE(), domain, key[0], key[1]]);
    leaf === member;
}
