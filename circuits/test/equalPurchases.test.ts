// SPDX-License-Identifier: GPL-3.0-or-later
import {
  appendBatch,
  batchRoot,
  bookRoot,
  CANCEL_SIGNALS,
  CLAIM_SIGNALS,
  commitmentOf,
  createBook,
  leafHash,
  leafOf,
  leafPath,
  nullifierOf,
} from '@aceso/core'
import { describe, expect, it } from 'vitest'
import { bound } from './bound.js'
import { cancelInput } from './cancelFixture.js'
import { loadBuilt } from './circuit.js'
import { claimInput, facts, termsOf } from './claimFixture.js'

const { secret, index, units, start, end } = facts

/** The policy of the claim's tests, bought twice with the very same words: on the fourth place and on the fifth. */
const purchases = [3n, 4n].map((leafIndex) => ({
  leafIndex,
  leaf: leafHash(
    leafOf({
      commitment: commitmentOf(secret, index),
      terms: termsOf(facts),
      leafIndex,
      renewable: false,
      renewed: false,
      units,
      start,
      end,
    }),
  ),
}))
const leaves = [1n, 2n, 3n, ...purchases.map(({ leaf }) => leaf)]
const book = createBook()
appendBatch(book, batchRoot(leaves))

const inBook = purchases.map(({ leafIndex, leaf }) => ({
  policyRoot: bookRoot(book),
  leafIndex,
  path: leafPath(book, 0, leaves, Number(leafIndex)),
  nullifier: nullifierOf(secret, leaf),
}))
type Held = (typeof inBook)[number]
const claimOf = (held: Held) => bound(CLAIM_SIGNALS, { ...claimInput(), ...held })
const cancellationOf = (held: Held) => bound(CANCEL_SIGNALS, { ...cancelInput(), ...held })

const circuits = [
  ['claimed', 'Claim', loadBuilt('claim'), claimOf],
  ['cancelled', 'Cancel', loadBuilt('cancel'), cancellationOf],
] as const

describe('of two equal purchases', () => {
  const [first, second] = inBook as [Held, Held]

  it.each(circuits)('none is %s in the place of the other', (_, template, { verdict }, inputOf) => {
    const { leafIndex, nullifier } = second
    expect(verdict(inputOf({ ...first, leafIndex }))).toBe(template)
    expect(verdict(inputOf({ ...first, nullifier }))).toBe(template)
  })

  it.each(circuits)('each is %s', (_, _template, { verdict }, inputOf) => {
    for (const held of inBook) expect(verdict(inputOf(held))).toBe('accepted')
  })

  it('each has its own nullifier, the same whichever way it ends', () => {
    expect(first.nullifier).not.toBe(second.nullifier)
    expect(inBook.map((held) => claimOf(held).nullifier)).toEqual(
      inBook.map((held) => cancellationOf(held).nullifier),
    )
  })

  it('one result pays one', () => {
    expect(claimOf(first).observationNullifier).toBe(claimOf(second).observationNullifier)
  })
})
