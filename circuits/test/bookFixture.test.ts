// SPDX-License-Identifier: GPL-3.0-or-later
import { hash } from '@aceso/core'
import { expect, it } from 'vitest'
import { bookWith, policyInBook } from './bookFixture.js'
import { facts } from './claimFixture.js'

it("the fixture's book is the one that core makes", () => {
  const { policyRoot, path, leafIndex, nullifier } = policyInBook(facts, 5n)
  const leaf = path[0]![Number(leafIndex % 8n)]!
  expect(nullifier).toBe(hash('nullifier', facts.secret, leaf))
  expect(bookWith(leaf)).toEqual({ policyRoot, path })
})
