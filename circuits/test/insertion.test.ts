// SPDX-License-Identifier: GPL-3.0-or-later
import { batchFingerprintOf, type InsertionWitness } from '@aceso/core'
import { describe, expect, it } from 'vitest'
import { changedSibling } from './bookFixture.js'
import { broken, loadBuilt, loadR1cs, refusing } from './circuit.js'
import { insertionInput, leavesOf, mismatched, overwriting } from './insertionFixture.js'

const circuit = loadBuilt('insertion')
const refused = (where: string, cases: [name: string, input: () => InsertionWitness][]) =>
  it.each(cases)('rejects %s', (_, input) => {
    expect(refusing(circuit.verdict(input()))).toContain(where)
  })
const tampered = (change: (input: InsertionWitness) => Partial<InsertionWitness>) => () => {
  const input = insertionInput(5)
  return { ...input, ...change(input) }
}

describe('count', () => {
  refused('ActiveFlags', [
    ['zero', () => mismatched([], [], 0)],
    ['65', () => mismatched(leavesOf(64), leavesOf(64), 65)],
    ['below zero', tampered(() => ({ count: -1n }))],
  ])
  refused('Insertion', [
    ['one too few', () => mismatched(leavesOf(5), leavesOf(5), 4)],
    ['one too many', () => mismatched(leavesOf(5), leavesOf(5), 6)],
    ['one too few, with the fingerprint of the rest', () => mismatched(leavesOf(5), leavesOf(4), 4)],
  ])
})

describe('leaves', () => {
  const [first, second, third] = leavesOf(3)
  const padding = { commitment: 0n, terms: 0n, window: 0n }
  refused('Insertion', [
    ['a dropped leaf', () => mismatched(leavesOf(4), leavesOf(5), 5)],
    ['a leaf dropped from the middle', () => mismatched([first!, third!], leavesOf(3), 3)],
    ['a leaf dropped and its count kept', () => mismatched([first!, third!, padding], leavesOf(3), 3)],
    ['an added leaf', () => mismatched(leavesOf(5), leavesOf(4), 5)],
    ['a leaf after the last counted one', () => mismatched(leavesOf(6), leavesOf(5), 5)],
    ['two leaves exchanged', () => mismatched([second!, first!, third!], leavesOf(3), 3)],
    ['another commitment', tampered(({ commitments }) => ({ commitments: [1n, ...commitments.slice(1)] }))],
    ['other terms', tampered(({ terms }) => ({ terms: [1n, ...terms.slice(1)] }))],
    ['another window', tampered(({ windows }) => ({ windows: [1n, ...windows.slice(1)] }))],
  ])
})

describe('fingerprint', () => {
  refused('Insertion', [
    ['another fingerprint', tampered(({ fingerprint }) => ({ fingerprint: fingerprint + 1n }))],
    ['another challenge', tampered(({ challenge }) => ({ challenge: challenge + 1n }))],
    [
      'a fingerprint at another challenge',
      tampered(() => ({ fingerprint: batchFingerprintOf(9n, leavesOf(5)) })),
    ],
    ['a challenge of zero', tampered(() => ({ challenge: 0n }))],
  ])
})

describe('tree', () => {
  const changed = (level: number) =>
    tampered(({ path, batchIndex }) => ({ path: changedSibling(path, batchIndex, level) }))
  refused('ReplaceSubtree', [
    ['a batch over one that is there', () => overwriting(2)],
    ['another place', tampered(({ batchIndex }) => ({ batchIndex: batchIndex + 8n }))],
    ['a place beyond the tree', tampered(({ batchIndex }) => ({ batchIndex: batchIndex + 8n ** 6n }))],
    ...[0, 1, 2, 3, 4].map((level): [string, () => InsertionWitness] => [
      `a changed sibling at level ${level}`,
      changed(level),
    ]),
  ])
  refused('Insertion', [
    ['another batch root', tampered(({ batchRoot }) => ({ batchRoot: batchRoot + 1n }))],
    ['the old root kept', tampered(({ oldRoot }) => ({ newRoot: oldRoot }))],
    ['another old root', tampered(({ oldRoot }) => ({ oldRoot: oldRoot + 1n }))],
    ['another new root', tampered(({ newRoot }) => ({ newRoot: newRoot + 1n }))],
    ['the place beside, which is empty too', tampered(({ batchIndex }) => ({ batchIndex: batchIndex + 1n }))],
    ['a changed sibling below the root', changed(5)],
  ])
})

describe('insertion', () => {
  it.each([1, 2, 5, 63, 64])('accepts %i leaves', (count) => {
    expect(circuit.verdict(insertionInput(count))).toBe('accepted')
  })

  it.each([0, 1, 7, 8, 63, 64, 70])('accepts the batch at place %i', (batches) => {
    expect(circuit.verdict(insertionInput(3, batches))).toBe('accepted')
  })

  it('takes anything in places that are not counted', () => {
    const input = insertionInput(5)
    const commitments = input.commitments.map((commitment, i) => (i < 5 ? commitment : 99n))
    expect(circuit.verdict({ ...input, commitments })).toBe('accepted')
  })

  it('satisfies the compiled constraints and exposes the public signals in order', () => {
    const input = insertionInput(5)
    const values = circuit.witness(input)
    expect(broken(loadR1cs('insertion'), values)).toEqual([])
    const { oldRoot, newRoot, batchRoot, batchIndex, count, challenge, fingerprint } = input
    expect(values.slice(0, 8)).toEqual([
      1n,
      oldRoot,
      newRoot,
      batchRoot,
      batchIndex,
      count,
      challenge,
      fingerprint,
    ])
  })
})
