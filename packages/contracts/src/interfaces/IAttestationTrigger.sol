// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {ITrigger} from "./ITrigger.sol";

/// @title IAttestationTrigger
/// @notice A policy of the book is triggered by a result that a quorum of its committee attested. The proof shows it.
interface IAttestationTrigger is ITrigger {
    /// @notice The evidence, abi-encoded.
    /// @param proof a, b and c of the Groth16 proof in the order of the verifier
    /// @param digest of the circuit's signals
    /// @param policyRoot a root of the policy book
    /// @param committeeRoot a valid root of the product's committee
    /// @param asOf unix seconds, a multiple of ASOF_STEP, at most ASOF_TOLERANCE ahead of the block's time
    struct Evidence {
        uint256[8] proof;
        uint256 digest;
        uint256 policyRoot;
        uint256 committeeRoot;
        uint256 asOf;
    }

    /// @param length bytes
    error AttestationTrigger_EvidenceMalformed(uint256 length);
    error AttestationTrigger_AsOfNotAnHour(uint256 asOf);
    /// @param earliest unix seconds
    /// @param latest unix seconds
    error AttestationTrigger_AsOfOutOfRange(uint256 asOf, uint256 earliest, uint256 latest);
    error AttestationTrigger_PolicyRootZero();
    error AttestationTrigger_PolicyRootUnknown(uint256 policyRoot);
    error AttestationTrigger_CommitteeRootZero();
    error AttestationTrigger_CommitteeRootInvalid(uint256 committeeId, uint256 committeeRoot);
    error AttestationTrigger_ProofInvalid();
}
