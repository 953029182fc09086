// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {ICoverDesk} from "../src/interfaces/ICoverDesk.sol";
import {AcesoTest} from "./AcesoTest.sol";

/// @notice A policy that its buyer can renew.
abstract contract RenewalTest is AcesoTest {
    uint40 internal _start;
    uint40 internal _end;
    uint256 internal _firstPremium;
    uint256 internal _firstTerm;

    /// @dev A policy of 10 units that can be renewed, at the first second of its renewal window.
    function setUp() public virtual override {
        super.setUp();
        deposit(provider, 1_000_000 * DOLLAR);
        fund(buyer, 1_000_000 * DOLLAR);
        _start = endAfter(12 weeks);
        _end = _start + 12 weeks;
        _firstTerm = _start - block.timestamp;
        _firstPremium = _buyRenewable(10, _start);
        vm.warp(_start - 4 weeks);
    }

    function _buyRenewable(uint32 units, uint40 end) internal returns (uint256 premium) {
        ICoverDesk.BuyParameters memory p = purchase(units, end);
        p.renewer = buyer;
        vm.prank(buyer);
        return coverDesk.buyCover(p);
    }

    function _renewal() internal view returns (ICoverDesk.RenewalParameters memory) {
        return ICoverDesk.RenewalParameters({
            productId: productId,
            member: ICoverDesk.Member({commitment: 7, units: 10}),
            start: _start,
            end: _end,
            renewer: address(0),
            maxPremium: type(uint256).max,
            deadline: block.timestamp
        });
    }

    function _renew() internal returns (uint256 premium) {
        ICoverDesk.RenewalParameters memory p = _renewal();
        vm.prank(buyer);
        return coverDesk.renewCover(p);
    }

    function _refuse(ICoverDesk.RenewalParameters memory parameters, bytes memory reason) internal {
        vm.expectRevert(reason);
        vm.prank(buyer);
        coverDesk.renewCover(parameters);
    }

    function _notRenewable(uint256 commitment, uint256 end) internal view returns (bytes memory) {
        return abi.encodeWithSelector(ICoverDesk.CoverDesk_PolicyNotRenewable.selector, commitment, end, buyer);
    }
}
