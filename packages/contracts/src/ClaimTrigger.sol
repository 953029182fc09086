// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {AttestationTrigger} from "./AttestationTrigger.sol";
import {IBoundVerifier} from "./interfaces/IBoundVerifier.sol";
import {IOracleRegistry} from "./interfaces/IOracleRegistry.sol";
import {IPolicyBook} from "./interfaces/IPolicyBook.sol";
import {ClaimVerifier} from "./verifiers/ClaimVerifier.sol";

/// @title ClaimTrigger
/// @notice The attestation trigger, and the generated verifier of its circuit in the same contract, which a claim reaches
/// without opening another account. It is still called: the generated code ends a call with its answer.
contract ClaimTrigger is AttestationTrigger, ClaimVerifier {
    constructor(IPolicyBook book_, IOracleRegistry registry_)
        AttestationTrigger(book_, registry_, IBoundVerifier(address(this)))
    {}
}
