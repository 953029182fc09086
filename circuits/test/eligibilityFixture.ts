// SPDX-License-Identifier: GPL-3.0-or-later
import { DAY, ELIGIBILITY_SIGNALS, type EligibilityWitness, hash } from '@aceso/core'
import { bound } from './bound.js'
import { type Attested, attestedInput, facts as claimFacts } from './claimFixture.js'

/** Everything eligibility is about. Nothing here is checked: a test may state what no desk or oracle would. */
export type EligibilityFacts = typeof facts

const { secret, index, committeeId, measure, domain, observationTag, empty, signers } = claimFacts
const { linkedAt, context, asOf } = claimFacts

/** A result of 5,500, three days old, where at most 6,000 and 90 days are asked for. */
export const facts = {
  secret,
  index,
  committeeId,
  measure,
  comparator: 1n,
  threshold: 6_000n,
  maxAge: 90n * DAY,
  asOf,
  context,
  domain,
  value: 5_500n,
  observedAt: asOf - 3n * DAY,
  linkedAt,
  issuedAt: asOf - DAY,
  observationTag,
  empty,
  signers,
} satisfies Attested & Record<string, unknown>

/** A witness of these facts that is right in everything but what the facts themselves get wrong. */
export function eligibilityInput(changes: Partial<EligibilityFacts> = {}): EligibilityWitness {
  const f = { ...facts, ...changes }
  const { committeeRoot, ...attested } = attestedInput(f)
  return bound(ELIGIBILITY_SIGNALS, {
    committeeRoot,
    predicate: hash('predicate', BigInt(f.measure), f.comparator, f.threshold, f.maxAge),
    committeeId: f.committeeId,
    commitment: hash('policy', f.secret, f.index),
    asOf: f.asOf,
    context: f.context,
    ...attested,
    secret: f.secret,
    index: f.index,
    comparator: f.comparator,
    threshold: f.threshold,
    maxAge: f.maxAge,
  })
}
