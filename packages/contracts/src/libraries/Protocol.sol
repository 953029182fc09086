// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

/// @title Protocol
/// @notice The numbers that several contracts, the circuits and the clients share.
library Protocol {
    /// @dev Order of the scalar field of BN254; every Poseidon input and every public signal lies below it.
    uint256 internal constant FIELD = 21888242871839275222246405745257275088548364400416034343698204186575808495617;

    /// @dev Parts of a whole: shares and fees are given in ten-thousandths.
    uint256 internal constant BASIS = 10_000;

    /// @dev Seconds. Policies end, and claim deadlines fall, on a multiple of it.
    uint256 internal constant WEEK = 604_800;

    /// @dev Seconds. `asOf` of a claim is a multiple of it, so that it says no more than the hour.
    uint256 internal constant ASOF_STEP = 3600;

    /// @dev Seconds by which `asOf` may differ from the time of the block that pays the claim.
    uint256 internal constant ASOF_TOLERANCE = 3600;

    /// @dev Signatures that a proof of the claim or the eligibility circuit needs.
    uint256 internal constant QUORUM = 4;

    /// @dev Members of a committee that may lie without anybody being paid twice.
    uint256 internal constant LIARS = 1;

    /// @dev Most members of a committee: any two quorums of so many share LIARS + 1. More seats need a circuit with a larger
    /// quorum, never this one.
    uint256 internal constant SEATS = 2 * QUORUM - 1 - LIARS;

    /// @dev Seconds for which a payout above the day's limit is held.
    uint256 internal constant HOLD = 2 days;

    /// @dev Domain tags: the first input of each Poseidon hash.
    uint256 internal constant TAG_TERMS = 4;
    uint256 internal constant TAG_COMMITTEE = 13;
    uint256 internal constant TAG_PREDICATE = 14;
    uint256 internal constant TAG_SEATS = 16;
}
