// SPDX-License-Identifier: GPL-3.0-or-later
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  BATCH_HEIGHT,
  BOOK_DEPTH,
  batchRoot,
  CANCEL_SIGNALS,
  CLAIM_SIGNALS,
  COMMITTEE_SEATS,
  ELIGIBILITY_SIGNALS,
  nodeHash,
  QUORUM,
  Tag,
} from '@aceso/core'
import { expect, it } from 'vitest'
import { readCircuits } from '../script/manifest.js'
import { sourceFolder } from '../script/paths.js'

const source = (name: string) => readFileSync(join(sourceFolder, name), 'utf8')

it('has the domain tags of core', () => {
  const tags = [...source('Tags.circom').matchAll(/TAG_(\w+)\(\)\s*{ return (\d+); }/g)]
  expect(Object.fromEntries(tags.map(([, name, value]) => [name!.toLowerCase(), BigInt(value!)]))).toEqual(
    Tag,
  )
})

it('has the book, the quorum and the seats of core', () => {
  const parameters = Object.fromEntries(readCircuits().map(({ name, parameters }) => [name, parameters]))
  expect(parameters).toMatchObject({
    claim: { depth: BOOK_DEPTH, quorum: QUORUM },
    insertion: { depth: BOOK_DEPTH, height: BATCH_HEIGHT },
    cancel: { depth: BOOK_DEPTH },
    eligibility: { quorum: QUORUM },
  })
  for (const template of [
    'Claim',
    'Eligibility',
    'AttestedResult',
    'Quorum',
    'CommitteeRoot',
    'CommitteeMember',
  ])
    expect(source(`${template}.circom`)).toMatch(
      new RegExp(`signal input (committee|seats)\\[${COMMITTEE_SEATS}\\];`),
    )
})

it('binds the values that core states, in its order', () => {
  const bound = readCircuits().flatMap(({ name, boundSignals }) =>
    boundSignals ? [[name, boundSignals]] : [],
  )
  expect(Object.fromEntries(bound)).toEqual({
    claim: CLAIM_SIGNALS,
    cancel: CANCEL_SIGNALS,
    eligibility: ELIGIBILITY_SIGNALS,
  })
})

it('binds in the order of circuits.json, and states in it', () => {
  for (const { template, publicSignals, boundSignals } of readCircuits()) {
    if (!boundSignals) continue
    const [, list] = /BoundSignals\(\d+\)\(\s*\[([^\]]*)\]/.exec(source(`${template}.circom`))!
    expect(list!.split(',').map((name) => name.trim())).toEqual(boundSignals)
    const inputs = [...source(`${template}.circom`).matchAll(/signal input (\w+)/g)].map(([, name]) => name)
    const stated = [...publicSignals, ...boundSignals]
    expect(inputs.slice(0, stated.length)).toEqual(stated)
  }
})

it('has the roots of empty subtrees', () => {
  const [, list] = /roots\[3\] = \[([^\]]*)\]/.exec(source('EmptySubtree.circom'))!
  const leaf = 0n
  const one = nodeHash([leaf, leaf, leaf, leaf, leaf, leaf, leaf, leaf])
  expect(list!.split(',').map((root) => BigInt(root.trim()))).toEqual([leaf, one, batchRoot([])])
})
