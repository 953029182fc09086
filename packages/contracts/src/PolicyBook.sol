// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {IInsertionVerifier} from "./interfaces/IInsertionVerifier.sol";
import {IPolicyBook} from "./interfaces/IPolicyBook.sol";
import {Protocol} from "./libraries/Protocol.sol";

/// @title PolicyBook
/// @notice Part of the cover desk.
abstract contract PolicyBook is IPolicyBook {
    /// @param open batch that receives leaves
    /// @param next batch that is inserted next; batches between it and the open one are full
    /// @param count leaves of the open batch
    /// @param openedAt unix seconds of the open batch's first leaf
    struct Queue {
        uint32 open;
        uint32 next;
        uint8 count;
        uint40 openedAt;
    }

    uint8 public constant BATCH_SIZE = 64;
    uint256 public constant MAX_BATCHES = 8 ** 6;

    /// @dev Each insertion uses up a 64-leaf subtree, and there are 262,144 of them: at one partial batch an hour they
    /// last for thirty years, however small the purchases.
    uint256 public constant PARTIAL_BATCH_DELAY = 1 hours;

    /// @dev Root of the tree of depth 8 without a leaf.
    uint256 public constant EMPTY_ROOT = 79896077314389456624561663615084708344856585408221255461760804661709685957;

    IInsertionVerifier public immutable insertionVerifier;

    /// @inheritdoc IPolicyBook
    uint256 public currentRoot = EMPTY_ROOT;

    /// @inheritdoc IPolicyBook
    mapping(uint256 root => bool) public isRoot;

    Queue private _queue;
    mapping(uint256 batchIndex => bytes32) private _chains;

    constructor(IInsertionVerifier insertionVerifier_) {
        insertionVerifier = insertionVerifier_;
    }

    /// @inheritdoc IPolicyBook
    function insertBatch(uint256[8] calldata proof, uint256 newRoot, uint256 batchRoot, QueuedLeaf[] calldata leaves)
        external
    {
        Queue memory queue = _queue;
        uint32 batch = queue.next;
        uint8 count = _insertable(queue);
        if (leaves.length != count) revert PolicyBook_LeafCountMismatch(leaves.length, count);
        if (newRoot == 0) revert PolicyBook_RootZero();
        if (isRoot[newRoot]) revert PolicyBook_RootKnown(newRoot);

        uint256 oldRoot = currentRoot;
        (uint256 challenge, uint256 fingerprint) = _challenge(_chains[batch], oldRoot, newRoot, leaves);
        _checkProof(proof, [oldRoot, newRoot, batchRoot, batch, count, challenge, fingerprint]);

        if (batch == queue.open) _close(queue);
        ++queue.next;
        _queue = queue;
        delete _chains[batch];
        currentRoot = newRoot;
        isRoot[newRoot] = true;
        emit BatchInserted(batch, batchRoot, newRoot, count);
    }

    /// @inheritdoc IPolicyBook
    function openBatch() external view returns (uint256 batchIndex, uint256 count, uint256 openedAt) {
        return (_queue.open, _queue.count, _queue.openedAt);
    }

    /// @inheritdoc IPolicyBook
    function nextBatch() external view returns (uint256 batchIndex, uint256 count, bytes32 chain) {
        Queue memory queue = _queue;
        return (queue.next, queue.next == queue.open ? queue.count : BATCH_SIZE, _chains[queue.next]);
    }

    /// @dev Appends a leaf to the open batch.
    /// @param commitment 1 to FIELD − 1
    /// @param window as in QueuedLeaf without the leaf's position, which is put into it
    function _enqueue(uint256 commitment, uint256 terms, uint256 window) internal {
        Queue memory queue = _queue;
        uint32 batch = queue.open;
        _chains[batch] = _append(queue, _chains[batch], commitment, terms, window);
        _queue = queue;
    }

    /// @dev Appends several leaves with the same terms.
    /// @param windows one for each commitment, likewise
    function _enqueueMany(uint256 terms, uint256[] memory commitments, uint256[] memory windows) internal {
        Queue memory queue = _queue;
        uint32 batch = queue.open;
        bytes32 chain = _chains[batch];
        for (uint256 i; i < commitments.length; ++i) {
            chain = _append(queue, chain, commitments[i], terms, windows[i]);
            if (queue.open != batch) {
                _chains[batch] = chain;
                (batch, chain) = (queue.open, 0);
            }
        }
        if (chain != 0) _chains[batch] = chain;
        _queue = queue;
    }

    /// @dev Closes the batch when it is full.
    /// @return chain extended by the leaf
    function _append(Queue memory queue, bytes32 chain, uint256 commitment, uint256 terms, uint256 window)
        private
        returns (bytes32)
    {
        if (commitment == 0 || commitment >= Protocol.FIELD) revert PolicyBook_CommitmentOutOfRange(commitment);
        (uint32 batch, uint8 position) = (queue.open, queue.count);
        if (batch == MAX_BATCHES) revert PolicyBook_TreeFull();
        // Its index, batch · 64 + position, above everything else.
        window |= uint256(batch) << 120 | uint256(position) << 114;
        if (position == 0) queue.openedAt = uint40(block.timestamp);
        if (++queue.count == BATCH_SIZE) _close(queue);
        emit CoverQueued(batch, position, commitment, terms, window);
        return keccak256(abi.encode(chain, commitment, terms, window));
    }

    function _close(Queue memory queue) private pure {
        (queue.open, queue.count, queue.openedAt) = (queue.open + 1, 0, 0);
    }

    /// @return leaves of the next batch
    function _insertable(Queue memory queue) private view returns (uint8) {
        if (queue.next != queue.open) return BATCH_SIZE;
        if (queue.count == 0) revert PolicyBook_NothingQueued();
        uint256 insertableAt = queue.openedAt + PARTIAL_BATCH_DELAY;
        if (block.timestamp < insertableAt) revert PolicyBook_BatchStillFilling(insertableAt);
        return queue.count;
    }

    function _checkProof(uint256[8] calldata proof, uint256[7] memory signals) private view {
        bool valid = insertionVerifier.verifyProof(
            [proof[0], proof[1]], [[proof[2], proof[3]], [proof[4], proof[5]]], [proof[6], proof[7]], signals
        );
        if (!valid) revert PolicyBook_ProofInvalid();
    }

    /// @dev The challenge is drawn from the queued data and both roots, and the new root fixes the data that the prover
    /// inserts. If the two differ, their polynomials agree in a random point with a probability of 192 / FIELD.
    /// @return challenge the point r
    /// @return fingerprint Σ dataⱼ · rʲ, j from 1
    function _challenge(bytes32 queued, uint256 oldRoot, uint256 newRoot, QueuedLeaf[] calldata leaves)
        private
        pure
        returns (uint256 challenge, uint256 fingerprint)
    {
        challenge = uint256(keccak256(abi.encode(queued, oldRoot, newRoot))) % Protocol.FIELD;
        bytes32 chain;
        uint256 power = challenge;
        for (uint256 i; i < leaves.length; ++i) {
            QueuedLeaf calldata leaf = leaves[i];
            chain = keccak256(abi.encode(chain, leaf.commitment, leaf.terms, leaf.window));
            fingerprint = addmod(fingerprint, mulmod(leaf.commitment, power, Protocol.FIELD), Protocol.FIELD);
            power = mulmod(power, challenge, Protocol.FIELD);
            fingerprint = addmod(fingerprint, mulmod(leaf.terms, power, Protocol.FIELD), Protocol.FIELD);
            power = mulmod(power, challenge, Protocol.FIELD);
            fingerprint = addmod(fingerprint, mulmod(leaf.window, power, Protocol.FIELD), Protocol.FIELD);
            power = mulmod(power, challenge, Protocol.FIELD);
        }
        if (chain != queued) revert PolicyBook_LeavesMismatch(chain, queued);
    }
}
