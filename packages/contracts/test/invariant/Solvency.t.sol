// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {Numbered} from "./Numbered.sol";

/// @notice All numbers after each call of long sequences, and the end played out.
contract SolvencyTest is Numbered {
    /// forge-config: default.invariant.runs = 24
    /// forge-config: deep.invariant.runs = 1024
    /// forge-config: default.invariant.depth = 500
    function invariant_1_to_19() external view {
        _checkAll();
    }

    function afterInvariant() external {
        _runOut();
        _playOut();
    }
}
