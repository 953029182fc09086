// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {ClaimDesk} from "../../src/ClaimDesk.sol";
import {CoverDesk} from "../../src/CoverDesk.sol";
import {OracleRegistry} from "../../src/OracleRegistry.sol";
import {PolicyBook} from "../../src/PolicyBook.sol";
import {ProductCatalog} from "../../src/ProductCatalog.sol";
import {UnderwritingPool} from "../../src/UnderwritingPool.sol";
import {IProductCatalog} from "../../src/interfaces/IProductCatalog.sol";
import {Pricing} from "../../src/libraries/Pricing.sol";
import {Rebuilt} from "./Rebuilt.sol";
import {RebuiltBook} from "./RebuiltBook.sol";
import {RebuiltCatalog} from "./RebuiltCatalog.sol";
import {RebuiltClaimDesk} from "./RebuiltClaimDesk.sol";
import {RebuiltCoverDesk} from "./RebuiltCoverDesk.sol";
import {RebuiltPool} from "./RebuiltPool.sol";
import {RebuiltRegistry} from "./RebuiltRegistry.sol";
import {StdAssertions} from "forge-std/StdAssertions.sol";
import {Vm} from "forge-std/Vm.sol";

/// @notice The whole protocol's state, fed with nothing but logs and the times of their blocks. It sees no calls, and
/// reads the contracts only to compare.
contract Rebuild is StdAssertions {
    struct Contracts {
        ProductCatalog catalog;
        OracleRegistry registry;
        PolicyBook book;
        CoverDesk coverDesk;
        ClaimDesk claimDesk;
        UnderwritingPool pool;
    }

    uint256 private constant WEEK = 604_800;

    CoverDesk private immutable _coverDesk;
    RebuiltCatalog public immutable catalog;
    RebuiltRegistry public immutable registry;
    RebuiltBook public immutable book;
    RebuiltPool public immutable pool;

    Rebuilt[] private _parts;
    mapping(address emitter => Rebuilt[]) private _partsOf;

    /// @notice How many events of a kind have come.
    mapping(bytes32 kind => uint256) public seen;

    constructor(Contracts memory contracts) {
        _coverDesk = contracts.coverDesk;
        catalog = new RebuiltCatalog(contracts.catalog);
        registry = new RebuiltRegistry(contracts.registry);
        book = new RebuiltBook(contracts.book);
        pool = new RebuiltPool(contracts.pool, catalog);
        RebuiltCoverDesk coverDesk = new RebuiltCoverDesk(contracts.coverDesk, catalog);
        _add(catalog, address(contracts.catalog));
        _add(registry, address(contracts.registry));
        _add(book, address(contracts.book));
        _add(coverDesk, address(contracts.coverDesk));
        // It follows the leaves too.
        if (address(contracts.book) != address(contracts.coverDesk)) _partsOf[address(contracts.book)].push(coverDesk);
        _add(new RebuiltClaimDesk(contracts.claimDesk, catalog, registry), address(contracts.claimDesk));
        _add(pool, address(contracts.pool));
    }

    /// @notice Takes logs in their order; those of other contracts are passed over.
    /// @param time unix seconds of the blocks that they are of
    function follow(Vm.Log[] calldata logs, uint256 time) external {
        for (uint256 i; i < logs.length; ++i) {
            Rebuilt[] storage parts = _partsOf[logs[i].emitter];
            if (parts.length == 0) continue;
            bool known;
            for (uint256 j; j < parts.length; ++j) {
                if (parts[j].take(logs[i], time)) known = true;
            }
            assertTrue(known, "an event that nothing follows");
            ++seen[logs[i].topics[0]];
        }
    }

    function compare() external view {
        for (uint256 i; i < _parts.length; ++i) {
            _parts[i].compare();
        }
        for (uint256 id = 1; id <= catalog.count(); ++id) {
            _compareQuote(id);
        }
    }

    function _add(Rebuilt part, address emitter) private {
        _parts.push(part);
        _partsOf[emitter].push(part);
    }

    /// @dev Of one unit for the shortest term, now and from its end on.
    function _compareQuote(uint256 productId) private view {
        uint256 minTerm = catalog.parametersOf(productId).minTerm;
        uint40 end = _weekFrom(block.timestamp + minTerm);
        uint40 renewedEnd = _weekFrom(end + minTerm);
        (uint256 assets, uint256 liability) = pool.capital(productId);
        bool isSold = catalog.isOnSale(productId) && liability + catalog.maxPayoutOf(productId) <= assets;
        try _coverDesk.quote(productId, 1, end) returns (uint256 premium) {
            assertTrue(isSold, "quote");
            assertEq(premium, _premiumOf(productId, assets, liability, end - block.timestamp), "quote");
            premium = _coverDesk.quoteRenewal(productId, 1, end, renewedEnd);
            assertEq(premium, _premiumOf(productId, assets, liability, renewedEnd - end), "quoteRenewal");
        } catch {
            assertFalse(isSold, "quote reverts");
        }
    }

    function _premiumOf(uint256 productId, uint256 assets, uint256 liability, uint256 duration)
        private
        view
        returns (uint256)
    {
        IProductCatalog.ProductParameters memory p = catalog.parametersOf(productId);
        uint256 added = catalog.maxPayoutOf(productId);
        return Pricing.premiumOf(p.baseRate, p.loadFactor, assets, liability, added, duration);
    }

    function _weekFrom(uint256 time) private pure returns (uint40) {
        return uint40((time + WEEK - 1) / WEEK * WEEK);
    }
}
