// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {IProductCatalog} from "../../src/interfaces/IProductCatalog.sol";
import {AcesoTest} from "../AcesoTest.sol";
import {Handler} from "./Handler.sol";
import {Model} from "./Model.sol";

/// @dev The numbers are those of README.md.
contract SolvencyTest is AcesoTest {
    Handler private _handler;
    Model private _model;

    function setUp() public override {
        super.setUp();
        IProductCatalog.ProductParameters memory second = defaultProduct();
        second.payouts = [uint96(7 * DOLLAR + 1), uint96(7 * DOLLAR + 1), uint96(333 * DOLLAR + 7)];
        (second.claimWindow, second.minTerm, second.maxTerm) = (1 weeks, 3 weeks, 20 weeks);
        (second.baseRate, second.loadFactor, second.capacity) = (0.311e18, 9e18, uint96(100_000 * DOLLAR));
        list(second);

        deposit(provider, 10_000 * DOLLAR);
        buyAndInsert(1, endAfter(4 weeks), 4242);
        _handler = new Handler(
            Handler.Protocol({
                dollar: dollar,
                catalog: catalog,
                coverDesk: coverDesk,
                claimDesk: claimDesk,
                pool: pool,
                policyRoot: 4242,
                committeeRoot: committeeRoot
            })
        );
        _model = _handler.model();
        // The first policy, which brought the root into the book, ends before the run begins.
        vm.warp(block.timestamp + 20 weeks);
        pool.advance(productId, type(uint256).max);
        uint256 shares = pool.balanceOf(provider);
        vm.prank(provider);
        pool.redeem(shares, provider, provider);
        _model.receiveCash(pool.cash());

        bytes4[] memory verbs = new bytes4[](13);
        verbs[0] = Handler.deposit.selector;
        verbs[1] = Handler.mint.selector;
        verbs[2] = Handler.withdraw.selector;
        verbs[3] = Handler.redeem.selector;
        verbs[4] = Handler.exitAll.selector;
        verbs[5] = Handler.buy.selector;
        verbs[6] = Handler.buySplit.selector;
        verbs[7] = Handler.claim.selector;
        verbs[8] = Handler.claimAgain.selector;
        verbs[9] = Handler.warp.selector;
        verbs[10] = Handler.warpToBucket.selector;
        verbs[11] = Handler.advance.selector;
        verbs[12] = Handler.donate.selector;
        targetContract(address(_handler));
        targetSelector(FuzzSelector({addr: address(_handler), selectors: verbs}));
    }

    function invariant_1_CashIsTheSumOfItsParts() external view {
        assertEq(pool.cash(), _model.cash(), "what came in less what went out");
        assertEq(pool.cash(), pool.totalAssets() + pool.unearnedPremium(), "assets and unearned premium");
        assertEq(pool.unearnedPremium(), _model.unearnedPremium(), "premium by premium");
        assertEq(dollar.balanceOf(address(pool)), pool.cash() + _model.donations(), "token balance");
    }

    function invariant_2_AssetsCoverLiability() external view {
        assertGe(pool.totalAssets(), pool.liability());
    }

    function invariant_3_LiabilityIsNeverUnderstated() external view {
        uint256 sum;
        for (uint256 id = 1; id < 3; ++id) {
            (uint256 open, uint256 claimed,, uint256 maxPayout) = pool.productLiability(id);
            assertGe((open - claimed) * maxPayout, _model.liabilityOf(id), "product");
            (, uint256 liability) = pool.capital(id);
            assertGe(liability, _model.liabilityOf(1) + _model.liabilityOf(2), "after what is due");
            sum += (open - claimed) * maxPayout;
        }
        assertEq(pool.liability(), sum, "pool");
    }

    function invariant_4_ANullifierPaysOnce() external view {
        assertFalse(_handler.paidANullifierTwice());
    }

    function invariant_5_AnObservationPaysOncePerTerms() external view {
        assertFalse(_handler.paidAnObservationTwice());
    }

    function invariant_6_SharesAreWorthAtMostTheAssets() external view {
        assertLe(_handler.sumOfShareValue(), pool.totalAssets());
    }

    function invariant_7_ADonationMovesNoPrice() external view {
        assertFalse(_handler.donationMovedThePrice());
    }

    function invariant_8_UtilisationIsAtMostOne() external view {
        assertEq(_handler.utilisationAbove(), 0);
        for (uint256 id = 1; id < 3; ++id) {
            (uint256 assets, uint256 liability) = pool.capital(id);
            assertLe(liability, assets);
        }
    }

    /// @dev Played out at the end of each run: everybody who can leaves, then everybody who can claims in full.
    function afterInvariant() external {
        _handler.everyoneExits();
        _handler.claimAll();
        assertEq(_model.liabilityOf(1) + _model.liabilityOf(2), 0);
    }

    function invariant_9_EverythingClaimableCanBePaid() external view {
        assertGe(pool.cash() - pool.freeCapital(), _model.liabilityOf(1) + _model.liabilityOf(2));
    }

    function invariant_10_SplittingAPurchaseGainsNothing() external view {
        assertFalse(_handler.splitWasCheaper(), "cheaper");
        assertFalse(_handler.splitWasDearerThanRounding(), "dearer");
    }

    function invariant_11_OnlyAPayoutLowersTheSharePrice() external view {
        assertFalse(_handler.priceFellWithoutPayout());
    }
}
