// SPDX-License-Identifier: GPL-3.0-or-later
pragma circom 2.2.2;

// One flag a place: the first `count` places are active, the others are not.
//
// size     number of places
// count    asserted to lie in 1..size
// active   1 for the first `count` places, 0 for the rest
template ActiveFlags(size) {
    signal input count;
    signal output active[size];

    var sum = 0;
    for (var i = 0; i < size; i++) {
        // Computed, then pinned: boolean, never rising again, and summing to count. Only one assignment
        // does all three.
        active[i] <-- i < count ? 1 : 0;
        active[i] * (active[i] - 1) === 0;
        if (i > 0) {
            active[i] * (1 - active[i - 1]) === 0;
        }
        sum += active[i];
    }
    active[0] === 1;
    sum === count;
}
