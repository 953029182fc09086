import { AcesoError, type Predicate, type Terms } from '@aceso/core'
import type { Address } from 'viem'
import { revertErrors } from './errors/revertErrors.js'

/** Units that one policy can have. */
export const DENOMINATIONS: readonly bigint[] = [1n, 2n, 5n, 10n, 20n, 50n, 100n]

/** Throws for units that no policy has. */
export function assertDenomination(units: bigint): void {
  if (!DENOMINATIONS.includes(units)) throw new revertErrors.CoverDesk_UnitsNotADenomination([units])
}

/** The fewest units of one policy that are at least as many; undefined above a hundred. */
export function denominationFor(units: bigint): bigint | undefined {
  return DENOMINATIONS.find((denomination) => denomination >= units)
}

/** Fees and refunds are given in ten-thousandths. */
export const BASIS = 10_000n

/** A product as listed. Amounts in asset units, rates in WAD, shares in ten-thousandths, times in seconds. */
export type Product = Terms & {
  /** What policies and claims of the product carry. */
  termsHash: bigint
  onSale: boolean
  /** Decides whether a claim is due. */
  trigger: Address
  pool: Address
  /** Per unit of cover, for severities 1 to 3; zero where a severity is unused. */
  payouts: readonly [bigint, bigint, bigint]
  /** How many severities pay. */
  tiers: number
  /** Per unit of cover: the payout of the highest severity. */
  maxPayout: bigint
  baseRate: bigint
  loadFactor: bigint
  /** Of the premium. */
  protocolFee: bigint
  /** Of the premium. */
  oracleFee: bigint
  /** Of the base premium of a cancelled policy's whole weeks to come; 0 where it can't be cancelled. */
  refundShare: bigint
  /** Before a policy's end, in which it can be renewed without a waiting period; 0 where it can't. */
  renewalWindow: bigint
  minTerm: bigint
  maxTerm: bigint
  /** Liability that the product may reach. */
  capacity: bigint
  /** What a buyer's result has to be before the purchase, where the product asks for that. */
  baseline?: Predicate
}

export class TermsMismatchError extends AcesoError {
  constructor(productId: bigint) {
    super(`The terms of product ${productId} don't hash to what the catalog says. Don't buy it.`, {
      name: 'TermsMismatchError',
    })
  }
}

export class NoBaselineAskedError extends AcesoError {
  constructor(productId: bigint) {
    super(`Product ${productId} asks for no result before a purchase. Buy it with buyCover.`, {
      name: 'NoBaselineAskedError',
    })
  }
}

/** The product's underwriting rule; throws `NoBaselineAskedError` where it has none. */
export function baselineOf({ productId, baseline }: Product): Predicate {
  if (!baseline) throw new NoBaselineAskedError(productId)
  return baseline
}
