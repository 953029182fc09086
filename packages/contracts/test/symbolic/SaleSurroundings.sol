// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {IProductCatalog} from "../../src/interfaces/IProductCatalog.sol";
import {IUnderwritingPool} from "../../src/interfaces/IUnderwritingPool.sol";

/// @notice Authority, catalog, pool, asset and its feed of a cover desk, where cover of any term costs nothing.
contract SaleSurroundings {
    uint8 public constant decimals = 8;

    function canCall(address, address, bytes4) external pure returns (bool, uint32) {
        return (true, 0);
    }

    function latestRoundData() external view returns (uint80, int256, uint256, uint256, uint80) {
        return (1, 1e8, block.timestamp, block.timestamp, 1);
    }

    function saleTerms(uint256) external view returns (IProductCatalog.SaleTerms memory) {
        return IProductCatalog.SaleTerms({
            terms: 77,
            pool: address(this),
            maxPayout: 1,
            baseRate: 0,
            loadFactor: 0,
            minTerm: 0,
            maxTerm: type(uint32).max,
            claimWindow: 1 weeks,
            capacityUnits: type(uint32).max,
            protocolFee: 0,
            oracleFee: 0,
            onSale: true,
            underwritten: false
        });
    }

    function registry() external view returns (address) {
        return address(this);
    }

    function renewalWindow(uint256) external pure returns (uint256) {
        return 8 weeks;
    }

    function asset() external view returns (address) {
        return address(this);
    }

    function capital(uint256) external pure returns (uint256 assets, uint256 liability) {
        return (1e6, 0);
    }

    function underwrite(IUnderwritingPool.Underwriting calldata) external {}

    function transferFrom(address, address, uint256) external pure returns (bool) {
        return true;
    }
}
