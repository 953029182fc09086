// SPDX-License-Identifier: GPL-3.0-or-later
pragma circom 2.2.2;

// Baby Jubjub in its Montgomery form, v² = u³ + A·u² + u: the coefficient, and arithmetic on constants.

function MONTGOMERY_A() { return 168698; }

// Half of the base point: Base8 divided by two modulo the subgroup's order, in Edwards coordinates.
function HALF_BASE() {
    return [
        9948139313319326567538585976434296874021944789429458993825623013113438161408,
        5754705828006165357341407866267251848778924039034508968461663781341611574458
    ];
}

function montgomeryOf(point) {
    var u = (1 + point[1]) / (1 - point[1]);
    return [u, u / point[0]];
}

function edwardsOf(point) {
    return [point[0] / point[1], (point[0] - 1) / (point[0] + 1)];
}

// Sum of two points with distinct abscissae.
function montgomerySum(p, q) {
    var slope = (q[1] - p[1]) / (q[0] - p[0]);
    var u = slope * slope - MONTGOMERY_A() - p[0] - q[0];
    return [u, slope * (p[0] - u) - p[1]];
}

function montgomeryDouble(p) {
    var slope = (3 * p[0] * p[0] + 2 * MONTGOMERY_A() * p[0] + 1) / (2 * p[1]);
    var u = slope * slope - MONTGOMERY_A() - 2 * p[0];
    return [u, slope * (p[0] - u) - p[1]];
}
