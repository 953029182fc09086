import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { add, decimal, decimalOf, multiply, parseDecimal, toFixedPoint } from './decimal.js'

describe('parseDecimal', () => {
  it.each([
    '',
    ' 1',
    '1 ',
    '+1',
    '01',
    '.5',
    '5.',
    '1,5',
    '0x10',
    '1e',
    '1e999',
    'NaN',
    'Infinity',
    '１',
    '9'.repeat(41),
  ])('refuses %j', (source) => expect(parseDecimal(source)).toBeUndefined())

  it.each([
    ['6.50', 650n, 2],
    ['-0.1', -1n, 1],
    ['1e2', 100n, 0],
    ['1.5E-7', 15n, 8],
  ])('reads %s', (source, digits, scale) => expect(parseDecimal(source)).toEqual({ digits, scale }))
})

describe('decimalOf', () => {
  it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1e300])('refuses %d', (value) =>
    expect(decimalOf(value)).toBeUndefined(),
  )

  it('takes the decimal that was written, not its binary neighbour', () => {
    expect(decimalOf(0.1)).toEqual({ digits: 1n, scale: 1 })
    expect(toFixedPoint(decimalOf(1.00005)!, 4)).toBe(10001n)
  })
})

describe('arithmetic', () => {
  it('rounds a half of the last place up', () => {
    expect(toFixedPoint(decimal('6.49994999'), 4)).toBe(64999n)
    expect(toFixedPoint(decimal('6.49995'), 4)).toBe(65000n)
    expect(toFixedPoint(decimal('6.5'), 0)).toBe(7n)
  })

  it('agrees with whole numbers at every scale', () => {
    const parts = fc.tuple(fc.bigInt({ min: 0n, max: 10n ** 15n }), fc.integer({ min: 0, max: 8 }))
    fc.assert(
      fc.property(parts, parts, ([a, s], [b, t]) => {
        const [x, y] = [
          { digits: a, scale: s },
          { digits: b, scale: t },
        ]
        expect(toFixedPoint(multiply(x, y), 16)).toBe(a * b * 10n ** BigInt(16 - s - t))
        expect(toFixedPoint(add(x, y), 8)).toBe(a * 10n ** BigInt(8 - s) + b * 10n ** BigInt(8 - t))
      }),
    )
  })
})
