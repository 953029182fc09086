import { assertBits } from './field.js'
import { hash } from './poseidon.js'

export const Comparator = { atLeast: 0, atMost: 1 } as const
export type Comparator = (typeof Comparator)[keyof typeof Comparator]

export type Severity = 1 | 2 | 3
export type Thresholds = readonly [bigint, bigint, bigint]

/** The predicate over an attested observation. Thresholds are in the measure's canonical unit, fixed-point. */
export type Trigger = {
  measure: number
  comparator: Comparator
  thresholds: Thresholds
}

/** What is fixed when a policy is sold. `waiting`, `claimWindow` and `linkGrace` in seconds. */
export type Terms = Trigger & {
  productId: bigint
  waiting: bigint
  claimWindow: bigint
  linkGrace: bigint
  committeeId: number
}

/** `units`, and the cover's `start` and `end` in unix seconds. */
export type PolicyWindow = { units: bigint; start: bigint; end: bigint }

export function packThresholds([first, second, third]: Thresholds): bigint {
  return (
    (assertBits('first threshold', first, 64) << 128n) |
    (assertBits('second threshold', second, 64) << 64n) |
    assertBits('third threshold', third, 64)
  )
}

export function packWindow({ units, start, end }: PolicyWindow): bigint {
  return (
    (assertBits('units', units, 32) << 80n) |
    (assertBits('start', start, 40) << 40n) |
    assertBits('end', end, 40)
  )
}

export function unpackWindow(window: bigint): PolicyWindow {
  assertBits('window', window, 112)
  const mask = (1n << 40n) - 1n
  return { units: window >> 80n, start: (window >> 40n) & mask, end: window & mask }
}

export function triggerHash({ measure, comparator, thresholds }: Trigger): bigint {
  return hash('trigger', BigInt(measure), BigInt(comparator), packThresholds(thresholds))
}

export function termsHash(terms: Terms): bigint {
  const windows =
    (assertBits('waiting', terms.waiting, 40) << 80n) |
    (assertBits('claimWindow', terms.claimWindow, 40) << 40n) |
    assertBits('linkGrace', terms.linkGrace, 40)
  return hash('terms', triggerHash(terms), terms.productId, windows, BigInt(terms.committeeId))
}

/** Highest severity that `value` meets; 0 when it meets none. `tiers` is how many of the three pay (1 to 3). */
export function severityOf(trigger: Trigger, value: bigint, tiers: number): 0 | Severity {
  const met = trigger.thresholds
    .slice(0, tiers)
    .filter((threshold) =>
      trigger.comparator === Comparator.atLeast ? value >= threshold : value <= threshold,
    )
  return met.length as 0 | Severity
}
