// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {IProductCatalog} from "../interfaces/IProductCatalog.sol";
import {Create2} from "@openzeppelin/contracts/utils/Create2.sol";

/// @title CoverCode
/// @notice What a claim needs of its product, kept as the code of an address that follows from catalog and terms: a claim
/// reads three words for the price of one look at an account, and without a call to the catalog.
///
/// The catalog creates it with CREATE2, the terms being the salt and the creation code always the same. So nobody but
/// the catalog can put code at such an address, the catalog does it once for each product, when it is listed, and what is
/// there never changes. The creation code asks its creator for the words, since they must not be part of it.
///
/// The code is a STOP, so that it does nothing if it is called, and then, with the highest bits first:
///
///     pool 160, payout of severity 3 96
///     productId 32, committeeId 32, payouts of severities 2 and 1 96 each
///     trigger 160, nothing 96
library CoverCode {
    uint256 private constant WORDS_BYTES = 96;

    /// @dev Stores the selector of `IProductCatalog.pendingCover` at the end of word 0, calls the creator with it, puts the
    /// answer behind a byte 0, and returns those 97 bytes, or none if the call has failed:
    ///
    ///     PUSH4 selector  PUSH1 0  MSTORE
    ///     PUSH1 96  PUSH1 1  PUSH1 4  PUSH1 28  CALLER  GAS  STATICCALL
    ///     PUSH1 97  MUL  PUSH1 0  RETURN
    bytes internal constant CREATION = hex"637eb6e1ea600052606060016004601c335afa6061026000f3";
    bytes32 internal constant CREATION_HASH = 0xed21fe98f13223aa9bd3d8ea1698ff5e8d629f12f60add2a60d330ea7414fb88;

    error CoverCode_NotCreated(uint256 terms);

    /// @dev The caller is the catalog, and its `pendingCover` returns the words of these terms.
    function create(uint256 terms) internal {
        bytes memory creation = CREATION;
        address place;
        assembly ("memory-safe") {
            place := create2(0, add(creation, 0x20), mload(creation), terms)
        }
        if (place.code.length != WORDS_BYTES + 1) revert CoverCode_NotCreated(terms);
    }

    /// @return address of the code, whether there is any or not
    function addressOf(address catalog, uint256 terms) internal pure returns (address) {
        return Create2.computeAddress(bytes32(terms), CREATION_HASH, catalog);
    }

    /// @return cover all zero if the catalog has listed no product with these terms
    function read(address catalog, uint256 terms) internal view returns (IProductCatalog.ClaimTerms memory cover) {
        address place = addressOf(catalog, terms);
        uint256 first;
        uint256 second;
        uint256 third;
        uint256 length = WORDS_BYTES;
        assembly ("memory-safe") {
            let free := mload(0x40)
            extcodecopy(place, free, 1, length)
            first := mload(free)
            second := mload(add(free, 0x20))
            third := mload(add(free, 0x40))
        }
        (cover.productId, cover.committeeId) = (second >> 224, uint32(second >> 192));
        (cover.pool, cover.trigger) = (address(uint160(first >> 96)), address(uint160(third >> 96)));
        (cover.payouts[0], cover.payouts[1], cover.payouts[2]) = (uint96(second), uint96(second >> 96), uint96(first));
    }

    function encode(IProductCatalog.ClaimTerms memory cover) internal pure returns (bytes32[3] memory words) {
        uint96[3] memory payouts = cover.payouts;
        words[0] = bytes32(uint256(uint160(cover.pool)) << 96 | payouts[2]);
        words[1] = bytes32(cover.productId << 224 | cover.committeeId << 192 | uint256(payouts[1]) << 96 | payouts[0]);
        words[2] = bytes32(uint256(uint160(cover.trigger)) << 96);
    }
}
