// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {IProductCatalog} from "../../src/interfaces/IProductCatalog.sol";
import {AcesoTest} from "../AcesoTest.sol";
import {TestDollar} from "../TestDollar.sol";
import {BaseHandler} from "./BaseHandler.sol";
import {Handler} from "./Handler.sol";
import {MoneyModel} from "./MoneyModel.sol";
import {MoodyDollar} from "./MoodyDollar.sol";
import {PolicyModel} from "./PolicyModel.sol";

/// @notice The checks, by their numbers in README.md.
abstract contract Numbered is AcesoTest {
    Handler internal _handler;
    PolicyModel private _policies;
    MoneyModel private _money;

    function setUp() public virtual override {
        super.setUp();
        IProductCatalog.ProductParameters memory second = defaultProduct();
        second.payouts = [uint96(7 * DOLLAR + 1), uint96(7 * DOLLAR + 1), uint96(333 * DOLLAR + 7)];
        (second.claimWindow, second.minTerm, second.maxTerm) = (1 weeks, 3 weeks, 20 weeks);
        (second.baseRate, second.loadFactor, second.capacity) = (0.311e18, 9e18, uint96(100_000 * DOLLAR));
        (second.protocolFee, second.oracleFee, second.refundShare) = (333, 777, 8890);
        list(second);
        for (uint256 i = 1; i < 8; ++i) {
            registerOperator(string.concat("operator ", vm.toString(i)), 1001 + i);
        }

        deposit(provider, 10_000 * DOLLAR);
        buyAndInsert(1, endAfter(4 weeks), 4242);
        _handler = newHandler(
            BaseHandler.Protocol({
                dollar: MoodyDollar(address(dollar)),
                catalog: catalog,
                registry: registry,
                coverDesk: coverDesk,
                claimDesk: claimDesk,
                pool: pool,
                feed: feed,
                admin: admin,
                committeeId: committeeId,
                policyRoot: 4242
            })
        );
        (_policies, _money) = (_handler.policies(), _handler.money());
        // The policy that made the root expires and the provider leaves, so that the model can start with what is left.
        uint256 shares = pool.balanceOf(provider);
        vm.prank(provider);
        pool.requestRedeem(shares, provider, provider);
        skip(12 weeks);
        pool.advance(1, type(uint256).max);
        pool.settleExits();
        shares = pool.maxRedeem(provider);
        vm.prank(provider);
        pool.redeem(shares, provider, provider);
        _money.receiveCash(pool.cash(), pool.reserved());
        targetContract(address(_handler));
        // What the end plays out; in the middle it would leave nothing to do.
        bytes4[] memory ends = new bytes4[](4);
        (ends[0], ends[1]) = (Handler.claimAll.selector, Handler.cancelAll.selector);
        (ends[2], ends[3]) = (_handler.everyoneRequests.selector, _handler.everyoneRedeems.selector);
        excludeSelector(FuzzSelector(address(_handler), ends));
    }

    function newHandler(BaseHandler.Protocol memory protocol) internal virtual returns (Handler) {
        return new Handler(protocol);
    }

    function newDollar() internal override returns (TestDollar) {
        return new MoodyDollar();
    }

    function _check1() internal view {
        uint256 unearned = _policies.unearnedPremium();
        assertEq(pool.cash(), _money.cash(), "1: what came in less what went out");
        assertEq(pool.unearnedPremium(), unearned, "1: unearned premium, premium by premium");
        assertEq(pool.exitingShares(), _money.exitingShares(), "1: shares of exits");
        assertEq(pool.exiting(), _money.exiting(unearned, pool.totalSupply()), "1: exiting");
        assertEq(pool.reserved(), _money.reserved(), "1: reserved");
        assertEq(
            pool.cash(), pool.totalAssets() + pool.exiting() + pool.unearnedPremium() + pool.reserved(), "1: the sum"
        );
        assertEq(dollar.balanceOf(address(pool)), pool.cash() + _money.donations(), "1: token balance");
    }

    function _check2() internal view {
        assertGe(pool.totalAssets() + pool.exiting(), pool.liability(), "2: assets cover liability");
    }

    function _check3() internal view {
        (, uint256 kept) = pool.heldPayouts();
        uint256 sum = kept;
        uint256 truth = _policies.liabilityOf(1) + _policies.liabilityOf(2);
        for (uint256 id = 1; id < 3; ++id) {
            (uint256 open, uint256 claimed,, uint256 maxPayout) = pool.productLiability(id);
            assertGe((open - claimed) * maxPayout, _policies.liabilityOf(id), "3: liability of a product");
            (, uint256 liability) = pool.capital(id);
            assertGe(liability, truth + kept, "3: liability after what is due");
            sum += (open - claimed) * maxPayout;
        }
        assertEq(pool.liability(), sum, "3: liability of the pool");
    }

    function _check6() internal view {
        assertLe(_handler.sumOfShareValue(), pool.totalAssets(), "6: share value");
    }

    function _check8() internal view {
        (uint256 amount, uint256 kept) = pool.heldPayouts();
        assertLe(amount, pool.reserved(), "8: held payouts are reserved");
        assertLe(kept, pool.liability(), "8: and the rest of them is liability");
    }

    function _check9() internal view {
        uint256 truth = _policies.liabilityOf(1) + _policies.liabilityOf(2);
        assertGe(pool.totalAssets() + pool.exiting() - pool.freeCapital(), truth, "9: what exits cannot touch");
    }

    function _check12() internal view {
        uint256 tolerance = 4 + 2 * _money.settlements();
        // Of shares the queue keeps 56 binary places.
        uint256 ofShares = tolerance * (1 + (_money.mostExitingShares() >> 55));
        for (uint256 i; i < 4; ++i) {
            address owner = address(uint160(0xac0000 + i));
            uint256 pending = pool.pendingRedeemRequest(0, owner);
            assertApproxEqAbs(pending, _money.pendingOf(i), ofShares, "12: pending exit");
            assertEq(pool.pendingAssets(owner), pool.convertToAssets(pending), "12: worth as any other share");
            uint256 ofAssets = tolerance * _money.dearestShare();
            assertApproxEqAbs(pool.maxWithdraw(owner), _money.claimableOf(i), ofAssets, "12: claimable exit");
        }
    }

    /// @dev After what is due: units are open for what can be claimed, and for what was claimed and has not expired.
    function _check19() internal view {
        for (uint256 id = 1; id < 3; ++id) {
            uint256 due = _dueUnits(id);
            (uint256 open, uint256 claimed,, uint256 maxPayout) = pool.productLiability(id);
            assertEq(open - due, _policies.openUnitsOf(id), "19: open units");
            assertLe(
                (open - claimed) * maxPayout - _releasedBy(id), _policies.mostLiabilityOf(id), "19: liability outlives"
            );
        }
    }

    function _dueUnits(uint256 id) private view returns (uint256 units) {
        (uint256 open,, uint256 deadline,) = pool.productLiability(id);
        for (; units < open && deadline + 3600 < block.timestamp; deadline += WEEK) {
            units += pool.bucket(id, deadline);
        }
    }

    /// @return asset units
    function _releasedBy(uint256 id) private view returns (uint256) {
        (, uint256 liability) = pool.capital(id);
        return pool.liability() - liability;
    }

    /// @dev Facts about single calls, which the handler notes.
    function _checkNoted() internal view {
        for (uint256 i; i < _handler.brokenCount(); ++i) {
            assertTrue(false, _handler.broken(i));
        }
    }

    /// @dev Those of one number.
    function _checkNoted(string memory number) internal view {
        uint256 length = bytes(number).length;
        for (uint256 i; i < _handler.brokenCount(); ++i) {
            string memory broken = _handler.broken(i);
            bool same = true;
            for (uint256 j; j < length; ++j) {
                if (bytes(broken)[j] != bytes(number)[j]) same = false;
            }
            assertFalse(same, broken);
        }
    }

    function _checkAll() internal view {
        _check1();
        _check2();
        _check3();
        _check6();
        _check8();
        _check9();
        _check12();
        _check19();
        _checkNoted();
    }

    /// @dev Played out at the end of each run: everybody asks to leave, what can be cancelled is, and the rest runs out.
    function _runOut() internal {
        uint256 state = vm.snapshotState();
        _handler.everyoneRequests();
        _handler.cancelAll();
        _checkAll();
        vm.warp(_policies.lastDeadline() + 1);
        pool.advance(1, type(uint256).max);
        pool.advance(2, type(uint256).max);
        assertEq(pool.liability(), 0, "19: liability outlives all cover");
        for (uint256 i; i < 2; ++i) {
            skip(1 weeks);
            pool.settleExits();
        }
        assertEq(pool.exitingShares(), 0, "19: an exit is stuck");
        vm.revertToState(state);
    }

    /// @dev Played out at the end of each run: everybody leaves as far as they can, then everybody who can claims in full.
    function _playOut() internal {
        _handler.everyoneRequests();
        _handler.claimAll();
        _checkAll();
        assertEq(_policies.liabilityOf(1) + _policies.liabilityOf(2), 0, "9: everything claimable was paid");
        skip(104 weeks);
        pool.advance(1, type(uint256).max);
        pool.advance(2, type(uint256).max);
        assertEq(pool.liability(), 0, "9: nothing is left to pay");
    }
}
