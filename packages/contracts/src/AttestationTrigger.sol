// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {IAttestationTrigger} from "./interfaces/IAttestationTrigger.sol";
import {IBoundVerifier} from "./interfaces/IBoundVerifier.sol";
import {IOracleRegistry} from "./interfaces/IOracleRegistry.sol";
import {IPolicyBook} from "./interfaces/IPolicyBook.sol";
import {ITrigger} from "./interfaces/ITrigger.sol";
import {BoundSignals} from "./libraries/BoundSignals.sol";
import {Protocol} from "./libraries/Protocol.sol";

contract AttestationTrigger is IAttestationTrigger {
    using BoundSignals for IBoundVerifier;

    uint256 private constant EVIDENCE_LENGTH = 12 * 32;

    IPolicyBook public immutable book;
    IOracleRegistry public immutable registry;
    IBoundVerifier public immutable verifier;

    constructor(IPolicyBook book_, IOracleRegistry registry_, IBoundVerifier verifier_) {
        (book, registry, verifier) = (book_, registry_, verifier_);
    }

    /// @inheritdoc ITrigger
    function check(Claim calldata claim, uint256 committeeId, uint256 since, uint256 context, bytes calldata evidence)
        external
        view
        returns (uint256 source)
    {
        if (evidence.length != EVIDENCE_LENGTH) revert AttestationTrigger_EvidenceMalformed(evidence.length);
        Evidence calldata shown;
        // Twelve words without an offset, each of which may be anything: they need no decoding.
        assembly ("memory-safe") {
            shown := evidence.offset
        }
        _checkAsOf(shown.asOf, since);
        _checkRoots(shown, committeeId);
        if (!verifier.verify(shown.proof, _statementOf(claim, shown, context))) {
            revert AttestationTrigger_ProofInvalid();
        }
        return shown.committeeRoot;
    }

    /// @inheritdoc ITrigger
    function isRevoked(uint256 committeeId, uint256 source) external view returns (bool) {
        return registry.isRevoked(committeeId, source);
    }

    function _checkAsOf(uint256 asOf, uint256 since) private view {
        if (asOf % Protocol.ASOF_STEP != 0) revert AttestationTrigger_AsOfNotAnHour(asOf);
        uint256 latest = block.timestamp + Protocol.ASOF_TOLERANCE;
        if (asOf < since || asOf > latest) revert AttestationTrigger_AsOfOutOfRange(asOf, since, latest);
    }

    /// @dev An array of fixed size whose first word is the length of the rest lies in memory as the rest does.
    function _statementOf(Claim calldata claim, Evidence calldata shown, uint256 context)
        private
        pure
        returns (uint256[] memory statement)
    {
        uint256[11] memory words = [
            10,
            shown.digest,
            shown.policyRoot,
            shown.committeeRoot,
            claim.terms,
            claim.units,
            claim.severity,
            claim.nullifier,
            claim.observationNullifier,
            shown.asOf,
            context
        ];
        assembly ("memory-safe") {
            statement := words
        }
    }

    function _checkRoots(Evidence calldata shown, uint256 committeeId) private view {
        if (shown.policyRoot == 0) revert AttestationTrigger_PolicyRootZero();
        if (!book.isRoot(shown.policyRoot)) revert AttestationTrigger_PolicyRootUnknown(shown.policyRoot);
        if (shown.committeeRoot == 0) revert AttestationTrigger_CommitteeRootZero();
        if (!registry.isValidRoot(committeeId, shown.committeeRoot)) {
            revert AttestationTrigger_CommitteeRootInvalid(committeeId, shown.committeeRoot);
        }
    }
}
