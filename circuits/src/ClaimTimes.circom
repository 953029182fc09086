// SPDX-License-Identifier: GPL-3.0-or-later
pragma circom 2.2.2;

include "./RangeCheck.circom";

// Asserts the order of all times of a claim; every bound is inclusive:
//   start + waiting · fresh ≤ observedAt ≤ end
//   linkedAt ≤ observedAt, linkedAt ≤ start + linkGrace · fresh
//   observedAt ≤ issuedAt ≤ asOf ≤ end + claimWindow
// where fresh = 1 - renewed: a renewal neither waits nor leaves time to link.
//
// renewed                                       1 for a renewal, else 0; the caller has made it boolean
// start, end, waiting, claimWindow, linkGrace   the caller has checked them to be uint40
// linkedAt                                      asserted uint40
// observedAt, issuedAt, asOf                    unix seconds; so bounded by what follows
//
// Each range check is a "≤": the later time is the earlier one and a number of few bits. Going from `start` up to `asOf`
// no time exceeds 2^43, so as integers they are in the order that is asserted, without a range of their own.
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

    signal counting <== start + waiting * (1 - renewed);
    signal linkable <== start + linkGrace * (1 - renewed);
    RangeCheck(41)(observedAt - counting);
    RangeCheck(40)(end - observedAt);
    RangeCheck(40)(linkedAt);
    RangeCheck(40)(observedAt - linkedAt);
    RangeCheck(41)(linkable - linkedAt);
    RangeCheck(40)(issuedAt - observedAt);
    RangeCheck(40)(asOf - issuedAt);
    RangeCheck(41)(end + claimWindow - asOf);
}
