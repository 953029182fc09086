// SPDX-License-Identifier: GPL-3.0-or-later
pragma circom 2.2.2;

include "circomlib/circuits/poseidon.circom";
include "./ActiveFlags.circom";
include "./EmptySubtree.circom";
include "./Fingerprint.circom";
include "./ReplaceSubtree.circom";
include "./SubtreeRoot.circom";
include "./Tags.circom";

// A batch of queued policies goes into an empty subtree of the policy book.
//
// depth    of the policy tree
// height   of a batch's subtree, 8^height places
//
// Public, in this order:
// oldRoot       root of the book before
// newRoot       root of the book after
// batchRoot     root of the batch's own subtree
// batchIndex    position of the subtree, below 8^(depth - height)
// count         leaves in the batch, 1 to 8^height; the places after them hold 0
// challenge     point at which the fingerprint is evaluated
// fingerprint   of the first `count` queued entries, so that none is dropped, added or changed
//
// Private, the queued entries and the way up:
// commitments, terms, windows   field elements; only the first `count` matter. They are in range because
//                               the contract made the windows, so nothing is decomposed here
// path                          all eight children in the old tree at each level above the subtree
template Insertion(depth, height) {
    var size = 8 ** height;
    signal input oldRoot;
    signal input newRoot;
    signal input batchRoot;
    signal input batchIndex;
    signal input count;
    signal input challenge;
    signal input fingerprint;

    signal input commitments[size];
    signal input terms[size];
    signal input windows[size];
    signal input path[depth - height][8];

    signal active[size] <== ActiveFlags(size)(count);

    signal hashes[size];
    signal leaves[size];
    for (var i = 0; i < size; i++) {
        hashes[i] <== Poseidon(4)([TAG_LEAF(), commitments[i], terms[i], windows[i]]);
        leaves[i] <== active[i] * hashes[i];
    }
    signal subtreeRoot <== SubtreeRoot(height)(leaves);
    subtreeRoot === batchRoot;

    component book = ReplaceSubtree(depth - height);
    book.index <== batchIndex;
    book.oldSubtree <== EMPTY_SUBTREE(height);
    book.newSubtree <== batchRoot;
    book.path <== path;
    book.oldRoot === oldRoot;
    book.newRoot === newRoot;

    signal sum <== Fingerprint(size)(challenge, active, commitments, terms, windows);
    sum === fingerprint;
}
