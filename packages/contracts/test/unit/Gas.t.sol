// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {IClaimDesk} from "../../src/interfaces/IClaimDesk.sol";
import {ICoverDesk} from "../../src/interfaces/ICoverDesk.sol";
import {IPolicyBook} from "../../src/interfaces/IPolicyBook.sol";
import {AcesoTest} from "../AcesoTest.sol";

/// @dev Whole transactions, calldata included, with the verifiers' own work taken as known: pairing, additions and
/// multiplications of a Groth16 proof cost about 241,000 gas for nine public signals and 226,000 for seven.
/// forge-config: default.isolate = true
contract GasTest is AcesoTest {
    uint256 private constant COMMITMENT = 0x1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90a;

    uint40 private _end;
    IPolicyBook.QueuedLeaf private _leaf;

    function setUp() public override {
        super.setUp();
        deposit(provider, 900_000 * DOLLAR);
        _end = endAfter(12 weeks);
        _leaf = leafOf(5, _end);
        buy(5, _end);
        skip(2 hours);
    }

    function _assertBelow(string memory name, uint256 limit) private {
        uint256 used = vm.lastCallGas().gasTotalUsed;
        emit log_named_uint(name, used);
        assertLe(used, limit, name);
    }

    function _proof() private pure returns (uint256[8] memory proof) {
        for (uint256 i; i < 8; ++i) {
            proof[i] = COMMITMENT + i;
        }
    }

    function test_BuyCover() external {
        ICoverDesk.BuyParameters memory p = purchase(5, _end);
        (p.commitment, p.maxPremium) = (COMMITMENT, 100 * DOLLAR);
        vm.prank(buyer);
        coverDesk.buyCover(p);
        _assertBelow("buyCover", 150_000);
    }

    function test_Deposit() external {
        dollar.mint(stranger, 10_000 * DOLLAR);
        vm.prank(stranger);
        dollar.approve(address(pool), type(uint256).max);
        vm.prank(stranger);
        pool.deposit(5000 * DOLLAR, stranger);
        _assertBelow("deposit, first of an owner", 115_000);
    }

    function test_Withdraw() external {
        vm.prank(provider);
        pool.withdraw(5000 * DOLLAR, provider, provider);
        _assertBelow("withdraw", 90_000);
    }

    function test_SubmitClaim() external {
        uint256[8] memory proof = _proof();
        IPolicyBook.QueuedLeaf[] memory leaves = new IPolicyBook.QueuedLeaf[](1);
        leaves[0] = _leaf;
        book.insertBatch(proof, COMMITMENT, 1, leaves);
        skip(3 weeks);
        dollar.mint(relayer, 1);
        IClaimDesk.Claim memory claim = claimOf(COMMITMENT, 5, 3);
        (claim.nullifier, claim.observationNullifier) = (COMMITMENT - 1, COMMITMENT - 2);
        claimDesk.submitClaim(proof, claim, paymentOf(3 * DOLLAR));
        _assertBelow("submitClaim without the verifier's work, relayed to a new holder", 180_000);
    }

    function test_InsertFullBatch() external {
        IPolicyBook.QueuedLeaf[] memory first = new IPolicyBook.QueuedLeaf[](64);
        IPolicyBook.QueuedLeaf[] memory second = new IPolicyBook.QueuedLeaf[](64);
        first[0] = _leaf;
        for (uint256 i; i < 127; ++i) {
            IPolicyBook.QueuedLeaf memory leaf =
                IPolicyBook.QueuedLeaf(COMMITMENT - i, terms, uint256(1) << 80 | block.timestamp << 40 | _end);
            (i < 63 ? first : second)[(i + 1) % 64] = leaf;
            vm.prank(address(coverDesk));
            book.enqueue(leaf.commitment, leaf.terms, leaf.window);
        }
        uint256[8] memory proof = _proof();
        book.insertBatch(proof, COMMITMENT, COMMITMENT, first);
        book.insertBatch(proof, COMMITMENT + 1, COMMITMENT, second);
        _assertBelow("insertBatch of 64 without the verifier's work", 64 * 8000 - 226_000);
    }

    function test_Advance() external {
        skip(13 weeks);
        pool.advance(productId, 100);
        _assertBelow("advance over a quarter", 100_000);
    }
}
