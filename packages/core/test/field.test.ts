import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { assertBits, assertField, FIELD_ORDER, mod, OutOfRangeError } from '../src/index.js'

describe('assertBits', () => {
  test.each([1, 8, 32, 40, 64, 112])('refuses 2^%i, takes 2^%i − 1', (bits) => {
    const limit = 1n << BigInt(bits)
    expect(() => assertBits('number', limit, bits)).toThrow(OutOfRangeError)
    expect(() => assertBits('number', limit + 1n, bits)).toThrow(OutOfRangeError)
    expect(assertBits('number', limit - 1n, bits)).toBe(limit - 1n)
  })

  test('refuses negative numbers, takes zero', () => {
    expect(() => assertBits('number', -1n, 64)).toThrow(OutOfRangeError)
    expect(() => assertBits('number', -(1n << 64n), 64)).toThrow(OutOfRangeError)
    expect(assertBits('number', 0n, 64)).toBe(0n)
  })

  test('names the number and its width, never its value', () => {
    expect(() => assertBits('units', 987_654_321_987n, 32)).toThrow(
      'units must be a whole number of at most 32 bits',
    )
    expect(() => assertBits('units', 987_654_321_987n, 32)).not.toThrow('987654321987')
  })
})

describe('assertField', () => {
  test('refuses p and above, and negative numbers', () => {
    for (const value of [FIELD_ORDER, FIELD_ORDER + 1n, 2n * FIELD_ORDER, -1n])
      expect(() => assertField('secret', value)).toThrow(OutOfRangeError)
  })

  test('takes 0 to p − 1', () => {
    for (const value of [0n, 1n, FIELD_ORDER - 1n]) expect(assertField('secret', value)).toBe(value)
  })

  test('never shows the value, which may be a secret', () => {
    expect(() => assertField('secret', FIELD_ORDER)).not.toThrow(FIELD_ORDER.toString())
  })
})

test('mod gives the number from 0 to order − 1 that differs by a multiple of the order', () => {
  fc.assert(
    fc.property(fc.bigInt(), fc.bigInt({ min: 1n, max: FIELD_ORDER }), (value, order) => {
      const rest = mod(value, order)
      expect(rest >= 0n && rest < order).toBe(true)
      expect((value - rest) % order).toBe(0n)
    }),
  )
  expect(mod(-1n)).toBe(FIELD_ORDER - 1n)
  expect(mod(FIELD_ORDER)).toBe(0n)
})
