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
    find: 'return capital_ - _exitingOf(ledger, capital_);',
    replace: 'return capital_;',
    caughtBy: ['unit/Exits.t.sol', invariants],
  },
  {
    name: 'the nullifier of a held claim stays unspent',
    file: 'ClaimDesk.sol',
    find: '        else _hold(claim, payment, terms, payout, source, since);\n',
    replace:
      '        else { _hold(claim, payment, terms, payout, source, since); delete _nullifiers[claim.nullifier]; }\n',
    caughtBy: ['unit/HeldClaims.t.sol'],
  },
  {
    name: 'an observation is paid for again',
    file: 'ClaimDesk.sol',
    find: '        isObservationSpent[claim.observationNullifier] = true;\n',
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
    name: 'exits bear no loss and earn nothing',
    file: 'libraries/ExitQueue.sol',
    find: 'paid = settled.mulDiv(assets, supply);',
    replace: 'paid = settled / 1e6;',
    caughtBy: ['fuzz/ExitQueue.t.sol', 'unit/Exits.t.sol', invariants],
  },
  {
    name: 'an exit does not wait for a whole epoch',
    file: 'libraries/ExitQueue.sol',
    find: 'uint256 queued = pending - self.incoming;',
    replace: 'uint256 queued = pending;',
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
    name: 'a cancellation is counted as a claim',
    file: 'UnderwritingPool.sol',
    find: 'released = book.cancel(payout.units, claimDeadline);',
    replace: 'released = book.claim(payout.units);',
    caughtBy: ['unit/EndedCover.t.sol', invariants],
  },
  {
    name: 'a cancelled policy that was reopened leaves the units of its void claim',
    file: 'UnderwritingPool.sol',
    find: '        if (reopenedUntil != 0) released += book.cancelReopened(payout.units, reopenedUntil);\n',
    replace: '',
    caughtBy: ['unit/VoidedClaims.t.sol'],
  },
  {
    name: 'a cancellation takes units out of a bucket that has expired',
    file: 'libraries/CoverLiability.sol',
    find: 'week < self.nextWeek ? 0 : bucketAt(self, deadline)',
    replace: 'bucketAt(self, deadline)',
    caughtBy: ['fuzz/CoverLiability.t.sol', 'unit/UnderwritingPool.t.sol'],
  },
  {
    name: 'who comes does not pay for what exits have earned',
    file: 'PoolShares.sol',
    find: 'assets.mulDiv(_supply() + ledger.exitingShares, _capitalOf(ledger) + 1, rounding)',
    replace: 'assets.mulDiv(_supply() + ledger.exitingShares, _assetsOf(ledger) + 1, rounding)',
    caughtBy: [invariants],
  },
  {
    name: 'a settled claim stays among those that wait',
    file: 'ClaimDesk.sol',
    find: '        _waiting.remove(terms.pool, heldId);\n',
    replace: '',
    caughtBy: ['unit/UnsettledClaims.t.sol', 'unit/HeldClaims.t.sol'],
  },
  {
    name: 'a trigger that fails keeps its claims for ever',
    file: 'ClaimDesk.sol',
    find: 'revoked := and(done,',
    replace: 'if iszero(done) { revert(0, 0) } revoked := and(done,',
    caughtBy: ['unit/UnsettledClaims.t.sol', 'unit/HeldClaims.t.sol', 'unit/Upkeep.t.sol'],
  },
  {
    name: 'a trigger is silenced with too little gas',
    file: 'ClaimDesk.sol',
    find: '        if (gasleft() * 63 / 64 <= REVOCATION_GAS + 3000) revert ClaimDesk_GasTooLow(REVOCATION_GAS);\n',
    replace: '',
    caughtBy: ['unit/UnsettledClaims.t.sol'],
  },
  {
    name: 'a held claim that burns its gas takes that of the next',
    file: 'Upkeep.sol',
    find: 'settleHeld{gas: SETTLE_GAS}',
    replace: 'settleHeld',
    caughtBy: ['unit/UnsettledClaims.t.sol'],
  },
  {
    name: 'the payout window forgets the hours before',
    file: 'libraries/PayoutWindow.sol',
    find: 'for (uint256 i; i < CELLS; ++i) {',
    replace: 'for (uint256 i; i < 1; ++i) {',
    caughtBy: ['fuzz/PayoutWindow.t.sol', 'unit/HeldClaims.t.sol'],
  },
  {
    name: 'a donation counts as assets',
    file: 'PoolLedger.sol',
    find: 'return ledger.cash - ledger.reserved - _stream.unearnedAt(ledger.accruedAt, block.timestamp);',
    replace:
      'return IUnderwritingPool(this.asset()).balanceOf(address(this)) - ledger.reserved - _stream.unearnedAt(ledger.accruedAt, block.timestamp);',
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
    find: '        delete _isRenewable[policy];\n',
    replace: '',
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
]
