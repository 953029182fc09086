// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {IUnderwritingPool} from "./interfaces/IUnderwritingPool.sol";
import {CoverLiability} from "./libraries/CoverLiability.sol";
import {ExitQueue} from "./libraries/ExitQueue.sol";
import {PremiumStream} from "./libraries/PremiumStream.sol";
import {Protocol} from "./libraries/Protocol.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

/// @title PoolLedger
/// @notice The pool's balance sheet, and what changes it without money moving: time, expiry, losses, settlements.
abstract contract PoolLedger is IUnderwritingPool {
    using CoverLiability for CoverLiability.Book;
    using ExitQueue for ExitQueue.Queue;
    using Math for uint256;
    using PremiumStream for PremiumStream.Stream;
    using SafeCast for uint256;

    /// @dev A purchase reads and writes both words, a claim that is paid at once writes the first.
    /// @param cash asset units
    /// @param liability asset units, of all products
    /// @param accruedAt unix seconds, time of the stored premium stream
    /// @param exitingShares of pending exits
    /// @param reserved asset units
    /// @param epoch of the last settlement
    struct Ledger {
        uint96 cash;
        uint96 liability;
        uint40 accruedAt;
        uint128 exitingShares;
        uint96 reserved;
        uint32 epoch;
    }

    uint256 public constant MAX_PRODUCTS = 32;

    Ledger internal _ledger;
    PremiumStream.Stream internal _stream;
    ExitQueue.Queue internal _exits;
    mapping(uint256 productId => CoverLiability.Book) internal _books;
    uint256[] internal _products;

    constructor() {
        _ledger.accruedAt = uint40(block.timestamp);
        _ledger.epoch = _epoch().toUint32();
        _exits.init();
    }

    /// @inheritdoc IUnderwritingPool
    function advance(uint256 productId, uint256 maxWeeks) external {
        Ledger memory ledger = _ledger;
        _stream.accrue(ledger.accruedAt, block.timestamp);
        ledger.accruedAt = uint40(block.timestamp);
        ledger.liability = (ledger.liability - _expire(productId, maxWeeks)).toUint96();
        _ledger = ledger;
    }

    /// @inheritdoc IUnderwritingPool
    function settleExits() external {
        _ledger = _settle(_ledger);
    }

    /// @inheritdoc IUnderwritingPool
    function capital(uint256 productId) external view returns (uint256 assets, uint256 liability_) {
        Ledger memory ledger = _ledger;
        CoverLiability.Book storage book = _books[productId];
        assets = _assetsOf(ledger);
        liability_ = ledger.liability - book.releasedBy(book.due(block.timestamp, type(uint256).max));
    }

    /// @inheritdoc IUnderwritingPool
    function freeCapital() external view returns (uint256) {
        return _capitalOf(_ledger) - _ledger.liability;
    }

    /// @inheritdoc IUnderwritingPool
    function cash() external view returns (uint256) {
        return _ledger.cash;
    }

    /// @inheritdoc IUnderwritingPool
    function exiting() external view returns (uint256) {
        Ledger memory ledger = _ledger;
        return _exitingOf(ledger, _capitalOf(ledger));
    }

    /// @inheritdoc IUnderwritingPool
    function exitingShares() external view returns (uint256) {
        return _ledger.exitingShares;
    }

    /// @inheritdoc IUnderwritingPool
    function reserved() external view returns (uint256) {
        return _ledger.reserved;
    }

    /// @inheritdoc IUnderwritingPool
    function unearnedPremium() external view returns (uint256) {
        return _stream.unearnedAt(_ledger.accruedAt, block.timestamp);
    }

    /// @inheritdoc IUnderwritingPool
    function liability() external view returns (uint256) {
        return _ledger.liability;
    }

    /// @inheritdoc IUnderwritingPool
    function isSettlementDue() external view returns (bool) {
        return _ledger.exitingShares != 0 && _epoch() != _ledger.epoch;
    }

    /// @inheritdoc IUnderwritingPool
    function products() external view returns (uint256[] memory) {
        return _products;
    }

    /// @inheritdoc IUnderwritingPool
    function productLiability(uint256 productId)
        external
        view
        returns (uint256 openUnits, uint256 claimedUnits, uint256 nextDeadline, uint256 maxPayout)
    {
        CoverLiability.Book storage book = _books[productId];
        return (book.openUnits, book.claimedUnits, book.firstDeadline(), book.maxPayout);
    }

    /// @inheritdoc IUnderwritingPool
    function bucket(uint256 productId, uint256 claimDeadline) external view returns (uint256) {
        return _books[productId].bucketAt(claimDeadline);
    }

    /// @return released what the pool's liability falls by, in asset units
    function _expire(uint256 productId, uint256 maxWeeks) internal returns (uint256 released) {
        CoverLiability.Book storage book = _books[productId];
        if (!book.mayBeDue(block.timestamp)) return 0;
        CoverLiability.Expiry memory expiry = book.due(block.timestamp, maxWeeks);
        if (expiry.nextWeek == book.nextWeek) return 0;
        released = book.releasedBy(expiry);
        book.expire(expiry);
        if (expiry.units != 0) {
            emit CoverExpired(productId, expiry.nextWeek * Protocol.WEEK, expiry.units, expiry.setOff, released);
        }
    }

    /// @dev After more than one epoch of silence, exits that came in the last settled one have waited long enough too.
    function _settle(Ledger memory ledger) internal returns (Ledger memory) {
        uint256 epoch = _epoch();
        uint256 rounds = Math.min(epoch - ledger.epoch, 2);
        if (rounds == 0) return ledger;
        ledger.epoch = epoch.toUint32();
        if (ledger.exitingShares == 0) return ledger;
        for (uint256 i; i < _products.length; ++i) {
            ledger.liability = (ledger.liability - _expire(_products[i], type(uint256).max)).toUint96();
        }
        for (uint256 i; i < rounds; ++i) {
            _settleOnce(ledger);
        }
        return ledger;
    }

    /// @dev Adds units to the product's buckets; a product that is new to the pool joins its list.
    function _open(uint256 productId, uint256 units, uint256 maxPayout, uint256 claimDeadline) internal {
        CoverLiability.Book storage book = _books[productId];
        if (book.maxPayout == 0) {
            if (_products.length == MAX_PRODUCTS) revert UnderwritingPool_TooManyProducts(MAX_PRODUCTS);
            _products.push(productId);
        }
        book.open(units, maxPayout, claimDeadline);
    }

    /// @return asset units of shareholders and exits
    function _capitalOf(Ledger memory ledger) internal view returns (uint256) {
        return ledger.cash - ledger.reserved - _stream.unearnedAt(ledger.accruedAt, block.timestamp);
    }

    /// @param capital_ of shareholders and exits, asset units
    /// @return asset units of exits, rounded down
    function _exitingOf(Ledger memory ledger, uint256 capital_) internal view returns (uint256) {
        uint256 shares = ledger.exitingShares;
        return shares == 0 ? 0 : shares.mulDiv(capital_ + 1, _supply() + shares);
    }

    /// @return asset units of the shareholders
    function _assetsOf(Ledger memory ledger) internal view returns (uint256) {
        uint256 capital_ = _capitalOf(ledger);
        return capital_ - _exitingOf(ledger, capital_);
    }

    /// @return shares of the shareholders, with the virtual ones that stand beside one virtual asset unit
    function _supply() internal view virtual returns (uint256);

    function _settleOnce(Ledger memory ledger) private {
        uint256 capital_ = _capitalOf(ledger);
        uint256 pending = ledger.exitingShares;
        (uint256 settled, uint256 paid) =
            _exits.settle(pending, capital_ + 1, _supply() + pending, capital_ - ledger.liability);
        emit ExitsSettled(_exits.count, ledger.epoch, settled, paid);
        ledger.exitingShares = (pending - settled).toUint128();
        ledger.reserved = (ledger.reserved + paid).toUint96();
    }

    /// @dev Weeks, counted from the moment at which the buckets of a week are due, so that a settlement finds them so.
    function _epoch() private view returns (uint256) {
        return (block.timestamp - Protocol.ASOF_TOLERANCE - 1) / Protocol.WEEK;
    }
}
