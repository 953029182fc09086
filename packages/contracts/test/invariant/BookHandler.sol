// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {IPolicyBook} from "../../src/interfaces/IPolicyBook.sol";
import {BaseHandler} from "./BaseHandler.sol";

/// @notice Every leaf as it was bought, and its insertion: a leaf that the book has dropped, changed or moved fails the run.
abstract contract BookHandler is BaseHandler {
    uint256 private constant BATCH = 64;

    IPolicyBook.QueuedLeaf[] private _leaves;
    uint256 private _inserted;
    /// @dev The first batch is that of the set-up.
    uint256 private _place = BATCH;
    uint256 private _roots = 1e6;

    /// @notice By anyone; a batch that is still filling has to wait.
    function insertBatch(uint256 root) external keepsThePrice keepsExitsFromGaining {
        (, uint256 count,) = _protocol.coverDesk.nextBatch();
        (,, uint256 openedAt) = _protocol.coverDesk.openBatch();
        if (count == 0) return;
        IPolicyBook.QueuedLeaf[] memory leaves = new IPolicyBook.QueuedLeaf[](count);
        for (uint256 i; i < count; ++i) {
            leaves[i] = _leaves[_inserted + i];
        }
        uint256[8] memory proof;
        if (count < BATCH && block.timestamp < openedAt + 1 hours) {
            try _protocol.coverDesk.insertBatch(proof, _roots + 1, root, leaves) {
                _require(false, "16: a batch was inserted too early");
            } catch {}
            return;
        }
        _protocol.coverDesk.insertBatch(proof, ++_roots, root, leaves);
        _inserted += count;
        // Its last places stay empty, if it is the batch that has been receiving leaves.
        if (count < BATCH) _place = (_place / BATCH + 1) * BATCH;
        _require(_protocol.coverDesk.isRoot(_roots), "16: a root is forgotten");
    }

    function _queued(uint256 product, uint256 commitment, uint256 window) internal {
        (uint256 terms,,) = _protocol.catalog.product(product);
        _leaves.push(IPolicyBook.QueuedLeaf(commitment, terms, _place++ << 114 | window));
    }

    function _windowOf(uint256 units, uint256 start, uint256 end, bool renewable) internal pure returns (uint256) {
        return (renewable ? 1 << 113 : 0) | units << 80 | start << 40 | end;
    }
}
