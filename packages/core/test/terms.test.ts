import fc from 'fast-check'
import { poseidon4, poseidon5 } from 'poseidon-lite'
import { describe, expect, test } from 'vitest'
import {
  Comparator,
  OutOfRangeError,
  packThresholds,
  packWindow,
  severityOf,
  Tag,
  type Terms,
  type Thresholds,
  termsHash,
  triggerHash,
  unpackWindow,
  waitingEnds,
} from '../src/index.js'

const terms: Terms = {
  productId: 7n,
  measure: 1,
  comparator: Comparator.atLeast,
  thresholds: [65_000n, 80_000n, 100_000n],
  waiting: 2_592_000n,
  claimWindow: 2_419_200n,
  linkGrace: 1_209_600n,
  committeeId: 3,
}

const bits = (width: number) => fc.bigInt({ min: 0n, max: (1n << BigInt(width)) - 1n })

describe('window', () => {
  const window = { renewable: false, renewed: false, units: 5n, start: 1_750_000_000n, end: 1_760_000_000n }

  test.each([
    ['units', 1n << 32n],
    ['units', -1n],
    ['start', 1n << 40n],
    ['start', -1n],
    ['end', 1n << 40n],
    ['end', -1n],
  ] as const)('refuses %s of %s instead of spilling into its neighbour', (name, value) => {
    expect(() => packWindow({ ...window, [name]: value })).toThrow(OutOfRangeError)
    expect(() => packWindow({ ...window, [name]: value })).toThrow(name)
  })

  test('is refused beyond 114 bits', () => {
    fc.assert(
      fc.property(fc.integer({ min: 114, max: 255 }), bits(114), (place, rest) => {
        expect(() => unpackWindow((1n << BigInt(place)) | rest)).toThrow(OutOfRangeError)
      }),
    )
    expect(() => unpackWindow(-1n)).toThrow(OutOfRangeError)
    expect(unpackWindow((1n << 114n) - 1n)).toEqual({
      renewable: true,
      renewed: true,
      units: 2n ** 32n - 1n,
      start: 2n ** 40n - 1n,
      end: 2n ** 40n - 1n,
    })
  })

  test('has the flags above everything else', () => {
    const sold = 5n * 2n ** 80n + 1_750_000_000n * 2n ** 40n + 1_760_000_000n
    expect(packWindow(window)).toBe(sold)
    expect(packWindow({ ...window, renewed: true })).toBe(2n ** 112n + sold)
    expect(packWindow({ ...window, renewable: true })).toBe(2n ** 113n + sold)
    expect(packWindow({ ...window, renewable: true, renewed: true })).toBe(2n ** 113n + 2n ** 112n + sold)
    const largest = { units: 2n ** 32n - 1n, start: 2n ** 40n - 1n, end: 2n ** 40n - 1n }
    expect(packWindow({ renewable: false, renewed: false, ...largest })).toBe(2n ** 112n - 1n)
    expect(packWindow({ renewable: false, renewed: true, ...largest })).toBe(2n ** 113n - 1n)
    const least = { units: 0n, start: 0n, end: 0n }
    expect(packWindow({ renewable: false, renewed: true, ...least })).toBe(2n ** 112n)
    expect(packWindow({ renewable: true, renewed: false, ...least })).toBe(2n ** 113n)
  })

  test('unpacks to what was packed', () => {
    const flag = fc.boolean()
    fc.assert(
      fc.property(flag, flag, bits(32), bits(40), bits(40), (renewable, renewed, units, start, end) => {
        const window = { renewable, renewed, units, start, end }
        expect(unpackWindow(packWindow(window))).toEqual(window)
      }),
    )
  })

  test('packs what was unpacked', () => {
    fc.assert(
      fc.property(bits(114), (word) => {
        expect(packWindow(unpackWindow(word))).toBe(word)
      }),
    )
  })
})

test('a waiting period ends so long after the start, that of a renewal at the start', () => {
  fc.assert(
    fc.property(bits(40), bits(40), (start, waiting) => {
      expect(waitingEnds({ renewed: false, start }, { waiting })).toBe(start + waiting)
      expect(waitingEnds({ renewed: true, start }, { waiting })).toBe(start)
    }),
  )
})

