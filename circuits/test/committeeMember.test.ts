// SPDX-License-Identifier: GPL-3.0-or-later
import { COMMITTEE_SEATS, committeeSeats } from '@aceso/core'
import { describe, expect, it } from 'vitest'
import { compileAlone } from './alone.js'
import { loadCircuit, p } from './circuit.js'
import { committeeOf, keyOf, OUTSIDER } from './claimFixture.js'

const files = compileAlone('committee_member', 'CommitteeMember', '')
const circuit = loadCircuit(`${files}_js/committee_member.wasm`)
const everySeat = Array.from({ length: COMMITTEE_SEATS }, (_, seat) => seat)

const verdict = (empty: readonly number[], key: readonly [bigint, bigint]) =>
  circuit.verdict({ seats: committeeSeats(committeeOf(empty)), key })

describe('a key is no member', () => {
  it('where nobody sits on its seat', () => {
    for (const seat of everySeat) expect(verdict([seat], keyOf(seat))).toBe('CommitteeMember')
    for (const seat of everySeat) expect(verdict(everySeat, keyOf(seat))).toBe('CommitteeMember')
  })

  it('that is not registered', () => {
    expect(verdict([], keyOf(OUTSIDER))).toBe('CommitteeMember')
    expect(verdict([2], keyOf(OUTSIDER))).toBe('CommitteeMember')
  })

  it('without an abscissa where all seats are taken', () => {
    for (const y of [1n, p - 1n]) expect(verdict([], [0n, y])).toBe('CommitteeMember')
  })

  it('with the abscissa of one, off the curve', () => {
    for (const seat of everySeat)
      expect(verdict([], [keyOf(seat)[0], keyOf(seat)[1] + 1n])).toBe('BabyCheck < CommitteeMember')
  })
})

it('a key on any seat is a member, with either ordinate', () => {
  for (const seat of everySeat) {
    const [x, y] = keyOf(seat)
    for (const empty of [[], everySeat.filter((other) => other !== seat)]) {
      expect(verdict(empty, [x, y])).toBe('accepted')
      expect(verdict(empty, [x, p - y])).toBe('accepted')
    }
  }
})

// Which is why Signature refuses it.
it('an empty seat is one whose key is without an abscissa', () => {
  expect(verdict([2], [0n, 1n])).toBe('accepted')
})
