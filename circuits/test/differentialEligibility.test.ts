// SPDX-License-Identifier: GPL-3.0-or-later
import {
  type Comparator,
  checkPredicate,
  DAY,
  IssuedAfterProofError,
  ObservedAfterIssueError,
} from '@aceso/core'
import { it } from 'vitest'
import { compareVerdicts, type DrawnCase } from './differential.js'
import { type EligibilityFacts, eligibilityInput, facts } from './eligibilityFixture.js'
import type { Random } from './random.js'

/** Signing is slow, so few results are attested, and predicates are drawn around them. */
const results = [0n, 1n, 5_500n, 2n ** 63n, 2n ** 64n - 1n].map((value, i) => {
  const observedAt = facts.observedAt - BigInt(i) * DAY
  return { value, observedAt, issuedAt: i === 3 ? observedAt - 1n : observedAt + BigInt(i) * DAY }
})

function draw(random: Random): DrawnCase {
  const result = random.pick(results)
  const threshold = random.near(result.value, 1_000n)
  const asOf = random.near(result.issuedAt + random.pick([0n, DAY, 30n * DAY]))
  const changes: EligibilityFacts = {
    ...facts,
    ...result,
    comparator: BigInt(random.below(2)),
    threshold: threshold < 2n ** 64n ? threshold : 2n ** 64n - 1n,
    asOf,
    maxAge: asOf > result.observedAt ? random.near(asOf - result.observedAt) : random.bits(24),
    index: random.bits(20),
  }
  return { input: () => eligibilityInput(changes), core: () => coreCheck(changes) }
}

/** What `checkEligibility` checks but signatures, which cost more than all the rest and are right here. */
function coreCheck(f: EligibilityFacts): void {
  checkPredicate({ ...f, comparator: Number(f.comparator) as Comparator }, f, f.asOf)
  if (f.observedAt > f.issuedAt) throw new ObservedAfterIssueError()
  if (f.issuedAt > f.asOf) throw new IssuedAfterProofError()
}

it('core and circuit agree on proofs of eligibility', () => {
  compareVerdicts('eligibility', 1_200, draw, [
    'PredicateNotMetError',
    'ObservedTooLongAgoError',
    'ObservedAfterIssueError',
    'IssuedAfterProofError',
  ])
})
