// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {IAssetGuard} from "../../src/interfaces/IAssetGuard.sol";
import {ICoverDesk} from "../../src/interfaces/ICoverDesk.sol";
import {IProductCatalog} from "../../src/interfaces/IProductCatalog.sol";
import {BaseHandler} from "./BaseHandler.sol";

/// @notice What those do who hold roles; what they do to the committee is in Handler.
abstract contract RoleHandler is BaseHandler {
    /// @notice Off sale, when nobody can buy, and on sale again.
    function setOnSale(uint256 product) external keepsThePrice keepsExitsFromGaining {
        product = bound(product, 1, PRODUCTS);
        vm.prank(_protocol.admin);
        _protocol.catalog.setOnSale(product, false);
        uint40 end = uint40((block.timestamp / WEEK + 10) * WEEK);
        try _protocol.coverDesk
            .buyCover(
                ICoverDesk.BuyParameters(
                    product, ICoverDesk.Member(7, 1), end, address(0), type(uint256).max, block.timestamp
                )
            ) {
            _require(false, "14: sold though off sale");
        } catch {}
        vm.prank(_protocol.admin);
        _protocol.catalog.setOnSale(product, true);
    }

    function setFeed(uint256 heartbeat, uint256 lower) external keepsThePrice keepsExitsFromGaining {
        IAssetGuard.Feed memory feed = IAssetGuard.Feed({
            aggregator: address(_protocol.feed),
            heartbeat: uint24(bound(heartbeat, 1 hours, 1 days)),
            lower: uint32(bound(lower, 0.98e6, 1e6)),
            upper: 1.02e6
        });
        vm.prank(_protocol.admin);
        _protocol.coverDesk.setFeed(address(_protocol.dollar), feed);
    }

    /// @notice Products that nobody buys.
    function listProduct(uint256 like) external keepsThePrice keepsExitsFromGaining {
        if (_protocol.catalog.productCount() >= 8) return;
        (,, IProductCatalog.ProductParameters memory parameters) = _protocol.catalog.product(bound(like, 1, PRODUCTS));
        vm.prank(_protocol.admin);
        _protocol.catalog.listProduct(parameters);
    }
}
