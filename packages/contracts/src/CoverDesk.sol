// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {ICoverDesk} from "./interfaces/ICoverDesk.sol";
import {IPolicyBook} from "./interfaces/IPolicyBook.sol";
import {IProductCatalog} from "./interfaces/IProductCatalog.sol";
import {IUnderwritingPool} from "./interfaces/IUnderwritingPool.sol";
import {Pricing} from "./libraries/Pricing.sol";
import {Protocol} from "./libraries/Protocol.sol";
import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Pausable} from "@openzeppelin/contracts/utils/Pausable.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

contract CoverDesk is ICoverDesk, AccessManaged, Pausable, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;

    /// @dev Bit n is set if n units can be bought: 1, 2, 5, 10, 20, 50, 100.
    uint256 private constant DENOMINATIONS = 1 << 1 | 1 << 2 | 1 << 5 | 1 << 10 | 1 << 20 | 1 << 50 | 1 << 100;

    IProductCatalog public immutable catalog;
    IPolicyBook public immutable book;

    /// @dev The book must have been deployed with the address of this desk, which never changes.
    constructor(address authority_, IProductCatalog catalog_, IPolicyBook book_) AccessManaged(authority_) {
        if (book_.coverDesk() != address(this)) revert CoverDesk_BookOfAnotherDesk(address(book_));
        (catalog, book) = (catalog_, book_);
    }

    /// @inheritdoc ICoverDesk
    function buyCover(BuyParameters calldata parameters) external returns (uint256 premium) {
        return _buy(parameters);
    }

    /// @inheritdoc ICoverDesk
    function buyCoverWithPermit(BuyParameters calldata parameters, PermitSignature calldata permit)
        external
        returns (uint256 premium)
    {
        address asset = IUnderwritingPool(catalog.saleTerms(parameters.productId).pool).asset();
        // Whoever sees the permit can use it first; the allowance is there then, and decides.
        try IERC20Permit(asset)
            .permit(msg.sender, address(this), permit.value, permit.deadline, permit.v, permit.r, permit.s) {}
            catch {}
        return _buy(parameters);
    }

    /// @inheritdoc ICoverDesk
    function pause() external restricted {
        _pause();
    }

    /// @inheritdoc ICoverDesk
    function unpause() external restricted {
        _unpause();
    }

    /// @inheritdoc ICoverDesk
    function quote(uint256 productId, uint32 units, uint40 end) external view returns (uint256 premium) {
        return _quote(catalog.saleTerms(productId), productId, units, end);
    }

    function _buy(BuyParameters calldata parameters) private whenNotPaused nonReentrant returns (uint256 premium) {
        if (block.timestamp > parameters.deadline) revert CoverDesk_DeadlinePassed(parameters.deadline);
        IProductCatalog.SaleTerms memory sale = catalog.saleTerms(parameters.productId);
        premium = _quote(sale, parameters.productId, parameters.units, parameters.end);
        if (premium > parameters.maxPremium) {
            revert CoverDesk_PremiumAboveMaximum(premium, parameters.maxPremium);
        }

        IUnderwritingPool pool = IUnderwritingPool(sale.pool);
        IERC20(pool.asset()).safeTransferFrom(msg.sender, address(pool), premium);
        pool.underwrite(
            IUnderwritingPool.Underwriting({
                productId: parameters.productId,
                units: parameters.units,
                maxPayout: sale.maxPayout,
                capacityUnits: sale.capacityUnits,
                premium: premium,
                end: parameters.end,
                claimDeadline: uint256(parameters.end) + sale.claimWindow
            })
        );
        uint256 window = uint256(parameters.units) << 80 | block.timestamp << 40 | parameters.end;
        book.enqueue(parameters.commitment, sale.terms, window);
        emit CoverBought(
            parameters.productId,
            msg.sender,
            parameters.commitment,
            parameters.units,
            uint40(block.timestamp),
            parameters.end,
            premium
        );
    }

    function _quote(IProductCatalog.SaleTerms memory sale, uint256 productId, uint256 units, uint256 end)
        private
        view
        returns (uint256)
    {
        if (!sale.onSale) revert CoverDesk_ProductNotOnSale(productId);
        if (units > 100 || DENOMINATIONS >> units & 1 == 0) revert CoverDesk_UnitsNotADenomination(units);
        if (end % Protocol.WEEK != 0) revert CoverDesk_EndNotAWeek(end);
        (uint256 earliest, uint256 latest) = (block.timestamp + sale.minTerm, block.timestamp + sale.maxTerm);
        if (end < earliest || end > latest) revert CoverDesk_TermOutOfRange(end, earliest, latest);
        (uint256 assets, uint256 liability) = IUnderwritingPool(sale.pool).capital(productId);
        return Pricing.premiumOf(
            sale.baseRate, sale.loadFactor, assets, liability, units * sale.maxPayout, end - block.timestamp
        );
    }
}
