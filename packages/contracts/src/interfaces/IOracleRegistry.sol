// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

/// @title IOracleRegistry
/// @notice Keys of oracle operators, and the committees they sit in.
///
/// An operator registers a BabyJubJub key with a proof of possession. A key belongs to its operator for ever. To rotate,
/// the operator registers another key, which becomes its current one; a seat keeps the key it was taken with until it is
/// vacated and taken again.
///
/// A committee has SEATS seats, and a root over its keys: the hash of their abscissae Ax, 0 where nobody sits, and of this
/// registry's domain. A point of the subgroup is named by its abscissa alone, so a key is too. Every change makes a new
/// root. The root it replaces stays valid for GRACE, so that claims under way are not lost. A revoked root is never valid
/// again, even if the same keys come to sit on the same seats once more; a compromised key must be unseated, and every
/// root in grace with it revoked.
///
/// Any two quorums share an honest member, even if one lies: SEATS ≤ 2 · QUORUM − 1 − LIARS. So that it holds for all roots
/// that are valid at one time, a vacated seat rests for GRACE before it is taken again: together the roots never have
/// more than SEATS keys. Members answer for their time on the seat only, see `seatedSince`.
///
/// A key that has signed two statements of which one must be false can be slashed by anyone with a proof of that. It is
/// slashed for ever, and never seated again. Anyone can then expel it from each committee: its seat is vacated, and
/// every root with the key is revoked on which a claim can still rest, that is, one that is valid or was so within the
/// time for which a claim is held. Roots without the key are left as they are. Until it is expelled, a slashed key sits
/// where it sat.
interface IOracleRegistry {
    /// @param Ax key, a point of the prime-order subgroup; its abscissa names it
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

    /// @notice A key was proven to have signed two statements of which one must be false.
    /// @param operator whom the key belongs to
    /// @param reporter who found it out
    event KeySlashed(address indexed operator, uint256 indexed Ax, address indexed reporter);

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
    /// @param until unix seconds
    error OracleRegistry_SlotResting(uint256 slot, uint256 until);
    error OracleRegistry_SlotEmpty(uint256 slot);
    error OracleRegistry_OperatorWithoutKey(address operator);
    error OracleRegistry_OperatorSeated(address operator);
    error OracleRegistry_RootNotRevocable(uint256 root);
    error OracleRegistry_KeyUnknown(uint256 Ax);
    error OracleRegistry_KeySlashed(uint256 Ax);
    error OracleRegistry_KeyNotSlashed(uint256 Ax);
    error OracleRegistry_EquivocationNotProven(uint256 Ax);
    error OracleRegistry_NothingToExpel(uint256 Ax, uint256 committeeId);

    /// @notice Registers the caller's key, or another one in its place.
    function registerKey(KeyRegistration calldata registration) external;

    /// @notice Opens a committee without members. Restricted.
    /// @return committeeId counts from 1
    function createCommittee() external returns (uint256 committeeId);

    /// @notice Gives an empty seat to an operator that has none in this committee, with its current key, unless that was
    /// slashed. A seat that was vacated rests for GRACE. Restricted.
    /// @param slot 0 to SEATS − 1
    function seat(uint256 committeeId, uint256 slot, address operator) external;

    /// @notice Vacates a seat. Restricted.
    function unseat(uint256 committeeId, uint256 slot) external;

    /// @notice Ends the validity of a root for ever, and voids held claims that rest on it. It need not be valid any more.
    /// Restricted.
    function revokeRoot(uint256 committeeId, uint256 root) external;

    /// @notice Slashes a key that has equivocated, and expels it from committees as `expel` does. By anyone.
    /// @param reporter who found it out; the proof is bound to it, so nobody else can take the credit
    /// @param proof a, b and c of the Groth16 proof in the order of the verifier
    /// @param committeeIds where the key sits, or has sat so lately that there is something to revoke
    function slash(uint256 Ax, address reporter, uint256[8] calldata proof, uint256[] calldata committeeIds) external;

    /// @notice Vacates the seat of a slashed key and revokes roots with it. By anyone; reverts if nothing is left to do.
    function expel(uint256 Ax, uint256 committeeId) external;

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
    /// @return Ax the key it was taken with, 0 if it is empty
    function seatAt(uint256 committeeId, uint256 slot) external view returns (address operator, uint256 Ax);

    /// @return since unix seconds, 0 if the key doesn't sit in the committee. No link that a member knows of counts as made
    /// before: what was claimed earlier, others attested, whom it can't contradict
    function seatedSince(uint256 committeeId, uint256 Ax) external view returns (uint256 since);

    /// @return Ax the operator's current key, zero if it has none
    /// @return Ay with it
    function keyOf(address operator) external view returns (uint256 Ax, uint256 Ay);

    /// @return operator that the key belongs to, zero if nobody has registered it
    function operatorOf(uint256 Ax) external view returns (address operator);

    /// @return whether the key was slashed
    function isSlashed(uint256 Ax) external view returns (bool);

    /// @return what a proof of equivocation is bound to: chain, registry and reporter
    function slashContextOf(address reporter) external view returns (uint256);
}
