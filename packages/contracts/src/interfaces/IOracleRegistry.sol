// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

/// @title IOracleRegistry
/// @notice Keys of oracle operators, and the committees they sit in.
///
/// An operator registers a BabyJubJub key with a proof of possession. A key belongs to its operator for ever. To rotate,
/// the operator registers another key, which becomes its current one; a seat keeps the key it was taken with until it is
/// vacated and taken again.
///
/// A committee has 16 seats, and a root over its keys. Every change makes a new root. The root it replaces stays valid
/// for GRACE, so that claims under way are not lost. A revoked root is never valid again, even if the same keys come to
/// sit on the same seats once more; a compromised key must be unseated, and every root in grace with it revoked.
interface IOracleRegistry {
    /// @param Ax key, a point of the prime-order subgroup
    /// @param Ay with it
    /// @param Qx a point with 8 · Q = A, which shows that
    /// @param Qy with it
    /// @param Rx commitment of the proof of possession
    /// @param Ry with it
    /// @param S response of the proof of possession: S · B8 = R + c · A with
    /// c = keccak256(abi.encode(domain, operator, Ax, Ay, Rx, Ry)) mod l, below l
    struct KeyRegistration {
        uint256 Ax;
        uint256 Ay;
        uint256 Qx;
        uint256 Qy;
        uint256 Rx;
        uint256 Ry;
        uint256 S;
    }

    /// @notice The operator's current key.
    event KeyRegistered(address indexed operator, uint256 Ax, uint256 Ay);

    /// @notice A committee without members was opened.
    event CommitteeCreated(uint256 indexed committeeId);

    /// @notice A seat was taken or vacated. The root before it is valid until `previousValidUntil`.
    /// @param operator who took the seat, zero if it was vacated; likewise the key
    /// @param previousValidUntil unix seconds, 0 if there was no root before or it was revoked
    event CommitteeRootSet(
        uint256 indexed committeeId,
        uint256 indexed root,
        uint256 slot,
        address operator,
        uint256 Ax,
        uint256 Ay,
        uint256 previousValidUntil
    );

    /// @notice A root is no longer valid, and never will be.
    event CommitteeRootRevoked(uint256 indexed committeeId, uint256 indexed root);

    error OracleRegistry_KeyNotOnCurve();
    error OracleRegistry_KeyNotInSubgroup();
    error OracleRegistry_KeyIsIdentity();
    error OracleRegistry_KeyTaken(address operator);
    /// @param response at least the order of the subgroup
    error OracleRegistry_ResponseOutOfRange(uint256 response);
    error OracleRegistry_PossessionNotProven();
    error OracleRegistry_CommitteeUnknown(uint256 committeeId);
    error OracleRegistry_SlotOutOfRange(uint256 slot);
    error OracleRegistry_SlotTaken(uint256 slot);
    error OracleRegistry_SlotEmpty(uint256 slot);
    error OracleRegistry_OperatorWithoutKey(address operator);
    error OracleRegistry_OperatorSeated(address operator);
    error OracleRegistry_RootNotRevocable(uint256 root);

    /// @notice Registers the caller's key, or another one in its place.
    function registerKey(KeyRegistration calldata registration) external;

    /// @notice Opens a committee without members. Restricted.
    /// @return committeeId counts from 1
    function createCommittee() external returns (uint256 committeeId);

    /// @notice Gives an empty seat to an operator that has none in this committee, with its current key. Restricted.
    /// @param slot 0 to 15
    function seat(uint256 committeeId, uint256 slot, address operator) external;

    /// @notice Vacates a seat. Restricted.
    function unseat(uint256 committeeId, uint256 slot) external;

    /// @notice Ends the validity of a root for ever, and voids held claims that rest on it. It need not be valid any more.
    /// Restricted.
    function revokeRoot(uint256 committeeId, uint256 root) external;

    /// @return chainId · 2^160 + registry address: what attestations and committee roots are bound to
    function domain() external view returns (uint256);

    /// @return number of committees; their ids are 1 to this
    function committeeCount() external view returns (uint256);

    /// @return whether claims can use the root now
    function isValidRoot(uint256 committeeId, uint256 root) external view returns (bool);

    /// @return whether the root was revoked
    function isRevoked(uint256 committeeId, uint256 root) external view returns (bool);

    /// @return unix seconds until which the root is valid: 2^40 − 1 for a current root, 0 for an unknown and 1 for a
    /// revoked one
    function rootValidUntil(uint256 committeeId, uint256 root) external view returns (uint256);

    /// @return root of the committee as it is seated, 0 before its first seat
    function rootOf(uint256 committeeId) external view returns (uint256);

    /// @return operator on the seat, zero if it is empty
    /// @return leaf of the seat in the committee tree, 0 if it is empty
    function seatAt(uint256 committeeId, uint256 slot) external view returns (address operator, uint256 leaf);

    /// @return Ax the operator's current key, zero if it has none
    /// @return Ay with it
    function keyOf(address operator) external view returns (uint256 Ax, uint256 Ay);

    /// @return operator that the key belongs to, zero if nobody has registered it
    function operatorOf(uint256 Ax, uint256 Ay) external view returns (address operator);
}
