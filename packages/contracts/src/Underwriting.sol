// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {IBoundVerifier} from "./interfaces/IBoundVerifier.sol";
import {IOracleRegistry} from "./interfaces/IOracleRegistry.sol";
import {IProductCatalog} from "./interfaces/IProductCatalog.sol";
import {IUnderwriting} from "./interfaces/IUnderwriting.sol";
import {BoundSignals} from "./libraries/BoundSignals.sol";
import {Protocol} from "./libraries/Protocol.sol";

/// @title Underwriting
/// @notice Part of the cover desk.
abstract contract Underwriting is IUnderwriting {
    using BoundSignals for IBoundVerifier;

    IProductCatalog public immutable catalog;
    IOracleRegistry public immutable registry;
    IBoundVerifier public immutable eligibilityVerifier;

    constructor(IProductCatalog catalog_, IBoundVerifier eligibilityVerifier_) {
        (catalog, registry, eligibilityVerifier) = (catalog_, catalog_.registry(), eligibilityVerifier_);
    }

    /// @inheritdoc IUnderwriting
    function eligibilityContextOf(address buyer, uint256 productId) public view returns (uint256) {
        return uint256(keccak256(abi.encode(block.chainid, address(this), buyer, productId))) >> 8;
    }

    /// @dev Reverts unless the holder of the commitment is eligible. The proof need not be spent: it serves for this
    /// commitment again, and for no other.
    function _checkEligibility(uint256 productId, uint256 commitment, Eligibility calldata shown) internal view {
        (uint256 predicate, uint256 committeeId) = catalog.underwriting(productId);
        if (predicate == 0) revert Underwriting_NothingToProve(productId);
        _checkAsOf(shown.asOf);
        if (shown.committeeRoot == 0) revert Underwriting_CommitteeRootZero();
        if (!registry.isValidRoot(committeeId, shown.committeeRoot)) {
            revert Underwriting_CommitteeRootInvalid(committeeId, shown.committeeRoot);
        }
        uint256[] memory statement = new uint256[](7);
        (statement[0], statement[1], statement[2]) = (shown.digest, shown.committeeRoot, predicate);
        (statement[3], statement[4], statement[5]) = (committeeId, commitment, shown.asOf);
        statement[6] = eligibilityContextOf(msg.sender, productId);
        if (!eligibilityVerifier.verify(shown.proof, statement)) revert Underwriting_ProofInvalid();
    }

    function _checkAsOf(uint256 asOf) private view {
        if (asOf % Protocol.ASOF_STEP != 0) revert Underwriting_AsOfNotAnHour(asOf);
        (uint256 earliest, uint256 latest) =
            (block.timestamp - Protocol.ASOF_TOLERANCE, block.timestamp + Protocol.ASOF_TOLERANCE);
        if (asOf < earliest || asOf > latest) revert Underwriting_AsOfOutOfRange(asOf, earliest, latest);
    }
}
