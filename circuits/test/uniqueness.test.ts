// SPDX-License-Identifier: GPL-3.0-or-later
import {
  attestationHash,
  CLAIM_SIGNALS,
  commitmentOf,
  committeeRoot,
  FIELD_ORDER,
  hash,
  leafHash,
  nullifierOf,
  observationNullifierOf,
  packWindow,
  predicateHash,
  subjectOf,
  termsHash,
} from '@aceso/core'
import { describe, expect, it } from 'vitest'
import { loadBuilt } from './circuit.js'
import { claimInput, facts } from './claimFixture.js'
import { type Random, randomFrom } from './random.js'

/** Preimages that differ in one part, and in parts exchanged, of what must be one of a kind. */
const kinds: Record<string, { parts: (random: Random) => bigint[]; of: (parts: bigint[]) => bigint }> = {
  commitment: {
    parts: ({ bits }) => [bits(253), bits(20)],
    of: ([secret, index]) => hash('policy', secret!, index!),
  },
  leaf: {
    parts: ({ bits }) => [bits(253), bits(253), bits(24), bits(1), bits(1), bits(32), bits(40), bits(40)],
    of: ([commitment, terms, leafIndex, renewable, renewed, units, start, end]) =>
      leafHash({
        commitment: commitment!,
        terms: terms!,
        window: packWindow({
          leafIndex: leafIndex!,
          renewable: renewable === 1n,
          renewed: renewed === 1n,
          units: units!,
          start: start!,
          end: end!,
        }),
      }),
  },
  terms: {
    parts: ({ bits }) => [...[32, 1, 64, 64, 64, 24, 40, 40, 40, 32].map((width) => bits(width))],
    of: ([measure, comparator, t1, t2, t3, productId, waiting, claimWindow, linkGrace, committeeId]) =>
      termsHash({
        measure: Number(measure),
        comparator: Number(comparator) as 0 | 1,
        thresholds: [t1!, t2!, t3!],
        productId: productId!,
        waiting: waiting!,
        claimWindow: claimWindow!,
        linkGrace: linkGrace!,
        committeeId: Number(committeeId),
      }),
  },
  predicate: {
    parts: ({ bits }) => [bits(32), bits(1), bits(64), bits(40)],
    of: ([measure, comparator, threshold, maxAge]) =>
      predicateHash({
        measure: Number(measure),
        comparator: Number(comparator) as 0 | 1,
        threshold: threshold!,
        maxAge: maxAge!,
      }),
  },
  nullifier: { parts: ({ bits }) => [bits(253), bits(253)], of: ([s, leaf]) => nullifierOf(s!, leaf!) },
  'observation nullifier': {
    parts: ({ bits }) => [bits(253), bits(248), bits(253)],
    of: ([secret, tag, terms]) => observationNullifierOf(secret!, tag!, terms!),
  },
  subject: {
    parts: ({ bits }) => [bits(253), bits(32)],
    of: ([secret, committeeId]) => subjectOf(secret!, Number(committeeId)),
  },
  message: {
    parts: ({ bits }) => [224, 253, 32, 64, 40, 40, 248, 40].map((width) => bits(width)),
    of: ([domain, subject, measure, value, observedAt, linkedAt, observationTag, issuedAt]) =>
      attestationHash({
        domain: domain!,
        subject: subject!,
        measure: Number(measure),
        value: value!,
        observedAt: observedAt!,
        linkedAt: linkedAt!,
        observationTag: observationTag!,
        issuedAt: issuedAt!,
      }),
  },
  'committee root': {
    parts: ({ bits }) => Array.from({ length: 7 }, (_, i) => bits(i === 0 ? 224 : 253)),
    of: ([domain, ...seats]) => committeeRoot(domain!, seats),
  },
}

describe.each(Object.entries(kinds))('no two preimages have one %s', (_, { parts, of }) => {
  it('that differ in one part or in the order of parts', () => {
    const random = randomFrom(3)
    const seen = new Map<bigint, string>()
    for (let drawn = 0; drawn < 60; drawn++) {
      const preimage = parts(random)
      const flipped = preimage.map((part, i) => preimage.map((other, j) => (i === j ? part ^ 1n : other)))
      for (const variant of [preimage, ...flipped]) {
        const [value, text] = [of(variant), variant.join(' ')]
        expect(seen.get(value) ?? text).toBe(text)
        seen.set(value, text)
      }
    }
    expect(new Set(seen.values()).size).toBe(seen.size)
  })
})

it('no two kinds have one value of the same parts', () => {
  const parts = [7n, 8n]
  const values = (['policy', 'nullifier', 'observation', 'subject'] as const).map((tag) =>
    hash(tag, ...parts),
  )
  expect(new Set(values).size).toBe(values.length)
})

it('a number beyond the field hashes like its rest, so what enters from outside is checked to be below', () => {
  expect(hash('policy', 1n, 2n + FIELD_ORDER)).toBe(hash('policy', 1n, 2n))
  expect(() => commitmentOf(1n, 2n + FIELD_ORDER)).toThrow()
})

describe('one policy, however it is claimed, spends one nullifier and one result', () => {
  const circuit = loadBuilt('claim')
  const first = claimInput()
  it.each([
    ['by other signers', { signers: [4, 3, 0, 5] }],
    ['by an attestation of another time', { issuedAt: facts.issuedAt + 1n }],
    ['after another link', { linkedAt: facts.linkedAt + 1n }],
    ['for a lower severity', { severity: 1n }],
    ['at another time, to another recipient', { asOf: facts.asOf + 1n, context: 5n }],
  ])('%s', (_, changes) => {
    const second = claimInput(changes)
    expect(circuit.verdict(second)).toBe('accepted')
    expect(second.nullifier).toBe(first.nullifier)
    expect(second.observationNullifier).toBe(first.observationNullifier)
    const differing = CLAIM_SIGNALS.filter((name) => second[name] !== first[name])
    expect(differing).toEqual(
      Object.keys(changes).filter((name) => name in first && differing.includes(name as never)),
    )
  })

  it('and no other value of it is accepted, as the circuit computes both', () => {
    for (const name of ['nullifier', 'observationNullifier'] as const) {
      const input = { ...first, [name]: first[name] + 1n }
      expect(circuit.verdict(input)).not.toBe('accepted')
    }
  })
})
