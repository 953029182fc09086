import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { runs } from '../../../vitest.properties.js'
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

/** A pool with a purchase that it can cover. */
const purchasesUpTo = (maxAssets: bigint) =>
  fc
    .record({
      baseRate: fc.bigInt({ min: 1n, max: WAD }),
      loadFactor: fc.bigInt({ min: 0n, max: 10n * WAD }),
      assets: fc.bigInt({ min: 1n, max: maxAssets }),
      duration: fc.bigInt({ min: 1n, max: YEAR }),
      one: fc.bigInt({ min: 0n, max: 2n ** 128n }),
      other: fc.bigInt({ min: 0n, max: 2n ** 128n }),
    })
    .map(({ one, other, ...pool }): PriceParameters => {
      const [a, b] = [one % (pool.assets + 1n), other % (pool.assets + 1n)]
      return a < b ? { ...pool, liability: a, added: b - a } : { ...pool, liability: b, added: a - b }
    })

/** Up to a billion dollars in 6 decimals: a unit of rounding in the utilisation is far less than one of the asset. */
const purchases = purchasesUpTo(10n ** 15n)
/** As much as the contract takes: there every single rounding shows. */
const hugePurchases = purchasesUpTo(2n ** 96n - 1n)

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

  /** baseRate · assets · (L(after) − L(before)) · duration / year as a fraction, without any rounding. */
  function exactPremium({ baseRate, loadFactor, assets, liability, added, duration }: PriceParameters) {
    const cubes = (liability + added) ** 3n - liability ** 3n
    return {
      numerator: baseRate * (3n * added * assets ** 2n * WAD + loadFactor * cubes) * duration,
      denominator: 3n * assets ** 2n * WAD ** 2n * YEAR,
    }
  }

  test('is never below the exact integral', () => {
    fc.assert(
      fc.property(hugePurchases, (parameters) => {
        const { numerator, denominator } = exactPremium(parameters)
        expect(premiumOf(parameters) * denominator >= numerator).toBe(true)
      }),
      runs(300),
    )
  })

  test('is less than two units above it', () => {
    fc.assert(
      fc.property(purchases, (parameters) => {
        const { numerator, denominator } = exactPremium(parameters)
        expect((premiumOf(parameters) - 2n) * denominator < numerator).toBe(true)
      }),
    )
  })

  test('is never cheaper in parts, in whatever order they are bought', () => {
    fc.assert(
      fc.property(
        hugePurchases,
        fc.array(fc.bigInt({ min: 0n, max: 2n ** 96n }), { minLength: 1, maxLength: 6 }),
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

  test('never falls with more cover, a longer term or a higher rate', () => {
    fc.assert(
      fc.property(purchases, fc.bigInt({ min: 1n, max: 10n ** 15n }), (parameters, more) => {
        const premium = premiumOf(parameters)
        const free = parameters.assets - parameters.liability - parameters.added
        const added = parameters.added + (more % (free + 1n))
        expect(premiumOf({ ...parameters, added }) >= premium).toBe(true)
        for (const name of ['duration', 'baseRate'] as const)
          expect(premiumOf({ ...parameters, [name]: parameters[name] + more }) >= premium).toBe(true)
      }),
    )
  })

  test('rises with utilisation and load, but for one unit of rounding', () => {
    fc.assert(
      fc.property(purchases, fc.bigInt({ min: 0n, max: 10n ** 15n }), (parameters, more) => {
        const free = parameters.assets - parameters.liability - parameters.added
        const liability = parameters.liability + (more % (free + 1n))
        const loadFactor = parameters.loadFactor + more
        for (const change of [{ liability }, { loadFactor }])
          expect(premiumOf({ ...parameters, ...change }) + 1n >= premiumOf(parameters)).toBe(true)
      }),
    )
    expect(premiumOf({ ...purchase, liability: 2_000_000n })).toBeGreaterThan(premiumOf(purchase))
    expect(premiumOf({ ...purchase, loadFactor: 9n * WAD })).toBeGreaterThan(premiumOf(purchase))
  })
})
