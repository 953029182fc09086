// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {IClaimDesk} from "./interfaces/IClaimDesk.sol";
import {IUnderwritingPool} from "./interfaces/IUnderwritingPool.sol";
import {
    AutomationCompatibleInterface
} from "@chainlink/contracts/src/v0.8/automation/interfaces/AutomationCompatibleInterface.sol";

/// @title Upkeep
/// @notice What a pool needs done from time to time, in the form in which Chainlink Automation asks for it: expired
/// buckets let go, exits settled, held claims paid. Anyone may do all of it, here or at the contracts themselves.
contract Upkeep is AutomationCompatibleInterface {
    /// @param productIds whose buckets have expired
    /// @param settle whether exits are due
    /// @param held how many held claims to look at
    struct Work {
        address pool;
        uint256[] productIds;
        bool settle;
        uint256 held;
    }

    /// @dev Held claims to a call.
    uint256 public constant MAX_HELD = 10;

    IClaimDesk public immutable claimDesk;

    constructor(IClaimDesk claimDesk_) {
        claimDesk = claimDesk_;
    }

    /// @param checkData address of a pool, abi-encoded
    /// @return upkeepNeeded whether there is anything to do
    /// @return performData Work, abi-encoded
    function checkUpkeep(bytes calldata checkData) external view returns (bool upkeepNeeded, bytes memory performData) {
        IUnderwritingPool pool = IUnderwritingPool(abi.decode(checkData, (address)));
        Work memory work = Work({
            pool: address(pool),
            productIds: _dueProducts(pool),
            settle: pool.isSettlementDue() && pool.exiting() != 0,
            held: _dueHeld()
        });
        return (work.productIds.length != 0 || work.settle || work.held != 0, abi.encode(work));
    }

    /// @param performData as `checkUpkeep` returned it, or anything of that form; every part of it is open to anyone
    function performUpkeep(bytes calldata performData) external {
        Work memory work = abi.decode(performData, (Work));
        IUnderwritingPool pool = IUnderwritingPool(work.pool);
        for (uint256 i; i < work.productIds.length; ++i) {
            pool.advance(work.productIds[i], type(uint256).max);
        }
        if (work.settle) pool.settleExits();
        if (work.held != 0) claimDesk.settleHeld(work.held);
    }

    function _dueProducts(IUnderwritingPool pool) private view returns (uint256[] memory due) {
        uint256[] memory productIds = pool.products();
        due = new uint256[](productIds.length);
        uint256 count;
        for (uint256 i; i < productIds.length; ++i) {
            if (_isDue(pool, productIds[i])) due[count++] = productIds[i];
        }
        assembly ("memory-safe") {
            mstore(due, count)
        }
    }

    /// @dev Whether liability falls. Empty weeks are left to the next call that has a reason of its own.
    function _isDue(IUnderwritingPool pool, uint256 productId) private view returns (bool) {
        (uint256 openUnits,,,) = pool.productLiability(productId);
        (, uint256 liability) = pool.capital(productId);
        return openUnits != 0 && liability < pool.liability();
    }

    /// @dev `settleHeld` goes in order too, and stops at the first claim that has to wait.
    /// @return count of held claims to look at
    function _dueHeld() private view returns (uint256 count) {
        uint256 next = claimDesk.nextHeld();
        uint256 end = claimDesk.heldCount() + 1;
        for (uint256 i; i < MAX_HELD && next + i < end; ++i) {
            if (claimDesk.isSettleable(next + i)) count = i + 1;
            else if (claimDesk.heldClaim(next + i).amount != 0) break;
        }
    }
}