describe('thresholds', () => {
  test.each([0, 1, 2])('refuses a threshold of more than 64 bits in place %i', (place) => {
    for (const value of [1n << 64n, -1n]) {
      const thresholds = terms.thresholds.map((usual, i) => (i === place ? value : usual))
      expect(() => packThresholds(thresholds as unknown as Thresholds)).toThrow(OutOfRangeError)
    }
  })

  test('stand side by side, the first on top', () => {
    fc.assert(
      fc.property(bits(64), bits(64), bits(64), (first, second, third) => {
        const packed = packThresholds([first, second, third])
        expect(packed).toBe(first * 2n ** 128n + second * 2n ** 64n + third)
        expect(packed < 2n ** 192n).toBe(true)
      }),
    )
  })
})

describe('hashes', () => {
  test.each(['waiting', 'claimWindow', 'linkGrace'] as const)('terms refuse %s beyond 40 bits', (name) => {
    expect(() => termsHash({ ...terms, [name]: 1n << 40n })).toThrow(OutOfRangeError)
    expect(() => termsHash({ ...terms, [name]: -1n })).toThrow(OutOfRangeError)
    expect(() => termsHash({ ...terms, [name]: (1n << 40n) - 1n })).not.toThrow()
  })

  test('a trigger is hashed over measure, comparator and packed thresholds', () => {
    const packed = 65_000n * 2n ** 128n + 80_000n * 2n ** 64n + 100_000n
    expect(triggerHash(terms)).toBe(poseidon4([Tag.trigger, 1n, 0n, packed]))
  })

  test('terms are hashed over trigger, product, packed times and committee', () => {
    const times = 2_592_000n * 2n ** 80n + 2_419_200n * 2n ** 40n + 1_209_600n
    expect(termsHash(terms)).toBe(poseidon5([Tag.terms, triggerHash(terms), 7n, times, 3n]))
  })

  test('terms differ when any one of them does', () => {
    const others: Terms[] = [
      { ...terms, productId: 8n },
      { ...terms, measure: 2 },
      { ...terms, comparator: Comparator.atMost },
      { ...terms, thresholds: [65_001n, 80_000n, 100_000n] },
      { ...terms, thresholds: [65_000n, 80_001n, 100_000n] },
      { ...terms, thresholds: [65_000n, 80_000n, 100_001n] },
      { ...terms, waiting: terms.waiting + 1n },
      { ...terms, claimWindow: terms.claimWindow + 1n },
      { ...terms, linkGrace: terms.linkGrace + 1n },
      { ...terms, committeeId: 4 },
    ]
    expect(new Set([terms, ...others].map(termsHash)).size).toBe(others.length + 1)
  })
})

describe('severity', () => {
  const atLeast = { measure: 1, comparator: Comparator.atLeast, thresholds: [65n, 80n, 100n] } as const
  const atMost = { measure: 1, comparator: Comparator.atMost, thresholds: [100n, 80n, 65n] } as const

  test.each([
    [0n, 0],
    [64n, 0],
    [65n, 1],
    [79n, 1],
    [80n, 2],
    [99n, 2],
    [100n, 3],
    [2n ** 64n - 1n, 3],
  ] as const)('at least: %s reaches %i', (value, severity) => {
    expect(severityOf(atLeast, value, 3)).toBe(severity)
  })

  test.each([
    [2n ** 64n - 1n, 0],
    [101n, 0],
    [100n, 1],
    [81n, 1],
    [80n, 2],
    [66n, 2],
    [65n, 3],
    [0n, 3],
  ] as const)('at most: %s reaches %i', (value, severity) => {
    expect(severityOf(atMost, value, 3)).toBe(severity)
  })

  test('never exceeds the tiers that pay', () => {
    expect([1, 2, 3].map((tiers) => severityOf(atLeast, 500n, tiers))).toEqual([1, 2, 3])
    const single = { ...atMost, thresholds: [10n, 0n, 0n] } as const
    expect(severityOf(single, 0n, 1)).toBe(1)
  })
})
