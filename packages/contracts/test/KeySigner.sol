// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {IOracleRegistry} from "../src/interfaces/IOracleRegistry.sol";
import {BabyJubJub} from "../src/libraries/BabyJubJub.sol";

/// @notice Makes registrations the way an operator does it off the chain.
library KeySigner {
    using BabyJubJub for BabyJubJub.Point;

    /// @dev The inverse of 8 modulo the order of the subgroup.
    function eighth() internal view returns (uint256) {
        return inverse(8, BabyJubJub.ORDER);
    }

    function register(uint256 domain, address operator, uint256 secret)
        internal
        view
        returns (IOracleRegistry.KeyRegistration memory registration)
    {
        (registration.Ax, registration.Ay) = baseTimes(secret);
        (registration.Qx, registration.Qy) = baseTimes(mulmod(secret, eighth(), BabyJubJub.ORDER));
        uint256 nonce = uint256(keccak256(abi.encode("nonce", secret))) % BabyJubJub.ORDER;
        (registration.Rx, registration.Ry) = baseTimes(nonce);
        registration.S = respond(domain, operator, registration, secret, nonce);
    }

    function respond(
        uint256 domain,
        address operator,
        IOracleRegistry.KeyRegistration memory registration,
        uint256 secret,
        uint256 nonce
    ) internal pure returns (uint256) {
        bytes32 digest = keccak256(
            abi.encode(domain, operator, registration.Ax, registration.Ay, registration.Rx, registration.Ry)
        );
        uint256 challenge = uint256(digest) % BabyJubJub.ORDER;
        return addmod(nonce, mulmod(challenge, secret, BabyJubJub.ORDER), BabyJubJub.ORDER);
    }

    function baseTimes(uint256 scalar) internal view returns (uint256 x, uint256 y) {
        BabyJubJub.Point memory base = BabyJubJub.fromAffine(BabyJubJub.BASE_X, BabyJubJub.BASE_Y);
        return affine(BabyJubJub.mulAdd(scalar, base, 0, base));
    }

    function affine(BabyJubJub.Point memory p) internal view returns (uint256 x, uint256 y) {
        uint256 z = inverse(p.z, BabyJubJub.FIELD);
        return (mulmod(p.x, z, BabyJubJub.FIELD), mulmod(p.y, z, BabyJubJub.FIELD));
    }

    /// @dev By Fermat, with the modular exponentiation precompile.
    function inverse(uint256 value, uint256 modulus) internal view returns (uint256) {
        (bool done, bytes memory result) = address(5).staticcall(abi.encode(32, 32, 32, value, modulus - 2, modulus));
        require(done);
        return abi.decode(result, (uint256));
    }
}
