// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {IAssetGuard} from "../../src/interfaces/IAssetGuard.sol";
import {IClaimDesk} from "../../src/interfaces/IClaimDesk.sol";
import {ICoverDesk} from "../../src/interfaces/ICoverDesk.sol";
import {IERC7540Redeem} from "../../src/interfaces/IERC7540Redeem.sol";
import {IOracleRegistry} from "../../src/interfaces/IOracleRegistry.sol";
import {IPolicyBook} from "../../src/interfaces/IPolicyBook.sol";
import {IProductCatalog} from "../../src/interfaces/IProductCatalog.sol";
import {IUnderwritingPool} from "../../src/interfaces/IUnderwritingPool.sol";
import {Acting} from "./Acting.sol";
import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";
import {IERC20} from "@openzeppelin/contracts/interfaces/IERC20.sol";
import {IERC4626} from "@openzeppelin/contracts/interfaces/IERC4626.sol";
import {Pausable} from "@openzeppelin/contracts/utils/Pausable.sol";

/// @notice Events are enough to know the whole state: after any sequence of actions it is rebuilt from them to the wei.
contract RebuildTest is Acting {
    uint256 private constant MOST_ACTIONS = 2000;

    bytes32[] private _unseen;

    /// forge-config: default.fuzz.runs = 20
    /// forge-config: deep.fuzz.runs = 400
    function testFuzz_EventsTellTheWholeState(uint256 seed) external {
        for (uint256 i; i < 80; ++i) {
            act(uint256(keccak256(abi.encode(seed, i))));
            if (i % 10 == 9) compare();
        }
    }

    /// @dev The random actions do everything that changes state: no event is followed only in theory.
    function test_EveryKindOfEventComes() external {
        vm.pauseGasMetering();
        _unseen = [
            ICoverDesk.CoverBought.selector,
            ICoverDesk.CoverRenewed.selector,
            IPolicyBook.CoverQueued.selector,
            IPolicyBook.BatchInserted.selector,
            IAssetGuard.FeedSet.selector,
            IClaimDesk.ClaimPaid.selector,
            IClaimDesk.ClaimHeld.selector,
            IClaimDesk.HeldClaimPaid.selector,
            IClaimDesk.HeldClaimVoided.selector,
            IClaimDesk.PolicyCancelled.selector,
            IProductCatalog.ProductListed.selector,
            IProductCatalog.OnSaleSet.selector,
            IOracleRegistry.KeyRegistered.selector,
            IOracleRegistry.CommitteeCreated.selector,
            IOracleRegistry.CommitteeRootSet.selector,
            IOracleRegistry.CommitteeRootRevoked.selector,
            IOracleRegistry.KeySlashed.selector,
            IUnderwritingPool.CoverUnderwritten.selector,
            IUnderwritingPool.CoverExpired.selector,
            IUnderwritingPool.PayoutMade.selector,
            IUnderwritingPool.PayoutHeld.selector,
            IUnderwritingPool.HeldPayoutMade.selector,
            IUnderwritingPool.HeldPayoutVoided.selector,
            IUnderwritingPool.PremiumRefunded.selector,
            IUnderwritingPool.PayoutKept.selector,
            IUnderwritingPool.KeptPayoutCollected.selector,
            IUnderwritingPool.ExitQueued.selector,
            IUnderwritingPool.ExitsSettled.selector,
            IUnderwritingPool.ProtocolFeesCollected.selector,
            IUnderwritingPool.OracleFeesCollected.selector,
            IUnderwritingPool.ProductRetired.selector,
            IERC7540Redeem.RedeemRequest.selector,
            IERC7540Redeem.OperatorSet.selector,
            IERC4626.Deposit.selector,
            IERC4626.Withdraw.selector,
            IERC20.Transfer.selector,
            IERC20.Approval.selector,
            Pausable.Paused.selector,
            Pausable.Unpaused.selector,
            IAccessManaged.AuthorityUpdated.selector
        ];
        for (uint256 i; _unseen.length != 0; ++i) {
            assertLt(i, MOST_ACTIONS, vm.toString(_unseen[_unseen.length - 1]));
            act(i);
            while (_unseen.length != 0 && rebuild.seen(_unseen[_unseen.length - 1]) != 0) _unseen.pop();
        }
        compare();
    }
}
