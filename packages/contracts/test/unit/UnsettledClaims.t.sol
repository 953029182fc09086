// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {UnderwritingPool} from "../../src/UnderwritingPool.sol";
import {Upkeep} from "../../src/Upkeep.sol";
import {IClaimDesk} from "../../src/interfaces/IClaimDesk.sol";
import {IProductCatalog} from "../../src/interfaces/IProductCatalog.sol";
import {ITrigger} from "../../src/interfaces/ITrigger.sol";
import {HoldingTest} from "../HoldingTest.sol";
import {BadTrigger} from "../mocks/BadTrigger.sol";

/// @dev Whatever the trigger of one product does, claims are found, and paid.
contract UnsettledClaimsTest is HoldingTest {
    Upkeep private _upkeep;
    uint256 private _next = 50_000;
    uint256 private _badTerms;

    function setUp() public override {
        super.setUp();
        _upkeep = new Upkeep(claimDesk);
        // Uses up the share of a day: what follows is held.
        deposit(provider, 300_000 * DOLLAR);
        _claim(terms, 139, true);
        for (uint256 i; i < 3; ++i) {
            buy(50, end);
        }
    }

    function _listBad(BadTrigger.Answer answer) private {
        IProductCatalog.ProductParameters memory p = defaultProduct();
        p.trigger = address(new BadTrigger(answer));
        (uint256 good, uint256 goodTerms) = (productId, terms);
        productId = list(p);
        (_badTerms,,) = catalog.product(productId);
        for (uint256 i; i < 2; ++i) {
            buy(100, endAfter(12 weeks));
        }
        (productId, terms) = (good, goodTerms);
    }

    function _claim(uint256 terms_, uint256 units, bool pays) private {
        ITrigger.Claim memory claim = ITrigger.Claim(terms_, units, 3, ++_next, ++_next);
        (, bool paid) = claimDesk.submitClaim(claim, paymentTo(9, 0), evidenceAsOf(thisHour()));
        assertEq(paid, pays);
    }

    function _due() private view returns (uint256[] memory heldIds) {
        (, bytes memory data) = _upkeep.checkUpkeep{gas: 10_000_000}(abi.encode(address(pool)));
        return abi.decode(data, (Upkeep.Work)).heldIds;
    }

    function _perform(uint256 gas) private {
        (, bytes memory data) = _upkeep.checkUpkeep(abi.encode(address(pool)));
        _upkeep.performUpkeep{gas: gas}(data);
    }

    /// @dev In front of a hundred that were settled out of turn, and one more.
    function test_ClaimBehindAHundredSettledOnes() external {
        _claim(terms, 1, false);
        for (uint256 i; i < 120; ++i) {
            _claim(terms, 1, false);
        }
        skip(2 days);
        for (uint256 heldId = 2; heldId <= 121; ++heldId) {
            claimDesk.settleHeld(heldId);
        }
        hold(1);
        assertEq(claimDesk.firstHeld(address(pool)), 1);
        assertEq(claimDesk.heldAfter(1), 122);
        skip(2 days);
        uint256[] memory due = _due();
        assertEq(due.length, 2);
        assertEq(due[1], 122);
        _perform(4_000_000);
        assertPaid(1, PAYOUT);
        assertEq(claimDesk.firstHeld(address(pool)), 0);
        assertGt(pool.maxDeposit(provider), 0);
    }

    /// @dev Whatever it answers, or how it fails, only a yes is one: the claims of its product are paid like all others, and
    /// the pool opens again.
    function test_ClaimsOfABadTriggerArePaid() external {
        for (uint256 answer; answer < 5; ++answer) {
            uint256 state = vm.snapshotState();
            _listBad(BadTrigger.Answer(answer));
            _claim(_badTerms, 10, false);
            _claim(_badTerms, 10, false);
            hold(1);
            assertFalse(claimDesk.isSettleable(1));
            vm.expectRevert(
                abi.encodeWithSelector(IClaimDesk.ClaimDesk_NotPayableYet.selector, 1, block.timestamp + 2 days)
            );
            claimDesk.settleHeld(1);
            assertEq(_due().length, 0);
            assertEq(pool.maxDeposit(provider), 0);
            skip(2 days);
            assertEq(_due().length, 3);
            _perform(4_000_000);
            assertPaid(1, PAYOUT);
            assertEq(claimDesk.firstHeld(address(pool)), 0);
            assertGt(pool.maxDeposit(provider), 0);
            vm.revertToState(state);
        }
    }

    /// @dev As many as a check looks at fit the gas that Chainlink gives one, also if all of them burn what they get.
    function test_AHundredBurningClaimsHideNothing() external {
        _listBad(BadTrigger.Answer.BurnAllGas);
        for (uint256 i; i < 110; ++i) {
            _claim(_badTerms, 1, false);
        }
        hold(1);
        assertEq(_due().length, 0);
        skip(2 days);
        for (uint256 round; round < 12; ++round) {
            _perform(6_000_000);
        }
        assertPaid(1, PAYOUT);
        assertEq(claimDesk.firstHeld(address(pool)), 0);
    }

    /// @dev Another pool fails, and burns what it gets: whoever names its claim among others has those paid all the same.
    function test_APoolThatBurnsItsGasLeavesTheRestTheirs() external {
        hold(1);
        (UnderwritingPool ours, uint256 goodTerms, uint256 good) = (pool, terms, productId);
        dollar.mint(nextContract(), 10_007);
        pool = newPool(address(dollar));
        deposit(provider, 20_000 * DOLLAR);
        productId = list(defaultProduct());
        (uint256 otherTerms,,) = catalog.product(productId);
        for (uint256 i; i < 3; ++i) {
            buy(5, end);
            _claim(otherTerms, 5, false);
        }
        UnderwritingPool other = pool;
        (pool, terms, productId) = (ours, goodTerms, good);
        skip(2 days);
        vm.etch(address(other), hex"fe");
        Upkeep.Work memory work = Upkeep.Work(address(ours), new uint256[](0), false, new uint256[](4));
        for (uint256 i; i < 4; ++i) {
            work.heldIds[i] = 4 - i;
        }
        _upkeep.performUpkeep{gas: 4_000_000}(abi.encode(work));
        assertPaid(1, PAYOUT);
        assertEq(claimDesk.firstHeld(address(other)), 2);
    }

    /// @dev Whoever gives it too little gas to answer doesn't get a no.
    function test_RevertWhen_TheTriggerIsNotGivenItsGas() external {
        hold(1);
        revoke(committeeRoot);
        skip(2 days);
        uint256 state = vm.snapshotState();
        for (uint256 gas = 30_000; gas < 400_000; gas += 1000) {
            try claimDesk.settleHeld{gas: gas}(1) returns (bool paid) {
                assertFalse(paid, "silenced");
            } catch {}
            vm.revertToState(state);
            state = vm.snapshotState();
        }
        vm.expectRevert(abi.encodeWithSelector(IClaimDesk.ClaimDesk_GasTooLow.selector, 50_000));
        claimDesk.settleHeld{gas: 50_000}(1);
        assertFalse(claimDesk.settleHeld(1));
    }

    /// @dev First, last, in the middle, and the only one.
    function testFuzz_TheRestIsFoundInOrder(uint256 seed) external {
        uint256 count = 2 + seed % 8;
        for (uint256 i; i < count; ++i) {
            _claim(terms, 1, false);
        }
        skip(2 days);
        bool[] memory settled = new bool[](count + 1);
        for (uint256 left = count; left != 0; --left) {
            uint256 heldId = 1 + uint256(keccak256(abi.encode(seed, left))) % count;
            while (settled[heldId]) heldId = heldId % count + 1;
            claimDesk.settleHeld(heldId);
            settled[heldId] = true;
            uint256 found = claimDesk.firstHeld(address(pool));
            for (uint256 id = 1; id <= count; ++id) {
                if (settled[id]) continue;
                assertEq(found, id);
                found = claimDesk.heldAfter(found);
            }
            assertEq(found, 0);
        }
        // The day is used up once more.
        _claim(terms, 100, true);
        hold(1);
        assertEq(claimDesk.firstHeld(address(pool)), count + 1);
    }
}
