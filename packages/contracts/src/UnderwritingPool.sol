// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {PoolShares} from "./PoolShares.sol";
import {IUnderwritingPool} from "./interfaces/IUnderwritingPool.sol";
import {CoverLiability} from "./libraries/CoverLiability.sol";
import {PayoutWindow} from "./libraries/PayoutWindow.sol";
import {PremiumStream} from "./libraries/PremiumStream.sol";
import {Protocol} from "./libraries/Protocol.sol";
import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IERC20Metadata} from "@openzeppelin/contracts/interfaces/IERC20Metadata.sol";
import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {ERC4626} from "@openzeppelin/contracts/token/ERC20/extensions/ERC4626.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

/// @title UnderwritingPool
/// @notice What the desks do with the capital: underwrite, pay, hold and refund.
contract UnderwritingPool is PoolShares, AccessManaged {
    using CoverLiability for CoverLiability.Book;
    using PayoutWindow for PayoutWindow.Window;
    using PremiumStream for PremiumStream.Stream;
    using SafeCast for uint256;
    using SafeERC20 for IERC20;

    /// @param amount reserved for held claims, asset units
    /// @param liability kept for them beside it, asset units
    struct Held {
        uint96 amount;
        uint96 liability;
    }

    /// @param protocol asset units
    /// @param oracle asset units
    struct Fees {
        uint96 protocol;
        uint96 oracle;
    }

    /// @dev Asset units, odd, and large enough for a fee of a ten-thousandth to show.
    uint256 public constant PROBE = 10_007;

    address public immutable coverDesk;
    address public immutable claimDesk;

    /// @notice Ten-thousandths of what the pool has that are paid at once within a day; unearned premium counts as well.
    uint256 public immutable instantShare;

    /// @dev Asset units to a grain of the payout window: a ten-thousandth of a token.
    uint256 private immutable _grain;

    Held private _held;
    PayoutWindow.Window private _window;
    mapping(uint256 productId => Fees) private _fees;

    /// @inheritdoc IUnderwritingPool
    mapping(address recipient => uint256) public keptPayout;

    constructor(PoolParameters memory parameters, address coverDesk_, address claimDesk_, address authority_)
        ERC20(parameters.name, parameters.symbol)
        ERC4626(IERC20(parameters.asset))
        AccessManaged(authority_)
    {
        if (parameters.instantShare == 0 || parameters.instantShare > Protocol.BASIS) {
            revert UnderwritingPool_InstantShareInvalid(parameters.instantShare);
        }
        (coverDesk, claimDesk, instantShare) = (coverDesk_, claimDesk_, parameters.instantShare);
        uint256 decimals_ = IERC20Metadata(parameters.asset).decimals();
        _grain = decimals_ > 4 ? 10 ** (decimals_ - 4) : 1;
        _probe(IERC20(parameters.asset), parameters.sponsor);
    }

    modifier onlyCoverDesk() {
        if (msg.sender != coverDesk) revert UnderwritingPool_NotCoverDesk(msg.sender);
        _;
    }

    modifier onlyClaimDesk() {
        if (msg.sender != claimDesk) revert UnderwritingPool_NotClaimDesk(msg.sender);
        _;
    }

    /// @inheritdoc IUnderwritingPool
    function underwrite(Underwriting calldata underwriting) external onlyCoverDesk {
        uint256 productId = underwriting.productId;
        CoverLiability.Book storage book = _books[productId];
        Ledger memory ledger = _ledger;
        uint256 assets = _assetsOf(ledger);
        uint256 liability_ =
            ledger.liability - _expire(productId, type(uint256).max) + underwriting.units * underwriting.maxPayout;
        if (liability_ > assets) revert UnderwritingPool_LiabilityAboveAssets(liability_, assets);
        uint256 productUnits = uint256(book.openUnits) - book.claimedUnits + underwriting.units;
        if (productUnits > underwriting.capacityUnits) {
            revert UnderwritingPool_CapacityExceeded(productUnits, underwriting.capacityUnits);
        }

        _open(productId, underwriting.units, underwriting.maxPayout, underwriting.claimDeadline);
        uint256 fees_ = _addFees(productId, underwriting.protocolFee, underwriting.oracleFee);
        _stream.add(
            ledger.accruedAt, block.timestamp, underwriting.start, underwriting.end, underwriting.premium - fees_
        );
        ledger.cash = (ledger.cash + underwriting.premium).toUint96();
        ledger.reserved = (ledger.reserved + fees_).toUint96();
        ledger.liability = liability_.toUint96();
        ledger.accruedAt = uint40(block.timestamp);
        _ledger = ledger;
        _checkReceived();
        emit CoverUnderwritten(
            productId,
            underwriting.units,
            underwriting.start,
            underwriting.end,
            underwriting.claimDeadline,
            underwriting.premium,
            underwriting.protocolFee,
            underwriting.oracleFee
        );
    }

    /// @inheritdoc IUnderwritingPool
    function pay(Payout calldata payout) external onlyClaimDesk returns (bool paid) {
        _checkReceivers(payout);
        Ledger memory ledger = _ledger;
        uint256 released = _claim(ledger, payout.productId, payout.units);
        paid = _spendInstant(ledger, payout.amount);
        if (paid) {
            ledger.cash = (ledger.cash - payout.amount).toUint96();
            _ledger = ledger;
            emit PayoutMade(payout.productId, payout.units, released, payout.amount);
            _transfer(payout, payout.amount);
        } else {
            uint256 kept = released - payout.amount;
            ledger.reserved = (ledger.reserved + payout.amount).toUint96();
            ledger.liability = (ledger.liability + kept).toUint96();
            _ledger = ledger;
            _held = Held((_held.amount + payout.amount).toUint96(), (_held.liability + kept).toUint96());
            emit PayoutHeld(payout.productId, payout.units, payout.amount);
        }
    }

    /// @inheritdoc IUnderwritingPool
    function payHeld(Payout calldata payout) external onlyClaimDesk {
        Ledger memory ledger = _ledger;
        uint256 kept = _unhold(payout.productId, payout.units, payout.amount);
        ledger.cash = (ledger.cash - payout.amount).toUint96();
        ledger.reserved = (ledger.reserved - payout.amount).toUint96();
        ledger.liability = (ledger.liability - kept).toUint96();
        _ledger = ledger;
        emit HeldPayoutMade(payout.productId, payout.units, kept, payout.amount);
        _transfer(payout, payout.amount);
    }

    /// @dev The units are opened once more, in a bucket of their own, beside those in the bucket of the policy, which the
    /// claim has set off: see docs/decisions on liability.
    /// @inheritdoc IUnderwritingPool
    function voidHeld(uint256 productId, uint256 units, uint256 amount, uint256 claimDeadline) external onlyClaimDesk {
        Ledger memory ledger = _ledger;
        _unhold(productId, units, amount);
        uint256 expired = _expire(productId, type(uint256).max);
        _open(productId, units, _books[productId].maxPayout, claimDeadline);
        ledger.reserved = (ledger.reserved - amount).toUint96();
        ledger.liability = (ledger.liability - expired + amount).toUint96();
        _ledger = ledger;
        emit HeldPayoutVoided(productId, units, amount, claimDeadline);
    }

    /// @inheritdoc IUnderwritingPool
    function refund(Payout calldata payout, uint256 end, uint256 claimDeadline, uint256 reopenedUntil)
        external
        onlyClaimDesk
        returns (uint256 amount)
    {
        _checkReceivers(payout);
        Ledger memory ledger = _ledger;
        uint256 released = _cancel(ledger, payout, claimDeadline, reopenedUntil);
        amount = _stream.take(ledger.accruedAt, block.timestamp, end, payout.amount);
        if (payout.fee > amount) revert UnderwritingPool_FeeAboveRefund(payout.fee, amount);
        ledger.accruedAt = uint40(block.timestamp);
        ledger.cash = (ledger.cash - amount).toUint96();
        _ledger = ledger;
        emit PremiumRefunded(payout.productId, payout.units, released, amount, end, payout.amount, reopenedUntil);
        _transfer(payout, amount);
    }

    /// @inheritdoc IUnderwritingPool
    function collectKept(address recipient, address to) external returns (uint256 amount) {
        if (msg.sender != recipient && to != recipient) {
            revert UnderwritingPool_NotRecipient(msg.sender, recipient);
        }
        amount = keptPayout[recipient];
        if (amount == 0) revert UnderwritingPool_NothingKept(recipient);
        keptPayout[recipient] = 0;
        emit KeptPayoutCollected(recipient, to, amount);
        _release(to, amount);
    }

    /// @inheritdoc IUnderwritingPool
    function collectProtocolFees(uint256 productId, address to) external restricted returns (uint256 amount) {
        amount = _fees[productId].protocol;
        _fees[productId].protocol = 0;
        emit ProtocolFeesCollected(productId, to, amount);
        _release(to, amount);
    }

    /// @inheritdoc IUnderwritingPool
    function collectOracleFees(uint256 productId, address to) external restricted returns (uint256 amount) {
        amount = _fees[productId].oracle;
        _fees[productId].oracle = 0;
        emit OracleFeesCollected(productId, to, amount);
        _release(to, amount);
    }

    /// @dev A held claim may have to be opened again with its product's maximum payout.
    /// @inheritdoc IUnderwritingPool
    function retireProduct(uint256 productId) external {
        CoverLiability.Book storage book = _books[productId];
        if (book.maxPayout == 0 || book.openUnits != 0 || _hasHeldPayouts()) {
            revert UnderwritingPool_ProductNotRetirable(productId);
        }
        book.maxPayout = 0;
        uint256 last = _products.length - 1;
        for (uint256 i; i < last; ++i) {
            if (_products[i] == productId) _products[i] = _products[last];
        }
        _products.pop();
        emit ProductRetired(productId);
    }

    /// @inheritdoc IUnderwritingPool
    function pauseDeposits() external restricted {
        _pause();
    }

    /// @inheritdoc IUnderwritingPool
    function unpauseDeposits() external restricted {
        _unpause();
    }

    /// @inheritdoc IUnderwritingPool
    function heldPayouts() external view returns (uint256 amount, uint256 liability_) {
        return (_held.amount, _held.liability);
    }

    /// @inheritdoc IUnderwritingPool
    function instantLimit() external view returns (uint256) {
        return Math.saturatingSub(_limitOf(_ledger), _window.spent(block.timestamp) * _grain);
    }

    /// @inheritdoc IUnderwritingPool
    function fees(uint256 productId) external view returns (uint256 protocolFees, uint256 oracleFees) {
        return (_fees[productId].protocol, _fees[productId].oracle);
    }

    function _hasHeldPayouts() internal view override returns (bool) {
        return _held.amount != 0;
    }

    /// @return released asset units that the liability has fallen by in the ledger, apart from expired buckets
    function _claim(Ledger memory ledger, uint256 productId, uint256 units) private returns (uint256 released) {
        uint256 expired = _expire(productId, type(uint256).max);
        released = _books[productId].claim(units);
        ledger.liability = (ledger.liability - expired - released).toUint96();
    }

    /// @return released asset units that the liability has fallen by in the ledger, apart from expired buckets
    function _cancel(Ledger memory ledger, Payout calldata payout, uint256 claimDeadline, uint256 reopenedUntil)
        private
        returns (uint256 released)
    {
        uint256 expired = _expire(payout.productId, type(uint256).max);
        CoverLiability.Book storage book = _books[payout.productId];
        released = book.cancel(payout.units, claimDeadline);
        if (reopenedUntil != 0) released += book.cancelReopened(payout.units, reopenedUntil);
        ledger.liability = (ledger.liability - expired - released).toUint96();
    }

    /// @return whether the amount can be paid at once; if so it counts from now on
    function _spendInstant(Ledger memory ledger, uint256 amount) private returns (bool) {
        uint256 grains = Math.ceilDiv(amount, _grain);
        uint256 spent = _window.spent(block.timestamp) + grains;
        if (spent * _grain > _limitOf(ledger) || spent > type(uint48).max) return false;
        _window = _window.add(block.timestamp, grains);
        return true;
    }

    /// @return kept liability that was kept for the held claim, asset units
    function _unhold(uint256 productId, uint256 units, uint256 amount) private returns (uint256 kept) {
        kept = units * _books[productId].maxPayout - amount;
        _held = Held((_held.amount - amount).toUint96(), (_held.liability - kept).toUint96());
    }

    function _addFees(uint256 productId, uint256 protocol, uint256 oracle) private returns (uint256 sum) {
        sum = protocol + oracle;
        if (sum == 0) return 0;
        Fees memory before = _fees[productId];
        _fees[productId] = Fees((before.protocol + protocol).toUint96(), (before.oracle + oracle).toUint96());
    }

    function _transfer(Payout calldata payout, uint256 amount) private {
        _send(payout.recipient, amount - payout.fee);
        _send(payout.relayer, payout.fee);
    }

    /// @dev What the recipient cannot take, or the token does not let it have, waits for it.
    function _send(address to, uint256 amount) private {
        if (amount == 0 || IERC20(asset()).trySafeTransfer(to, amount)) return;
        _ledger.cash = (_ledger.cash + amount).toUint96();
        _ledger.reserved = (_ledger.reserved + amount).toUint96();
        keptPayout[to] += amount;
        emit PayoutKept(to, amount);
    }

    /// @dev Pays out of what is reserved.
    function _release(address to, uint256 amount) private {
        _checkReceiver(to);
        _ledger.cash = (_ledger.cash - amount).toUint96();
        _ledger.reserved = (_ledger.reserved - amount).toUint96();
        IERC20(asset()).safeTransfer(to, amount);
    }

    function _checkReceivers(Payout calldata payout) private view {
        _checkReceiver(payout.recipient);
        if (payout.fee != 0) _checkReceiver(payout.relayer);
    }

    function _checkReceiver(address to) internal view override {
        if (to == address(0) || to == address(this) || to == asset() || to == coverDesk || to == claimDesk) {
            revert UnderwritingPool_ReceiverIsNobody(to);
        }
    }

    function _limitOf(Ledger memory ledger) private view returns (uint256) {
        return uint256(ledger.cash - ledger.reserved) * instantShare / Protocol.BASIS;
    }

    /// @dev An asset that keeps a fee, or whose balances are not what was transferred, would eat the capital.
    function _probe(IERC20 token, address sponsor) private {
        (uint256 before, uint256 had) = (token.balanceOf(address(this)), token.balanceOf(sponsor));
        if (before < PROBE) revert UnderwritingPool_ProbeMissing(before, PROBE);
        token.safeTransfer(sponsor, PROBE);
        (uint256 left, uint256 has) = (token.balanceOf(address(this)), token.balanceOf(sponsor));
        if (left + PROBE != before || had + PROBE != has) {
            revert UnderwritingPool_AssetNotExact(PROBE, left, has - had);
        }
    }
}
