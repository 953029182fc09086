import { AcesoError } from './errors.js'
import { YEAR } from './time.js'

const WAD = 10n ** 18n

/** `baseRate` (WAD a year) and `loadFactor` (WAD) of the product; amounts in asset units; `duration` in seconds. */
export type PriceParameters = {
  baseRate: bigint
  loadFactor: bigint
  assets: bigint
  liability: bigint
  added: bigint
  duration: bigint
}

export class CapitalExhaustedError extends AcesoError {
  constructor() {
    super("The pool's free capital doesn't cover so many units. Buy fewer, or wait for deposits.", {
      name: 'CapitalExhaustedError',
    })
  }
}

/**
 * Premium in asset units, equal to the wei to what `CoverDesk` charges. The formula and its roundings are those of
 * `Pricing.sol`: baseRate · assets · (L(after) − L(before)) · duration / year, with L(u) = u + loadFactor · u³ / 3.
 */
export function premiumOf({
  baseRate,
  loadFactor,
  assets,
  liability,
  added,
  duration,
}: PriceParameters): bigint {
  if (assets === 0n || liability + added > assets) throw new CapitalExhaustedError()
  const before = (liability * WAD) / assets
  const after = divideUp((liability + added) * WAD, assets)
  const loadAfter = after + divideUp(loadFactor * after ** 3n, 3n * WAD ** 3n)
  const loadBefore = before + (loadFactor * before ** 3n) / (3n * WAD ** 3n)
  return divideUp(baseRate * assets * (loadAfter - loadBefore) * duration, WAD * WAD * YEAR)
}

function divideUp(numerator: bigint, denominator: bigint): bigint {
  return (numerator + denominator - 1n) / denominator
}
