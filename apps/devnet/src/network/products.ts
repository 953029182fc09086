import { Comparator, DAY, type MeasureName, measureOf, WEEK } from '@aceso/core'
import { type Address, parseUnits } from 'viem'

/** Decimals of the test dollar. */
export const ASSET_DECIMALS = 6
const dollars = (amount: string) => parseUnits(amount, ASSET_DECIMALS)
const wad = (amount: string) => parseUnits(amount, 18)

export type DevelopmentProduct = {
  title: string
  measure: MeasureName
  /** In the measure's canonical unit; as many as there are payouts. */
  thresholds: readonly string[]
  /** Dollars per unit of cover. */
  payouts: readonly string[]
  /** Share of the maximum payout a year, before the load. */
  baseRate: string
  waiting: bigint
  minTerm: bigint
  /** A result that buyers must have had before: at most this value, at most so many seconds ago. */
  baseline?: { measure: MeasureName; atMost: string; maxAge: bigint }
}

/** What the local network sells. */
export const developmentProducts: readonly DevelopmentProduct[] = [
  {
    title: 'Diabetes onset',
    measure: 'hba1c',
    thresholds: ['6.5', '8', '10'],
    payouts: ['250', '400', '500'],
    baseRate: '0.02',
    waiting: 30n * DAY,
    minTerm: 12n * WEEK,
  },
  {
    title: 'COVID-19, laboratory-confirmed',
    measure: 'sars-cov-2-naat',
    thresholds: ['1'],
    payouts: ['100'],
    baseRate: '0.12',
    waiting: 7n * DAY,
    minTerm: 4n * WEEK,
  },
  {
    title: 'Dengue fever',
    measure: 'dengue-ns1',
    thresholds: ['1'],
    payouts: ['200'],
    baseRate: '0.04',
    waiting: 7n * DAY,
    minTerm: 4n * WEEK,
  },
  {
    title: 'Malaria',
    measure: 'malaria',
    thresholds: ['1'],
    payouts: ['200'],
    baseRate: '0.03',
    waiting: 7n * DAY,
    minTerm: 4n * WEEK,
  },
  {
    title: 'Diabetes onset, after a normal HbA1c',
    measure: 'hba1c',
    thresholds: ['6.5', '8', '10'],
    payouts: ['250', '400', '500'],
    baseRate: '0.012',
    waiting: 30n * DAY,
    minTerm: 12n * WEEK,
    baseline: { measure: 'hba1c', atMost: '5.9', maxAge: 180n * DAY },
  },
]

export type ProductPlace = { committeeId: number; trigger: Address; pool: Address }

/** What `ProductCatalog.listProduct` takes. */
export function productParameters(product: DevelopmentProduct, { committeeId, trigger, pool }: ProductPlace) {
  const { id, decimals } = measureOf(product.measure)
  return {
    measure: id,
    comparator: Comparator.atLeast,
    thresholds: triple(product.thresholds.map((threshold) => parseUnits(threshold, decimals))),
    waiting: Number(product.waiting),
    claimWindow: Number(4n * WEEK),
    linkGrace: Number(7n * DAY),
    committeeId,
    trigger,
    pool,
    payouts: triple(product.payouts.map(dollars)),
    baseRate: wad(product.baseRate),
    loadFactor: wad('1'),
    protocolFee: 300,
    oracleFee: 500,
    refundShare: 8000,
    renewalWindow: Number(4n * WEEK),
    minTerm: Number(product.minTerm),
    maxTerm: Number(52n * WEEK),
    capacity: dollars('250000'),
    baseline: baselineOf(product),
  }
}

function baselineOf({ baseline }: DevelopmentProduct) {
  if (!baseline) return { measure: 0, comparator: 0, threshold: 0n, maxAge: 0 }
  const { id, decimals } = measureOf(baseline.measure)
  return {
    measure: id,
    comparator: Comparator.atMost,
    threshold: parseUnits(baseline.atMost, decimals),
    maxAge: Number(baseline.maxAge),
  }
}

function triple([first = 0n, second = 0n, third = 0n]: readonly bigint[]) {
  return [first, second, third] as const
}
