// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {IPolicyBook} from "../../src/interfaces/IPolicyBook.sol";
import {InsertionVerifierMock} from "../mocks/InsertionVerifierMock.sol";
import {OpenBook} from "../mocks/OpenBook.sol";
import {StdStorage, Test, Vm, stdError, stdStorage} from "forge-std/Test.sol";

contract PolicyBookTest is Test {
    using stdStorage for StdStorage;

    uint256 private constant FIELD = 21888242871839275222246405745257275088548364400416034343698204186575808495617;

    InsertionVerifierMock private _verifier;
    OpenBook private _book;
    uint256[8] private _proof = [uint256(11), 12, 13, 14, 15, 16, 17, 18];

    function setUp() external {
        vm.warp(1_790_000_000);
        _verifier = new InsertionVerifierMock();
        _book = new OpenBook(_verifier);
    }

    function _leaf(uint256 i) private pure returns (IPolicyBook.QueuedLeaf memory) {
        return IPolicyBook.QueuedLeaf({
            commitment: uint256(keccak256(abi.encode("commitment", i))) % FIELD,
            terms: uint256(keccak256(abi.encode("terms", i % 3))) % FIELD,
            window: 5 << 80 | 1_790_000_000 << 40 | 1_800_000_000
        });
    }

    function _enqueue(uint256 from, uint256 count) private returns (IPolicyBook.QueuedLeaf[] memory leaves) {
        leaves = new IPolicyBook.QueuedLeaf[](count);
        for (uint256 i; i < count; ++i) {
            leaves[i] = _leaf(from + i);
            uint256 window = leaves[i].window;
            leaves[i].window = _placed(window, 0);
            _book.enqueue(leaves[i].commitment, leaves[i].terms, window);
        }
    }

    /// @return window of a leaf that is queued after `ahead` others
    function _placed(uint256 window, uint256 ahead) private view returns (uint256) {
        (uint256 batch, uint256 count,) = _book.openBatch();
        return window | (batch * 64 + count + ahead) << 114;
    }

    function _many(uint256 from, uint256 count)
        private
        pure
        returns (uint256[] memory commitments, uint256[] memory windows)
    {
        (commitments, windows) = (new uint256[](count), new uint256[](count));
        for (uint256 i; i < count; ++i) {
            (commitments[i], windows[i]) = (_leaf(from + i).commitment, 1 << 80 | i);
        }
    }

    function _queueOf(OpenBook book) private view returns (bytes memory) {
        (uint256 open, uint256 openCount, uint256 openedAt) = book.openBatch();
        (uint256 next, uint256 nextCount, bytes32 chain) = book.nextBatch();
        return abi.encode(open, openCount, openedAt, next, nextCount, chain);
    }

    /// @dev Topics and data of all logs since they were last asked for, whichever book they are from.
    function _logHash() private returns (bytes32 hash) {
        Vm.Log[] memory logs = vm.getRecordedLogs();
        for (uint256 i; i < logs.length; ++i) {
            hash = keccak256(abi.encode(hash, logs[i].topics, logs[i].data));
        }
    }

    /// @dev Leaves `from` to `from + count` with the same terms, one by one in this book and at once in the other.
    function _enqueueInBoth(OpenBook other, uint256 from, uint256 count)
        private
        returns (IPolicyBook.QueuedLeaf[] memory leaves)
    {
        (uint256[] memory commitments, uint256[] memory windows) = _many(from, count);
        leaves = new IPolicyBook.QueuedLeaf[](count);
        vm.recordLogs();
        for (uint256 i; i < count; ++i) {
            leaves[i] = IPolicyBook.QueuedLeaf(commitments[i], from, _placed(windows[i], 0));
            _book.enqueue(commitments[i], from, windows[i]);
        }
        bytes32 logs = _logHash();
        other.enqueueMany(from, commitments, windows);
        assertEq(_logHash(), logs);
        assertEq(_queueOf(other), _queueOf(_book));
    }

    /// @dev Inserts all batches in both books, so that each chain is compared.
    function _drainBoth(OpenBook other, IPolicyBook.QueuedLeaf[] memory all) private {
        skip(1 hours);
        uint256 inserted;
        while (inserted < all.length) {
            (uint256 index, uint256 count,) = _book.nextBatch();
            IPolicyBook.QueuedLeaf[] memory leaves = new IPolicyBook.QueuedLeaf[](count);
            for (uint256 i; i < count; ++i) {
                leaves[i] = all[inserted + i];
            }
            _book.insertBatch(_proof, index + 1, 1, leaves);
            other.insertBatch(_proof, index + 1, 1, leaves);
            assertEq(_queueOf(other), _queueOf(_book));
            inserted += count;
        }
        (, uint256 left,) = other.nextBatch();
        assertEq(left, 0);
    }

    function _joined(IPolicyBook.QueuedLeaf[] memory first, IPolicyBook.QueuedLeaf[] memory second)
        private
        pure
        returns (IPolicyBook.QueuedLeaf[] memory all)
    {
        all = new IPolicyBook.QueuedLeaf[](first.length + second.length);
        for (uint256 i; i < all.length; ++i) {
            all[i] = i < first.length ? first[i] : second[i - first.length];
        }
    }

    function _chainOf(IPolicyBook.QueuedLeaf[] memory leaves) private pure returns (bytes32 chain) {
        for (uint256 i; i < leaves.length; ++i) {
            chain = keccak256(abi.encode(chain, leaves[i].commitment, leaves[i].terms, leaves[i].window));
        }
    }

    function test_RevertWhen_CommitmentOutOfRange() external {
        uint256[3] memory bad = [uint256(0), FIELD, type(uint256).max];
        (uint256[] memory commitments, uint256[] memory windows) = (new uint256[](3), new uint256[](3));
        for (uint256 i; i < bad.length; ++i) {
            bytes memory reason = abi.encodeWithSelector(IPolicyBook.PolicyBook_CommitmentOutOfRange.selector, bad[i]);
            vm.expectRevert(reason);
            _book.enqueue(bad[i], 1, 1);
            (commitments[0], commitments[1], commitments[2]) = (1, 1, 1);
            commitments[i] = bad[i];
            vm.expectRevert(reason);
            _book.enqueueMany(1, commitments, windows);
        }
        _book.enqueue(1, 1, 1);
        _book.enqueue(FIELD - 1, 1, 1);
    }

    function test_RevertWhen_TreeIsFull() external {
        uint256 queue = stdstore.target(address(_book)).sig("openBatch()").find();
        vm.store(address(_book), bytes32(queue), bytes32(uint256(8 ** 6 - 1) | 63 << 64));
        uint256 snapshot = vm.snapshotState();
        _book.enqueue(1, 1, 1);
        vm.expectRevert(IPolicyBook.PolicyBook_TreeFull.selector);
        _book.enqueue(1, 1, 1);
        vm.revertToState(snapshot);
        (uint256[] memory commitments, uint256[] memory windows) = _many(0, 2);
        vm.expectRevert(IPolicyBook.PolicyBook_TreeFull.selector);
        _book.enqueueMany(1, commitments, windows);
        (commitments, windows) = _many(0, 1);
        _book.enqueueMany(1, commitments, windows);
    }

    function test_RevertWhen_AWindowIsMissing() external {
        (uint256[] memory commitments,) = _many(0, 2);
        (, uint256[] memory windows) = _many(0, 1);
        vm.expectRevert(stdError.indexOOBError);
        _book.enqueueMany(1, commitments, windows);
    }

    function test_RevertWhen_NothingIsQueued() external {
        vm.expectRevert(IPolicyBook.PolicyBook_NothingQueued.selector);
        _book.insertBatch(_proof, 1, 1, new IPolicyBook.QueuedLeaf[](0));
    }

    function test_RevertWhen_PartialBatchIsYoung() external {
        IPolicyBook.QueuedLeaf[] memory leaves = _enqueue(0, 1);
        skip(1 hours - 1);
        bytes memory reason =
            abi.encodeWithSelector(IPolicyBook.PolicyBook_BatchStillFilling.selector, block.timestamp + 1);
        vm.expectRevert(reason);
        _book.insertBatch(_proof, 1, 1, leaves);
    }

    function test_RevertWhen_LeafIsDropped() external {
        IPolicyBook.QueuedLeaf[] memory leaves = _enqueue(0, 1);
        _enqueue(1, 1);
        skip(1 hours);
        vm.expectRevert(abi.encodeWithSelector(IPolicyBook.PolicyBook_LeafCountMismatch.selector, 1, 2));
        _book.insertBatch(_proof, 1, 1, leaves);
    }

    function test_RevertWhen_LeafIsChanged() external {
        IPolicyBook.QueuedLeaf[] memory leaves = _enqueue(0, 3);
        bytes32 queued = _chainOf(leaves);
        skip(1 hours);
        for (uint256 i; i < 9; ++i) {
            IPolicyBook.QueuedLeaf memory leaf = leaves[i / 3];
            bytes memory good = abi.encode(leaf);
            if (i % 3 == 0) leaf.commitment ^= 1;
            if (i % 3 == 1) leaf.terms ^= 1;
            if (i % 3 == 2) leaf.window ^= 1;
            vm.expectRevert(
                abi.encodeWithSelector(IPolicyBook.PolicyBook_LeavesMismatch.selector, _chainOf(leaves), queued)
            );
            _book.insertBatch(_proof, 1, 1, leaves);
            leaves[i / 3] = abi.decode(good, (IPolicyBook.QueuedLeaf));
        }
    }

    function test_RevertWhen_LeavesAreReordered() external {
        IPolicyBook.QueuedLeaf[] memory leaves = _enqueue(0, 2);
        bytes32 queued = _chainOf(leaves);
        (leaves[0], leaves[1]) = (leaves[1], leaves[0]);
        skip(1 hours);
        vm.expectRevert(
            abi.encodeWithSelector(IPolicyBook.PolicyBook_LeavesMismatch.selector, _chainOf(leaves), queued)
        );
        _book.insertBatch(_proof, 1, 1, leaves);
    }

    function test_RevertWhen_BatchIsInsertedTwice() external {
        IPolicyBook.QueuedLeaf[] memory leaves = _enqueue(0, 64);
        _book.insertBatch(_proof, 1, 1, leaves);
        vm.expectRevert(IPolicyBook.PolicyBook_NothingQueued.selector);
        _book.insertBatch(_proof, 2, 1, leaves);
    }

    function test_RevertWhen_BatchesAreSwapped() external {
        bytes32 queued = _chainOf(_enqueue(0, 64));
        IPolicyBook.QueuedLeaf[] memory second = _enqueue(64, 64);
        vm.expectRevert(
            abi.encodeWithSelector(IPolicyBook.PolicyBook_LeavesMismatch.selector, _chainOf(second), queued)
        );
        _book.insertBatch(_proof, 1, 1, second);
    }

    function test_RevertWhen_NewRootIsZero() external {
        IPolicyBook.QueuedLeaf[] memory leaves = _enqueue(0, 64);
        vm.expectRevert(IPolicyBook.PolicyBook_RootZero.selector);
        _book.insertBatch(_proof, 0, 1, leaves);
    }

    function test_RevertWhen_NewRootIsKnown() external {
        _book.insertBatch(_proof, 77, 1, _enqueue(0, 64));
        IPolicyBook.QueuedLeaf[] memory leaves = _enqueue(64, 64);
        vm.expectRevert(abi.encodeWithSelector(IPolicyBook.PolicyBook_RootKnown.selector, 77));
        _book.insertBatch(_proof, 77, 1, leaves);
    }

    function test_RevertWhen_ProofIsInvalid() external {
        _verifier.refuse();
        IPolicyBook.QueuedLeaf[] memory leaves = _enqueue(0, 64);
        vm.expectRevert(IPolicyBook.PolicyBook_ProofInvalid.selector);
        _book.insertBatch(_proof, 1, 1, leaves);
    }

    /// @dev That it is the tree's is tested in TypeScript.
    function test_EmptyRootIsNoneToClaimUnder() external view {
        assertEq(_book.currentRoot(), _book.EMPTY_ROOT());
        assertFalse(_book.isRoot(_book.EMPTY_ROOT()));
        assertFalse(_book.isRoot(0));
    }

    /// @dev Or else two policies that were bought alike would have one leaf, and one nullifier.
    function test_NoTwoLeavesAreAlike() external {
        (uint256[] memory commitments, uint256[] memory windows) = (new uint256[](66), new uint256[](66));
        for (uint256 i; i < 66; ++i) {
            (commitments[i], windows[i]) = (7, 1 << 80);
        }
        vm.recordLogs();
        _book.enqueueMany(5, commitments, windows);
        _book.enqueue(7, 5, 1 << 80);
        Vm.Log[] memory logs = vm.getRecordedLogs();
        for (uint256 i; i < 67; ++i) {
            (,,, uint256 window) = abi.decode(logs[i].data, (uint8, uint256, uint256, uint256));
            assertEq(window, 1 << 80 | i << 114);
        }
    }

    function test_EnqueueTellsThePlace() external {
        _enqueue(0, 63);
        IPolicyBook.QueuedLeaf memory leaf = _leaf(63);
        vm.expectEmit(address(_book));
        emit IPolicyBook.CoverQueued(0, 63, leaf.commitment, leaf.terms, _placed(leaf.window, 0));
        _enqueue(63, 1);
        leaf = _leaf(64);
        vm.expectEmit(address(_book));
        emit IPolicyBook.CoverQueued(1, 0, leaf.commitment, leaf.terms, _placed(leaf.window, 0));
        _enqueue(64, 1);
        (uint256 index, uint256 count, uint256 openedAt) = _book.openBatch();
        assertEq(abi.encode(index, count, openedAt), abi.encode(1, 1, block.timestamp));
    }

    /// @dev The fingerprint is computed here from powers, in the contract with a running one.
    function test_VerifierGetsTheSignalsInOrder() external {
        IPolicyBook.QueuedLeaf[] memory leaves = _enqueue(0, 5);
        skip(1 hours);
        uint256 oldRoot = _book.currentRoot();
        uint256 challenge = uint256(keccak256(abi.encode(_chainOf(leaves), oldRoot, 99))) % FIELD;
        uint256 fingerprint;
        for (uint256 i = leaves.length; i > 0; --i) {
            IPolicyBook.QueuedLeaf memory leaf = leaves[i - 1];
            fingerprint = mulmod(addmod(fingerprint, leaf.window, FIELD), challenge, FIELD);
            fingerprint = mulmod(addmod(fingerprint, leaf.terms, FIELD), challenge, FIELD);
            fingerprint = mulmod(addmod(fingerprint, leaf.commitment, FIELD), challenge, FIELD);
        }
        _verifier.expect(_proof, [oldRoot, 99, 98, 0, 5, challenge, fingerprint]);
        vm.expectEmit(address(_book));
        emit IPolicyBook.BatchInserted(0, 98, 99, 5);
        _book.insertBatch(_proof, 99, 98, leaves);
        assertEq(_book.currentRoot(), 99);
        assertTrue(_book.isRoot(99));
    }

    /// @dev Made in TypeScript: the chain, the challenge and the fingerprint of two leaves.
    function test_SignalsAgreeWithTypeScript() external {
        IPolicyBook.QueuedLeaf[] memory leaves = new IPolicyBook.QueuedLeaf[](2);
        leaves[0] = IPolicyBook.QueuedLeaf(11, 12, 13);
        leaves[1] = IPolicyBook.QueuedLeaf(21, 22, 23);
        for (uint256 i; i < 2; ++i) {
            _book.enqueue(leaves[i].commitment, leaves[i].terms, leaves[i].window);
        }
        leaves[1].window |= 1 << 114;
        skip(1 hours);
        (,, bytes32 chain) = _book.nextBatch();
        assertEq(chain, 0x023d4a1d756a06c04b2c59da0d2df911e149c6c6e9abe030f4487781f12e6355);
        uint256 challenge = 15149329792650054254201012332427869602685846658568245157815954410942232582644;
        uint256 fingerprint = 20321048964721507524882363667163795233365942660610694957547707927311963025775;
        _verifier.expect(_proof, [_book.EMPTY_ROOT(), 99, 98, 0, 2, challenge, fingerprint]);
        _book.insertBatch(_proof, 99, 98, leaves);
    }

    function test_PartialBatchIsClosedByItsInsertion() external {
        IPolicyBook.QueuedLeaf[] memory leaves = _enqueue(0, 3);
        skip(1 hours);
        _book.insertBatch(_proof, 1, 1, leaves);
        (uint256 next, uint256 count, bytes32 chain) = _book.nextBatch();
        assertEq(abi.encode(next, count, chain), abi.encode(1, 0, bytes32(0)));
        leaves = _enqueue(3, 1);
        (next, count, chain) = _book.nextBatch();
        assertEq(abi.encode(next, count, chain), abi.encode(1, 1, _chainOf(leaves)));
    }

    /// @dev Later leaves do not keep it open.
    function test_DelayCountsFromTheFirstLeaf() external {
        uint256 opened = block.timestamp;
        IPolicyBook.QueuedLeaf[] memory leaves = new IPolicyBook.QueuedLeaf[](3);
        leaves[0] = _enqueue(0, 1)[0];
        skip(30 minutes);
        leaves[1] = _enqueue(1, 1)[0];
        skip(30 minutes - 1);
        (uint256[] memory commitments, uint256[] memory windows) = _many(2, 1);
        leaves[2] = IPolicyBook.QueuedLeaf(commitments[0], 5, _placed(windows[0], 0));
        _book.enqueueMany(5, commitments, windows);
        (,, uint256 openedAt) = _book.openBatch();
        assertEq(openedAt, opened);
        vm.expectRevert(abi.encodeWithSelector(IPolicyBook.PolicyBook_BatchStillFilling.selector, opened + 1 hours));
        _book.insertBatch(_proof, 1, 1, leaves);
        skip(1);
        _book.insertBatch(_proof, 1, 1, leaves);
        (,, openedAt) = _book.openBatch();
        assertEq(openedAt, 0);
    }

    function test_FullBatchesWaitWhileOthersFill() external {
        IPolicyBook.QueuedLeaf[] memory first = _enqueue(0, 64);
        IPolicyBook.QueuedLeaf[] memory second = _enqueue(64, 64);
        _enqueue(128, 1);
        (, uint256 count,) = _book.nextBatch();
        assertEq(count, 64);
        _book.insertBatch(_proof, 1, 1, first);
        _book.insertBatch(_proof, 2, 1, second);
        (uint256 next,,) = _book.nextBatch();
        (uint256 open,,) = _book.openBatch();
        assertEq(next, 2);
        assertEq(open, 2);
        assertTrue(_book.isRoot(1) && _book.isRoot(2));
    }

    /// @dev The delay counts from a batch's own first leaf.
    function test_RevertWhen_NextPartialBatchIsYoung() external {
        IPolicyBook.QueuedLeaf[] memory leaves = _enqueue(0, 1);
        skip(1 hours);
        _book.insertBatch(_proof, 1, 1, leaves);
        leaves = _enqueue(1, 1);
        vm.expectRevert(
            abi.encodeWithSelector(IPolicyBook.PolicyBook_BatchStillFilling.selector, block.timestamp + 1 hours)
        );
        _book.insertBatch(_proof, 2, 1, leaves);
    }

    function test_EnqueueManyTellsThePlaces() external {
        _enqueue(0, 63);
        (uint256[] memory commitments, uint256[] memory windows) = _many(0, 2);
        vm.expectEmit(address(_book));
        emit IPolicyBook.CoverQueued(0, 63, commitments[0], 5, _placed(windows[0], 0));
        vm.expectEmit(address(_book));
        emit IPolicyBook.CoverQueued(1, 0, commitments[1], 5, _placed(windows[1], 1));
        _book.enqueueMany(5, commitments, windows);
        (uint256 index, uint256 count, uint256 openedAt) = _book.openBatch();
        assertEq(abi.encode(index, count, openedAt), abi.encode(1, 1, block.timestamp));
    }

    /// @dev Up to, onto and over the border of a batch, and over several.
    function test_ManyAreAsSinglesAtTheBordersOfBatches() external {
        uint256 snapshot = vm.snapshotState();
        uint8[4] memory before = [0, 1, 63, 64];
        uint8[7] memory counts = [0, 1, 2, 63, 64, 65, 129];
        for (uint256 i; i < before.length; ++i) {
            for (uint256 j; j < counts.length; ++j) {
                OpenBook other = new OpenBook(_verifier);
                IPolicyBook.QueuedLeaf[] memory first = _enqueueInBoth(other, 0, before[i]);
                skip(1 minutes);
                IPolicyBook.QueuedLeaf[] memory second = _enqueueInBoth(other, before[i], counts[j]);
                _drainBoth(other, _joined(first, second));
                vm.revertToState(snapshot);
            }
        }
    }

    /// @dev The second round begins after a batch was closed before it was full.
    /// forge-config: default.fuzz.runs = 128
    /// forge-config: deep.fuzz.runs = 2000
    function testFuzz_ManyAreAsSingles(uint256[4] memory sizes) external {
        OpenBook other = new OpenBook(_verifier);
        uint256 total;
        for (uint256 round; round < 4; round += 2) {
            IPolicyBook.QueuedLeaf[] memory first = _enqueueInBoth(other, total, bound(sizes[round], 0, 100));
            skip(1 minutes);
            total += first.length;
            IPolicyBook.QueuedLeaf[] memory second = _enqueueInBoth(other, total, bound(sizes[round + 1], 0, 100));
            total += second.length;
            _drainBoth(other, _joined(first, second));
        }
    }
}
