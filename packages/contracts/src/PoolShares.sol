// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {PoolLedger} from "./PoolLedger.sol";
import {IERC7540Redeem} from "./interfaces/IERC7540Redeem.sol";
import {IUnderwritingPool} from "./interfaces/IUnderwritingPool.sol";
import {ExitQueue} from "./libraries/ExitQueue.sol";
import {IERC165} from "@openzeppelin/contracts/interfaces/IERC165.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {ERC4626, IERC4626} from "@openzeppelin/contracts/token/ERC20/extensions/ERC4626.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Pausable} from "@openzeppelin/contracts/utils/Pausable.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

/// @title PoolShares
/// @notice How capital comes in, by ERC-4626, and goes out, by ERC-7540.
abstract contract PoolShares is PoolLedger, ERC4626, Pausable {
    using ExitQueue for ExitQueue.Queue;
    using Math for uint256;
    using SafeCast for uint256;
    using SafeERC20 for IERC20;

    /// @dev A pool whose share has fallen below this part of its first price takes no more capital: new shares would be
    /// so many that a few such losses fill the words they are kept in.
    uint256 private constant COLLAPSE = 1e6;

    bytes4 private constant ASYNCHRONOUS_REDEMPTION = 0x620ee8e4;
    bytes4 private constant OPERATORS = 0xe3bc4e65;
    bytes4 private constant SEPARATE_SHARE = 0x2f0a18c5;

    /// @inheritdoc IERC7540Redeem
    mapping(address controller => mapping(address operator => bool)) public isOperator;

    /// @inheritdoc IERC7540Redeem
    function setOperator(address operator, bool approved) external returns (bool) {
        isOperator[msg.sender][operator] = approved;
        emit OperatorSet(msg.sender, operator, approved);
        return true;
    }

    /// @dev Whoever joins an exit makes all that is pending of it wait anew, so that has to be the controller's will.
    /// @inheritdoc IERC7540Redeem
    function requestRedeem(uint256 shares, address controller, address owner) external returns (uint256) {
        if (owner != msg.sender && !isOperator[owner][msg.sender]) _spendAllowance(owner, msg.sender, shares);
        _checkReceiver(controller);

        Ledger memory ledger = _settle(_ledger);
        ledger.exitingShares = (ledger.exitingShares + shares).toUint128();
        _burn(owner, shares);
        _ledger = ledger;
        if (pendingRedeemRequest(0, controller) != 0) _checkOperator(controller);
        uint256 assets = convertToAssets(shares);
        if (assets == 0) revert UnderwritingPool_AmountZero();
        _exits.join(controller, shares);
        emit RedeemRequest(controller, owner, 0, msg.sender, shares);
        emit ExitQueued(controller, shares, assets);
        return 0;
    }

    /// @notice Claims settled exits of the controller.
    /// @inheritdoc IERC4626
    function redeem(uint256 shares, address receiver, address controller)
        public
        override(ERC4626, IERC4626)
        returns (uint256 assets)
    {
        _checkOperator(controller);
        uint256 limit = maxRedeem(controller);
        if (shares > limit) revert ERC4626ExceededMaxRedeem(controller, shares, limit);
        assets = _exits.redeem(controller, shares);
        _payExit(receiver, controller, assets, shares);
    }

    /// @notice Claims settled exits of the controller.
    /// @inheritdoc IERC4626
    function withdraw(uint256 assets, address receiver, address controller)
        public
        override(ERC4626, IERC4626)
        returns (uint256 shares)
    {
        _checkOperator(controller);
        uint256 limit = maxWithdraw(controller);
        if (assets > limit) revert ERC4626ExceededMaxWithdraw(controller, assets, limit);
        shares = _exits.withdraw(controller, assets);
        _payExit(receiver, controller, assets, shares);
    }

    /// @inheritdoc IERC7540Redeem
    function pendingRedeemRequest(uint256, address controller) public view returns (uint256 shares) {
        return _exits.exitOf(controller).shares;
    }

    /// @inheritdoc IERC7540Redeem
    function claimableRedeemRequest(uint256, address controller) external view returns (uint256 shares) {
        return maxRedeem(controller);
    }

    /// @inheritdoc IUnderwritingPool
    function pendingAssets(address controller) external view returns (uint256) {
        return convertToAssets(_exits.exitOf(controller).shares);
    }

    /// @notice The token of the shares, by ERC-7575: this contract.
    function share() external view returns (address) {
        return address(this);
    }

    /// @inheritdoc IERC165
    function supportsInterface(bytes4 id) external pure returns (bool) {
        return
            id == type(IERC165).interfaceId || id == ASYNCHRONOUS_REDEMPTION || id == OPERATORS || id == SEPARATE_SHARE;
    }

    /// @notice Cash less exits, reserved cash and the premiums not yet earned; a donation does not count.
    /// @inheritdoc IERC4626
    function totalAssets() public view override(ERC4626, IERC4626) returns (uint256) {
        return _assetsOf(_ledger);
    }

    /// @notice Nothing while deposits are paused, while payouts are held (if one is voided the share's price rises), and
    /// once the share has all but lost its worth.
    /// @inheritdoc IERC4626
    function maxDeposit(address) public view override(ERC4626, IERC4626) returns (uint256) {
        if (paused() || _hasHeldPayouts() || convertToAssets(COLLAPSE * 10 ** _decimalsOffset()) == 0) return 0;
        return type(uint96).max - _ledger.cash;
    }

    /// @inheritdoc IERC4626
    function maxMint(address receiver) public view override(ERC4626, IERC4626) returns (uint256) {
        return convertToShares(maxDeposit(receiver));
    }

    /// @notice Assets of settled exits.
    /// @inheritdoc IERC4626
    function maxWithdraw(address controller) public view override(ERC4626, IERC4626) returns (uint256) {
        return _exits.exitOf(controller).claimableAssets;
    }

    /// @notice Shares of settled exits.
    /// @inheritdoc IERC4626
    function maxRedeem(address controller) public view override(ERC4626, IERC4626) returns (uint256) {
        return _exits.exitOf(controller).claimableShares;
    }

    /// @notice Reverts, as ERC-7540 asks for.
    /// @inheritdoc IERC4626
    function previewWithdraw(uint256) public pure override(ERC4626, IERC4626) returns (uint256) {
        revert UnderwritingPool_PreviewUnavailable();
    }

    /// @notice Reverts, as ERC-7540 asks for.
    /// @inheritdoc IERC4626
    function previewRedeem(uint256) public pure override(ERC4626, IERC4626) returns (uint256) {
        revert UnderwritingPool_PreviewUnavailable();
    }

    function _hasHeldPayouts() internal view virtual returns (bool);

    /// @dev Reverts if what arrives there would be nobody's.
    function _checkReceiver(address to) internal view virtual;

    function _deposit(address caller, address receiver, uint256 assets, uint256 shares) internal override {
        if (shares == 0) revert UnderwritingPool_AmountZero();
        super._deposit(caller, receiver, assets, shares);
    }

    /// @dev Runs between the transfer and the minting of shares, so a call made by the asset meets a state that is whole.
    function _transferIn(address from, uint256 assets) internal override {
        super._transferIn(from, assets);
        _ledger.cash = (_ledger.cash + assets).toUint96();
        _checkReceived();
    }

    /// @dev One balance covers all cash, so an asset that keeps a fee on a transfer stops the purchase or deposit.
    function _checkReceived() internal view {
        uint256 balance = IERC20(asset()).balanceOf(address(this));
        if (balance < _ledger.cash) revert UnderwritingPool_CashNotReceived(balance, _ledger.cash);
    }

    /// @dev Tells of the allowance that is left, too, when a part of it has been spent.
    function _approve(address owner, address spender, uint256 value, bool) internal override {
        super._approve(owner, spender, value, true);
    }

    /// @dev Shares of exits have the same price as all others, whatever is rounded in between.
    function _convertToShares(uint256 assets, Math.Rounding rounding) internal view override returns (uint256) {
        Ledger memory ledger = _ledger;
        return assets.mulDiv(_supply() + ledger.exitingShares, _capitalOf(ledger) + 1, rounding);
    }

    /// @dev As above.
    function _convertToAssets(uint256 shares, Math.Rounding rounding) internal view override returns (uint256) {
        Ledger memory ledger = _ledger;
        return shares.mulDiv(_capitalOf(ledger) + 1, _supply() + ledger.exitingShares, rounding);
    }

    function _supply() internal view override returns (uint256) {
        return totalSupply() + 10 ** _decimalsOffset();
    }

    /// @dev A million shares for the first asset unit make it worthless to inflate the price of a share.
    function _decimalsOffset() internal pure override returns (uint8) {
        return 6;
    }

    function _payExit(address receiver, address controller, uint256 assets, uint256 shares) private {
        _checkReceiver(receiver);
        _ledger.cash = (_ledger.cash - assets).toUint96();
        _ledger.reserved = (_ledger.reserved - assets).toUint96();
        emit Withdraw(msg.sender, receiver, controller, assets, shares);
        IERC20(asset()).safeTransfer(receiver, assets);
    }

    function _checkOperator(address controller) private view {
        if (controller != msg.sender && !isOperator[controller][msg.sender]) {
            revert UnderwritingPool_NotOperator(msg.sender, controller);
        }
    }
}
