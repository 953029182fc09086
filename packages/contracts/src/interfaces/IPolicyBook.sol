// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

/// @title IPolicyBook
/// @notice The policies ever sold: a queue of leaves, and the roots of the tree that they are inserted into with a proof.
/// @dev The tree is octonary with depth 8. Batch i is the subtree of height 2 at position i; a policy's leaf index is
/// batchIndex · 64 + position. It is part of the leaf, so no two leaves are alike. Zero leaves fill up a batch that is
/// inserted before it is full.
interface IPolicyBook {
    /// @param commitment 1 to FIELD − 1
    /// @param terms of the product
    /// @param window leafIndex · 2^114 + renewable · 2^113 + renewed · 2^112 + units · 2^80 + start · 2^40 + end; renewable is
    /// 1 for a policy that cannot be cancelled, renewed is 1 for one without a waiting period
    struct QueuedLeaf {
        uint256 commitment;
        uint256 terms;
        uint256 window;
    }

    /// @notice A policy was sold; its leaf has its final place.
    /// @param position in the batch, 0 to 63
    /// @param terms of the product
    /// @param window as in QueuedLeaf
    event CoverQueued(uint64 indexed batchIndex, uint8 position, uint256 commitment, uint256 terms, uint256 window);

    /// @notice A batch is in the tree: its policies can claim under `root` and every later root.
    /// @param batchRoot root of the batch's subtree
    /// @param count leaves before the padding
    event BatchInserted(uint64 indexed batchIndex, uint256 batchRoot, uint256 root, uint8 count);

    error PolicyBook_CommitmentOutOfRange(uint256 commitment);
    error PolicyBook_TreeFull();
    error PolicyBook_NothingQueued();
    /// @param given leaves of the caller
    /// @param queued leaves of the batch
    error PolicyBook_LeafCountMismatch(uint256 given, uint256 queued);
    /// @param given keccak chain of the caller's leaves
    /// @param queued keccak chain of the batch's leaves
    error PolicyBook_LeavesMismatch(bytes32 given, bytes32 queued);
    /// @param insertableAt unix seconds
    error PolicyBook_BatchStillFilling(uint256 insertableAt);
    error PolicyBook_RootZero();
    error PolicyBook_RootKnown(uint256 root);
    error PolicyBook_ProofInvalid();

    /// @notice Inserts the next batch; anyone can. A batch with fewer than 64 leaves can be inserted once its first leaf
    /// has waited PARTIAL_BATCH_DELAY, and is closed by it.
    /// @param proof a, b and c of the Groth16 proof in the order of the verifier
    /// @param newRoot root of the tree with the batch
    /// @param batchRoot root of the batch's subtree
    /// @param leaves as queued, in order
    function insertBatch(uint256[8] calldata proof, uint256 newRoot, uint256 batchRoot, QueuedLeaf[] calldata leaves)
        external;

    /// @return whether the root was ever the tree's root after an insertion
    function isRoot(uint256 root) external view returns (bool);

    /// @return root that the next insertion starts from
    function currentRoot() external view returns (uint256);

    /// @notice The batch that receives leaves.
    /// @return batchIndex counts from 0
    /// @return count leaves so far
    /// @return openedAt unix seconds of the first leaf, 0 if there is none
    function openBatch() external view returns (uint256 batchIndex, uint256 count, uint256 openedAt);

    /// @notice The batch that is inserted next, which may be the open one.
    /// @return batchIndex counts from 0
    /// @return count leaves it has
    /// @return chain keccak chain of its leaves, zero if there is none
    function nextBatch() external view returns (uint256 batchIndex, uint256 count, bytes32 chain);
}
