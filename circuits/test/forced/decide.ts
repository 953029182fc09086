// SPDX-License-Identifier: GPL-3.0-or-later
import { p } from '../circuit.js'
import { inverse, modulo, signed } from './field.js'

/** A wire that is `low` or `low + step`: low + step · bit. Its share of an equation is offset + weight · bit. */
export type Bit = { wire: number | undefined; low: bigint; step: bigint; weight: bigint; offset?: bigint }

type Decision = {
  bits: [Bit, boolean][]
  /** Every target has at most one solution, not only this one. */
  always: boolean
}

/**
 * The bits with Σ offset + weight · bit = target, as far as they are forced; 'none' where no bits are.
 *
 * The equation is scaled so that its weights are small integers, and turned so that all are positive: Σ w · b = t with
 * 0 ≤ t < p. Where their total is below p it holds in the integers: a weight above t belongs to a bit of 0, one above
 * the total less t to a bit of 1. Where each weight is above the sum of all smaller ones, no two sets of bits have one
 * sum, whatever the target.
 */
export function decide(bits: readonly Bit[], target: bigint): Decision | 'none' | undefined {
  const scale = smallScale(bits.map(({ weight }) => weight))
  if (scale === undefined) return undefined
  let rest = target - bits.reduce((sum, { offset = 0n }) => sum + offset, 0n)
  rest = modulo(rest * scale)
  const terms = bits.map((bit) => {
    const weight = signed(modulo(bit.weight * scale))
    if (weight >= 0n) return { bit, weight, turned: false }
    rest -= weight
    return { bit, weight: -weight, turned: true }
  })
  terms.sort((x, y) => (x.weight < y.weight ? 1 : -1))
  rest = modulo(rest)
  let total = terms.reduce((sum, { weight }) => sum + weight, 0n)
  const always = isSuperincreasing(terms.map(({ weight }) => weight))
  const found: [Bit, boolean][] = []
  for (const { bit, weight, turned } of terms) {
    if (rest > total || rest < 0n) return 'none'
    // What is left of the total without this bit; smaller weights may force more than larger ones did.
    const [zero, one] = [weight > rest, weight > total - rest]
    if (zero && one) return 'none'
    if (!zero && !one) continue
    found.push([bit, one !== turned])
    total -= weight
    if (one) rest -= weight
  }
  if (found.length === terms.length && rest !== 0n) return 'none'
  return { bits: found, always: always && found.length === terms.length }
}

/** Largest first. */
function isSuperincreasing(weights: readonly bigint[]): boolean {
  let smaller = 0n
  for (const weight of weights.toReversed()) {
    if (weight <= smaller) return false
    smaller += weight
  }
  return true
}

/** A factor by which the weights' magnitudes total less than p: 1, or the inverse of one of them. */
function smallScale(weights: readonly bigint[]): bigint | undefined {
  if (isSmall(weights, 1n)) return 1n
  const ends = [weights[0]!, weights.at(-1)!]
  for (const weight of new Set([...ends, ...weights])) {
    const scale = inverse(weight)
    if (isSmall(weights, scale)) return scale
  }
  return undefined
}

function isSmall(weights: readonly bigint[], scale: bigint): boolean {
  let total = 0n
  for (const weight of weights) {
    const value = signed(modulo(weight * scale))
    total += value < 0n ? -value : value
    if (total >= p) return false
  }
  return true
}
