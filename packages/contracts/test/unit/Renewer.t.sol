// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {ICoverDesk} from "../../src/interfaces/ICoverDesk.sol";
import {RenewalTest} from "../RenewalTest.sol";

/// @dev Who may renew which policy, and how often.
contract RenewerTest is RenewalTest {
    function test_RevertWhen_PolicyIsAnother() external {
        ICoverDesk.RenewalParameters memory p = _renewal();
        p.member.commitment = 8;
        _refuse(p, _notRenewable(8, _start));
        p = _renewal();
        p.member.units = 20;
        _refuse(p, _notRenewable(7, _start));
        p = _renewal();
        p.start = _start - 1 weeks;
        _refuse(p, _notRenewable(7, p.start));
        p = _renewal();
        p.productId = list(defaultProduct());
        _refuse(p, _notRenewable(7, _start));
    }

    /// @dev Not even by means of a member of a group.
    function test_RevertWhen_PolicyWasBoughtWithoutRenewal() external {
        ICoverDesk.GroupParameters memory group;
        group.members = new ICoverDesk.Member[](1);
        group.members[0] = ICoverDesk.Member(7, 20);
        (group.productId, group.end, group.maxPremium) = (productId, _start, type(uint256).max);
        group.deadline = block.timestamp;
        vm.prank(buyer);
        coverDesk.buyGroupCover(group);
        buy(50, _start);
        ICoverDesk.RenewalParameters memory p = _renewal();
        p.member.units = 20;
        _refuse(p, _notRenewable(7, _start));
        p.member.units = 50;
        _refuse(p, _notRenewable(7, _start));
    }

    function test_RevertWhen_RenewedTwice() external {
        _renew();
        _refuse(_renewal(), _notRenewable(7, _start));
    }

    function test_RevertWhen_SuccessorIsNotRenewable() external {
        _renew();
        vm.warp(_end - 1 weeks);
        ICoverDesk.RenewalParameters memory p = _renewal();
        (p.start, p.end) = (_end, _end + 12 weeks);
        _refuse(p, _notRenewable(7, _end));
    }

    /// @dev Not by whoever pays, not for the shortest term, not with the next renewal left to the renewer.
    function test_RevertWhen_CallerIsNotTheRenewer() external {
        address[3] memory others = [provider, recipient, address(coverDesk)];
        for (uint256 i; i < others.length; ++i) {
            fund(others[i], 1_000_000 * DOLLAR);
            for (uint256 j; j < 3; ++j) {
                ICoverDesk.RenewalParameters memory p = _renewal();
                p.end = _start + 4 weeks;
                p.renewer = [address(0), buyer, others[i]][j];
                vm.expectRevert(
                    abi.encodeWithSelector(ICoverDesk.CoverDesk_PolicyNotRenewable.selector, 7, _start, others[i])
                );
                vm.prank(others[i]);
                coverDesk.renewCover(p);
            }
        }
        _renew();
    }

    function test_RevertWhen_BuyerHasNamedAnotherRenewer() external {
        ICoverDesk.BuyParameters memory p = purchase(20, _start);
        p.renewer = stranger;
        vm.prank(buyer);
        coverDesk.buyCover(p);
        ICoverDesk.RenewalParameters memory r = _renewal();
        r.member.units = 20;
        _refuse(r, _notRenewable(7, _start));
        fund(stranger, 1_000_000 * DOLLAR);
        vm.prank(stranger);
        coverDesk.renewCover(r);
    }

    /// @dev What a stranger buys for the same commitment is as like as can be, but its renewals are others.
    function test_StrangersPolicyForTheSameHolderTakesNoRenewal() external {
        fund(stranger, 1_000_000 * DOLLAR);
        ICoverDesk.BuyParameters memory p = purchase(10, _start);
        ICoverDesk.RenewalParameters memory r = _renewal();
        address[3] memory renewers = [stranger, address(0), buyer];
        for (uint256 i; i < 3; ++i) {
            p.renewer = renewers[i];
            vm.prank(stranger);
            coverDesk.buyCover(p);
        }
        vm.startPrank(stranger);
        coverDesk.renewCover(r);
        vm.expectRevert(abi.encodeWithSelector(ICoverDesk.CoverDesk_PolicyNotRenewable.selector, 7, _start, stranger));
        coverDesk.renewCover(r);
        vm.stopPrank();
        assertEq(coverDesk.renewals(productId, r.member, _start, buyer), 2);
        _renew();
    }

    /// @dev Equal policies have a renewal each, whether they were bought at once or one by one.
    function test_EqualPoliciesAreRenewedOnceEach() external {
        ICoverDesk.GroupParameters memory group;
        group.members = new ICoverDesk.Member[](2);
        group.members[0] = group.members[1] = ICoverDesk.Member(7, 10);
        (group.productId, group.end, group.maxPremium) = (productId, _start, type(uint256).max);
        (group.deadline, group.renewer) = (block.timestamp, buyer);
        vm.prank(buyer);
        coverDesk.buyGroupCover(group);
        for (uint256 left = 3; left != 0; --left) {
            assertEq(coverDesk.renewals(productId, group.members[0], _start, buyer), left);
            _renew();
        }
        _refuse(_renewal(), _notRenewable(7, _start));
    }
}
