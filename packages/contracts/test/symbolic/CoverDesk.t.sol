// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {CoverDesk} from "../../src/CoverDesk.sol";
import {IAssetGuard} from "../../src/interfaces/IAssetGuard.sol";
import {IBoundVerifier} from "../../src/interfaces/IBoundVerifier.sol";
import {ICoverDesk} from "../../src/interfaces/ICoverDesk.sol";
import {IInsertionVerifier} from "../../src/interfaces/IInsertionVerifier.sol";
import {IPolicyBook} from "../../src/interfaces/IPolicyBook.sol";
import {IProductCatalog} from "../../src/interfaces/IProductCatalog.sol";
import {SaleSurroundings} from "./SaleSurroundings.sol";
import {Test} from "forge-std/Test.sol";

/// @dev What is queued for the tree, at any times and for any commitment.
contract CoverDeskSymbolicTest is Test {
    uint256 private constant FIELD = 21888242871839275222246405745257275088548364400416034343698204186575808495617;
    uint256 private constant TERMS = 77;

    CoverDesk private _desk;

    function setUp() external {
        address surroundings = address(new SaleSurroundings());
        _desk = new CoverDesk(
            surroundings,
            IProductCatalog(surroundings),
            IInsertionVerifier(surroundings),
            IBoundVerifier(surroundings),
            address(0)
        );
        _desk.setFeed(surroundings, IAssetGuard.Feed(surroundings, 1 days, 0.98e6, 1.02e6));
    }

    function _book() private view returns (IPolicyBook) {
        return _desk;
    }

    function _buy(uint256 commitment, uint32 units, uint40 end, bool renewable) private returns (bool done) {
        ICoverDesk.BuyParameters memory parameters = ICoverDesk.BuyParameters({
            productId: 1,
            member: ICoverDesk.Member(commitment, units),
            end: end,
            renewer: renewable ? address(this) : address(0),
            maxPremium: 0,
            deadline: type(uint256).max
        });
        try _desk.buyCover(parameters) {
            return true;
        } catch {}
    }

    function _assertQueued(bytes32 before, uint256 commitment, uint256 window) private view {
        (,, bytes32 chain) = _book().nextBatch();
        assertEq(chain, keccak256(abi.encode(before, commitment, TERMS, window)));
    }

    /// @dev Sold are 1, 2, 5, 10, 20, 50 and 100 units, and no other number.
    function check_OnlyDenominationsAreSold(uint32 units) external {
        vm.warp(2959 weeks);
        bool isDenomination =
            units == 1 || units == 2 || units == 5 || units == 10 || units == 20 || units == 50 || units == 100;
        assertEq(_buy(7, units, 2970 weeks, false), isDenomination);
    }

    /// @dev The parts of a window are summands that don't run into each other.
    function check_WindowIsTheSumOfItsParts(uint256 commitment, uint32 units, uint40 start, uint40 end) external {
        vm.warp(start);
        vm.assume(_buy(commitment, units, end, false));
        uint256 window = uint256(units) * 2 ** 80 + uint256(start) * 2 ** 40 + end;
        assertLt(window, 2 ** 112);
        _assertQueued(0, commitment, window);
        assertTrue(commitment != 0 && commitment < FIELD);
    }

    /// @dev A renewed policy has the next place and the mark, begins when the old one ends, and can't be renewed from that again.
    function check_RenewalIsMarkedAndOnce(uint256 commitment, uint32 units, uint40 end, uint40 newEnd) external {
        vm.warp(2959 weeks);
        vm.assume(_buy(commitment, units, end, true));
        (,, bytes32 chain) = _book().nextBatch();
        ICoverDesk.RenewalParameters memory parameters = ICoverDesk.RenewalParameters({
            productId: 1,
            member: ICoverDesk.Member(commitment, units),
            start: end,
            end: newEnd,
            renewer: address(0),
            maxPremium: 0,
            deadline: type(uint256).max
        });
        _desk.renewCover(parameters);
        _assertQueued(
            chain, commitment, 2 ** 114 + 2 ** 112 + uint256(units) * 2 ** 80 + uint256(end) * 2 ** 40 + newEnd
        );
        try _desk.renewCover(parameters) {
            fail();
        } catch {}
    }
}
