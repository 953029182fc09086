// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {ClaimDesk} from "../../src/ClaimDesk.sol";
import {IBoundVerifier} from "../../src/interfaces/IBoundVerifier.sol";
import {IClaimDesk} from "../../src/interfaces/IClaimDesk.sol";
import {IPolicyBook} from "../../src/interfaces/IPolicyBook.sol";
import {IProductCatalog} from "../../src/interfaces/IProductCatalog.sol";
import {ITrigger} from "../../src/interfaces/ITrigger.sol";
import {CoverCode} from "../../src/libraries/CoverCode.sol";
import {ClaimSurroundings} from "./ClaimSurroundings.sol";
import {Test} from "forge-std/Test.sol";

/// @dev The status of a nullifier through all its states, at any times.
contract ClaimDeskSymbolicTest is Test {
    uint256 private constant WEEK = 604_800;
    uint256 private constant TOLERANCE = 3600;
    uint256 private constant RECLAIM = 4 weeks;

    ClaimSurroundings private _surroundings;
    ClaimDesk private _desk;

    function setUp() external {
        _surroundings = new ClaimSurroundings();
        address surroundings = address(_surroundings);
        bytes32[3] memory words = CoverCode.encode(
            IProductCatalog.ClaimTerms({
                productId: 1, committeeId: 1, trigger: surroundings, pool: surroundings, payouts: [uint96(1), 1, 1]
            })
        );
        vm.etch(CoverCode.addressOf(surroundings, 1), abi.encodePacked(hex"00", words));
        _desk = new ClaimDesk(IProductCatalog(surroundings), IPolicyBook(surroundings), IBoundVerifier(surroundings));
    }

    function _submit(uint256 nullifier, uint256 observationNullifier) private returns (bool done) {
        ITrigger.Claim memory claim = ITrigger.Claim({
            terms: 1, units: 5, severity: 1, nullifier: nullifier, observationNullifier: observationNullifier
        });
        IClaimDesk.Payment memory payment =
            IClaimDesk.Payment({recipient: address(1), relayer: address(0), fee: 0, deadline: type(uint256).max});
        try _desk.submitClaim(claim, payment, "") {
            return true;
        } catch {}
    }

    /// @dev Claims at `time`, and voids the claim at another, which comes back.
    function _claimAndVoid(uint256 nullifier, uint40 time, uint24 week, uint24 second)
        private
        returns (uint256 voided)
    {
        vm.assume(time > TOLERANCE && second < WEEK);
        vm.warp(time);
        vm.assume(_submit(nullifier, 1));
        unchecked {
            voided = week * WEEK + second - RECLAIM - (WEEK - 1);
        }
        vm.assume(voided >= time && voided < 1 << 39);
        // A fact, which spares the solver a division.
        vm.assume((voided + RECLAIM + WEEK - 1) / WEEK == week);
        vm.warp(voided);
        _surroundings.set(false, true);
        _desk.settleHeld(1);
    }

    /// @dev What is spent has no window, and nothing is spent twice, paid or held.
    function check_SpentNullifierStaysSpent(uint256 nullifier, bool pays, uint40 time, uint40 later, uint256 other)
        external
    {
        vm.assume(time > TOLERANCE && later >= time);
        _surroundings.set(pays, false);
        vm.warp(time);
        vm.assume(_submit(nullifier, 1));
        vm.warp(later);
        assertTrue(_desk.isNullifierSpent(nullifier));
        (uint256 since, uint256 until) = _desk.reopened(nullifier);
        assertEq(since | until, 0);
        assertFalse(_submit(nullifier, other));
        assertFalse(_submit(other, 1));
    }

    /// @dev A void claim leaves a window that is not taken for a spent one and can be read again: from the time of the
    /// first claim to the end of a week that is at least RECLAIM later.
    function check_VoidClaimLeavesItsWindow(uint256 nullifier, uint40 time, uint24 week, uint24 second) external {
        uint256 voided = _claimAndVoid(nullifier, time, week, second);
        assertFalse(_desk.isNullifierSpent(nullifier));
        assertFalse(_desk.isObservationSpent(1));
        (uint256 since, uint256 until) = _desk.reopened(nullifier);
        assertEq(since, time - TOLERANCE);
        assertEq(until, week * WEEK);
        assertGe(until, voided + RECLAIM);
        assertLt(until, voided + RECLAIM + WEEK);
    }

    /// @dev Until then the policy is claimed as of its first claim, later as any other; and then it is spent.
    function check_ReopenedPolicyIsClaimedOnceMore(
        uint256 nullifier,
        uint40 time,
        uint24 week,
        uint24 second,
        uint40 again
    ) external {
        uint256 voided = _claimAndVoid(nullifier, time, week, second);
        vm.assume(again >= voided);
        vm.warp(again);
        assertTrue(_submit(nullifier, 1));
        assertEq(_desk.heldClaim(2).source, again <= week * WEEK ? time - TOLERANCE : again - TOLERANCE);
        assertTrue(_desk.isNullifierSpent(nullifier));
        assertFalse(_submit(nullifier, 2));
    }
}
