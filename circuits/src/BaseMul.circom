// SPDX-License-Identifier: GPL-3.0-or-later
pragma circom 2.2.2;

include "circomlib/circuits/babyjub.circom";
include "circomlib/circuits/montgomery.circom";
include "./JubjubCurve.circom";

// The base point times a scalar: n · Base8.
//
// bits      of n, 251, least significant first; the caller has made them boolean
// product   Edwards coordinates
//
// With C = Base8 / 2 and the digits d = 2b - 1 of ±1 it is (Σ d_i · 2^i + 2^251 - 1) · C. Three digits make a window,
// an odd number from -7 to 7, times a power of 8. The windows below 2^249 are added in Montgomery form, whose addition
// is incomplete, but sound here: the windows so far sum to an odd number between -8^j and 8^j, the next is at least
// 8^j away from zero, and neither their sum nor their difference reaches 8^83 = 2^249, which is below the subgroup's
// order; so the two points are never equal or opposite. The top two bits, which may pass the order, come by complete
// addition.
template BaseMul() {
    signal input bits[251];
    signal output product[2];

    var windows = 83;
    var half[2] = HALF_BASE();
    var power[2] = montgomeryOf(half); // 8^j · C

    component adders[windows - 1];
    signal both[windows];
    signal window[windows][2];
    for (var j = 0; j < windows; j++) {
        // The odd multiples, 1, 3, 5 and 7, of the power.
        var twice[2] = montgomeryDouble(power);
        var odd[4][2];
        odd[0] = power;
        for (var k = 1; k < 4; k++) {
            odd[k] = montgomerySum(odd[k - 1], twice);
        }

        // With the third bit the window is odd[low + 2 · middle], without it minus odd[3 - low - 2 · middle].
        var low = bits[3 * j];
        var middle = bits[3 * j + 1];
        both[j] <== low * middle;
        for (var axis = 0; axis < 2; axis++) {
            var sign = axis == 0 ? 1 : -1;
            var with = odd[0][axis] + low * (odd[1][axis] - odd[0][axis]) + middle * (odd[2][axis] - odd[0][axis])
                + both[j] * (odd[3][axis] - odd[2][axis] - odd[1][axis] + odd[0][axis]);
            var without = sign * (odd[3][axis] + low * (odd[2][axis] - odd[3][axis])
                + middle * (odd[1][axis] - odd[3][axis])
                + both[j] * (odd[0][axis] - odd[1][axis] - odd[2][axis] + odd[3][axis]));
            window[j][axis] <== without + bits[3 * j + 2] * (with - without);
        }
        if (j > 0) {
            adders[j - 1] = MontgomeryAdd();
            adders[j - 1].in1 <== j == 1 ? window[0] : adders[j - 2].out;
            adders[j - 1].in2 <== window[j];
        }
        power = montgomeryDouble(montgomeryDouble(twice));
    }
    component below = Montgomery2Edwards();
    below.in <== adders[windows - 2].out;

    // (2k + 1) · 2^249 · C - C for the top bits' number k; the power is 2^249 · C by now.
    var step[2] = montgomeryDouble(power);
    var minusHalf[2] = montgomeryOf([-half[0], half[1]]);
    var top[4][2];
    var multiple[2] = power;
    for (var k = 0; k < 4; k++) {
        top[k] = edwardsOf(montgomerySum(multiple, minusHalf));
        multiple = montgomerySum(multiple, step);
    }
    signal topBoth <== bits[249] * bits[250];
    component whole = BabyAdd();
    whole.x1 <== below.out[0];
    whole.y1 <== below.out[1];
    whole.x2 <== top[0][0] + bits[249] * (top[1][0] - top[0][0]) + bits[250] * (top[2][0] - top[0][0])
        + topBoth * (top[3][0] - top[2][0] - top[1][0] + top[0][0]);
    whole.y2 <== top[0][1] + bits[249] * (top[1][1] - top[0][1]) + bits[250] * (top[2][1] - top[0][1])
        + topBoth * (top[3][1] - top[2][1] - top[1][1] + top[0][1]);
    product <== [whole.xout, whole.yout];
}
