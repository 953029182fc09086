// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {PolicyBook} from "../../src/PolicyBook.sol";
import {IPolicyBook} from "../../src/interfaces/IPolicyBook.sol";
import {Rebuilt} from "./Rebuilt.sol";
import {Vm} from "forge-std/Vm.sol";

/// @notice The queue of leaves and the roots of the tree.
contract RebuiltBook is Rebuilt {
    uint256 private constant BATCH_SIZE = 64;

    PolicyBook private immutable _book;

    uint256 private _open;
    uint256 private _next;
    uint256 private _openedAt;
    mapping(uint256 batchIndex => IPolicyBook.QueuedLeaf[]) private _leaves;
    uint256[] private _roots;

    constructor(PolicyBook book) {
        _book = book;
        _roots.push(book.EMPTY_ROOT());
    }

    function take(Vm.Log calldata log, uint256 time) external override returns (bool) {
        bytes32 kind = log.topics[0];
        if (kind == IPolicyBook.CoverQueued.selector) {
            assertEq(uint256(log.topics[1]), _open, "CoverQueued: batchIndex");
            (uint8 position, uint256 commitment, uint256 terms, uint256 window) =
                abi.decode(log.data, (uint8, uint256, uint256, uint256));
            IPolicyBook.QueuedLeaf[] storage leaves = _leaves[_open];
            assertEq(position, leaves.length, "CoverQueued: position");
            leaves.push(IPolicyBook.QueuedLeaf(commitment, terms, window));
            if (position == 0) _openedAt = time;
            if (leaves.length == BATCH_SIZE) _close();
        } else if (kind == IPolicyBook.BatchInserted.selector) {
            (, uint256 root, uint8 count) = abi.decode(log.data, (uint256, uint256, uint8));
            assertEq(uint256(log.topics[1]), _next, "BatchInserted: batchIndex");
            assertEq(count, _leaves[_next].length, "BatchInserted: count");
            if (_next++ == _open) _close();
            _roots.push(root);
        } else {
            return false;
        }
        return true;
    }

    /// @return leaves of the batch that is inserted next
    function nextLeaves() public view returns (IPolicyBook.QueuedLeaf[] memory leaves) {
        return _leaves[_next];
    }

    function compare() external view override {
        (uint256 batchIndex, uint256 count, uint256 openedAt) = _book.openBatch();
        assertEq(batchIndex, _open, "openBatch: batchIndex");
        assertEq(count, _leaves[_open].length, "openBatch: count");
        assertEq(openedAt, _openedAt, "openBatch: openedAt");
        bytes32 chain;
        (batchIndex, count, chain) = _book.nextBatch();
        assertEq(batchIndex, _next, "nextBatch: batchIndex");
        assertEq(count, _leaves[_next].length, "nextBatch: count");
        assertEq(chain, _chainOf(nextLeaves()), "nextBatch: chain");
        assertEq(_book.currentRoot(), _roots[_roots.length - 1], "currentRoot");
        assertFalse(_book.isRoot(_roots[0]), "isRoot of the empty tree");
        for (uint256 i = 1; i < _roots.length; ++i) {
            assertTrue(_book.isRoot(_roots[i]), "isRoot");
        }
    }

    function _close() private {
        ++_open;
        _openedAt = 0;
    }

    function _chainOf(IPolicyBook.QueuedLeaf[] memory leaves) private pure returns (bytes32 chain) {
        for (uint256 i; i < leaves.length; ++i) {
            chain = keccak256(abi.encode(chain, leaves[i].commitment, leaves[i].terms, leaves[i].window));
        }
    }
}
