// SPDX-License-Identifier: GPL-3.0-or-later
import type { Terms } from '../../script/binary.js'
import { type Bit, decide } from './decide.js'
import { divide, modulo } from './field.js'
import { type Choice, formKey, type System } from './system.js'

/** What a wire's value was deduced by; see propagate.ts. */
export type Rule = 'equation' | 'inverse' | 'quotient' | 'bits' | 'values' | 'probe'

export type Deduction =
  | { rule: Rule; values: [wire: number, value: bigint][]; uses: number[] }
  /** No value of the unknown wires satisfies the constraint. */
  | 'contradiction'

export type Known = readonly (bigint | undefined)[]

/** How the coefficients of an equation came about: constants of the circuit, divided by what can't be zero, or values. */
type Origin = 'constant' | 'nonzero' | 'value'
type Equation = { terms: Map<number, bigint>; target: bigint; origin: Origin }

/**
 * What one constraint says of the wires that aren't known yet, if it says anything. `without`: a constraint that counts
 * as absent. `selecting`: whether a factor that is one of two constants may be divided by.
 */
export function deduce(
  system: System,
  i: number,
  known: Known,
  without: number,
  selecting: boolean,
): Deduction | undefined {
  if (isMute(system, i, known, without, selecting)) return undefined
  const [a, b, c] = system.constraints[i]!.map((terms) => split(terms, known)) as [Side, Side, Side]
  if (a.unknown.size === 0 && b.unknown.size === 0 && c.unknown.size === 0)
    return modulo(a.sum * b.sum - c.sum) === 0n ? undefined : 'contradiction'
  if (a.unknown.size > 0 && b.unknown.size > 0) {
    const choice = system.choices[i]
    return choice && deduceChoice(system, i, choice, known, without)
  }
  const [factor, equation] = a.unknown.size === 0 ? [0, linear(a, b, c)] : [1, linear(b, a, c)]
  if (equation === 'contradiction' || equation === undefined) return equation
  return solve(system, i, equation, selecting ? system.constraints[i]![factor]! : [], without)
}

/** Whether it says nothing, whatever the values are: a glance that spares most of the arithmetic. */
function isMute(system: System, i: number, known: Known, without: number, selecting: boolean): boolean {
  const [a, b, c] = system.constraints[i]!
  const [first, second] = [isOpen(a, known), isOpen(b, known)]
  if (first && second) return system.choices[i] === undefined
  if (!first && !second) return false
  const factor = first ? b : a
  if (isConstant(factor) || (isConstant(c) && !isOpen(c, known))) return false
  const unknown = system.wiresOf[i]!.filter((wire) => known[wire] === undefined)
  if (unknown.length === 1 && system.quotients[unknown[0]!]) return false
  if (selecting && system.selects[i] && selection(system, factor, without)) return false
  return unknown.some((wire) => choiceOf(system, wire, without) === undefined)
}

/** By which constraints a factor is one of two constants, if it is. */
function selection(system: System, factor: Terms, without: number): number[] | undefined {
  const wires = factor.filter(([wire]) => wire !== 0)
  if (wires.length === 0) return undefined
  const shown =
    wires.length === 1 ? choiceOf(system, wires[0]![0], without) : system.forms.get(formKey(factor))
  return shown === undefined || shown === without ? undefined : [shown]
}

const isOpen = (terms: Terms, known: Known) => terms.some(([wire]) => known[wire] === undefined)
const isConstant = (terms: Terms) => terms.every(([wire]) => wire === 0)

type Side = { sum: bigint; unknown: Map<number, bigint>; constant: boolean }

function split(terms: Terms, known: Known): Side {
  let [sum, constant] = [0n, true]
  const unknown = new Map<number, bigint>()
  for (const [wire, coefficient] of terms) {
    if (wire !== 0) constant = false
    const value = known[wire]
    if (value === undefined) unknown.set(wire, (unknown.get(wire) ?? 0n) + coefficient)
    else sum += coefficient * value
  }
  for (const [wire, coefficient] of unknown) if (coefficient === 0n) unknown.delete(wire)
  return { sum: modulo(sum), unknown, constant }
}

