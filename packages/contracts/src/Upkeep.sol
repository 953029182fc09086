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
    /// @param heldIds held claims of the pool's products that can be settled
    struct Work {
        address pool;
        uint256[] productIds;
        bool settle;
        uint256[] heldIds;
    }

    /// @dev Held claims to a call.
    uint256 public constant MAX_HELD = 10;

    /// @dev Held claims of the pool that a check looks at. The oldest come first and are payable first, so what is behind
    /// them is not, and waits no longer than they do.
    uint256 public constant MAX_LOOKED_AT = 100;

    /// @dev Gas for one claim, several times what it takes, so that one that uses up all it gets leaves enough to the rest.
    uint256 private constant SETTLE_GAS = 1_000_000;

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
            pool: address(pool), productIds: _dueProducts(pool), settle: pool.isSettlementDue(), heldIds: _dueHeld(pool)
        });
        return (work.productIds.length != 0 || work.settle || work.heldIds.length != 0, abi.encode(work));
    }

    /// @param performData as `checkUpkeep` returned it, or anything of that form; every part of it is open to anyone
    function performUpkeep(bytes calldata performData) external {
        Work memory work = abi.decode(performData, (Work));
        IUnderwritingPool pool = IUnderwritingPool(work.pool);
        for (uint256 i; i < work.productIds.length; ++i) {
            pool.advance(work.productIds[i], type(uint256).max);
        }
        if (work.settle) pool.settleExits();
        for (uint256 i; i < work.heldIds.length; ++i) {
            // Another may have settled it since the check.
            try claimDesk.settleHeld{gas: SETTLE_GAS}(work.heldIds[i]) {} catch {}
        }
    }

    function _dueProducts(IUnderwritingPool pool) private view returns (uint256[] memory due) {
        uint256[] memory productIds = pool.products();
        due = new uint256[](productIds.length);
        uint256 count;
        for (uint256 i; i < productIds.length; ++i) {
            if (_isDue(pool, productIds[i])) due[count++] = productIds[i];
        }
        _shorten(due, count);
    }

    /// @dev Whether liability falls. Empty weeks are left to the next call that has a reason of its own.
    function _isDue(IUnderwritingPool pool, uint256 productId) private view returns (bool) {
        (uint256 openUnits,,,) = pool.productLiability(productId);
        (, uint256 liability) = pool.capital(productId);
        return openUnits != 0 && liability < pool.liability();
    }

    function _dueHeld(IUnderwritingPool pool) private view returns (uint256[] memory due) {
        due = new uint256[](MAX_HELD);
        uint256 count;
        uint256 heldId = claimDesk.firstHeld(address(pool));
        for (uint256 i; i < MAX_LOOKED_AT && heldId != 0 && count < MAX_HELD; ++i) {
            if (claimDesk.isSettleable(heldId)) due[count++] = heldId;
            heldId = claimDesk.heldAfter(heldId);
        }
        _shorten(due, count);
    }

    function _shorten(uint256[] memory list, uint256 length) private pure {
        assembly ("memory-safe") {
            mstore(list, length)
        }
    }
}
