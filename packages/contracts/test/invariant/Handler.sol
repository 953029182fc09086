// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {ClaimDesk} from "../../src/ClaimDesk.sol";
import {CoverDesk} from "../../src/CoverDesk.sol";
import {UnderwritingPool} from "../../src/UnderwritingPool.sol";
import {IClaimDesk} from "../../src/interfaces/IClaimDesk.sol";
import {ICoverDesk} from "../../src/interfaces/ICoverDesk.sol";
import {IProductCatalog} from "../../src/interfaces/IProductCatalog.sol";
import {TestDollar} from "../TestDollar.sol";
import {Model} from "./Model.sol";
import {Test} from "forge-std/Test.sol";

/// @notice Everything that anyone can do to a pool, with bounded arguments, so that no call may revert.
contract Handler is Test {
    struct Protocol {
        TestDollar dollar;
        IProductCatalog catalog;
        CoverDesk coverDesk;
        ClaimDesk claimDesk;
        UnderwritingPool pool;
        uint256 policyRoot;
        uint256 committeeRoot;
    }

    uint256 private constant WEEK = 604_800;
    uint256 private constant ACTORS = 4;

    Protocol private _protocol;
    Model public immutable model = new Model();

    /// @dev What must never become true, and the price of a share, which only a payout may lower.
    bool public paidANullifierTwice;
    bool public paidAnObservationTwice;
    bool public donationMovedThePrice;
    bool public splitWasCheaper;
    bool public splitWasDearerThanRounding;
    bool public priceFellWithoutPayout;
    uint256 public utilisationAbove;

    uint256 private _nextNullifier = 1;

    constructor(Protocol memory protocol) {
        _protocol = protocol;
    }

    /// @dev Compares the price of a share before and after, as fractions.
    modifier keepsThePrice() {
        (uint256 assets, uint256 supply) = _price();
        _;
        (uint256 newAssets, uint256 newSupply) = _price();
        if (newAssets * supply < assets * newSupply) priceFellWithoutPayout = true;
    }

    function deposit(uint256 actor, uint256 assets) external keepsThePrice {
        address owner = _fundedActor(actor, assets = bound(assets, 0, 1e12));
        vm.prank(owner);
        _protocol.pool.deposit(assets, owner);
        model.receiveCash(assets);
    }

    function mint(uint256 actor, uint256 shares) external keepsThePrice {
        shares = bound(shares, 0, 1e18);
        uint256 assets = _protocol.pool.previewMint(shares);
        if (assets > 1e13) return;
        address owner = _fundedActor(actor, assets);
        vm.prank(owner);
        assertEq(_protocol.pool.mint(shares, owner), assets);
        model.receiveCash(assets);
    }

    function withdraw(uint256 actor, uint256 assets) external keepsThePrice {
        address owner = _actor(actor);
        assets = bound(assets, 0, _protocol.pool.maxWithdraw(owner));
        vm.prank(owner);
        _protocol.pool.withdraw(assets, owner, owner);
        model.sendCash(assets);
    }

    function redeem(uint256 actor, uint256 shares) external keepsThePrice {
        address owner = _actor(actor);
        shares = bound(shares, 0, _protocol.pool.maxRedeem(owner));
        vm.prank(owner);
        model.sendCash(_protocol.pool.redeem(shares, owner, owner));
    }

    /// @notice Rarely, since a pool without capital sells nothing.
    function exitAll(uint256 dice) external {
        if (dice % 8 == 0) everyoneExits();
    }

    function everyoneExits() public keepsThePrice {
        for (uint256 i; i < ACTORS; ++i) {
            address owner = _actor(i);
            uint256 shares = _protocol.pool.maxRedeem(owner);
            vm.prank(owner);
            model.sendCash(_protocol.pool.redeem(shares, owner, owner));
        }
    }

    function buy(uint256 product, uint256 size, uint256 term) external keepsThePrice {
        product = bound(product, 1, 2);
        uint32 units = [uint32(1), 2, 5, 10, 20, 50, 100][bound(size, 0, 6)];
        if (_fits(product, units)) _buy(product, units, _end(product, term));
    }

    /// @notice The same purchase in two halves.
    function buySplit(uint256 product, uint256 size, uint256 term) external keepsThePrice {
        product = bound(product, 1, 2);
        uint32 units = [uint32(2), 10, 20, 100][bound(size, 0, 3)];
        if (!_fits(product, units)) return;
        uint40 end = _end(product, term);
        uint256 whole = _protocol.coverDesk.quote(product, units, end);
        uint256 sum = _buy(product, units / 2, end) + _buy(product, units / 2, end);
        if (sum < whole) splitWasCheaper = true;
        if (sum > whole + 2) splitWasDearerThanRounding = true;
    }

    function claim(uint256 choice, uint256 severity, uint256 fee) external {
        (bool found, uint256 policy) = model.claimable(choice);
        if (found) _claim(policy, bound(severity, 1, 3), fee);
    }

    /// @notice A spent nullifier, with an observation not yet paid for, and the other way round.
    function claimAgain(uint256 choice, uint256 severity) external keepsThePrice {
        if (_nextNullifier == 1) return;
        uint256 spent = bound(choice, 1, _nextNullifier - 1);
        uint256 product = model.productOfNullifier(spent);
        severity = bound(severity, 1, 3);
        IClaimDesk.Claim memory again = _claimOf(product, 1, severity, spent, 1e30 + choice % 1e30, block.timestamp);
        try _protocol.claimDesk.submitClaim(_noProof(), again, _payment(0)) {
            paidANullifierTwice = true;
        } catch {}
        again = _claimOf(product, 1, severity, 1e40 + choice % 1e30, 1e20 + spent, block.timestamp);
        try _protocol.claimDesk.submitClaim(_noProof(), again, _payment(0)) {
            paidAnObservationTwice = true;
        } catch {}
    }

    function warp(uint256 time) external keepsThePrice {
        skip(bound(time, 0, 4 * WEEK));
    }

    /// @notice To the last second in which a bucket is open, or the first in which it is not.
    function warpToBucket(bool isDue) external keepsThePrice {
        vm.warp((block.timestamp / WEEK + 1) * WEEK + 3600 + (isDue ? 1 : 0));
    }

    function advance(uint256 product, uint256 maxWeeks) external keepsThePrice {
        _protocol.pool.advance(bound(product, 1, 2), bound(maxWeeks, 0, 30));
    }

    function donate(uint256 amount) external {
        amount = bound(amount, 0, 1e13);
        (uint256 assets, uint256 supply) = _price();
        _protocol.dollar.mint(address(_protocol.pool), amount);
        model.donate(amount);
        (uint256 newAssets, uint256 newSupply) = _price();
        if (assets != newAssets || supply != newSupply) donationMovedThePrice = true;
    }

    /// @notice Pays every policy that can still claim, in full.
    function claimAll() external {
        for ((bool found, uint256 policy) = model.claimable(0); found; (found, policy) = model.claimable(0)) {
            _claim(policy, 3, 0);
        }
    }

    function sumOfShareValue() external view returns (uint256 sum) {
        for (uint256 i; i < ACTORS; ++i) {
            sum += _protocol.pool.convertToAssets(_protocol.pool.balanceOf(_actor(i)));
        }
    }

    function _buy(uint256 product, uint32 units, uint40 end) private returns (uint256 premium) {
        premium = _protocol.coverDesk.quote(product, units, end);
        address owner = _actor(7);
        _protocol.dollar.mint(owner, premium);
        vm.startPrank(owner);
        _protocol.dollar.approve(address(_protocol.coverDesk), premium);
        _protocol.coverDesk.buyCover(ICoverDesk.BuyParameters(product, 1, units, end, premium, block.timestamp));
        vm.stopPrank();
        IProductCatalog.SaleTerms memory sale = _protocol.catalog.saleTerms(product);
        model.sell(product, units, sale.maxPayout, end, end + sale.claimWindow, premium);
        (uint256 assets, uint256 liability) = _protocol.pool.capital(product);
        if (liability > assets) utilisationAbove = liability - assets;
    }

    /// @dev An honest holder with a late result takes the deadline itself as `asOf`.
    function _claim(uint256 policy, uint256 severity, uint256 fee) private {
        (uint256 product, uint256 units, uint256 deadline) = model.policyOf(policy);
        uint256 asOf = block.timestamp < deadline ? block.timestamp : deadline;
        IClaimDesk.Claim memory honest = _claimOf(product, units, severity, _nextNullifier, 1e20 + _nextNullifier, asOf);
        uint96[3] memory payouts = _protocol.catalog.claimTerms(honest.terms).payouts;
        uint256 payout = units * payouts[severity - 1];
        fee = bound(fee, 0, payout);
        model.claim(policy, _nextNullifier++);
        assertEq(_protocol.claimDesk.submitClaim(_noProof(), honest, _payment(fee)), payout);
        model.sendCash(payout);
    }

    function _claimOf(
        uint256 product,
        uint256 units,
        uint256 severity,
        uint256 nullifier,
        uint256 observation,
        uint256 asOf
    ) private view returns (IClaimDesk.Claim memory) {
        (uint256 terms,,) = _protocol.catalog.product(product);
        return IClaimDesk.Claim({
            policyRoot: _protocol.policyRoot,
            committeeRoot: _protocol.committeeRoot,
            terms: terms,
            units: units,
            severity: severity,
            nullifier: nullifier,
            observationNullifier: observation,
            asOf: asOf / 3600 * 3600
        });
    }

    function _payment(uint256 fee) private view returns (IClaimDesk.Payment memory) {
        return IClaimDesk.Payment(address(0xbeef), address(0xfee), fee, block.timestamp);
    }

    function _noProof() private pure returns (uint256[8] memory) {}

    function _fits(uint256 product, uint256 units) private view returns (bool) {
        IProductCatalog.SaleTerms memory sale = _protocol.catalog.saleTerms(product);
        (uint256 assets, uint256 liability) = _protocol.pool.capital(product);
        (uint256 open, uint256 claimed,,) = _protocol.pool.productLiability(product);
        return liability + units * sale.maxPayout <= assets && open - claimed + units <= sale.capacityUnits;
    }

    function _end(uint256 product, uint256 term) private view returns (uint40) {
        IProductCatalog.SaleTerms memory sale = _protocol.catalog.saleTerms(product);
        return uint40((block.timestamp + bound(term, sale.minTerm + WEEK - 1, sale.maxTerm)) / WEEK * WEEK);
    }

    function _price() private view returns (uint256 assets, uint256 supply) {
        return (_protocol.pool.totalAssets() + 1, _protocol.pool.totalSupply() + 1e6);
    }

    function _actor(uint256 index) private pure returns (address) {
        return address(uint160(0xac0000 + (index == 7 ? 7 : index % ACTORS)));
    }

    function _fundedActor(uint256 index, uint256 amount) private returns (address owner) {
        owner = _actor(index == 7 ? 3 : index);
        _protocol.dollar.mint(owner, amount);
        vm.prank(owner);
        _protocol.dollar.approve(address(_protocol.pool), amount);
    }
}
