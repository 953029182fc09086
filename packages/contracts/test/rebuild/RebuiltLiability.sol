// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {UnderwritingPool} from "../../src/UnderwritingPool.sol";
import {IUnderwritingPool} from "../../src/interfaces/IUnderwritingPool.sol";
import {Rebuilt} from "./Rebuilt.sol";
import {RebuiltCatalog} from "./RebuiltCatalog.sol";
import {Vm} from "forge-std/Vm.sol";

/// @notice What the pool may still have to pay: of each product by buckets, and beside held claims.
contract RebuiltLiability is Rebuilt {
    /// @param expiredBefore buckets with an earlier deadline have left `openUnits`
    /// @param deadlines of all buckets that ever had units
    struct Book {
        uint256 openUnits;
        uint256 claimedUnits;
        uint256 maxPayout;
        uint256 expiredBefore;
        uint256[] deadlines;
        mapping(uint256 deadline => uint256 units) buckets;
        mapping(uint256 deadline => bool) isKnown;
    }

    UnderwritingPool private immutable _pool;
    RebuiltCatalog private immutable _catalog;

    uint256 public total;
    uint256 private _heldAmount;
    uint256 private _heldLiability;
    uint256[] private _products;
    mapping(uint256 productId => Book) private _books;

    constructor(UnderwritingPool pool, RebuiltCatalog catalog) {
        (_pool, _catalog) = (pool, catalog);
    }

    function take(Vm.Log calldata log, uint256) external override returns (bool) {
        bytes32 kind = log.topics[0];
        uint256 productId = log.topics.length > 1 ? uint256(log.topics[1]) : 0;
        if (kind == IUnderwritingPool.CoverUnderwritten.selector) {
            (uint256 units,, uint256 end, uint256 deadline) = abi.decode(log.data, (uint256, uint256, uint256, uint256));
            assertEq(deadline, end + _catalog.parametersOf(productId).claimWindow, "CoverUnderwritten: claimDeadline");
            _open(productId, units, deadline);
            total += units * _books[productId].maxPayout;
        } else if (kind == IUnderwritingPool.PayoutMade.selector) {
            (uint256 units, uint256 released) = abi.decode(log.data, (uint256, uint256));
            _claim(productId, units, released);
        } else if (kind == IUnderwritingPool.PremiumRefunded.selector) {
            _cancel(productId, log.data);
        } else if (kind == IUnderwritingPool.PayoutHeld.selector) {
            _hold(productId, log.data);
        } else if (kind == IUnderwritingPool.HeldPayoutMade.selector) {
            (uint256 units, uint256 released, uint256 amount) = abi.decode(log.data, (uint256, uint256, uint256));
            assertEq(released, _unhold(productId, units, amount), "HeldPayoutMade: released");
            total -= released;
        } else if (kind == IUnderwritingPool.HeldPayoutVoided.selector) {
            (uint256 units, uint256 amount, uint256 deadline) = abi.decode(log.data, (uint256, uint256, uint256));
            _unhold(productId, units, amount);
            _open(productId, units, deadline);
            total += amount;
        } else if (kind == IUnderwritingPool.CoverExpired.selector) {
            _expire(productId, log.data);
        } else if (kind == IUnderwritingPool.ProductRetired.selector) {
            _retire(productId);
        } else {
            return false;
        }
        return true;
    }

    function hasHeldPayouts() external view returns (bool) {
        return _heldAmount != 0;
    }

    /// @return asset units, once what is due of the product has expired
    function totalAfterDue(uint256 productId) public view returns (uint256) {
        (uint256 units, uint256 setOff) = _between(productId, _books[productId].expiredBefore, block.timestamp - 3600);
        return total - (units - setOff) * _books[productId].maxPayout;
    }

    function compare() external view override {
        assertEq(_pool.liability(), total, "liability");
        (uint256 amount, uint256 kept) = _pool.heldPayouts();
        assertEq(amount, _heldAmount, "heldPayouts: amount");
        assertEq(kept, _heldLiability, "heldPayouts: liability");
        assertEq(_pool.products(), _products, "products");
        for (uint256 id = 1; id <= _catalog.count(); ++id) {
            _compareBook(id);
        }
    }

    function _open(uint256 productId, uint256 units, uint256 deadline) private {
        Book storage book = _books[productId];
        if (book.maxPayout == 0) {
            book.maxPayout = _catalog.maxPayoutOf(productId);
            _products.push(productId);
        }
        if (!book.isKnown[deadline]) book.deadlines.push(deadline);
        book.isKnown[deadline] = true;
        book.buckets[deadline] += units;
        book.openUnits += units;
    }

    function _claim(uint256 productId, uint256 units, uint256 released) private {
        _books[productId].claimedUnits += units;
        assertEq(released, units * _books[productId].maxPayout, "released");
        total -= released;
    }

    function _cancel(uint256 productId, bytes calldata data) private {
        (uint256 units, uint256 released,, uint256 end,, uint256 reopenedUntil) =
            abi.decode(data, (uint256, uint256, uint256, uint256, uint256, uint256));
        Book storage book = _books[productId];
        uint256 left = units;
        book.buckets[end + _catalog.parametersOf(productId).claimWindow] -= units;
        book.openUnits -= units;
        if (reopenedUntil != 0 && reopenedUntil >= book.expiredBefore) {
            uint256 counted = units < book.claimedUnits ? units : book.claimedUnits;
            book.buckets[reopenedUntil] -= units;
            book.openUnits -= units;
            book.claimedUnits -= counted;
            left += units - counted;
        }
        assertEq(released, left * book.maxPayout, "PremiumRefunded: released");
        total -= released;
    }

    function _hold(uint256 productId, bytes calldata data) private {
        (uint256 units, uint256 amount) = abi.decode(data, (uint256, uint256));
        _books[productId].claimedUnits += units;
        total -= amount;
        _heldAmount += amount;
        _heldLiability += units * _books[productId].maxPayout - amount;
    }

    function _unhold(uint256 productId, uint256 units, uint256 amount) private returns (uint256 kept) {
        kept = units * _books[productId].maxPayout - amount;
        _heldAmount -= amount;
        _heldLiability -= kept;
    }

    function _expire(uint256 productId, bytes calldata data) private {
        (uint256 nextDeadline, uint256 units, uint256 setOff, uint256 released) =
            abi.decode(data, (uint256, uint256, uint256, uint256));
        Book storage book = _books[productId];
        (uint256 expired, uint256 leaving) = _between(productId, book.expiredBefore, nextDeadline);
        assertEq(units, expired, "CoverExpired: units");
        assertEq(setOff, leaving, "CoverExpired: setOff");
        assertEq(released, (units - setOff) * book.maxPayout, "CoverExpired: released");
        book.openUnits -= units;
        book.claimedUnits -= setOff;
        book.expiredBefore = nextDeadline;
        total -= released;
    }

    /// @dev The last of the list takes its place.
    function _retire(uint256 productId) private {
        _books[productId].maxPayout = 0;
        for (uint256 i; i < _products.length; ++i) {
            if (_products[i] == productId) _products[i] = _products[_products.length - 1];
        }
        _products.pop();
    }

    /// @return units of the buckets with `from` ≤ deadline < `to`
    /// @return setOff claimed units that would leave with them
    function _between(uint256 productId, uint256 from, uint256 to)
        private
        view
        returns (uint256 units, uint256 setOff)
    {
        Book storage book = _books[productId];
        for (uint256 i; i < book.deadlines.length; ++i) {
            uint256 deadline = book.deadlines[i];
            if (from <= deadline && deadline < to) units += book.buckets[deadline];
        }
        setOff = units < book.claimedUnits ? units : book.claimedUnits;
    }

    function _compareBook(uint256 productId) private view {
        Book storage book = _books[productId];
        (uint256 openUnits, uint256 claimedUnits, uint256 nextDeadline, uint256 maxPayout) =
            _pool.productLiability(productId);
        assertEq(openUnits, book.openUnits, "openUnits");
        assertEq(claimedUnits, book.claimedUnits, "claimedUnits");
        assertEq(maxPayout, book.maxPayout, "maxPayout");
        uint256 first = type(uint256).max;
        for (uint256 i; i < book.deadlines.length; ++i) {
            uint256 deadline = book.deadlines[i];
            assertEq(_pool.bucket(productId, deadline), book.buckets[deadline], "bucket");
            if (deadline >= book.expiredBefore && deadline < first && book.buckets[deadline] != 0) first = deadline;
        }
        assertEq(nextDeadline, openUnits == 0 ? 0 : first, "nextDeadline");
    }
}
