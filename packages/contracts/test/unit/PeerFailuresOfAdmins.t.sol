// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {IAssetGuard} from "../../src/interfaces/IAssetGuard.sol";
import {IAttestationTrigger} from "../../src/interfaces/IAttestationTrigger.sol";
import {IClaimDesk} from "../../src/interfaces/IClaimDesk.sol";
import {IProductCatalog} from "../../src/interfaces/IProductCatalog.sol";
import {ITrigger} from "../../src/interfaces/ITrigger.sol";
import {AcesoTest} from "../AcesoTest.sol";
import {IAccessManager} from "@openzeppelin/contracts/access/manager/IAccessManager.sol";
import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";

/// @dev Takes every claim for true.
contract CredulousTrigger is ITrigger {
    function check(Claim calldata, uint256, uint256, uint256, bytes calldata) external pure returns (uint256) {
        return 1;
    }

    function isRevoked(uint256, uint256) external pure returns (bool) {
        return false;
    }
}

/// @dev AdminCanDrain, the failure of most peers: what the holder of every role can do, and how fast.
contract PeerFailuresOfAdminsTest is AcesoTest {
    uint256 private constant ROOT = 4242;
    uint256 private constant PAYOUT = 100_000 * DOLLAR;

    address private immutable _rogue = makeAddr("rogue");

    uint40 private _end;

    function setUp() public override {
        super.setUp();
        deposit(provider, 1_000_000 * DOLLAR);
        _end = endAfter(12 weeks);
        buyAndInsert(100, _end, ROOT);
        skip(3 weeks);
        vm.prank(admin);
        manager.grantRole(0, _rogue, 0);
    }

    function _assertHolderIsPaid() private {
        IAttestationTrigger.Evidence memory evidence = evidenceOf(ROOT);
        evidence.committeeRoot = registry.rootOf(committeeId);
        claimDesk.submitClaim(claimOf(100, 3), paymentOf(0), abi.encode(evidence));
        skip(2 days);
        settleAllHeld();
        assertEq(dollar.balanceOf(recipient), PAYOUT);
    }

    /// @dev Every restricted function, and the manager's own, one after the other in one block.
    function test_AdminCanDrain() external {
        uint256 shares = pool.balanceOf(provider) / 2;
        vm.prank(provider);
        pool.requestRedeem(shares, provider, provider);
        (uint256 assets, uint256 exiting, uint256 unearned) =
            (pool.totalAssets(), pool.exiting(), pool.unearnedPremium());
        (uint256 protocolFees, uint256 oracleFees) = pool.fees(productId);
        (uint256 cash, uint256 liability) = (pool.cash(), pool.liability());
        registerOperator("rogue operator", 6666);
        bytes memory noAllowance =
            abi.encodeWithSelector(IERC20Errors.ERC20InsufficientAllowance.selector, address(manager), 0, 1);

        vm.startPrank(_rogue);
        coverDesk.pause();
        coverDesk.unpause();
        coverDesk.pause();
        pool.pauseDeposits();
        pool.unpauseDeposits();
        pool.pauseDeposits();
        catalog.setOnSale(productId, false);
        catalog.listProduct(defaultProduct());
        guard.setFeed(address(dollar), IAssetGuard.Feed(address(feed), 1, 0, 1));
        registry.createCommittee();
        registry.unseat(committeeId, 0);
        registry.revokeRoot(committeeId, registry.rootOf(committeeId));
        registry.seat(committeeId, 1, makeAddr("rogue operator"));
        assertEq(pool.collectProtocolFees(productId, _rogue), protocolFees);
        assertEq(pool.collectOracleFees(productId, _rogue), oracleFees);
        assertEq(pool.collectProtocolFees(productId, _rogue), 0);
        manager.setTargetClosed(address(pool), true);
        manager.setTargetClosed(address(coverDesk), true);
        manager.setTargetClosed(address(catalog), true);
        vm.expectRevert(noAllowance);
        manager.execute(address(dollar), abi.encodeCall(dollar.transferFrom, (address(pool), _rogue, 1)));
        vm.expectRevert(noAllowance);
        manager.execute(address(dollar), abi.encodeCall(dollar.transferFrom, (buyer, _rogue, 1)));
        vm.stopPrank();

        assertEq(dollar.balanceOf(_rogue), protocolFees + oracleFees);
        assertEq(pool.cash(), cash - protocolFees - oracleFees);
        assertEq(dollar.balanceOf(address(pool)), pool.cash());
        assertEq(pool.totalAssets(), assets);
        assertEq(pool.exiting(), exiting);
        assertEq(pool.unearnedPremium(), unearned);
        assertEq(pool.liability(), liability);
        _assertHolderIsPaid();
        skip(2 weeks);
        pool.settleExits();
        uint256 capital = assets + exiting + unearned - pool.unearnedPremium() - PAYOUT;
        assertApproxEqAbs(pool.maxWithdraw(provider), exiting * capital / (assets + exiting), 2);
    }

    /// @dev The worst of it: cover of a product of one's own, with a trigger that believes anything, for all the capital
    /// that is not bound. Of that no more than the instant share goes in a day, the rest is held; cover that others have
    /// bought is beyond reach, and is paid in full.
    function test_AdminCanDrain_FreeCapitalByAProductOfItsOwn() external {
        (uint256 assets, uint256 limit) = (pool.totalAssets(), pool.instantLimit());
        _listOwnProduct();
        for (uint256 i; i < 9; ++i) {
            buy(100, _end);
        }
        uint256 paid;
        for (uint256 i; i < 90; ++i) {
            if (_claimOwn(i)) paid += 10_000 * DOLLAR;
        }
        assertLe(paid, limit);
        assertGt(paid, limit / 2);
        assertEq(dollar.balanceOf(_rogue), paid);
        assertEq(settleAllHeld(), 0);
        assertEq(dollar.balanceOf(_rogue), paid);
        assertGe(pool.totalAssets(), pool.liability());
        assertGe(pool.totalAssets(), PAYOUT);
        _assertHolderIsPaid();
        assertLe(dollar.balanceOf(_rogue), assets - PAYOUT);
    }

    /// @dev With the 21 days that listing takes on public networks, see docs/roles.md, whoever does not trust a product
    /// that is under way is gone before it can be sold.
    function test_AdminCanDrain_NotBeforeProvidersCanLeave() external {
        address curator = makeAddr("curator");
        bytes4[] memory selectors = new bytes4[](1);
        selectors[0] = IProductCatalog.listProduct.selector;
        vm.startPrank(admin);
        manager.setTargetFunctionRole(address(catalog), selectors, 7);
        manager.grantRole(7, curator, 21 days);
        vm.stopPrank();
        IProductCatalog.ProductParameters memory p = _ownProduct();
        bytes memory call = abi.encodeCall(IProductCatalog.listProduct, (p));
        bytes32 operation = manager.hashOperation(curator, address(catalog), call);
        vm.expectRevert(abi.encodeWithSelector(IAccessManager.AccessManagerNotScheduled.selector, operation));
        vm.prank(curator);
        catalog.listProduct(p);
        vm.prank(curator);
        manager.schedule(address(catalog), call, 0);

        uint256 shares = pool.balanceOf(provider);
        uint256 value = pool.convertToAssets(shares);
        uint256 state = vm.snapshotState();
        vm.prank(provider);
        pool.requestRedeem(shares, provider, provider);
        skip(21 days - 1);
        pool.settleExits();
        vm.expectRevert(abi.encodeWithSelector(IAccessManager.AccessManagerNotReady.selector, operation));
        vm.prank(curator);
        catalog.listProduct(p);
        // What is bound by cover stays until the cover has ended.
        assertGe(pool.maxWithdraw(provider) + PAYOUT, value);
        vm.revertToState(state);
        skip(21 days);
        vm.prank(curator);
        catalog.listProduct(p);
    }

    function _ownProduct() private returns (IProductCatalog.ProductParameters memory p) {
        p = defaultProduct();
        (p.trigger, p.capacity, p.baseRate) = (address(new CredulousTrigger()), type(uint96).max, 1);
    }

    function _listOwnProduct() private {
        IProductCatalog.ProductParameters memory p = _ownProduct();
        vm.prank(_rogue);
        productId = catalog.listProduct(p);
    }

    /// @return paid false if it is held
    function _claimOwn(uint256 i) private returns (bool paid) {
        (uint256 ownTerms,,) = catalog.product(productId);
        ITrigger.Claim memory claim = ITrigger.Claim(ownTerms, 10, 3, 1e6 + i, 1e6 + i);
        IClaimDesk.Payment memory payment = paymentOf(0);
        payment.recipient = _rogue;
        (, paid) = claimDesk.submitClaim(claim, payment, "");
    }
}
