// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {StdAssertions} from "forge-std/StdAssertions.sol";
import {Vm} from "forge-std/Vm.sol";

/// @notice A part of the protocol's state, known from nothing but events, the times of their blocks, and the code: its
/// constants, immutables and arithmetic. What an event says beyond that is checked, since others rely on it.
abstract contract Rebuilt is StdAssertions {
    /// @param time unix seconds of the block that the log is of
    /// @return known whether this part follows events of that kind
    function take(Vm.Log calldata log, uint256 time) external virtual returns (bool known);

    /// @notice Compares every view of the contract that this part can answer, as of now.
    function compare() external view virtual;

    function addressOf(bytes32 topic) internal pure returns (address) {
        return address(uint160(uint256(topic)));
    }
}
