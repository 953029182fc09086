// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {IAttestationTrigger} from "../src/interfaces/IAttestationTrigger.sol";
import {IClaimDesk} from "../src/interfaces/IClaimDesk.sol";
import {IPolicyBook} from "../src/interfaces/IPolicyBook.sol";
import {ITrigger} from "../src/interfaces/ITrigger.sol";
import {AcesoTest} from "./AcesoTest.sol";

/// @notice Three policies that are good for 100,000 dollars each, in a pool that pays some 80,000 at once.
abstract contract HoldingTest is AcesoTest {
    uint256 internal constant ROOT = 4242;
    uint256 internal constant PAYOUT = 100_000 * DOLLAR;

    uint40 internal end;

    function setUp() public virtual override {
        super.setUp();
        deposit(provider, 400_000 * DOLLAR);
        end = endAfter(12 weeks);
        IPolicyBook.QueuedLeaf[] memory leaves = new IPolicyBook.QueuedLeaf[](3);
        for (uint256 i; i < 3; ++i) {
            leaves[i] = leafOf(100, end);
            buy(100, end);
        }
        skip(1 hours);
        uint256[8] memory proof;
        book.insertBatch(proof, ROOT, 1, leaves);
        skip(3 weeks);
    }

    /// @return whom the claim of policy n pays
    function holder(uint256 n) internal pure returns (address) {
        return address(uint160(0xA0000 + n));
    }

    function claimBy(uint256 n, uint256 severity) internal view returns (ITrigger.Claim memory claim) {
        claim = claimOf(100, severity);
        (claim.nullifier, claim.observationNullifier) = (1000 + n, 2000 + n);
    }

    function paymentTo(uint256 n, uint256 fee) internal view returns (IClaimDesk.Payment memory payment) {
        payment = paymentOf(fee);
        payment.recipient = holder(n);
    }

    /// @notice Evidence by the committee as it is seated.
    function evidenceAsOf(uint256 asOf) internal view returns (bytes memory) {
        return evidenceBy(registry.rootOf(committeeId), asOf);
    }

    function evidenceBy(uint256 source, uint256 asOf) internal view returns (bytes memory) {
        IAttestationTrigger.Evidence memory evidence = evidenceOf(ROOT);
        (evidence.committeeRoot, evidence.asOf) = (source, asOf);
        return abi.encode(evidence);
    }

    function thisHour() internal view returns (uint256) {
        return block.timestamp / 3600 * 3600;
    }

    /// @return paid false if the claim is held
    function submit(uint256 n, uint256 severity, uint256 asOf) internal returns (bool paid) {
        (, paid) = claimDesk.submitClaim(claimBy(n, severity), paymentTo(n, 0), evidenceAsOf(asOf));
    }

    /// @notice Claims policy n in full, which is too much to be paid at once.
    function hold(uint256 n) internal {
        assertFalse(submit(n, 3, thisHour()));
    }

    function revoke(uint256 root) internal {
        vm.prank(admin);
        registry.revokeRoot(committeeId, root);
    }

    /// @notice Seats another operator, which makes a new root.
    function renewCommittee(uint256 slot) internal {
        string memory name = string.concat("operator ", vm.toString(slot));
        registerOperator(name, 1001 + slot);
        seatOperator(name, slot);
    }

    function assertPaid(uint256 n, uint256 amount) internal view {
        assertEq(dollar.balanceOf(holder(n)), amount);
    }

    function weekFrom(uint256 time) internal pure returns (uint256) {
        return time % WEEK == 0 ? time : time - time % WEEK + WEEK;
    }
}
