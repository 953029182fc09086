// SPDX-License-Identifier: GPL-3.0-or-later
// Statements of the templates dropped in a copy of the sources. `npm run removed -w @aceso/circuits` drops every one of
// those below, the tests the ones that once went unnoticed.
import { committeeSeats, signMessage } from '@aceso/core'
import { Base8, mulPointEscalar } from '@zk-kit/baby-jubjub'
import { describe, expect, it } from 'vitest'
import type { Input } from './calculator.js'
import { p } from './circuit.js'
import { committeeOf, keyOf, OUTSIDER, privateKey } from './claimFixture.js'
import { type Alone, type Drop, dropAll, dropsOf, noticed } from './dropped.js'
import { divide } from './forced/field.js'
import { offCurveKey } from './offCurveKey.js'
import { signSecondForm } from './secondForm.js'

const message = 42n
const key = keyOf(1)
const signed = (changes: object = {}): Input => ({
  key,
  message,
  ...signMessage(privateKey(1), message),
  ...changes,
})
const montgomery = (factor: bigint) => {
  const [x, y] = mulPointEscalar(Base8, factor)
  const u = divide(1n + y, 1n - y)
  return [u, divide(u, x)]
}
const bitsOf = (value: bigint, size: number) =>
  Array.from({ length: size }, (_, i) => (value >> BigInt(i)) & 1n)
/** Just below the field's order down to one of the words of 32 bits, and 0 below that. */
const below = (place: number) =>
  (((p - 1n) >> BigInt(32 * place)) - (place === 0 ? 0n : 1n)) << BigInt(32 * place)
const seats = committeeSeats(committeeOf([]))

const alone: Record<string, Alone> = {
  DoubleAndAdd: {
    template: 'DoubleAndAdd',
    accepted: () => [{ p: montgomery(5n), q: montgomery(3n) }],
    refused: () => [],
  },
  CommitteeMember: {
    template: 'CommitteeMember',
    accepted: () => [{ seats, key: [...key] }],
    refused: () => [
      { seats, key: [...keyOf(OUTSIDER)] },
      { seats: seats.with(1, offCurveKey[0]), key: [...offCurveKey] },
    ],
  },
  Different: {
    template: 'Different',
    accepted: () => [{ left: 1n, right: 2n }],
    refused: () => [{ left: 2n, right: 2n }],
  },
  AtMostConstant: {
    template: 'AtMostConstant',
    parameters: '254, -1',
    accepted: () => Array.from({ length: 8 }, (_, place) => ({ bits: bitsOf(below(place), 254) })),
    refused: () => [p, p + 2n ** 32n, 2n ** 254n - 1n].map((value) => ({ bits: bitsOf(value, 254) })),
  },
  Signature: {
    template: 'Signature',
    accepted: () => [signed()],
    refused: () => [
      signed({ message: 43n }),
      signed(signSecondForm(privateKey(1), message)),
      signed({ key: [0n, 1n] }),
      signed({ key: [0n, p - 1n] }),
    ],
  },
}

const once: [name: string, Alone, () => Drop][] = [
  [
    'the second slope of DoubleAndAdd',
    alone.DoubleAndAdd!,
    () => dropAll('DoubleAndAdd', /^.*\(second \+ slope\).*===.*\n/m),
  ],
  [
    'the curve of a CommitteeMember',
    alone.CommitteeMember!,
    () => dropAll('CommitteeMember', /^ +BabyCheck\(\).*\n/m),
  ],
  [
    'the canonical form in a Signature',
    alone.Signature!,
    () => dropAll('Signature', /^ +component canonical[\s\S]*?\n {4}}\n/m),
  ],
  [
    'that the hints of AtMostConstant are boolean',
    alone.AtMostConstant!,
    () => dropAll('AtMostConstant', /^ +named\[i\] \* \(named\[i\] - 1\) === 0;\n/m),
  ],
]

describe('it shows when somebody drops', () => {
  it.each(once)('%s', (_, template, drop) => {
    expect(noticed(template, drop())).toBeDefined()
  })
})

it('nothing shows as long as nothing is dropped', () => {
  for (const template of Object.values(alone))
    expect(noticed(template, dropAll(template.template, /^pragma.*\n/m))).toBeUndefined()
})

describe.runIf(process.env.REMOVED === 'all')('every statement', () => {
  it.each(Object.entries(alone))(
    'of %s',
    (name, template) => {
      const unnoticed = dropsOf(name).filter((drop) => {
        const how = noticed(template, drop)
        console.log(`${name}: ${drop.statement}: ${how ?? 'UNNOTICED'}`)
        return how === undefined
      })
      expect(unnoticed.map(({ statement }) => statement)).toEqual([])
    },
    3_600_000,
  )
})
