// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {ITrigger} from "../../src/interfaces/ITrigger.sol";

/// @notice Believes every claim, and has no proper answer to whether its source is revoked.
contract BadTrigger is ITrigger {
    enum Answer {
        Revert,
        BurnAllGas,
        Nothing,
        NeitherYesNorNo,
        TooMuch
    }

    Answer private immutable _answer;

    constructor(Answer answer) {
        _answer = answer;
    }

    function check(Claim calldata, uint256, uint256, uint256, bytes calldata) external pure returns (uint256) {
        return 1;
    }

    function isRevoked(uint256, uint256) external view returns (bool) {
        Answer answer = _answer;
        assembly {
            switch answer
            case 0 { revert(0, 0) }
            case 1 { invalid() }
            case 2 { return(0, 0) }
            case 3 {
                mstore(0, 2)
                return(0, 32)
            }
            default { revert(0, 0xffff) }
        }
    }
}
