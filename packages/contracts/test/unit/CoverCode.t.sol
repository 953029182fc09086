// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {IClaimDesk} from "../../src/interfaces/IClaimDesk.sol";
import {IProductCatalog} from "../../src/interfaces/IProductCatalog.sol";
import {ITrigger} from "../../src/interfaces/ITrigger.sol";
import {CoverCode} from "../../src/libraries/CoverCode.sol";
import {AcesoTest} from "../AcesoTest.sol";
import {Create2} from "@openzeppelin/contracts/utils/Create2.sol";

/// @notice A catalog of its own, with any words.
contract Creator {
    bytes32[3] private _words;
    bool private _fails;

    function create(uint256 terms, IProductCatalog.ClaimTerms calldata cover, bool fails) external {
        (_words, _fails) = (CoverCode.encode(cover), fails);
        CoverCode.create(terms);
    }

    function pendingCover() external view returns (bytes32, bytes32, bytes32) {
        require(!_fails);
        return (_words[0], _words[1], _words[2]);
    }

    function read(uint256 terms) external view returns (IProductCatalog.ClaimTerms memory) {
        return CoverCode.read(address(this), terms);
    }
}

contract CoverCodeTest is AcesoTest {
    function _place() private view returns (address) {
        return CoverCode.addressOf(address(catalog), terms);
    }

    function _cover(uint256 seed) private pure returns (IProductCatalog.ClaimTerms memory) {
        return IProductCatalog.ClaimTerms({
            productId: uint32(seed),
            committeeId: uint32(seed >> 32),
            trigger: address(uint160(uint256(keccak256(abi.encode(seed, 1))))),
            pool: address(uint160(uint256(keccak256(abi.encode(seed, 2))))),
            payouts: [uint96(seed >> 64), uint96(seed >> 160), uint96(uint256(keccak256(abi.encode(seed, 3))))]
        });
    }

    function test_CreationCodeIsWhatItSays() external pure {
        bytes memory creation = CoverCode.CREATION;
        assertEq(keccak256(creation), CoverCode.CREATION_HASH);
        bytes memory call = bytes.concat(hex"63", IProductCatalog.pendingCover.selector);
        assertEq(creation, bytes.concat(call, hex"600052606060016004601c335afa6061026000f3"));
    }

    function test_CodeIsAStopAndThreeWords() external view {
        assertEq(
            _place().code,
            abi.encodePacked(
                hex"00",
                address(pool),
                uint96(1000 * DOLLAR),
                uint32(productId),
                uint32(committeeId),
                uint96(250 * DOLLAR),
                uint96(100 * DOLLAR),
                address(trigger),
                uint96(0)
            )
        );
    }

    /// @dev A call ends at once and changes nothing.
    function test_CodeDoesNothing() external {
        bytes memory code = _place().code;
        (bool done, bytes memory answer) = _place().call{value: 1}(hex"ff");
        assertTrue(done);
        assertEq(answer.length, 0);
        assertEq(_place().code, code);
    }

    /// @dev The same salt and the same creation code give a stranger an address of its own.
    function test_NobodyElseCanCreateIt() external {
        Creator other = new Creator();
        other.create(terms, _cover(7), false);
        assertNotEq(CoverCode.addressOf(address(other), terms), _place());
        assertEq(abi.encode(other.read(terms)), abi.encode(_cover(7)));
        assertEq(catalog.claimTerms(terms).pool, address(pool));
        vm.prank(stranger);
        vm.expectRevert();
        catalog.listProduct(defaultProduct());
    }

    /// @dev Money that was sent there before doesn't keep a product from being listed.
    function test_PlaceThatHasABalance() external {
        uint256 snapshot = vm.snapshotState();
        (uint256 next,,) = catalog.product(list(defaultProduct()));
        vm.revertToState(snapshot);
        address place = CoverCode.addressOf(address(catalog), next);
        vm.deal(place, 1 ether);
        list(defaultProduct());
        assertEq(catalog.claimTerms(next).productId, productId + 1);
    }

    function test_NothingIsPendingBeforeAndAfter() external {
        (bytes32 a, bytes32 b, bytes32 c) = catalog.pendingCover();
        assertEq(a | b | c, 0);
        list(defaultProduct());
        (a, b, c) = catalog.pendingCover();
        assertEq(a | b | c, 0);
    }

    function test_RevertWhen_CreatedTwice() external {
        Creator creator = new Creator();
        creator.create(1, _cover(7), false);
        vm.expectRevert();
        creator.create(1, _cover(8), false);
        assertEq(abi.encode(creator.read(1)), abi.encode(_cover(7)));
    }

    function test_RevertWhen_CreatorGivesNoWords() external {
        Creator creator = new Creator();
        vm.expectRevert(abi.encodeWithSelector(CoverCode.CoverCode_NotCreated.selector, 1));
        creator.create(1, _cover(7), true);
    }

    /// @dev Neither by an address without code nor by a catalog's other number.
    function test_RevertWhen_TermsHaveNoCode() external {
        ITrigger.Claim memory claim = claimOf(1, 1);
        claim.terms = terms + 1;
        vm.deal(CoverCode.addressOf(address(catalog), claim.terms), 1 ether);
        vm.expectRevert(abi.encodeWithSelector(IClaimDesk.ClaimDesk_TermsUnknown.selector, claim.terms));
        claimDesk.submitClaim(claim, paymentOf(0), "");
    }

    function testFuzz_ReadsWhatWasCreated(uint256 seed, uint256 terms_) external {
        Creator creator = new Creator();
        IProductCatalog.ClaimTerms memory none;
        assertEq(abi.encode(creator.read(terms_)), abi.encode(none));
        creator.create(terms_, _cover(seed), false);
        assertEq(abi.encode(creator.read(terms_)), abi.encode(_cover(seed)));
        assertEq(
            CoverCode.addressOf(address(creator), terms_),
            Create2.computeAddress(bytes32(terms_), keccak256(CoverCode.CREATION), address(creator))
        );
    }
}
