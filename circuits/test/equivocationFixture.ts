// SPDX-License-Identifier: GPL-3.0-or-later
import type { Attestation, EquivocationWitness } from '@aceso/core'
import { keyOf, signed } from './claimFixture.js'

/** What one node says of a result. */
export const statement: Attestation = {
  domain: (31_337n << 160n) | 0xace50n,
  subject: 0x5b7ec7n,
  measure: 11,
  value: 8_200n,
  observedAt: 1_750_000_000n,
  linkedAt: 1_740_000_000n,
  observationTag: 0x7a9n,
  issuedAt: 1_750_086_400n,
}

export const otherwise = { value: 8_300n }

/**
 * A witness of node 3's signatures over the statement and over one that differs by `second`. Whatever the two have to
 * share is taken from the first: a test may state what contradicts nothing.
 */
export function equivocationInput(
  second: Partial<Attestation> = otherwise,
  first: Partial<Attestation> = {},
): EquivocationWitness {
  const both = [
    { ...statement, ...first },
    { ...statement, ...second },
  ]
  const signatures = both.map((attestation) => signed(3, attestation).signature)
  const { domain, measure, observationTag } = both[0]!
  return {
    key: keyOf(3)[0],
    domain,
    context: 0xc07e87n,
    measure: BigInt(measure),
    observationTag,
    ordinates: [keyOf(3)[1], keyOf(3)[1]],
    subjects: both.map(({ subject }) => subject),
    values: both.map(({ value }) => value),
    observedAt: both.map(({ observedAt }) => observedAt),
    linkedAt: both.map(({ linkedAt }) => linkedAt),
    issuedAt: both.map(({ issuedAt }) => issuedAt),
    challenges: signatures.map(({ challenge }) => challenge),
    responses: signatures.map(({ response }) => response),
  }
}
