// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {UnderwritingPool} from "../../src/UnderwritingPool.sol";
import {Rebuilt} from "./Rebuilt.sol";
import {RebuiltCash} from "./RebuiltCash.sol";
import {RebuiltCatalog} from "./RebuiltCatalog.sol";
import {RebuiltExits} from "./RebuiltExits.sol";
import {RebuiltLiability} from "./RebuiltLiability.sol";
import {RebuiltPremium} from "./RebuiltPremium.sol";
import {RebuiltShares} from "./RebuiltShares.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {Vm} from "forge-std/Vm.sol";

/// @notice A pool of five parts, and what follows from all of them: its balance sheet and the price of a share.
contract RebuiltPool is Rebuilt {
    using Math for uint256;

    UnderwritingPool private immutable _pool;
    RebuiltCatalog private immutable _catalog;
    RebuiltCash private immutable _cash;
    RebuiltLiability private immutable _liability;
    RebuiltPremium private immutable _premium;
    RebuiltShares private immutable _shares;
    RebuiltExits private immutable _exits;

    constructor(UnderwritingPool pool, RebuiltCatalog catalog) {
        (_pool, _catalog) = (pool, catalog);
        _cash = new RebuiltCash(pool, catalog);
        _liability = new RebuiltLiability(pool, catalog);
        _premium = new RebuiltPremium(pool);
        _shares = new RebuiltShares(pool);
        _exits = new RebuiltExits(pool, _cash, _liability, _premium, _shares);
    }

    function take(Vm.Log calldata log, uint256 time) external override returns (bool known) {
        known = _exits.take(log, time);
        known = _cash.take(log, time) || known;
        known = _liability.take(log, time) || known;
        known = _premium.take(log, time) || known;
        known = _shares.take(log, time) || known;
    }

    /// @return assets of the shareholders, asset units
    /// @return liability as a purchase of the product would find it, asset units
    function capital(uint256 productId) public view returns (uint256 assets, uint256 liability) {
        return (_assets(), _liability.totalAfterDue(productId));
    }

    function compare() external view override {
        _exits.compare();
        _cash.compare();
        _liability.compare();
        _premium.compare();
        _shares.compare();
        assertEq(_pool.totalAssets(), _assets(), "totalAssets");
        assertEq(_pool.freeCapital(), _exits.capital(block.timestamp) - _liability.total(), "freeCapital");
        for (uint256 id = 1; id <= _catalog.count(); ++id) {
            (uint256 assets, uint256 liability) = _pool.capital(id);
            (uint256 rebuiltAssets, uint256 rebuiltLiability) = capital(id);
            assertEq(assets, rebuiltAssets, "capital: assets");
            assertEq(liability, rebuiltLiability, "capital: liability");
        }
        assertEq(_pool.convertToAssets(1e18), _toAssets(1e18), "convertToAssets");
        assertEq(_pool.convertToShares(1e12), _toShares(1e12), "convertToShares");
        assertEq(_pool.previewDeposit(1e12), _toShares(1e12), "previewDeposit");
        uint256 cost = uint256(1e18).mulDiv(_exits.capital(block.timestamp) + 1, _supply(), Math.Rounding.Ceil);
        assertEq(_pool.previewMint(1e18), cost, "previewMint");
        assertEq(_pool.maxDeposit(address(this)), _maxDeposit(), "maxDeposit");
        assertEq(_pool.maxMint(address(this)), _toShares(_maxDeposit()), "maxMint");
    }

    function _assets() private view returns (uint256) {
        return _exits.capital(block.timestamp) - _exits.worthOf(_exits.exitingShares(), block.timestamp);
    }

    function _toAssets(uint256 shares) private view returns (uint256) {
        return _exits.worthOf(shares, block.timestamp);
    }

    function _toShares(uint256 assets) private view returns (uint256) {
        return assets.mulDiv(_supply(), _exits.capital(block.timestamp) + 1);
    }

    /// @return all shares, those of exits and the virtual ones included
    function _supply() private view returns (uint256) {
        return _shares.totalSupply() + _exits.exitingShares() + 1e6;
    }

    function _maxDeposit() private view returns (uint256) {
        bool isOpen = !_shares.paused() && !_liability.hasHeldPayouts() && _toAssets(1e12) != 0;
        return isOpen ? type(uint96).max - _cash.cash() : 0;
    }
}
