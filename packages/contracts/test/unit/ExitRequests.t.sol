// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {IERC7540Redeem} from "../../src/interfaces/IERC7540Redeem.sol";
import {IUnderwritingPool} from "../../src/interfaces/IUnderwritingPool.sol";
import {PoolTest} from "../PoolTest.sol";
import {IERC165} from "@openzeppelin/contracts/interfaces/IERC165.sol";
import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {ERC4626, IERC4626} from "@openzeppelin/contracts/token/ERC20/extensions/ERC4626.sol";

/// @dev Who may request and claim an exit, as ERC-7540 has it.
contract ExitRequestsTest is PoolTest {
    uint256 private constant CAPITAL = 10 * MAX_PAYOUT;

    address private immutable operator = makeAddr("operator");
    address private immutable controller = makeAddr("controller");

    uint256 private _shares;

    function setUp() public override {
        super.setUp();
        _shares = deposit(provider, CAPITAL);
    }

    function _setOperator(address owner, address operator_, bool approved) private {
        vm.prank(owner);
        pool.setOperator(operator_, approved);
    }

    function _requestAs(address sender, uint256 shares, address controller_) private {
        vm.prank(sender);
        pool.requestRedeem(shares, controller_, provider);
    }

    function _expectRequestRevert(address sender, address controller_, bytes memory reason) private {
        vm.expectRevert(reason);
        _requestAs(sender, _shares, controller_);
    }

    function _notOperator(address sender, address owner) private pure returns (bytes memory) {
        return abi.encodeWithSelector(IUnderwritingPool.UnderwritingPool_NotOperator.selector, sender, owner);
    }

    /// @dev Requests everything and waits until all of it can be claimed.
    function _settled() private {
        request(provider, _shares);
        settleNextEpoch();
        settleNextEpoch();
    }

    function test_RevertWhen_StrangerRequests() external {
        _expectRequestRevert(
            stranger,
            stranger,
            abi.encodeWithSelector(IERC20Errors.ERC20InsufficientAllowance.selector, stranger, 0, _shares)
        );
    }

    function test_RevertWhen_AllowanceIsTooLow() external {
        vm.prank(provider);
        pool.approve(stranger, _shares - 1);
        _expectRequestRevert(
            stranger,
            stranger,
            abi.encodeWithSelector(IERC20Errors.ERC20InsufficientAllowance.selector, stranger, _shares - 1, _shares)
        );
    }

    /// @dev Somebody else's exit would have to wait anew, whether it has been admitted or not.
    function test_RevertWhen_ControllerHasAnExitPending() external {
        uint256 shares = deposit(controller, CAPITAL);
        vm.prank(controller);
        pool.requestRedeem(shares, controller, controller);
        vm.prank(provider);
        pool.approve(stranger, _shares);
        _setOperator(provider, operator, true);
        for (uint256 i; i < 2; ++i) {
            _expectRequestRevert(provider, controller, _notOperator(provider, controller));
            _expectRequestRevert(stranger, controller, _notOperator(stranger, controller));
            _expectRequestRevert(operator, controller, _notOperator(operator, controller));
            settleNextEpoch();
        }
        assertEq(pool.maxRedeem(controller), shares);
    }

    /// @dev Half of it is settled; the other half waits already.
    function test_RevertWhen_ControllerHasAPartOfAnExitPending() external {
        uint256 shares = deposit(controller, CAPITAL);
        vm.prank(controller);
        pool.requestRedeem(shares, controller, controller);
        underwrite(10, 0, 10);
        vm.prank(provider);
        pool.requestRedeem(_shares / 2, provider, provider);
        settleNextEpoch();
        settleNextEpoch();
        assertGt(pool.maxRedeem(controller), 0);
        assertGt(pool.pendingRedeemRequest(0, controller), 0);
        vm.expectRevert(_notOperator(provider, controller));
        vm.prank(provider);
        pool.requestRedeem(_shares / 4, controller, provider);
    }

    /// @dev By ERC-7540: whoever may exit for the owner chooses whose the assets will be.
    function test_AnyControllerWithoutAPendingExitMayBeNamed() external {
        _requestAs(provider, _shares / 4, controller);
        vm.prank(provider);
        pool.approve(stranger, _shares / 4);
        _requestAs(stranger, _shares / 4, recipient);
        _setOperator(provider, operator, true);
        _requestAs(operator, _shares / 4, buyer);
        settleNextEpoch();
        settleNextEpoch();
        assertEq(pool.maxRedeem(controller), _shares / 4);
        assertEq(pool.maxRedeem(recipient), _shares / 4);
        assertEq(pool.maxRedeem(buyer), _shares / 4);
        // What is settled doesn't wait again, so it keeps nobody away.
        _requestAs(provider, _shares / 8, controller);
        assertEq(pool.maxRedeem(controller), _shares / 4);
        vm.prank(controller);
        assertEq(pool.redeem(_shares / 4, controller, controller), CAPITAL / 4 - 1);
    }

    /// @dev What a stranger gives first doesn't move when the controller's own exit is settled.
    function test_AStrangersExitDoesNotDelayTheControllers() external {
        uint256 shares = deposit(controller, CAPITAL);
        _requestAs(provider, 1_000_000, controller);
        vm.prank(controller);
        pool.requestRedeem(shares, controller, controller);
        settleNextEpoch();
        vm.expectRevert(_notOperator(provider, controller));
        _requestAs(provider, 1_000_000, controller);
        settleNextEpoch();
        assertEq(pool.maxRedeem(controller), shares + 1_000_000);
    }

    function test_RevertWhen_ControllerIsNobody() external {
        address[5] memory nobodies = nobodiesOfThePool();
        for (uint256 i; i < nobodies.length; ++i) {
            _expectRequestRevert(provider, nobodies[i], receiverIsNobody(nobodies[i]));
        }
    }

    function test_RevertWhen_ReceiverIsNobody() external {
        _settled();
        address[5] memory nobodies = nobodiesOfThePool();
        vm.startPrank(provider);
        for (uint256 i; i < nobodies.length; ++i) {
            vm.expectRevert(receiverIsNobody(nobodies[i]));
            pool.redeem(1e6, nobodies[i], provider);
            vm.expectRevert(receiverIsNobody(nobodies[i]));
            pool.withdraw(1, nobodies[i], provider);
        }
        assertEq(pool.redeem(_shares, stranger, provider), CAPITAL - 1);
    }

    function test_RevertWhen_OperatorIsNoLongerOne() external {
        _setOperator(provider, operator, true);
        _setOperator(provider, operator, false);
        _expectRequestRevert(
            operator,
            provider,
            abi.encodeWithSelector(IERC20Errors.ERC20InsufficientAllowance.selector, operator, 0, _shares)
        );
    }

    function test_RevertWhen_RequestExceedsTheBalance() external {
        vm.expectRevert(
            abi.encodeWithSelector(IERC20Errors.ERC20InsufficientBalance.selector, provider, _shares, _shares + 1)
        );
        _requestAs(provider, _shares + 1, provider);
    }

    function test_RevertWhen_RequestedSharesAreWorthNothing() external {
        vm.expectRevert(IUnderwritingPool.UnderwritingPool_AmountZero.selector);
        _requestAs(provider, 0, provider);
        vm.expectRevert(IUnderwritingPool.UnderwritingPool_AmountZero.selector);
        _requestAs(provider, 999_999, provider);
        _requestAs(provider, 1_000_000, provider);
    }

    function test_RevertWhen_StrangerClaims() external {
        _settled();
        vm.startPrank(stranger);
        vm.expectRevert(_notOperator(stranger, provider));
        pool.redeem(1, stranger, provider);
        vm.expectRevert(_notOperator(stranger, provider));
        pool.withdraw(1, stranger, provider);
    }

    /// @dev An allowance is for shares, and these are gone.
    function test_RevertWhen_SpenderClaims() external {
        vm.prank(provider);
        pool.approve(stranger, type(uint256).max);
        _settled();
        vm.expectRevert(_notOperator(stranger, provider));
        vm.prank(stranger);
        pool.redeem(1, stranger, provider);
    }

    function test_RevertWhen_ClaimExceedsWhatIsSettled() external {
        vm.startPrank(provider);
        vm.expectRevert(abi.encodeWithSelector(ERC4626.ERC4626ExceededMaxRedeem.selector, provider, 1, 0));
        pool.redeem(1, provider, provider);
        vm.expectRevert(abi.encodeWithSelector(ERC4626.ERC4626ExceededMaxWithdraw.selector, provider, 1, 0));
        pool.withdraw(1, provider, provider);
        vm.stopPrank();
        _settled();
        vm.startPrank(provider);
        vm.expectRevert(
            abi.encodeWithSelector(ERC4626.ERC4626ExceededMaxRedeem.selector, provider, _shares + 1, _shares)
        );
        pool.redeem(_shares + 1, provider, provider);
        vm.expectRevert(
            abi.encodeWithSelector(ERC4626.ERC4626ExceededMaxWithdraw.selector, provider, CAPITAL, CAPITAL - 1)
        );
        // What belongs to one exit is rounded down.
        pool.withdraw(CAPITAL, provider, provider);
    }

    function testFuzz_RevertWhen_ExitIsPreviewed(address sender, uint256 amount) external {
        vm.startPrank(sender);
        vm.expectRevert(IUnderwritingPool.UnderwritingPool_PreviewUnavailable.selector);
        pool.previewRedeem(amount);
        vm.expectRevert(IUnderwritingPool.UnderwritingPool_PreviewUnavailable.selector);
        pool.previewWithdraw(amount);
    }

    function test_OwnerRequests() external {
        vm.expectEmit(address(pool));
        emit IERC20.Transfer(provider, address(0), _shares / 4);
        vm.expectEmit(address(pool));
        emit IERC7540Redeem.RedeemRequest(provider, provider, 0, provider, _shares / 4);
        vm.expectEmit(address(pool));
        emit IUnderwritingPool.ExitQueued(provider, _shares / 4, CAPITAL / 4);
        vm.prank(provider);
        assertEq(pool.requestRedeem(_shares / 4, provider, provider), 0);
        assertEq(pool.balanceOf(provider), _shares * 3 / 4);
        assertEq(pool.exiting(), CAPITAL / 4);
        assertEq(pool.totalAssets(), CAPITAL * 3 / 4);
        assertEq(pool.cash(), CAPITAL);
        assertEq(pool.pendingAssets(provider), CAPITAL / 4);
        assertEq(pool.pendingRedeemRequest(0, provider), _shares / 4);
        assertEq(pool.claimableRedeemRequest(0, provider), 0);
        assertEq(pool.maxRedeem(provider), 0);
        assertEq(pool.maxWithdraw(provider), 0);
    }

    function test_OperatorRequestsForTheOwnerOrForItself() external {
        _setOperator(provider, operator, true);
        vm.expectEmit(address(pool));
        emit IERC7540Redeem.RedeemRequest(provider, provider, 0, operator, _shares / 4);
        _requestAs(operator, _shares / 4, provider);
        vm.expectEmit(address(pool));
        emit IERC7540Redeem.RedeemRequest(operator, provider, 0, operator, _shares / 2);
        _requestAs(operator, _shares / 2, operator);
        assertEq(pool.pendingRedeemRequest(0, provider), _shares / 4);
        assertEq(pool.pendingRedeemRequest(0, operator), _shares / 2);
        assertEq(pool.pendingAssets(operator), CAPITAL / 2);
    }

    /// @dev Once a week a spender could take one share and make the owner's exit wait for another two.
    function test_RevertWhen_SpenderWouldMakeTheOwnerWait() external {
        request(provider, _shares / 2);
        vm.prank(provider);
        pool.approve(stranger, _shares);
        vm.expectRevert(_notOperator(stranger, provider));
        _requestAs(stranger, _shares / 4, provider);
    }

    function test_SpenderRequestsWithinTheAllowance() external {
        vm.prank(provider);
        pool.approve(stranger, _shares / 4);
        _requestAs(stranger, _shares / 4, stranger);
        assertEq(pool.allowance(provider, stranger), 0);
        assertEq(pool.pendingRedeemRequest(0, provider), 0);
        assertEq(pool.pendingRedeemRequest(0, stranger), _shares / 4);
        assertEq(pool.balanceOf(provider), _shares - _shares / 4);
    }

    function test_OwnerRequestsForAControllerThatAgreed() external {
        _setOperator(controller, provider, true);
        vm.expectEmit(address(pool));
        emit IERC7540Redeem.RedeemRequest(controller, provider, 0, provider, _shares);
        _requestAs(provider, _shares, controller);
        assertEq(pool.pendingRedeemRequest(0, provider), 0);
        assertEq(pool.pendingRedeemRequest(0, controller), _shares);
        settleNextEpoch();
        settleNextEpoch();
        vm.expectRevert(abi.encodeWithSelector(ERC4626.ERC4626ExceededMaxRedeem.selector, provider, 1, 0));
        vm.prank(provider);
        pool.redeem(1, provider, provider);
        vm.prank(controller);
        assertEq(pool.redeem(_shares, recipient, controller), CAPITAL - 1);
        assertEq(dollar.balanceOf(recipient), CAPITAL - 1);
    }

    function test_OperatorIsSetAndUnset() external {
        assertFalse(pool.isOperator(provider, operator));
        vm.startPrank(provider);
        vm.expectEmit(address(pool));
        emit IERC7540Redeem.OperatorSet(provider, operator, true);
        assertTrue(pool.setOperator(operator, true));
        assertTrue(pool.isOperator(provider, operator));
        assertFalse(pool.isOperator(operator, provider));
        vm.expectEmit(address(pool));
        emit IERC7540Redeem.OperatorSet(provider, operator, false);
        assertTrue(pool.setOperator(operator, false));
        assertFalse(pool.isOperator(provider, operator));
    }

    function test_RedeemPaysInParts() external {
        _settled();
        assertEq(pool.pendingRedeemRequest(0, provider), 0);
        assertEq(pool.claimableRedeemRequest(0, provider), _shares);
        vm.startPrank(provider);
        vm.expectEmit(address(pool));
        emit IERC4626.Withdraw(provider, recipient, provider, CAPITAL / 4 - 1, _shares / 4);
        assertEq(pool.redeem(_shares / 4, recipient, provider), CAPITAL / 4 - 1);
        assertEq(dollar.balanceOf(recipient), CAPITAL / 4 - 1);
        assertEq(pool.claimableRedeemRequest(0, provider), _shares * 3 / 4);
        // Shares that are worth no whole unit lose it to the shares that are left.
        assertEq(pool.redeem(1, recipient, provider), 0);
        assertEq(pool.redeem(_shares * 3 / 4 - 1, recipient, provider), CAPITAL * 3 / 4);
        assertEq(dollar.balanceOf(recipient), CAPITAL - 1);
        assertEq(pool.cash(), 1);
        assertEq(pool.reserved(), 1);
        assertEq(pool.maxRedeem(provider), 0);
        assertEq(pool.maxWithdraw(provider), 0);
    }

    function test_WithdrawPaysInParts() external {
        request(provider, _shares - 1);
        settleNextEpoch();
        settleNextEpoch();
        assertEq(pool.maxWithdraw(provider), CAPITAL - 2);
        vm.startPrank(provider);
        // (shares − 1) / (assets − 2) is a little more than a million shares for an asset unit.
        assertEq(pool.withdraw(1, recipient, provider), 1_000_001);
        vm.expectEmit(address(pool));
        emit IERC4626.Withdraw(provider, recipient, provider, CAPITAL - 3, _shares - 1_000_002);
        assertEq(pool.withdraw(CAPITAL - 3, recipient, provider), _shares - 1_000_002);
        assertEq(dollar.balanceOf(recipient), CAPITAL - 2);
        assertEq(pool.maxRedeem(provider), 0);
    }

    function test_NothingCanBeClaimedOfNothing() external {
        vm.startPrank(provider);
        assertEq(pool.redeem(0, provider, provider), 0);
        assertEq(pool.withdraw(0, provider, provider), 0);
    }

    function test_OperatorClaimsToAnyone() external {
        _settled();
        _setOperator(provider, operator, true);
        vm.startPrank(operator);
        vm.expectEmit(address(pool));
        emit IERC4626.Withdraw(operator, recipient, provider, CAPITAL / 2 - 1, _shares / 2);
        pool.redeem(_shares / 2, recipient, provider);
        pool.withdraw(CAPITAL / 2, operator, provider);
        assertEq(dollar.balanceOf(recipient), CAPITAL / 2 - 1);
        assertEq(dollar.balanceOf(operator), CAPITAL / 2);
    }

    function test_PausedDepositsLeaveExitsOpen() external {
        vm.prank(admin);
        pool.pauseDeposits();
        _settled();
        assertEq(redeemAll(provider), CAPITAL - 1);
    }

    /// @dev Whoever follows the events knows every allowance, also after a part of it was spent.
    function test_SpentAllowanceIsToldToTheWorld() external {
        vm.prank(provider);
        pool.approve(stranger, _shares / 2);
        vm.expectEmit(address(pool));
        emit IERC20.Approval(provider, stranger, _shares / 4);
        vm.prank(stranger);
        assertTrue(pool.transferFrom(provider, stranger, _shares / 4));
        assertEq(pool.allowance(provider, stranger), _shares / 4);
    }

    /// @dev Requests of a controller are one, so the id says nothing.
    function testFuzz_RequestIdSaysNothing(uint256 requestId) external {
        request(provider, _shares / 2);
        assertEq(pool.pendingRedeemRequest(requestId, provider), _shares / 2);
        settleNextEpoch();
        settleNextEpoch();
        assertEq(pool.claimableRedeemRequest(requestId, provider), _shares / 2);
    }

    function test_SupportsInterfaces() external view {
        assertTrue(pool.supportsInterface(type(IERC165).interfaceId));
        assertTrue(
            pool.supportsInterface(
                IERC7540Redeem.requestRedeem.selector ^ IERC7540Redeem.pendingRedeemRequest.selector
                    ^ IERC7540Redeem.claimableRedeemRequest.selector
            )
        );
        assertTrue(pool.supportsInterface(IERC7540Redeem.setOperator.selector ^ IERC7540Redeem.isOperator.selector));
        // ERC-7575.
        assertTrue(pool.supportsInterface(0x2f0a18c5));
        assertFalse(pool.supportsInterface(0xffffffff));
        // Deposits are not asynchronous.
        assertFalse(pool.supportsInterface(0xce3bbe50));
        assertEq(pool.share(), address(pool));
    }
}
