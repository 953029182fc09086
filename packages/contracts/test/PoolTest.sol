// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {UnderwritingPool} from "../src/UnderwritingPool.sol";
import {IUnderwritingPool} from "../src/interfaces/IUnderwritingPool.sol";
import {AcesoTest} from "./AcesoTest.sol";

/// @notice One pool by itself: the test stands in for both desks.
abstract contract PoolTest is AcesoTest {
    uint256 internal constant MAX_PAYOUT = 1000e6;
    uint256 internal constant PROBE = 10_007;

    /// @dev Seconds of a week at which an epoch begins.
    uint256 internal constant EPOCH_OFFSET = 3601;

    function setUp() public virtual override {
        super.setUp();
        vm.warp((block.timestamp / WEEK + 1) * WEEK + 1 days);
    }

    function poolParameters(address asset, uint256 instantShare)
        internal
        view
        returns (IUnderwritingPool.PoolParameters memory)
    {
        return IUnderwritingPool.PoolParameters({
            asset: asset, name: "Aceso Pool", symbol: "aPOOL", instantShare: instantShare, sponsor: provider
        });
    }

    function createPool(address asset, uint256 instantShare) internal returns (UnderwritingPool) {
        return new UnderwritingPool(
            poolParameters(asset, instantShare), address(coverDesk), address(claimDesk), address(manager)
        );
    }

    /// @notice Another pool of dollars in place of the first one.
    function replacePool(uint256 instantShare) internal {
        dollar.mint(nextContract(), PROBE);
        pool = createPool(address(dollar), instantShare);
    }

    function underwriting(uint256 units, uint256 premium, uint256 termWeeks)
        internal
        view
        returns (IUnderwritingPool.Underwriting memory)
    {
        uint256 end = (block.timestamp / WEEK + termWeeks) * WEEK;
        return IUnderwritingPool.Underwriting({
            productId: productId,
            units: units,
            maxPayout: MAX_PAYOUT,
            capacityUnits: 1e6,
            premium: premium,
            protocolFee: 0,
            oracleFee: 0,
            start: block.timestamp,
            end: end,
            claimDeadline: end + 4 weeks
        });
    }

    function underwrite(IUnderwritingPool.Underwriting memory parameters) internal {
        dollar.mint(address(pool), parameters.premium);
        vm.prank(address(coverDesk));
        pool.underwrite(parameters);
    }

    function underwrite(uint256 units, uint256 premium, uint256 termWeeks) internal returns (uint256 deadline) {
        IUnderwritingPool.Underwriting memory parameters = underwriting(units, premium, termWeeks);
        underwrite(parameters);
        return parameters.claimDeadline;
    }

    function payoutOf(uint256 units, uint256 amount, uint256 fee)
        internal
        view
        returns (IUnderwritingPool.Payout memory)
    {
        return IUnderwritingPool.Payout({
            productId: productId, units: units, amount: amount, recipient: recipient, relayer: relayer, fee: fee
        });
    }

    function pay(uint256 units, uint256 amount) internal returns (bool paid) {
        vm.prank(address(claimDesk));
        return pool.pay(payoutOf(units, amount, 0));
    }

    function request(address owner, uint256 shares) internal {
        vm.prank(owner);
        pool.requestRedeem(shares, owner, owner);
    }

    function redeemAll(address owner) internal returns (uint256 assets) {
        uint256 shares = pool.maxRedeem(owner);
        vm.prank(owner);
        return pool.redeem(shares, owner, owner);
    }

    /// @return those to whom money must not go
    function nobodiesOfThePool() internal view returns (address[5] memory) {
        return [address(0), address(pool), pool.asset(), address(coverDesk), address(claimDesk)];
    }

    function receiverIsNobody(address receiver) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IUnderwritingPool.UnderwritingPool_ReceiverIsNobody.selector, receiver);
    }

    function nextEpochAt() internal view returns (uint256) {
        return ((block.timestamp - EPOCH_OFFSET) / WEEK + 1) * WEEK + EPOCH_OFFSET;
    }

    /// @notice Goes to the first second of the next epoch and settles.
    function settleNextEpoch() internal {
        vm.warp(nextEpochAt());
        pool.settleExits();
    }

    /// @dev What belongs to one exit is rounded down.
    function assertExit(address controller, uint256 pending, uint256 claimable) internal view {
        _assertRounded(pool.pendingAssets(controller), pending, "pending");
        _assertRounded(pool.maxWithdraw(controller), claimable, "claimable");
    }

    function _assertRounded(uint256 value, uint256 exact, string memory what) private pure {
        assertLe(value, exact, what);
        assertGe(value + 1, exact, what);
    }

    function assertProduct(uint256 openUnits, uint256 claimedUnits) internal view {
        (uint256 open, uint256 claimed,,) = pool.productLiability(productId);
        assertEq(open, openUnits, "open units");
        assertEq(claimed, claimedUnits, "claimed units");
        assertEq(pool.liability(), (openUnits - claimedUnits) * MAX_PAYOUT, "liability");
    }
}
