// SPDX-License-Identifier: GPL-3.0-or-later
pragma circom 2.2.2;

// Domain tags: the first input of every Poseidon hash of the protocol. One per purpose, so that no
// hash of one kind can be presented as another.

function TAG_SUBJECT()     { return 1; }
function TAG_POLICY()      { return 2; }
function TAG_TERMS()       { return 4; }
function TAG_LEAF()        { return 5; }
function TAG_ATTESTATION() { return 7; }
function TAG_NULLIFIER()   { return 8; }
function TAG_OBSERVATION() { return 9; }
function TAG_NODE()        { return 10; }
function TAG_SIGNALS()     { return 11; }
function TAG_SIGNATURE()   { return 12; }
function TAG_COMMITTEE()   { return 13; }
function TAG_PREDICATE()   { return 14; }
function TAG_SEATS()       { return 16; }
