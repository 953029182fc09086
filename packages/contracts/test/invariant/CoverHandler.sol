// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {ICoverDesk} from "../../src/interfaces/ICoverDesk.sol";
import {IProductCatalog} from "../../src/interfaces/IProductCatalog.sol";
import {IUnderwritingPool} from "../../src/interfaces/IUnderwritingPool.sol";
import {BookHandler} from "./BookHandler.sol";
import {PolicyModel} from "./PolicyModel.sol";

/// @notice What buyers do, and what stops them.
abstract contract CoverHandler is BookHandler {
    uint256 private constant BUYER_KEY = 0xb0e4;
    address private immutable BUYER = vm.addr(BUYER_KEY);

    uint256 private _commitments = 1000;

    function buy(uint256 product, uint256 size, uint256 term, bool renewable, bool permit)
        external
        keepsThePrice
        keepsExitsFromGaining
    {
        _settle();
        product = bound(product, 1, PRODUCTS);
        uint32 units = [uint32(1), 2, 5, 10, 20, 50, 100][bound(size, 0, 6)];
        if (_fits(product, units)) _buy(product, units, _end(product, term), renewable, permit);
    }

    /// @notice The same purchase in two halves.
    function buySplit(uint256 product, uint256 size, uint256 term) external keepsThePrice keepsExitsFromGaining {
        _settle();
        product = bound(product, 1, PRODUCTS);
        uint32 units = [uint32(2), 10, 20, 100][bound(size, 0, 3)];
        if (!_fits(product, units)) return;
        uint40 end = _end(product, term);
        uint256 whole = _protocol.coverDesk.quote(product, units, end);
        uint256 sum = _buy(product, units / 2, end, false, false) + _buy(product, units / 2, end, false, false);
        _require(sum >= whole, "10: a split purchase was cheaper");
        _require(sum <= whole + 2, "10: a split purchase was dearer than by rounding");
    }

    function buyGroup(uint256 product, uint256 count, uint256 term) external keepsThePrice keepsExitsFromGaining {
        _settle();
        product = bound(product, 1, PRODUCTS);
        count = bound(count, 1, 5);
        ICoverDesk.Member[] memory members = new ICoverDesk.Member[](count);
        uint256 units;
        for (uint256 i; i < count; ++i) {
            members[i] = ICoverDesk.Member(++_commitments, [uint32(1), 2, 5, 10, 20][i]);
            units += members[i].units;
        }
        if (!_fits(product, units)) return;
        uint40 end = _end(product, term);
        uint256 premium = _protocol.coverDesk.quote(product, units, end);
        _approve(premium);
        vm.prank(BUYER);
        _protocol.coverDesk
            .buyGroupCover(ICoverDesk.GroupParameters(product, members, end, address(0), premium, block.timestamp));
        _queuedGroup(product, members, end);
        _sold(product, units, block.timestamp, end, premium, false, 0);
    }

    function renew(uint256 choice, uint256 term, bool renewable) external keepsThePrice keepsExitsFromGaining {
        _settle();
        uint256 id = policies.renewable(choice, _protocol.catalog.renewalWindow(1));
        if (id == 0) return;
        PolicyModel.Policy memory old = policies.policyOf(id);
        if (!_fits(old.product, old.units)) return;
        uint40 end = _endOf(old.product, old.end, term);
        uint256 premium = _protocol.coverDesk.quoteRenewal(old.product, old.units, uint40(old.end), end);
        _approve(premium);
        ICoverDesk.Member memory member = ICoverDesk.Member(old.commitment, uint32(old.units));
        vm.prank(BUYER);
        _protocol.coverDesk
            .renewCover(
                ICoverDesk.RenewalParameters(
                    old.product, member, uint40(old.end), end, renewable ? BUYER : address(0), premium, block.timestamp
                )
            );
        policies.useRenewal(id);
        _queued(old.product, old.commitment, 1 << 112 | _windowOf(old.units, old.end, end, renewable));
        _sold(old.product, old.units, old.end, end, premium, renewable, old.commitment);
    }

    /// @notice With the money for it, for any term.
    function renewForAStranger(uint256 choice, uint256 term, address renewer) external {
        uint256 id = policies.renewable(choice, _protocol.catalog.renewalWindow(1));
        if (id == 0) return;
        PolicyModel.Policy memory old = policies.policyOf(id);
        _protocol.dollar.mint(address(this), 1e12);
        _protocol.dollar.approve(address(_protocol.coverDesk), 1e12);
        try _protocol.coverDesk
            .renewCover(
                ICoverDesk.RenewalParameters(
                    old.product,
                    ICoverDesk.Member(old.commitment, uint32(old.units)),
                    uint40(old.end),
                    _endOf(old.product, old.end, term),
                    renewer,
                    1e12,
                    block.timestamp
                )
            ) {
            _require(false, "a policy was renewed by a stranger");
        } catch {}
    }

    /// @notice A price that is stale or off its peg stops sales, and a pause does; nothing else stops.
    function depegOrPause(uint256 dice) external {
        if (dice % 3 == 0) _protocol.feed.setAlways(0.97e8);
        else if (dice % 3 == 1) _protocol.feed.set(1e8, 1, uint40(block.timestamp - 1 days - 1));
        vm.startPrank(_protocol.admin);
        if (dice % 3 == 2) _protocol.coverDesk.pause();
        vm.stopPrank();
        ICoverDesk.BuyParameters memory parameters = ICoverDesk.BuyParameters(
            1, ICoverDesk.Member(7, 1), _end(1, dice), address(0), type(uint256).max, block.timestamp
        );
        _approve(1e12);
        vm.prank(BUYER);
        try _protocol.coverDesk.buyCover(parameters) {
            _require(false, "14: sold in spite of a guard");
        } catch {}
        _protocol.feed.setAlways(1e8);
        vm.startPrank(_protocol.admin);
        if (dice % 3 == 2) _protocol.coverDesk.unpause();
        vm.stopPrank();
    }

    function collectFees(uint256 product, bool oracle) external keepsThePrice keepsExitsFromGaining {
        product = bound(product, 1, PRODUCTS);
        vm.startPrank(_protocol.admin);
        money.collectFees(
            oracle
                ? _protocol.pool.collectOracleFees(product, _protocol.admin)
                : _protocol.pool.collectProtocolFees(product, _protocol.admin)
        );
        vm.stopPrank();
    }

    function retireProduct(uint256 product) external keepsThePrice keepsExitsFromGaining {
        try _protocol.pool.retireProduct(bound(product, 1, PRODUCTS)) {} catch {}
    }

    function advance(uint256 product, uint256 maxWeeks) external keepsThePrice keepsExitsFromGaining {
        _protocol.pool.advance(bound(product, 1, PRODUCTS), bound(maxWeeks, 0, 30));
    }

    function warp(uint256 time) external keepsThePrice keepsExitsFromGaining {
        skip(bound(time, 0, 4 * WEEK));
    }

    /// @notice To the last second in which a bucket is open, or the first in which it is not.
    function warpToBucket(bool isDue) external keepsThePrice keepsExitsFromGaining {
        vm.warp((block.timestamp / WEEK + 1) * WEEK + 3600 + (isDue ? 1 : 0));
    }

    function _buy(uint256 product, uint32 units, uint40 end, bool renewable, bool permit)
        private
        returns (uint256 premium)
    {
        premium = _protocol.coverDesk.quote(product, units, end);
        ICoverDesk.BuyParameters memory parameters = ICoverDesk.BuyParameters(
            product,
            ICoverDesk.Member(++_commitments, units),
            end,
            renewable ? BUYER : address(0),
            premium,
            block.timestamp
        );
        if (permit) {
            _protocol.dollar.mint(BUYER, premium);
            ICoverDesk.PermitSignature memory signature = _permit(premium);
            vm.prank(BUYER);
            _protocol.coverDesk.buyCoverWithPermit(parameters, signature);
        } else {
            _approve(premium);
            vm.prank(BUYER);
            _protocol.coverDesk.buyCover(parameters);
        }
        _queued(product, _commitments, _windowOf(units, block.timestamp, end, renewable));
        _sold(product, units, block.timestamp, end, premium, renewable, _commitments);
    }

    /// @dev A group is one policy to the model: it ends with one claim.
    function _sold(
        uint256 product,
        uint256 units,
        uint256 start,
        uint256 end,
        uint256 premium,
        bool renewable,
        uint256 commitment
    ) private {
        (,, IProductCatalog.ProductParameters memory parameters) = _protocol.catalog.product(product);
        uint256 fee = premium * parameters.protocolFee / 10_000 + premium * parameters.oracleFee / 10_000;
        money.receiveCash(premium, fee);
        PolicyModel.Policy memory policy;
        (policy.product, policy.units, policy.maxPayout) =
        (product, units, _protocol.catalog.saleTerms(product).maxPayout);
        (policy.start, policy.end, policy.deadline) = (start, end, end + parameters.claimWindow);
        (policy.premium, policy.renewable, policy.commitment) = (premium - fee, renewable, commitment);
        policies.sell(policy);
        _require(_protocol.pool.liability() <= _protocol.pool.totalAssets(), "8: sold more than the capital");
    }

    function _queuedGroup(uint256 product, ICoverDesk.Member[] memory members, uint256 end) private {
        for (uint256 i; i < members.length; ++i) {
            _queued(product, members[i].commitment, _windowOf(members[i].units, block.timestamp, end, false));
        }
    }

    function _permit(uint256 value) private view returns (ICoverDesk.PermitSignature memory permit) {
        bytes32 message = keccak256(
            abi.encode(
                keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)"),
                BUYER,
                address(_protocol.coverDesk),
                value,
                _protocol.dollar.nonces(BUYER),
                block.timestamp
            )
        );
        (permit.v, permit.r, permit.s) =
            vm.sign(BUYER_KEY, keccak256(abi.encodePacked("\x19\x01", _protocol.dollar.DOMAIN_SEPARATOR(), message)));
        (permit.value, permit.deadline) = (value, block.timestamp);
    }

    function _approve(uint256 premium) private {
        _protocol.dollar.mint(BUYER, premium);
        vm.prank(BUYER);
        _protocol.dollar.approve(address(_protocol.coverDesk), premium);
    }

    function _fits(uint256 product, uint256 units) private view returns (bool) {
        IProductCatalog.SaleTerms memory sale = _protocol.catalog.saleTerms(product);
        (uint256 assets, uint256 liability) = _protocol.pool.capital(product);
        (uint256 open, uint256 claimed,,) = _protocol.pool.productLiability(product);
        return liability + units * sale.maxPayout <= assets && open - claimed + units <= sale.capacityUnits;
    }

    function _end(uint256 product, uint256 term) private view returns (uint40) {
        return _endOf(product, block.timestamp, term);
    }

    function _endOf(uint256 product, uint256 start, uint256 term) private view returns (uint40) {
        IProductCatalog.SaleTerms memory sale = _protocol.catalog.saleTerms(product);
        return uint40((start + bound(term, sale.minTerm + WEEK - 1, sale.maxTerm)) / WEEK * WEEK);
    }
}
