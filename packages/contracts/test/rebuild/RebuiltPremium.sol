// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {UnderwritingPool} from "../../src/UnderwritingPool.sol";
import {IUnderwritingPool} from "../../src/interfaces/IUnderwritingPool.sol";
import {Rebuilt} from "./Rebuilt.sol";
import {Vm} from "forge-std/Vm.sol";

/// @notice What is not earned yet, premium by premium and refund by refund.
contract RebuiltPremium is Rebuilt {
    /// @param amount asset units
    /// @param rate at which it is earned, asset units · 2^32 per second
    struct Premium {
        uint256 start;
        uint256 end;
        uint256 amount;
        uint256 rate;
    }

    struct Refund {
        uint256 end;
        uint256 rate;
    }

    uint256 private constant SCALE = 1 << 32;

    UnderwritingPool private immutable _pool;

    Premium[] private _premiums;
    Refund[] private _refunds;

    constructor(UnderwritingPool pool) {
        _pool = pool;
    }

    function take(Vm.Log calldata log, uint256 time) external override returns (bool) {
        bytes32 kind = log.topics[0];
        if (kind == IUnderwritingPool.CoverUnderwritten.selector) {
            (, uint256 start, uint256 end,, uint256 premium, uint256 protocolFee, uint256 oracleFee) =
                abi.decode(log.data, (uint256, uint256, uint256, uint256, uint256, uint256, uint256));
            uint256 amount = premium - protocolFee - oracleFee;
            _premiums.push(Premium(start, end, amount, amount * SCALE / (end - start)));
        } else if (kind == IUnderwritingPool.PremiumRefunded.selector) {
            (,, uint256 amount, uint256 end, uint256 owed) =
                abi.decode(log.data, (uint256, uint256, uint256, uint256, uint256));
            uint256 rate = owed * SCALE / (end - time);
            assertEq(rate * (end - time) / SCALE, amount, "PremiumRefunded: amount");
            _refunds.push(Refund(end, rate));
        } else {
            return false;
        }
        return true;
    }

    /// @return asset units, rounded up
    function unearnedAt(uint256 time) public view returns (uint256) {
        uint256 unearned;
        for (uint256 i; i < _premiums.length; ++i) {
            Premium memory premium = _premiums[i];
            if (time >= premium.end) continue;
            uint256 elapsed = time > premium.start ? time - premium.start : 0;
            unearned += premium.amount * SCALE - premium.rate * elapsed;
        }
        for (uint256 i; i < _refunds.length; ++i) {
            if (time < _refunds[i].end) unearned -= _refunds[i].rate * (_refunds[i].end - time);
        }
        return (unearned + SCALE - 1) / SCALE;
    }

    function compare() external view override {
        assertEq(_pool.unearnedPremium(), unearnedAt(block.timestamp), "unearnedPremium");
    }
}
