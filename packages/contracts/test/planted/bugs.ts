/** A mistake that the tests have to notice. */
export type Bug = {
  name: string
  /** Below `packages/contracts/src`. */
  file: string
  /** Stands once in the file. */
  find: string
  replace: string
  /** Below `packages/contracts/test`; at least one test of each of these files fails. */
  caughtBy: readonly string[]
}

const invariants = 'invariant/Numbered.t.sol'

export const bugs: readonly Bug[] = [
  {
    name: 'a premium is rounded for the buyer',
    file: 'libraries/Pricing.sol',
    find: 'return (numerator + denominator - 1) / denominator;',
    replace: 'return numerator / denominator;',
    caughtBy: ['fuzz/Pricing.t.sol', invariants],
  },
  {
    name: 'a bucket is released twice',
    file: 'libraries/CoverLiability.sol',
    find: '        self.nextWeek = expiry.nextWeek.toUint32();\n',
    replace: '',
    caughtBy: ['fuzz/CoverLiability.t.sol', 'unit/PeerFailures.t.sol'],
  },
  {
    name: 'claimed units are set off beyond those that expire',
    file: 'libraries/CoverLiability.sol',
    find: 'expiry.setOff = expiry.units < self.claimedUnits ? expiry.units : self.claimedUnits;',
    replace: 'expiry.setOff = self.claimedUnits;',
    caughtBy: ['fuzz/CoverLiability.t.sol', invariants],
  },
  {
    name: 'exits are forgotten in what can be sold',
    file: 'PoolLedger.sol',
    find: 'return ledger.cash - ledger.exiting - ledger.reserved',
    replace: 'return ledger.cash - ledger.reserved',
    caughtBy: ['unit/Exits.t.sol', invariants],
  },
  {
    name: 'the nullifier of a held claim stays unspent',
    file: 'ClaimDesk.sol',
    find: '        else _hold(claim, payment, terms.productId, payout, source, since);\n',
    replace:
      '        else { _hold(claim, payment, terms.productId, payout, source, since); delete _nullifiers[claim.nullifier]; }\n',
    caughtBy: ['unit/HeldClaims.t.sol'],
  },
  {
    name: 'an observation is paid for again',
    file: 'ClaimDesk.sol',
    find: '        _observations[claim.observationNullifier] = SPENT;\n',
    replace: '',
    caughtBy: ['unit/ClaimDesk.t.sol', invariants],
  },
  {
    name: 'a premium is earned at once',
    file: 'libraries/PremiumStream.sol',
    find: '(total.toUint128(), (unearned + premium * SCALE).toUint128())',
    replace: '(total.toUint128(), unearned.toUint128())',
    caughtBy: ['fuzz/PremiumStream.t.sol', 'unit/PeerFailures.t.sol'],
  },
  {
    name: 'exits bear no loss',
    file: 'PoolLedger.sol',
    find: 'if (ledger.exiting == 0) return 0;',
    replace: 'if (ledger.exiting != 0) return 0;',
    caughtBy: ['unit/Exits.t.sol', 'unit/PeerFailures.t.sol'],
  },
  {
    name: 'an exit does not wait for a whole epoch',
    file: 'libraries/ExitQueue.sol',
    find: '(self.units, self.units - self.incoming)',
    replace: '(self.units, self.units)',
    caughtBy: ['fuzz/ExitQueue.t.sol', 'unit/Exits.t.sol'],
  },
  {
    name: 'a void claim leaves its units closed',
    file: 'UnderwritingPool.sol',
    find: '        _open(productId, units, _books[productId].maxPayout, claimDeadline);\n',
    replace: '',
    caughtBy: ['unit/VoidedClaims.t.sol', 'unit/Breaker.t.sol'],
  },
  {
    name: 'the rest of a held claim is no longer liability',
    file: 'UnderwritingPool.sol',
    find: '            ledger.liability = (ledger.liability + kept).toUint96();\n',
    replace: '',
    caughtBy: ['unit/Breaker.t.sol'],
  },
  {
    name: 'the payout window forgets the hours before',
    file: 'libraries/PayoutWindow.sol',
    find: 'cells != 0; cells >>= BITS',
    replace: 'cells != 0; cells = 0',
    caughtBy: ['fuzz/PayoutWindow.t.sol', 'unit/HeldClaims.t.sol'],
  },
  {
    name: 'a donation counts as assets',
    file: 'PoolLedger.sol',
    find: 'return ledger.cash - ledger.exiting - ledger.reserved - _stream.unearnedAt(ledger.accruedAt, block.timestamp);',
    replace:
      'return IUnderwritingPool(this.asset()).balanceOf(address(this)) - ledger.exiting - ledger.reserved - _stream.unearnedAt(ledger.accruedAt, block.timestamp);',
    caughtBy: ['unit/PoolDeposits.t.sol', invariants],
  },
  {
    name: 'the first depositor can inflate the price of a share',
    file: 'PoolShares.sol',
    find: 'return 6;',
    replace: 'return 0;',
    caughtBy: ['unit/PoolDeposits.t.sol', 'unit/PeerFailures.t.sol'],
  },
  {
    name: 'fees are not set aside',
    file: 'UnderwritingPool.sol',
    find: '        ledger.reserved = (ledger.reserved + fees_).toUint96();\n',
    replace: '',
    caughtBy: ['unit/UnderwritingPool.t.sol', invariants],
  },
  {
    name: 'a payout that its recipient refuses is lost',
    file: 'UnderwritingPool.sol',
    find: '        keptPayout[to] += amount;\n',
    replace: '',
    caughtBy: ['unit/KeptPayouts.t.sol', 'unit/PeerFailuresOfCover.t.sol'],
  },
  {
    name: 'a refund takes the loads and fees as well',
    file: 'ClaimDesk.sol',
    find: '* terms.baseRate * duration * terms.refundShare',
    replace: '* terms.baseRate * duration * 20_000',
    caughtBy: ['unit/Cancellation.t.sol', 'unit/Refunds.t.sol'],
  },
  {
    name: 'a policy can be renewed twice',
    file: 'CoverDesk.sol',
    find: '        _renewals[renewal] = count - 1;\n',
    replace: '',
    caughtBy: ['unit/Renewal.t.sol', 'unit/PeerFailuresOfCover.t.sol'],
  },
  {
    name: 'a stranger renews a policy',
    file: 'CoverDesk.sol',
    find: 'member.units, end, renewer))',
    replace: 'member.units, end, renewer == address(0)))',
    caughtBy: ['unit/Renewal.t.sol', 'unit/PeerFailuresOfCover.t.sol'],
  },
  {
    name: 'a stale price sells',
    file: 'AssetGuard.sol',
    find: 'if (block.timestamp - updatedAt > feed.heartbeat) {',
    replace: 'if (block.timestamp - updatedAt > 365 days) {',
    caughtBy: ['unit/AssetGuard.t.sol', 'unit/PeerFailuresOfCover.t.sol'],
  },
  {
    name: 'a revoked root is valid again',
    file: 'OracleRegistry.sol',
    find: 'if (validUntil[root] != REVOKED) validUntil[root] = CURRENT;',
    replace: 'validUntil[root] = CURRENT;',
    caughtBy: ['unit/OracleRegistry.t.sol'],
  },
  {
    name: 'an expulsion leaves roots in grace',
    file: 'OracleRegistry.sol',
    find: 'block.timestamp - GRACE - Protocol.HOLD',
    replace: 'block.timestamp + 1',
    caughtBy: ['unit/Expel.t.sol', 'unit/ExpelledClaims.t.sol', 'fuzz/Expulsion.t.sol'],
  },
  {
    name: 'a proof of equivocation serves another reporter',
    file: 'OracleRegistry.sol',
    find: 'slashContextOf(reporter)]',
    replace: 'slashContextOf(operator)]',
    caughtBy: ['unit/Slash.t.sol'],
  },
  {
    name: 'the hour of a proof of eligibility is not looked at',
    file: 'Underwriting.sol',
    find: '        _checkAsOf(shown.asOf);\n',
    replace: '',
    caughtBy: ['unit/Underwriting.t.sol'],
  },
  {
    name: 'a proof of eligibility is about another baseline',
    file: 'Underwriting.sol',
    find: '(shown.committeeRoot, predicate, commitment, commitment)',
    replace: '(shown.committeeRoot, 0, commitment, commitment)',
    caughtBy: ['unit/Underwriting.t.sol'],
  },
  {
    name: 'an underwritten product is sold without a proof',
    file: 'CoverDesk.sol',
    find: '        if (sale.underwritten && !order.eligible) revert CoverDesk_EligibilityRequired(order.productId);\n',
    replace: '',
    caughtBy: ['unit/Underwriting.t.sol'],
  },
  {
    name: 'a payout goes to the pool itself',
    file: 'UnderwritingPool.sol',
    find: '        _checkReceiver(payout.recipient);\n',
    replace: '',
    caughtBy: ['unit/Receivers.t.sol'],
  },
  {
    name: 'a kept payout goes to the token itself',
    file: 'UnderwritingPool.sol',
    find: ' || to == asset() ||',
    replace: ' ||',
    caughtBy: ['unit/Receivers.t.sol', 'unit/KeptPayouts.t.sol', 'unit/ExitRequests.t.sol'],
  },
  {
    name: 'a stranger makes an exit wait anew',
    file: 'PoolShares.sol',
    find: '        if (pendingRedeemRequest(0, controller) != 0) _checkOperator(controller);\n',
    replace: '',
    caughtBy: ['unit/ExitRequests.t.sol'],
  },
  {
    name: 'an exit may be for the pool itself',
    file: 'PoolShares.sol',
    find: '        _checkReceiver(controller);\n',
    replace: '',
    caughtBy: ['unit/ExitRequests.t.sol'],
  },
  {
    name: 'a stated value may lie out of the field',
    file: 'libraries/BoundSignals.sol',
    find: 'valid := and(valid, lt(value, field))',
    replace: 'valid := or(valid, lt(value, field))',
    caughtBy: ['unit/BoundSignals.t.sol', 'fuzz/BoundSignals.t.sol', 'unit/AttestationTrigger.t.sol'],
  },
  {
    name: 'the digest is not in what the challenge is drawn from',
    file: 'libraries/BoundSignals.sol',
    find: 'keccak256(first, shl(5, mload(statement)))',
    replace: 'keccak256(add(first, 0x20), sub(shl(5, mload(statement)), 0x20))',
    caughtBy: ['unit/BoundSignals.t.sol', 'fuzz/BoundSignals.t.sol', 'unit/AttestationTrigger.t.sol'],
  },
  {
    name: 'the last stated value is not bound',
    file: 'libraries/BoundSignals.sol',
    find: 'let at := add(statement, shl(5, mload(statement)))',
    replace: 'let at := add(statement, shl(5, sub(mload(statement), 1)))',
    caughtBy: ['unit/BoundSignals.t.sol', 'fuzz/BoundSignals.t.sol', 'unit/AttestationTrigger.t.sol'],
  },
  {
    name: 'a verifier that fails says yes',
    file: 'libraries/BoundSignals.sol',
    find: 'and(and(done, gt(returndatasize(), 0x1f)), eq(mload(0x00), 1))',
    replace: 'eq(mload(0x00), 1)',
    caughtBy: ['fuzz/BoundSignals.t.sol'],
  },
  {
    name: 'a verifier that says nothing says what lay in memory',
    file: 'libraries/BoundSignals.sol',
    find: 'and(done, gt(returndatasize(), 0x1f))',
    replace: 'done',
    caughtBy: ['fuzz/BoundSignals.t.sol'],
  },
  {
    name: 'two severities change places in the code of a cover',
    file: 'libraries/CoverCode.sol',
    find: 'uint256(payouts[1]) << 96 | payouts[0]',
    replace: 'uint256(payouts[0]) << 96 | payouts[1]',
    caughtBy: ['unit/CoverCode.t.sol', 'unit/ProductCatalog.t.sol'],
  },
  {
    name: 'a cover without code is listed',
    file: 'libraries/CoverCode.sol',
    find: '        if (place.code.length != WORDS_BYTES + 1) revert CoverCode_NotCreated(terms);\n',
    replace: '        place;\n',
    caughtBy: ['unit/CoverCode.t.sol'],
  },
]
