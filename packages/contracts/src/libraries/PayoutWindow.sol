// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

/// @title PayoutWindow
/// @notice How much has been paid out at once in the last day, in one word.
///
/// Time is cut into cells of six hours. A payout counts in the cell it falls into and in the four after it, that is, for
/// 24 to 30 hours. So no 24 hours ever hold more than the limit, and after 30 quiet hours all of it is there again.
library PayoutWindow {
    uint256 internal constant CELL = 6 hours;

    uint256 private constant CELLS = 5;
    uint256 private constant BITS = 48;
    uint256 private constant MASK = (1 << BITS) - 1;

    /// @dev Cells of 48 bits, the current one lowest, above them the number of the current cell in 16 bits. An amount is
    /// counted in grains, rounded up.
    type Window is uint256;

    /// @param current unix seconds
    /// @return grains that count now
    function spent(Window self, uint256 current) internal pure returns (uint256 grains) {
        unchecked {
            // Five numbers of 48 bits.
            for (uint256 cells = _shifted(self, current); cells != 0; cells >>= BITS) {
                grains += cells & MASK;
            }
        }
    }

    /// @dev The caller checks that `spent` plus `grains` is below 2^48.
    /// @param current unix seconds
    function add(Window self, uint256 current, uint256 grains) internal pure returns (Window) {
        return Window.wrap(uint256(uint16(current / CELL)) << (CELLS * BITS) | (_shifted(self, current) + grains));
    }

    /// @return cells as of the current one
    function _shifted(Window self, uint256 current) private pure returns (uint256) {
        uint256 packed = Window.unwrap(self);
        uint256 passed;
        unchecked {
            // Modulo 2^16, which is 44 years.
            passed = uint16(current / CELL - (packed >> (CELLS * BITS)));
        }
        return passed >= CELLS ? 0 : (packed << (passed * BITS)) & ((1 << (CELLS * BITS)) - 1);
    }
}
