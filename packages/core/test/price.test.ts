import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CapitalExhaustedError, type PriceParameters, premiumOf, YEAR } from '../src/index.js'

const WAD = 10n ** 18n

const purchase: PriceParameters = {
  baseRate: WAD / 50n,
  loadFactor: WAD,
  assets: 3_000_000n,
  liability: 0n,
  added: 100_000n,
  duration: YEAR,
}

/** A pool with a purchase that it can cover, amounts up to a billion dollars in 6 decimals. */
const purchases = fc
  .record({
    baseRate: fc.bigInt({ min: 1n, max: WAD }),
    loadFactor: fc.bigInt({ min: 0n, max: 10n * WAD }),
    assets: fc.bigInt({ min: 1n, max: 10n ** 15n }),
    duration: fc.bigInt({ min: 1n, max: YEAR }),
    low: fc.bigInt({ min: 0n, max: 10n ** 6n }),
    high: fc.bigInt({ min: 0n, max: 10n ** 6n }),
  })
  .map(({ low, high, ...pool }): PriceParameters => {
    const [from, to] = low < high ? [low, high] : [high, low]
    const liability = (pool.assets * from) / 10n ** 6n
    return { ...pool, liability, added: (pool.assets * to) / 10n ** 6n - liability }
  })

describe('capital', () => {
  test('that is exceeded by one unit is exhausted', () => {
    const { assets } = purchase
    expect(() => premiumOf({ ...purchase, added: assets + 1n })).toThrow(CapitalExhaustedError)
    expect(() => premiumOf({ ...purchase, liability: assets, added: 1n })).toThrow(CapitalExhaustedError)
    expect(() => premiumOf({ ...purchase, liability: 1n, added: assets })).toThrow(CapitalExhaustedError)
  })

  test('of nothing covers nothing', () => {
    expect(() => premiumOf({ ...purchase, assets: 0n, added: 0n })).toThrow(CapitalExhaustedError)
  })

  test('can be used to the last unit', () => {
    const { assets } = purchase
    expect(premiumOf({ ...purchase, added: assets })).toBeGreaterThan(0n)
    expect(premiumOf({ ...purchase, liability: assets - 1n, added: 1n })).toBeGreaterThan(0n)
  })
})

describe('premium', () => {
  test('is the base rate where there is no load', () => {
    expect(premiumOf({ ...purchase, loadFactor: 0n, assets: 1_000_000n })).toBe(2_000n)
    expect(premiumOf({ ...purchase, loadFactor: 0n, assets: 1_000_000n, duration: YEAR / 2n })).toBe(1_000n)
  })

  test('adds a third of the load over the whole pool, and rounds the third up', () => {
    // 0.02 · 3,000,000 · (1 + 1/3) = 80,000, and the rounded third adds less than one.
    expect(premiumOf({ ...purchase, added: purchase.assets })).toBe(80_001n)
  })

  test('is at least one unit, however small the purchase', () => {
    expect(premiumOf({ ...purchase, baseRate: 1n, added: 1n, duration: 1n })).toBe(1n)
  })

  test('is never below the exact integral, and at most two units above', () => {
    fc.assert(
      fc.property(purchases, (parameters) => {
        const { baseRate, loadFactor, assets, liability, added, duration } = parameters
        const cubes = (liability + added) ** 3n - liability ** 3n
        const numerator = baseRate * (3n * added * assets ** 2n * WAD + loadFactor * cubes) * duration
        const denominator = 3n * assets ** 2n * WAD ** 2n * YEAR
        const premium = premiumOf(parameters)
        expect(premium * denominator >= numerator).toBe(true)
        expect(premium * denominator < numerator + 2n * denominator).toBe(true)
      }),
    )
  })

  test('is never cheaper in parts, in whatever order they are bought', () => {
    fc.assert(
      fc.property(
        purchases,
        fc.array(fc.bigInt({ min: 0n, max: 10n ** 15n }), { minLength: 1, maxLength: 6 }),
        (whole, cuts) => {
          const ends = [...cuts.map((cut) => cut % (whole.added + 1n)), whole.added].sort((a, b) =>
            a < b ? -1 : a > b ? 1 : 0,
          )
          const parts = ends.map((end, i) => end - (ends[i - 1] ?? 0n))
          const cost = (order: readonly bigint[]) => {
            let [liability, sum] = [whole.liability, 0n]
            for (const added of order) {
              sum += premiumOf({ ...whole, liability, added })
              liability += added
            }
            return sum
          }
          expect(cost(parts) >= premiumOf(whole)).toBe(true)
          expect(cost(parts.toReversed()) >= premiumOf(whole)).toBe(true)
        },
      ),
    )
  })

  test('never falls with more cover, a longer term, a higher rate or a higher load', () => {
    fc.assert(
      fc.property(purchases, fc.bigInt({ min: 1n, max: 10n ** 15n }), (parameters, more) => {
        const premium = premiumOf(parameters)
        const free = parameters.assets - parameters.liability - parameters.added
        const added = parameters.added + (more % (free + 1n))
        expect(premiumOf({ ...parameters, added }) >= premium).toBe(true)
        for (const name of ['duration', 'baseRate', 'loadFactor'] as const)
          expect(premiumOf({ ...parameters, [name]: parameters[name] + more }) >= premium).toBe(true)
      }),
    )
  })

  test('rises with utilisation, but for one unit of rounding', () => {
    fc.assert(
      fc.property(purchases, fc.bigInt({ min: 0n, max: 10n ** 15n }), (parameters, more) => {
        const free = parameters.assets - parameters.liability - parameters.added
        const liability = parameters.liability + (more % (free + 1n))
        expect(premiumOf({ ...parameters, liability }) + 1n >= premiumOf(parameters)).toBe(true)
      }),
    )
    expect(premiumOf({ ...purchase, liability: 2_000_000n })).toBeGreaterThan(premiumOf(purchase))
  })
})
