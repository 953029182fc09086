// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {IOracleRegistry} from "../src/interfaces/IOracleRegistry.sol";
import {AcesoTest} from "./AcesoTest.sol";

/// @notice Three operators with keys, of which the first sits.
abstract contract SlashingTest is AcesoTest {
    uint256 internal key;
    uint256 internal key1;
    uint256 internal key2;

    function setUp() public virtual override {
        super.setUp();
        (key,) = registry.keyOf(makeAddr("operator 0"));
        (key1,) = registry.keyOf(registerOperator("operator 1", 1002));
        (key2,) = registry.keyOf(registerOperator("operator 2", 1003));
    }

    function slash(uint256 Ax, uint256[] memory committeeIds) internal {
        uint256[8] memory proof = [uint256(11), 12, 13, 14, 15, 16, 17, 18];
        registry.slash(Ax, stranger, proof, committeeIds);
    }

    /// @notice Slashed, and expelled from nowhere.
    function slash(uint256 Ax) internal {
        slash(Ax, new uint256[](0));
    }

    function only(uint256 id) internal pure returns (uint256[] memory committeeIds) {
        committeeIds = new uint256[](1);
        committeeIds[0] = id;
    }

    /// @return root the new one
    function seated(string memory name, uint256 slot) internal returns (uint256 root) {
        seatOperator(name, slot);
        return registry.rootOf(committeeId);
    }

    /// @return root the new one
    function unseated(uint256 slot) internal returns (uint256 root) {
        vm.prank(admin);
        registry.unseat(committeeId, slot);
        return registry.rootOf(committeeId);
    }

    function refuseExpulsion(uint256 Ax, uint256 id) internal {
        vm.expectRevert(nothingToExpel(Ax, id));
        registry.expel(Ax, id);
    }

    function assertRevoked(uint256 root) internal view {
        assertTrue(registry.isRevoked(committeeId, root));
        assertFalse(registry.isValidRoot(committeeId, root));
    }

    function assertValid(uint256 root) internal view {
        assertFalse(registry.isRevoked(committeeId, root));
        assertTrue(registry.isValidRoot(committeeId, root));
    }

    function nothingToExpel(uint256 Ax, uint256 id) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IOracleRegistry.OracleRegistry_NothingToExpel.selector, Ax, id);
    }
}
