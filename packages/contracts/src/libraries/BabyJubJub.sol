// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

/// @title BabyJubJub
/// @notice Points of the curve a·x² + y² = 1 + d·x²·y² over the scalar field of BN254, whose group has order 8 · l.
/// @dev In projective coordinates (x/z, y/z) with the complete formulas add-2008-bbjlp and dbl-2008-bbjlp: a is a square
/// and d is not, so no pair of points is an exception and z is never zero.
library BabyJubJub {
    struct Point {
        uint256 x;
        uint256 y;
        uint256 z;
    }

    uint256 internal constant FIELD = 21888242871839275222246405745257275088548364400416034343698204186575808495617;
    uint256 internal constant A = 168_700;
    uint256 internal constant D = 168_696;

    /// @dev Order l of the subgroup that the base point generates.
    uint256 internal constant ORDER = 2736030358979909402780800718157159386076813972158567259200215660948447373041;

    uint256 internal constant BASE_X = 5299619240641551281634865583518297030282874472190772894086521144482721001553;
    uint256 internal constant BASE_Y = 16950150798460657717958625567821834550301663161624707787222815936182638968203;

    /// @dev Refuses coordinates that are not reduced, so that a point has one spelling only.
    function isOnCurve(uint256 x, uint256 y) internal pure returns (bool) {
        if (x >= FIELD || y >= FIELD) return false;
        uint256 xx = mulmod(x, x, FIELD);
        uint256 yy = mulmod(y, y, FIELD);
        return addmod(mulmod(A, xx, FIELD), yy, FIELD) == addmod(1, mulmod(D, mulmod(xx, yy, FIELD), FIELD), FIELD);
    }

    function fromAffine(uint256 x, uint256 y) internal pure returns (Point memory) {
        return Point(x, y, 1);
    }

    /// @return whether `p` is the point (x, y), with reduced coordinates
    function equals(Point memory p, uint256 x, uint256 y) internal pure returns (bool) {
        return x < FIELD && y < FIELD && p.x == mulmod(x, p.z, FIELD) && p.y == mulmod(y, p.z, FIELD);
    }

    /// @dev p becomes p + q.
    function add(Point memory p, Point memory q) internal pure {
        uint256 zz = mulmod(p.z, q.z, FIELD);
        uint256 xx = mulmod(p.x, q.x, FIELD);
        uint256 yy = mulmod(p.y, q.y, FIELD);
        uint256 b = mulmod(zz, zz, FIELD);
        uint256 e = mulmod(D, mulmod(xx, yy, FIELD), FIELD);
        uint256 f = addmod(b, FIELD - e, FIELD);
        uint256 g = addmod(b, e, FIELD);
        uint256 cross = mulmod(addmod(p.x, p.y, FIELD), addmod(q.x, q.y, FIELD), FIELD);
        cross = addmod(cross, 2 * FIELD - xx - yy, FIELD);
        p.x = mulmod(zz, mulmod(f, cross, FIELD), FIELD);
        p.y = mulmod(zz, mulmod(g, addmod(yy, FIELD - mulmod(A, xx, FIELD), FIELD), FIELD), FIELD);
        p.z = mulmod(f, g, FIELD);
    }

    /// @dev p becomes 2 · p.
    function double(Point memory p) internal pure {
        uint256 b = addmod(p.x, p.y, FIELD);
        b = mulmod(b, b, FIELD);
        uint256 c = mulmod(p.x, p.x, FIELD);
        uint256 yy = mulmod(p.y, p.y, FIELD);
        uint256 e = mulmod(A, c, FIELD);
        uint256 f = addmod(e, yy, FIELD);
        uint256 j = mulmod(p.z, p.z, FIELD);
        j = addmod(f, 2 * (FIELD - j), FIELD);
        p.x = mulmod(addmod(b, 2 * FIELD - c - yy, FIELD), j, FIELD);
        p.y = mulmod(f, addmod(e, FIELD - yy, FIELD), FIELD);
        p.z = mulmod(f, j, FIELD);
    }

    /// @return p negated
    function negate(uint256 x, uint256 y) internal pure returns (Point memory) {
        return Point(x == 0 ? 0 : FIELD - x, y, 1);
    }

    /// @dev Both scalars in one pass of doublings (Shamir's trick). The time depends on the scalars, which are public.
    /// @return r u · p + v · q
    function mulAdd(uint256 u, Point memory p, uint256 v, Point memory q) internal pure returns (Point memory r) {
        Point memory sum = Point(p.x, p.y, p.z);
        add(sum, q);
        r = Point(0, 1, 1);
        for (uint256 mask = 1 << 253; mask != 0; mask >>= 1) {
            double(r);
            if (u & mask != 0) {
                add(r, v & mask != 0 ? sum : p);
            } else if (v & mask != 0) {
                add(r, q);
            }
        }
    }
}
