import { committeeWord } from './committee.js'
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

/**
 * The policy's place in the book, whether it was sold renewable, so that it can't be cancelled, whether it is itself a
 * renewal, its `units`, and the cover's `start` and `end` in unix seconds.
 */
export type PolicyWindow = {
  leafIndex: bigint
  renewable: boolean
  renewed: boolean
  units: bigint
  start: bigint
  end: bigint
}

export function packThresholds([first, second, third]: Thresholds): bigint {
  return (
    (assertBits('first threshold', first, 64) << 128n) |
    (assertBits('second threshold', second, 64) << 64n) |
    assertBits('third threshold', third, 64)
  )
}

export function packWindow({ leafIndex, renewable, renewed, units, start, end }: PolicyWindow): bigint {
  return (
    (assertBits('leafIndex', leafIndex, 24) << 114n) |
    (BigInt(renewable) << 113n) |
    (BigInt(renewed) << 112n) |
    (assertBits('units', units, 32) << 80n) |
    (assertBits('start', start, 40) << 40n) |
    assertBits('end', end, 40)
  )
}

export function unpackWindow(window: bigint): PolicyWindow {
  assertBits('window', window, 138)
  const bits = (from: bigint, width: bigint) => (window >> from) & ((1n << width) - 1n)
  return {
    leafIndex: bits(114n, 24n),
    renewable: bits(113n, 1n) === 1n,
    renewed: bits(112n, 1n) === 1n,
    units: bits(80n, 32n),
    start: bits(40n, 40n),
    end: bits(0n, 40n),
  }
}

/** When results begin to count, in unix seconds: after the waiting period, which a renewal doesn't have. */
export function waitingEnds(
  { renewed, start }: Pick<PolicyWindow, 'renewed' | 'start'>,
  { waiting }: Pick<Terms, 'waiting'>,
): bigint {
  return renewed ? start : start + waiting
}

/** Until when the record must be linked, in unix seconds: a renewal leaves no time for it. */
export function linkingEnds(
  { renewed, start }: Pick<PolicyWindow, 'renewed' | 'start'>,
  { linkGrace }: Pick<Terms, 'linkGrace'>,
): bigint {
  return renewed ? start : start + linkGrace
}

export function termsHash(terms: Terms): bigint {
  const conditions =
    (committeeWord(terms.committeeId) << 121n) |
    (assertBits('comparator', BigInt(terms.comparator), 1) << 120n) |
    (assertBits('waiting', terms.waiting, 40) << 80n) |
    (assertBits('claimWindow', terms.claimWindow, 40) << 40n) |
    assertBits('linkGrace', terms.linkGrace, 40)
  return hash('terms', BigInt(terms.measure), terms.productId, packThresholds(terms.thresholds), conditions)
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
