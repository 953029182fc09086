// SPDX-License-Identifier: GPL-3.0-or-later
pragma circom 2.2.2;

// Asserts that two field elements differ: a product that is 1 has no factor 0.
template Different() {
    signal input left;
    signal input right;

    signal inverse <-- 1 / (left - right);
    inverse * (left - right) === 1;
}
