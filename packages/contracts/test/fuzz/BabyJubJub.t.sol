// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {BabyJubJub} from "../../src/libraries/BabyJubJub.sol";
import {KeySigner} from "../KeySigner.sol";
import {Test} from "forge-std/Test.sol";

contract BabyJubJubTest is Test {
    using BabyJubJub for BabyJubJub.Point;

    /// @dev A point of order eight.
    uint256 private constant LOW_X = 4342719913949491028786768530115087822524712248835451589697801404893164183326;
    uint256 private constant LOW_Y = 4826523245007015323400664741523384119579596407052839571721035538011798951543;

    function _base() private pure returns (BabyJubJub.Point memory) {
        return BabyJubJub.fromAffine(BabyJubJub.BASE_X, BabyJubJub.BASE_Y);
    }

    function _assertEq(BabyJubJub.Point memory p, BabyJubJub.Point memory q) private view {
        (uint256 x, uint256 y) = KeySigner.affine(q);
        assertTrue(p.equals(x, y));
        assertTrue(BabyJubJub.isOnCurve(x, y));
    }

    /// @dev Made with @zk-kit/baby-jubjub.
    function test_MultiplesOfTheBaseAgreeWithZkKit() external view {
        uint256[3][4] memory vectors = [
            [
                uint256(2),
                10031262171927540148667355526369034398030886437092045105752248699557385197826,
                633281375905621697187330766174974863687049529291089048651929454608812697683
            ],
            [
                123456789,
                15919299401931535325513703139194931338293993994510664661086800834970360591752,
                1645780246786685895560641778865228215443840970280597910012614014295481144366
            ],
            [
                BabyJubJub.ORDER - 1,
                16588623631197723940611540161738978058265489928225261449611683042093087494064,
                16950150798460657717958625567821834550301663161624707787222815936182638968203
            ],
            [
                26013045542613057148734920165358094717442866395082583342375486159671810332,
                10643419165084857584235493005809273006105113639741804422856414228925390477814,
                17130125976138736782547329876942589098879797428237449455751771391369469404741
            ]
        ];
        for (uint256 i; i < vectors.length; ++i) {
            (uint256 x, uint256 y) = KeySigner.baseTimes(vectors[i][0]);
            assertEq(x, vectors[i][1]);
            assertEq(y, vectors[i][2]);
        }
    }

    function test_BaseHasTheOrderOfTheSubgroup() external pure {
        assertTrue(BabyJubJub.mulAdd(BabyJubJub.ORDER, _base(), 0, _base()).equals(0, 1));
        assertFalse(_base().equals(0, 1));
    }

    function test_LowOrderPointsAreOnTheCurveAndVanishTimesEight() external pure {
        BabyJubJub.Point memory p = BabyJubJub.fromAffine(LOW_X, LOW_Y);
        assertTrue(BabyJubJub.isOnCurve(LOW_X, LOW_Y));
        p.double();
        p.double();
        assertTrue(p.equals(0, BabyJubJub.FIELD - 1));
        p.double();
        assertTrue(p.equals(0, 1));
        assertFalse(BabyJubJub.mulAdd(BabyJubJub.ORDER, BabyJubJub.fromAffine(LOW_X, LOW_Y), 0, p).equals(0, 1));
    }

    function test_UnreducedCoordinatesAreRefused() external pure {
        assertTrue(BabyJubJub.isOnCurve(0, 1));
        assertFalse(BabyJubJub.isOnCurve(BabyJubJub.FIELD, 1));
        assertFalse(BabyJubJub.isOnCurve(0, 1 + BabyJubJub.FIELD));
        assertFalse(BabyJubJub.fromAffine(0, 1).equals(BabyJubJub.FIELD, 1));
        assertFalse(BabyJubJub.fromAffine(0, 1).equals(0, 1 + BabyJubJub.FIELD));
    }

    function testFuzz_RandomCoordinatesAreNotOnTheCurve(uint256 x, uint256 y) external pure {
        vm.assume(x != 0);
        assertFalse(BabyJubJub.isOnCurve(x, y));
    }

    /// forge-config: default.fuzz.runs = 32
    /// forge-config: deep.fuzz.runs = 1000
    function testFuzz_MulAddIsLinear(uint256 u, uint256 v, uint256 w) external view {
        u = bound(u, 0, BabyJubJub.ORDER - 1);
        v = bound(v, 0, BabyJubJub.ORDER - 1);
        (uint256 x, uint256 y) = KeySigner.baseTimes(bound(w, 1, BabyJubJub.ORDER - 1));
        BabyJubJub.Point memory q = BabyJubJub.fromAffine(x, y);
        BabyJubJub.Point memory sum = BabyJubJub.mulAdd(u, _base(), 0, q);
        sum.add(BabyJubJub.mulAdd(0, _base(), v, q));
        _assertEq(BabyJubJub.mulAdd(u, _base(), v, q), sum);
    }

    /// forge-config: default.fuzz.runs = 32
    /// forge-config: deep.fuzz.runs = 1000
    function testFuzz_DoublingIsAddingToItself(uint256 scalar) external view {
        (uint256 x, uint256 y) = KeySigner.baseTimes(scalar % BabyJubJub.ORDER);
        BabyJubJub.Point memory doubled = BabyJubJub.fromAffine(x, y);
        BabyJubJub.Point memory added = BabyJubJub.fromAffine(x, y);
        doubled.double();
        added.add(BabyJubJub.fromAffine(x, y));
        _assertEq(doubled, added);
    }

    /// forge-config: default.fuzz.runs = 32
    /// forge-config: deep.fuzz.runs = 1000
    function testFuzz_NegationCancels(uint256 scalar) external view {
        (uint256 x, uint256 y) = KeySigner.baseTimes(scalar % BabyJubJub.ORDER);
        BabyJubJub.Point memory p = BabyJubJub.fromAffine(x, y);
        p.add(BabyJubJub.negate(x, y));
        assertTrue(p.equals(0, 1));
    }
}
