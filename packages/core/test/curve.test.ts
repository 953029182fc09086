import { Base8, mulPointEscalar, type Point, subOrder } from '@zk-kit/baby-jubjub'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { runs } from '../../../vitest.properties.js'
import { scale } from '../src/curve.js'
import { FIELD_ORDER } from '../src/index.js'

/** Of order 8, with the sums of itself: what a formula that isn't complete would fail at. */
const small = mulPointEscalar(
  [
    995203441582195749578291179787384436505546430278305826713579947235728471134n,
    5472060717959818805561601436314318772137091100104008585924551046643952123905n,
  ],
  subOrder,
) as Point<bigint>
const smallOnes = [0n, 1n, 2n, 3n, 4n, 5n, 6n, 7n].map((times) => mulPointEscalar(small, times))

describe('a point times a number', () => {
  test('is what the library that adds point by point says, for small numbers and points of small order', () => {
    expect(new Set(smallOnes.map(String)).size).toBe(8)
    for (const point of [Base8, ...smallOnes]) {
      for (let factor = 0n; factor < 18n; factor++) {
        expect(scale(point, factor)).toEqual(mulPointEscalar(point, factor))
      }
    }
  })

  test('is the neutral point where the number is a multiple of the order', () => {
    expect(scale(Base8, subOrder)).toEqual([0n, 1n])
    expect(scale(Base8, subOrder - 1n)).toEqual([FIELD_ORDER - Base8[0], Base8[1]])
    expect(scale(small, 8n)).toEqual([0n, 1n])
  })

  test('is what the library says, for any number and point', () => {
    const number = fc.bigInt({ min: 0n, max: 2n ** 256n - 1n })
    fc.assert(
      fc.property(number, number, (secret, factor) => {
        const point = mulPointEscalar(Base8, secret)
        expect(scale(point, factor)).toEqual(mulPointEscalar(point, factor))
      }),
      runs(10),
    )
  })
})
