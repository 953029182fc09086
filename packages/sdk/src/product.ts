import type { Terms } from '@aceso/core'
import type { Address } from 'viem'

/** A product as listed. Amounts in asset units, rates in WAD, times in seconds. */
export type Product = Terms & {
  /** What policies and claims of the product carry. */
  termsHash: bigint
  onSale: boolean
  pool: Address
  /** Per unit of cover, for severities 1 to 3; zero where a severity is unused. */
  payouts: readonly [bigint, bigint, bigint]
  /** How many severities pay. */
  tiers: number
  /** Per unit of cover: the payout of the highest severity. */
  maxPayout: bigint
  baseRate: bigint
  loadFactor: bigint
  minTerm: bigint
  maxTerm: bigint
  /** Liability that the product may reach. */
  capacity: bigint
}