/** factor · other = product, where the factor is known. */
function linear(factor: Side, other: Side, product: Side): Equation | 'contradiction' | undefined {
  if (other.unknown.size > 0 && product.unknown.size === 0) {
    if (factor.sum === 0n) return product.sum === 0n ? undefined : 'contradiction'
    const nonzero = product.constant && product.sum !== 0n
    const origin = factor.constant ? 'constant' : nonzero ? 'nonzero' : 'value'
    return { terms: other.unknown, target: divide(product.sum, factor.sum) - other.sum, origin }
  }
  const terms = new Map<number, bigint>()
  for (const [wire, coefficient] of product.unknown) terms.set(wire, coefficient)
  for (const [wire, coefficient] of other.unknown)
    terms.set(wire, modulo((terms.get(wire) ?? 0n) - factor.sum * coefficient))
  for (const [wire, coefficient] of terms) if (coefficient === 0n) terms.delete(wire)
  const target = factor.sum * other.sum - product.sum
  const origin = factor.constant || other.unknown.size === 0 ? 'constant' : 'value'
  if (terms.size === 0) return modulo(target) === 0n ? undefined : 'contradiction'
  return { terms, target, origin }
}

function solve(
  system: System,
  i: number,
  { terms, target, origin }: Equation,
  factor: Terms,
  without: number,
): Deduction | undefined {
  if (terms.size === 1) {
    const [[wire, coefficient]] = terms as unknown as [[number, bigint]]
    const value = divide(target, coefficient)
    if (origin !== 'value')
      return { rule: origin === 'constant' ? 'equation' : 'inverse', values: [[wire, value]], uses: [i] }
    if (system.quotients[wire]) return { rule: 'quotient', values: [[wire, value]], uses: [i] }
    const selected = selection(system, factor, without)
    if (selected) return { rule: 'values', values: [[wire, value]], uses: [i, ...selected] }
  }
  const bits: Bit[] = []
  const uses = [i]
  for (const [wire, coefficient] of terms) {
    const shown = choiceOf(system, wire, without)
    if (shown === undefined) return undefined
    uses.push(shown)
    bits.push(bitOf(wire, coefficient, system.choices[shown]!))
  }
  return decided(bits, target, origin === 'value', uses)
}

/** A combination that has one of two values: an equation with one bit more. */
function deduceChoice(
  system: System,
  i: number,
  { terms, low, step }: Choice,
  known: Known,
  without: number,
): Deduction | undefined {
  const { sum, unknown } = split(terms, known)
  const bits: Bit[] = [{ wire: undefined, low: 0n, step, weight: modulo(-step) }]
  const uses = [i]
  for (const [wire, coefficient] of unknown) {
    const shown = choiceOf(system, wire, without)
    if (shown === undefined) return undefined
    uses.push(shown)
    bits.push(bitOf(wire, coefficient, system.choices[shown]!))
  }
  return decided(bits, low - sum, false, uses)
}

/** A constraint by which a wire has two values. */
export function choiceOf({ choicesOf }: System, wire: number, without: number): number | undefined {
  return choicesOf[wire]!.find((choice) => choice !== without)
}

function bitOf(wire: number, coefficient: bigint, { low, step }: Choice): Bit {
  return { wire, low, step, weight: modulo(coefficient * step), offset: modulo(coefficient * low) }
}

function decided(bits: Bit[], target: bigint, valued: boolean, uses: number[]): Deduction | undefined {
  const decision = decide(bits, target)
  if (decision === undefined || decision === 'none') return decision === 'none' ? 'contradiction' : undefined
  const rule = decision.always && !valued ? 'bits' : 'values'
  const values = decision.bits.flatMap(([{ wire, low, step }, bit]): [number, bigint][] =>
    wire === undefined ? [] : [[wire, bit ? modulo(low + step) : low]],
  )
  return values.length === 0 ? undefined : { rule, values, uses }
}
