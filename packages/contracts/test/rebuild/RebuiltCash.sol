// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {UnderwritingPool} from "../../src/UnderwritingPool.sol";
import {IUnderwritingPool} from "../../src/interfaces/IUnderwritingPool.sol";
import {Rebuilt} from "./Rebuilt.sol";
import {RebuiltCatalog} from "./RebuiltCatalog.sol";
import {IERC20Metadata} from "@openzeppelin/contracts/interfaces/IERC20Metadata.sol";
import {IERC4626} from "@openzeppelin/contracts/interfaces/IERC4626.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {Vm} from "forge-std/Vm.sol";

/// @notice What came in and went out, what of it is somebody's already, and what may still go out today.
contract RebuiltCash is Rebuilt {
    /// @param grains asset units in ten-thousandths of a token, rounded up
    struct Instant {
        uint256 time;
        uint256 grains;
    }

    UnderwritingPool private immutable _pool;
    RebuiltCatalog private immutable _catalog;
    uint256 private immutable _grain;

    uint256 public cash;
    uint256 public reserved;
    mapping(uint256 productId => uint256) private _protocolFees;
    mapping(uint256 productId => uint256) private _oracleFees;
    address[] private _recipients;
    mapping(address recipient => uint256) private _kept;
    Instant[] private _instants;

    constructor(UnderwritingPool pool, RebuiltCatalog catalog) {
        (_pool, _catalog) = (pool, catalog);
        _grain = 10 ** (IERC20Metadata(pool.asset()).decimals() - 4);
    }

    function take(Vm.Log calldata log, uint256 time) external override returns (bool) {
        bytes32 kind = log.topics[0];
        if (kind == IERC4626.Deposit.selector) {
            cash += abi.decode(log.data, (uint256));
        } else if (kind == IERC4626.Withdraw.selector) {
            _release(abi.decode(log.data, (uint256)));
        } else if (kind == IUnderwritingPool.CoverUnderwritten.selector) {
            _takeUnderwritten(uint256(log.topics[1]), log.data);
        } else if (kind == IUnderwritingPool.PayoutMade.selector) {
            (,, uint256 amount) = abi.decode(log.data, (uint256, uint256, uint256));
            cash -= amount;
            _instants.push(Instant(time, Math.ceilDiv(amount, _grain)));
        } else if (kind == IUnderwritingPool.PremiumRefunded.selector) {
            (,, uint256 amount) = abi.decode(log.data, (uint256, uint256, uint256));
            cash -= amount;
        } else if (kind == IUnderwritingPool.PayoutHeld.selector) {
            (, uint256 amount) = abi.decode(log.data, (uint256, uint256));
            reserved += amount;
        } else if (kind == IUnderwritingPool.HeldPayoutMade.selector) {
            (,, uint256 amount) = abi.decode(log.data, (uint256, uint256, uint256));
            _release(amount);
        } else if (kind == IUnderwritingPool.HeldPayoutVoided.selector) {
            (, uint256 amount) = abi.decode(log.data, (uint256, uint256));
            reserved -= amount;
        } else if (kind == IUnderwritingPool.ExitsSettled.selector) {
            (,, uint256 assets) = abi.decode(log.data, (uint256, uint256, uint256));
            reserved += assets;
        } else {
            return _takeKeptOrFees(log);
        }
        return true;
    }

    function compare() external view override {
        assertEq(_pool.cash(), cash, "cash");
        assertEq(_pool.reserved(), reserved, "reserved");
        uint256 limit = (cash - reserved) * _pool.instantShare() / 10_000;
        assertEq(_pool.instantLimit(), Math.saturatingSub(limit, _spent() * _grain), "instantLimit");
        for (uint256 id = 1; id <= _catalog.count(); ++id) {
            (uint256 protocolFees, uint256 oracleFees) = _pool.fees(id);
            assertEq(protocolFees, _protocolFees[id], "fees: protocol");
            assertEq(oracleFees, _oracleFees[id], "fees: oracle");
        }
        for (uint256 i; i < _recipients.length; ++i) {
            assertEq(_pool.keptPayout(_recipients[i]), _kept[_recipients[i]], "keptPayout");
        }
    }

    function _takeUnderwritten(uint256 productId, bytes calldata data) private {
        (,,,, uint256 premium, uint256 protocolFee, uint256 oracleFee) =
            abi.decode(data, (uint256, uint256, uint256, uint256, uint256, uint256, uint256));
        cash += premium;
        reserved += protocolFee + oracleFee;
        _protocolFees[productId] += protocolFee;
        _oracleFees[productId] += oracleFee;
    }

    function _takeKeptOrFees(Vm.Log calldata log) private returns (bool) {
        bytes32 kind = log.topics[0];
        if (kind == IUnderwritingPool.PayoutKept.selector) {
            uint256 amount = abi.decode(log.data, (uint256));
            cash += amount;
            reserved += amount;
            _kept[addressOf(log.topics[1])] += amount;
            _recipients.push(addressOf(log.topics[1]));
        } else if (kind == IUnderwritingPool.KeptPayoutCollected.selector) {
            _kept[addressOf(log.topics[1])] -= abi.decode(log.data, (uint256));
            _release(abi.decode(log.data, (uint256)));
        } else if (kind == IUnderwritingPool.ProtocolFeesCollected.selector) {
            _protocolFees[uint256(log.topics[1])] -= abi.decode(log.data, (uint256));
            _release(abi.decode(log.data, (uint256)));
        } else if (kind == IUnderwritingPool.OracleFeesCollected.selector) {
            _oracleFees[uint256(log.topics[1])] -= abi.decode(log.data, (uint256));
            _release(abi.decode(log.data, (uint256)));
        } else {
            return false;
        }
        return true;
    }

    function _release(uint256 amount) private {
        cash -= amount;
        reserved -= amount;
    }

    /// @return grains paid at once in this cell of six hours and the four before it
    function _spent() private view returns (uint256 grains) {
        for (uint256 i = _instants.length; i != 0; --i) {
            if (block.timestamp / 6 hours - _instants[i - 1].time / 6 hours > 4) break;
            grains += _instants[i - 1].grains;
        }
    }
}
