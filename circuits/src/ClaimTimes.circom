// SPDX-License-Identifier: GPL-3.0-or-later
pragma circom 2.2.2;

include "./AssertLessEqual.circom";
include "./RangeCheck.circom";

// Asserts the order of all times of a claim; every bound is inclusive:
//   start + waiting·(1 − renewed) ≤ observedAt ≤ end
//   linkedAt ≤ start + linkGrace
//   observedAt ≤ issuedAt ≤ asOf ≤ end + claimWindow
//
// renewed                                       1 for a renewal, else 0; the caller has made it boolean
// start, end, waiting, claimWindow, linkGrace   the caller has checked them to be uint40
// observedAt, linkedAt, issuedAt, asOf          unix seconds; asserted uint40
//
// A sum of two such numbers has 41 bits, hence the wider comparisons.
template ClaimTimes() {
    signal input renewed;
    signal input start;
    signal input end;
    signal input waiting;
    signal input claimWindow;
    signal input linkGrace;
    signal input observedAt;
    signal input linkedAt;
    signal input issuedAt;
    signal input asOf;

    RangeCheck(40)(observedAt);
    RangeCheck(40)(linkedAt);
    RangeCheck(40)(issuedAt);
    RangeCheck(40)(asOf);

    AssertLessEqual(41)(start + waiting * (1 - renewed), observedAt);
    AssertLessEqual(40)(observedAt, end);
    AssertLessEqual(41)(linkedAt, start + linkGrace);
    AssertLessEqual(40)(observedAt, issuedAt);
    AssertLessEqual(40)(issuedAt, asOf);
    AssertLessEqual(41)(asOf, end + claimWindow);
}
