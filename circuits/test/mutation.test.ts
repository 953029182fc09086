// SPDX-License-Identifier: GPL-3.0-or-later
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { built } from '../script/paths.js'
import type { Input } from './calculator.js'
import { cancelInput } from './cancelFixture.js'
import { loadBuilt, loadR1cs, p, sum } from './circuit.js'
import { claimInput, facts } from './claimFixture.js'
import { drawing, drawn } from './deep.js'
import { eligibilityInput } from './eligibilityFixture.js'
import { equivocationInput } from './equivocationFixture.js'
import { insertionInput } from './insertionFixture.js'

/** Wires that may change alone without breaking a constraint, with the reason. */
const free: Record<string, Record<string, string>> = {
  claim: {},
  insertion: {},
  cancel: {},
  eligibility: {},
  equivocation: {},
}

const cases: [circuit: string, name: string, input: () => Input][] = [
  ['claim', 'AT_LEAST', () => claimInput()],
  [
    'claim',
    'AT_MOST',
    () => claimInput({ comparator: 1n, thresholds: [100n, 60n, 40n], value: 40n, severity: 3n }),
  ],
  ['claim', 'of a renewable policy', () => claimInput({ renewable: 1n })],
  [
    'claim',
    'of a renewal',
    () => claimInput({ renewed: 1n, linkedAt: facts.start, observedAt: facts.start }),
  ],
  ['insertion', 'of one leaf', () => insertionInput(1)],
  ['insertion', 'of a full batch', () => insertionInput(64)],
  ['cancel', 'in the midst', () => cancelInput()],
  ['cancel', 'of a renewal', () => cancelInput({ renewed: 1n })],
  ['cancel', 'at once', () => cancelInput({ start: 0n, asOf: 0n, end: 0n, context: 0n })],
  ['eligibility', 'AT_MOST', () => eligibilityInput()],
  ['eligibility', 'AT_LEAST', () => eligibilityInput({ comparator: 0n, value: 6_000n })],
  ['eligibility', 'at zero', () => eligibilityInput({ value: 0n, threshold: 0n, context: 0n })],
  ['equivocation', 'of values', () => equivocationInput()],
  ['equivocation', 'of subjects', () => equivocationInput({ subject: 1n })],
  ['equivocation', 'of both', () => equivocationInput({ subject: 1n, value: 1n })],
]

describe.each(drawn(cases, 3))(`%s %s${drawing}`, (name, _, input) => {
  it(`breaks a constraint whenever one of ${loadR1cs(name).wires - 1} wires changes`, () => {
    const survivors = survivingWires(name, loadBuilt(name).witness(input()))
    expect(survivors.length === 0 ? [] : names(name, survivors)).toEqual(Object.keys(free[name]!))
  })
})

/**
 * Wires whose change to the next number, to zero (or one) or to the negative breaks nothing. Only the constraints in
 * which a wire occurs are looked at, and their sums change by its coefficient times the difference.
 */
function survivingWires(name: string, values: readonly bigint[]): number[] {
  const { constraints, wires } = loadR1cs(name)
  const sums = constraints.map(([a, b, c]) => [sum(a, values), sum(b, values), sum(c, values)] as const)
  const occurrences: Map<number, [bigint, bigint, bigint]>[] = Array.from({ length: wires }, () => new Map())
  constraints.forEach((constraint, i) => {
    constraint.forEach((terms, side) => {
      for (const [wire, coefficient] of terms) {
        const known = occurrences[wire]!.get(i) ?? [0n, 0n, 0n]
        known[side]! += coefficient
        occurrences[wire]!.set(i, known)
      }
    })
  })
  const survives = (wire: number, difference: bigint) => {
    for (const [i, [da, db, dc]] of occurrences[wire]!) {
      const [a, b, c] = sums[i]!
      if (((a + da * difference) * (b + db * difference) - c - dc * difference) % p !== 0n) return false
    }
    return true
  }
  return Array.from({ length: wires - 1 }, (_, i) => i + 1).filter((wire) => {
    const value = values[wire]!
    const others = [value + 1n, value === 0n ? 1n : 0n, p - value].filter(
      (other) => (other - value) % p !== 0n,
    )
    return others.some((other) => survives(wire, other - value))
  })
}

function names(name: string, wires: readonly number[]): string[] {
  const byWire = new Map<number, string>()
  for (const line of readFileSync(built(name, 'sym'), 'utf8').split('\n')) {
    const [, wire, , signal] = line.split(',')
    if (signal !== undefined) byWire.set(Number(wire), signal)
  }
  return wires.map((wire) => byWire.get(wire) ?? String(wire))
}
