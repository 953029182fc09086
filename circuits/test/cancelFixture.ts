// SPDX-License-Identifier: GPL-3.0-or-later
import { CANCEL_SIGNALS, type CancelWitness } from '@aceso/core'
import { policyInBook } from './bookFixture.js'
import { bound } from './bound.js'
import { facts as claimFacts, termsOf } from './claimFixture.js'

/** Everything a cancellation is about. Nothing here is checked: a test may state what no desk would sell. */
export type CancelFacts = typeof facts

const { secret, index, renewable, renewed, units, start, end, context } = claimFacts

/** The policy of the claim's tests. */
export const facts = {
  secret,
  index,
  terms: termsOf(claimFacts),
  renewable,
  renewed,
  units,
  start,
  end,
  asOf: start + 1_000_000n,
  context,
}

/**
 * A witness of these facts that is right in everything but what the facts themselves get wrong. Only the leaf tells
 * whether the policy is renewable.
 */
export function cancelInput(changes: Partial<CancelFacts> = {}): CancelWitness {
  const f = { ...facts, ...changes }
  const { policyRoot, nullifier, leafIndex, path } = policyInBook(f, f.terms)
  const { terms, units, end, asOf, context } = f
  return bound(CANCEL_SIGNALS, {
    policyRoot,
    terms,
    units,
    end,
    nullifier,
    asOf,
    context,
    secret: f.secret,
    index: f.index,
    renewed: f.renewed,
    start: f.start,
    leafIndex,
    path,
  })
}
