// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {IUnderwritingPool} from "./interfaces/IUnderwritingPool.sol";
import {CoverLiability} from "./libraries/CoverLiability.sol";
import {PremiumStream} from "./libraries/PremiumStream.sol";
import {Protocol} from "./libraries/Protocol.sol";
import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IERC20Metadata} from "@openzeppelin/contracts/interfaces/IERC20Metadata.sol";
import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";
import {ERC4626, IERC4626} from "@openzeppelin/contracts/token/ERC20/extensions/ERC4626.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Pausable} from "@openzeppelin/contracts/utils/Pausable.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

contract UnderwritingPool is IUnderwritingPool, ERC4626, ERC20Permit, AccessManaged, Pausable {
    using CoverLiability for CoverLiability.Book;
    using PremiumStream for PremiumStream.Stream;
    using SafeCast for uint256;
    using SafeERC20 for IERC20;

    /// @param cash asset units
    /// @param liability asset units, of all products
    /// @param accruedAt unix seconds, time of the stored premium stream
    struct Ledger {
        uint96 cash;
        uint96 liability;
        uint40 accruedAt;
    }

    address public immutable coverDesk;
    address public immutable claimDesk;

    Ledger private _ledger;
    PremiumStream.Stream private _stream;
    mapping(uint256 productId => CoverLiability.Book) private _products;

    constructor(
        IERC20 asset_,
        string memory name_,
        string memory symbol_,
        address coverDesk_,
        address claimDesk_,
        address authority_
    ) ERC20(name_, symbol_) ERC20Permit(name_) ERC4626(asset_) AccessManaged(authority_) {
        (coverDesk, claimDesk) = (coverDesk_, claimDesk_);
        _ledger.accruedAt = uint40(block.timestamp);
    }

    /// @inheritdoc IUnderwritingPool
    function underwrite(Underwriting calldata underwriting) external {
        if (msg.sender != coverDesk) revert UnderwritingPool_NotCoverDesk(msg.sender);
        CoverLiability.Book storage product = _products[underwriting.productId];
        Ledger memory ledger = _ledger;
        uint256 assets = ledger.cash - _stream.unearnedAt(ledger.accruedAt, block.timestamp);
        uint256 liability_ = ledger.liability - _expire(underwriting.productId, type(uint256).max) + underwriting.units
            * underwriting.maxPayout;
        if (liability_ > assets) revert UnderwritingPool_LiabilityAboveAssets(liability_, assets);
        uint256 productUnits = uint256(product.openUnits) - product.claimedUnits + underwriting.units;
        if (productUnits > underwriting.capacityUnits) {
            revert UnderwritingPool_CapacityExceeded(productUnits, underwriting.capacityUnits);
        }

        product.open(underwriting.units, underwriting.maxPayout, underwriting.claimDeadline);
        _stream.add(ledger.accruedAt, block.timestamp, underwriting.end, underwriting.premium);
        _ledger = Ledger({
            cash: (ledger.cash + underwriting.premium).toUint96(),
            liability: liability_.toUint96(),
            accruedAt: uint40(block.timestamp)
        });
        _checkReceived();
        emit CoverUnderwritten(
            underwriting.productId,
            underwriting.units,
            underwriting.end,
            underwriting.claimDeadline,
            underwriting.premium
        );
    }

    /// @inheritdoc IUnderwritingPool
    function pay(uint256 productId, uint256 units, uint256 payout, address recipient, address relayer, uint256 fee)
        external
    {
        if (msg.sender != claimDesk) revert UnderwritingPool_NotClaimDesk(msg.sender);
        CoverLiability.Book storage product = _products[productId];
        uint256 expired = _expire(productId, type(uint256).max);
        uint256 released = product.claim(units);
        Ledger memory ledger = _ledger;
        _ledger = Ledger({
            cash: (ledger.cash - payout).toUint96(),
            liability: (ledger.liability - expired - released).toUint96(),
            accruedAt: ledger.accruedAt
        });
        emit PayoutMade(productId, units, released, payout);

        IERC20 token = IERC20(asset());
        if (payout != fee) token.safeTransfer(recipient, payout - fee);
        if (fee != 0) token.safeTransfer(relayer, fee);
    }

    /// @inheritdoc IUnderwritingPool
    function advance(uint256 productId, uint256 maxWeeks) external {
        Ledger memory ledger = _ledger;
        _stream.accrue(ledger.accruedAt, block.timestamp);
        _ledger = Ledger({
            cash: ledger.cash,
            liability: (ledger.liability - _expire(productId, maxWeeks)).toUint96(),
            accruedAt: uint40(block.timestamp)
        });
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
    function capital(uint256 productId) external view returns (uint256 assets, uint256 liability_) {
        Ledger memory ledger = _ledger;
        CoverLiability.Book storage product = _products[productId];
        assets = ledger.cash - _stream.unearnedAt(ledger.accruedAt, block.timestamp);
        liability_ = ledger.liability - product.releasedBy(product.due(block.timestamp, type(uint256).max));
    }

    /// @inheritdoc IUnderwritingPool
    function freeCapital() public view returns (uint256) {
        return totalAssets() - _ledger.liability;
    }

    /// @inheritdoc IUnderwritingPool
    function cash() external view returns (uint256) {
        return _ledger.cash;
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
    function productLiability(uint256 productId)
        external
        view
        returns (uint256 openUnits, uint256 claimedUnits, uint256 nextDeadline, uint256 maxPayout)
    {
        CoverLiability.Book storage product = _products[productId];
        return (product.openUnits, product.claimedUnits, product.nextWeek * Protocol.WEEK, product.maxPayout);
    }

    /// @inheritdoc IUnderwritingPool
    function bucket(uint256 productId, uint256 claimDeadline) external view returns (uint256) {
        return _products[productId].bucketAt(claimDeadline);
    }

    /// @inheritdoc IERC20Metadata
    function decimals() public view override(ERC20, ERC4626, IERC20Metadata) returns (uint8) {
        return ERC4626.decimals();
    }

    /// @notice Cash less the premiums not yet earned; a donation does not count.
    /// @inheritdoc IERC4626
    function totalAssets() public view override(ERC4626, IERC4626) returns (uint256) {
        Ledger memory ledger = _ledger;
        return ledger.cash - _stream.unearnedAt(ledger.accruedAt, block.timestamp);
    }

    /// @inheritdoc IERC4626
    function maxDeposit(address) public view override(ERC4626, IERC4626) returns (uint256) {
        return paused() ? 0 : type(uint96).max - _ledger.cash;
    }

    /// @inheritdoc IERC4626
    function maxMint(address receiver) public view override(ERC4626, IERC4626) returns (uint256) {
        return convertToShares(maxDeposit(receiver));
    }

    /// @notice What the owner's shares are worth, as far as free capital goes.
    /// @inheritdoc IERC4626
    function maxWithdraw(address owner) public view override(ERC4626, IERC4626) returns (uint256) {
        return Math.min(convertToAssets(balanceOf(owner)), freeCapital());
    }

    /// @notice The owner's shares, as far as free capital goes.
    /// @inheritdoc IERC4626
    function maxRedeem(address owner) public view override(ERC4626, IERC4626) returns (uint256) {
        return Math.min(balanceOf(owner), convertToShares(freeCapital()));
    }

    /// @return released what the pool's liability falls by, in asset units
    function _expire(uint256 productId, uint256 maxWeeks) private returns (uint256 released) {
        CoverLiability.Book storage product = _products[productId];
        CoverLiability.Expiry memory expiry = product.due(block.timestamp, maxWeeks);
        if (expiry.nextWeek == product.nextWeek) return 0;
        released = product.releasedBy(expiry);
        product.expire(expiry);
        if (expiry.units != 0) {
            emit CoverExpired(productId, expiry.nextWeek * Protocol.WEEK, expiry.units, expiry.setOff, released);
        }
    }

    /// @dev Runs between the transfer and the minting of shares, so a call made by the asset meets a state that is whole.
    function _transferIn(address from, uint256 assets) internal override {
        super._transferIn(from, assets);
        _ledger.cash = (_ledger.cash + assets).toUint96();
        _checkReceived();
    }

    /// @dev Runs after the shares are burnt.
    function _transferOut(address to, uint256 assets) internal override {
        _ledger.cash = (_ledger.cash - assets).toUint96();
        super._transferOut(to, assets);
    }

    /// @dev One balance covers all cash, so an asset that keeps a fee on a transfer stops the purchase or deposit.
    function _checkReceived() private view {
        uint256 balance = IERC20(asset()).balanceOf(address(this));
        if (balance < _ledger.cash) revert UnderwritingPool_CashNotReceived(balance, _ledger.cash);
    }

    /// @dev A million shares for the first asset unit make it worthless to inflate the price of a share.
    function _decimalsOffset() internal pure override returns (uint8) {
        return 6;
    }
}
