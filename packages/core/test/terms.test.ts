import fc from 'fast-check'
import { poseidon5 } from 'poseidon-lite'
import { describe, expect, test } from 'vitest'
import {
  Comparator,
  linkingEnds,
  OutOfRangeError,
  packThresholds,
  packWindow,
  severityOf,
  Tag,
  type Terms,
  type Thresholds,
  termsHash,
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
  const sold = { renewable: false, renewed: false, units: 5n, start: 1_750_000_000n, end: 1_760_000_000n }
  const window = { leafIndex: 0n, ...sold }

  test.each([
    ['leafIndex', 1n << 24n],
    ['leafIndex', -1n],
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

  test('is refused beyond 138 bits', () => {
    fc.assert(
      fc.property(fc.integer({ min: 138, max: 255 }), bits(138), (place, rest) => {
        expect(() => unpackWindow((1n << BigInt(place)) | rest)).toThrow(OutOfRangeError)
      }),
    )
    expect(() => unpackWindow(-1n)).toThrow(OutOfRangeError)
    expect(unpackWindow((1n << 138n) - 1n)).toEqual({
      leafIndex: 2n ** 24n - 1n,
      renewable: true,
      renewed: true,
      units: 2n ** 32n - 1n,
      start: 2n ** 40n - 1n,
      end: 2n ** 40n - 1n,
    })
  })

  test('has the flags above units and times, and the place above the flags', () => {
    const packed = 5n * 2n ** 80n + 1_750_000_000n * 2n ** 40n + 1_760_000_000n
    expect(packWindow(window)).toBe(packed)
    expect(packWindow({ ...window, leafIndex: 65n })).toBe(65n * 2n ** 114n + packed)
    expect(packWindow({ ...window, renewed: true })).toBe(2n ** 112n + packed)
    expect(packWindow({ ...window, renewable: true })).toBe(2n ** 113n + packed)
    expect(packWindow({ ...window, renewable: true, renewed: true })).toBe(2n ** 113n + 2n ** 112n + packed)
    const largest = { leafIndex: 0n, units: 2n ** 32n - 1n, start: 2n ** 40n - 1n, end: 2n ** 40n - 1n }
    expect(packWindow({ renewable: false, renewed: false, ...largest })).toBe(2n ** 112n - 1n)
    expect(packWindow({ renewable: false, renewed: true, ...largest })).toBe(2n ** 113n - 1n)
    const least = { leafIndex: 0n, units: 0n, start: 0n, end: 0n }
    expect(packWindow({ renewable: false, renewed: true, ...least })).toBe(2n ** 112n)
    expect(packWindow({ renewable: true, renewed: false, ...least })).toBe(2n ** 113n)
  })

  test('unpacks to what was packed', () => {
    const flag = fc.boolean()
    fc.assert(
      fc.property(
        bits(24),
        flag,
        flag,
        bits(32),
        bits(40),
        bits(40),
        (leafIndex, renewable, renewed, units, start, end) => {
          const window = { leafIndex, renewable, renewed, units, start, end }
          expect(unpackWindow(packWindow(window))).toEqual(window)
        },
      ),
    )
  })

  test('packs what was unpacked', () => {
    fc.assert(
      fc.property(bits(138), (word) => {
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

test('a record is linked until so long after the start, for a renewal until the start', () => {
  fc.assert(
    fc.property(bits(40), bits(40), (start, linkGrace) => {
      expect(linkingEnds({ renewed: false, start }, { linkGrace })).toBe(start + linkGrace)
      expect(linkingEnds({ renewed: true, start }, { linkGrace })).toBe(start)
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

  test('terms refuse a committee beyond 32 bits, and a comparator that is none', () => {
    expect(() => termsHash({ ...terms, committeeId: 2 ** 32 })).toThrow(OutOfRangeError)
    expect(() => termsHash({ ...terms, comparator: 2 as Comparator })).toThrow(OutOfRangeError)
    expect(() => termsHash({ ...terms, committeeId: 2 ** 32 - 1 })).not.toThrow()
  })

  test('terms are hashed over measure, product, packed thresholds and packed conditions', () => {
    const packed = 65_000n * 2n ** 128n + 80_000n * 2n ** 64n + 100_000n
    const times = 2_592_000n * 2n ** 80n + 2_419_200n * 2n ** 40n + 1_209_600n
    const conditions = 3n * 2n ** 121n + times
    expect(termsHash(terms)).toBe(poseidon5([Tag.terms, 1n, 7n, packed, conditions]))
    const atMost = { ...terms, comparator: Comparator.atMost }
    expect(termsHash(atMost)).toBe(poseidon5([Tag.terms, 1n, 7n, packed, 2n ** 120n + conditions]))
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
