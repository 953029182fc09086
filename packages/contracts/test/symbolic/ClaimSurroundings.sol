// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {ITrigger} from "../../src/interfaces/ITrigger.sol";
import {IUnderwritingPool} from "../../src/interfaces/IUnderwritingPool.sol";

/// @notice Trigger and pool of a claim desk, and the address of its catalog: every claim is due, and the pool pays if it is told to.
contract ClaimSurroundings {
    bool private _pays;
    bool private _revoked;

    function set(bool pays, bool revoked) external {
        (_pays, _revoked) = (pays, revoked);
    }

    /// @return source the time from which on the claim may have been made, so that a test can read it
    function check(ITrigger.Claim calldata, uint256, uint256 since, uint256, bytes calldata)
        external
        pure
        returns (uint256 source)
    {
        return since;
    }

    function isRevoked(uint256, uint256) external view returns (bool) {
        return _revoked;
    }

    function pay(IUnderwritingPool.Payout calldata) external view returns (bool) {
        return _pays;
    }

    function payHeld(IUnderwritingPool.Payout calldata) external {}

    function voidHeld(uint256, uint256, uint256, uint256) external {}
}
