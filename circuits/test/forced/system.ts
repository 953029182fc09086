// SPDX-License-Identifier: GPL-3.0-or-later
import { readFileSync } from 'node:fs'
import { type Constraint, readR1cs, type Terms } from '../../script/binary.js'
import { argumentOf } from './divisors.js'
import { divide, inverse, modulo } from './field.js'

/** A constraint that says: this linear combination of wires, without its constant, is `low` or `low + step`. */
export type Choice = { terms: Terms; low: bigint; step: bigint }

/** An r1cs as propagation reads it. Wire 0, the constant 1, is in none of its lists. */
export type System = {
  wires: number
  constraints: readonly Constraint[]
  /** Distinct wires of each constraint. */
  wiresOf: readonly (readonly number[])[]
  /** Constraints in which a wire occurs. */
  occurrences: readonly (readonly number[])[]
  /** Of each constraint that is one. */
  choices: readonly (Choice | undefined)[]
  /** Constraints that leave a wire by itself two constant values. */
  choicesOf: readonly (readonly number[])[]
  /** Constraints that leave a sum of several wires two constant values, by the sum. */
  forms: ReadonlyMap<string, number>
  /** Constraints with a factor that is one of two constants, so that it may take the other side's wires out. */
  selects: readonly boolean[]
  /** Signals of the wires, with `main.` in front and without the numbers of anonymous components. */
  names: readonly string[]
  /** Wires that are quotients by something that is argued not to be zero. */
  quotients: readonly boolean[]
}

/** `files`: path of r1cs and sym, but for the extension. */
export function readSystem(files: string): System {
  const { wires, constraints } = readR1cs(readFileSync(`${files}.r1cs`))
  return systemOf(wires, constraints, namesOf(readFileSync(`${files}.sym`, 'utf8'), wires))
}

export function systemOf(
  wires: number,
  constraints: readonly Constraint[],
  names: readonly string[] = Array.from({ length: wires }, (_, wire) => `main.${wire}`),
): System {
  const wiresOf = constraints.map(wiresIn)
  const occurrences: number[][] = Array.from({ length: wires }, () => [])
  for (const [i, distinct] of wiresOf.entries()) for (const wire of distinct) occurrences[wire]!.push(i)
  const choices = constraints.map(choiceOf)
  const choicesOf: number[][] = Array.from({ length: wires }, () => [])
  for (const [i, choice] of choices.entries())
    if (choice?.terms.length === 1) choicesOf[choice.terms[0]![0]]!.push(i)
  const forms = new Map<string, number>()
  for (const [i, choice] of choices.entries())
    if (choice && choice.terms.length > 1) forms.set(formKey(choice.terms), i)
  const isSelection = (terms: Terms) => {
    const wires = terms.filter(([wire]) => wire !== 0)
    return wires.length === 1
      ? choicesOf[wires[0]![0]]!.length > 0
      : forms.size > 0 && forms.has(formKey(terms))
  }
  const selects = constraints.map(([a, b], i) => !choices[i] && (isSelection(a) || isSelection(b)))
  const quotients = names.map((name) => argumentOf(name) !== undefined)
  return { wires, constraints, wiresOf, occurrences, choices, choicesOf, forms, selects, names, quotients }
}

/** Distinct wires of a constraint, without the constant. */
export function wiresIn(sides: Constraint): number[] {
  return [...new Set(sides.flatMap((terms) => terms.flatMap(([wire]) => (wire === 0 ? [] : [wire]))))]
}

/** Wires of a template's own inputs, which its source names. */
export function inputWires({ names }: System, source: string): number[] {
  const inputs = new Set([...source.matchAll(/^ {4}signal input (\w+)/gm)].map(([, name]) => name!))
  return names.flatMap((name, wire) => {
    const own = /^main\.(\w+)(\[\d+\])*$/.exec(name)?.[1]
    return own !== undefined && inputs.has(own) ? [wire] : []
  })
}

function namesOf(symbols: string, wires: number): string[] {
  const names = new Array<string>(wires).fill('')
  for (const line of symbols.split('\n')) {
    const [, wire, , signal] = line.split(',')
    if (signal !== undefined && Number(wire) > 0 && names[Number(wire)] === '')
      names[Number(wire)] = signal.replace(/_\d+_\d+(?=[.[])/g, '')
  }
  return names
}

/**
 * A product of two forms of one linear combination, the first factor's, with constants for everything else: a quadratic
 * in it. Recognised where one root can be read off, as in every form of b · (b - 1) = 0 that the compiler writes.
 */
export function choiceOf([a, b, c]: Constraint): Choice | undefined {
  const [first, second, third] = [form(a), form(b), form(c)]
  if (first.terms.size === 0 || second.terms.size === 0) return undefined
  const ratio = ratioOf(second.terms, first.terms)
  const share = third.terms.size === 0 ? 0n : ratioOf(third.terms, first.terms)
  if (ratio === undefined || share === undefined) return undefined
  // With x the combination: (x + k)(ratio·x + l) = share·x + m.
  const [k, l, m] = [first.constant, second.constant, third.constant]
  let roots: [bigint, bigint]
  if (share === 0n && m === 0n) roots = [modulo(-k), divide(-l, ratio)]
  else if (modulo(k * l - m) === 0n) roots = [0n, divide(share - l - k * ratio, ratio)]
  else return undefined
  // Of a wire alone, the values are its own.
  const scale = first.terms.size === 1 ? inverse([...first.terms.values()][0]!) : 1n
  const terms: Terms = [...first.terms].map(([wire, coefficient]) => [wire, modulo(coefficient * scale)])
  const [low, high] = roots.map((root) => modulo(root * scale)) as [bigint, bigint]
  return low === high ? undefined : { terms, low, step: modulo(high - low) }
}

/** The same for all multiples of a linear combination, whatever constant is added. */
export function formKey(terms: Terms): string {
  const sorted = terms.filter(([wire]) => wire !== 0).sort(([one], [other]) => one - other)
  const scale = sorted.length === 0 ? 1n : inverse(sorted[0]![1])
  return sorted.map(([wire, coefficient]) => `${wire}:${modulo(coefficient * scale)}`).join()
}

function form(terms: Terms): { constant: bigint; terms: Map<number, bigint> } {
  const sums = new Map<number, bigint>()
  for (const [wire, coefficient] of terms) sums.set(wire, modulo((sums.get(wire) ?? 0n) + coefficient))
  const constant = sums.get(0) ?? 0n
  sums.delete(0)
  for (const [wire, coefficient] of sums) if (coefficient === 0n) sums.delete(wire)
  return { constant, terms: sums }
}

/** The factor between two linear combinations, if there is one. */
function ratioOf(of: Map<number, bigint>, to: Map<number, bigint>): bigint | undefined {
  if (of.size !== to.size) return undefined
  let ratio: bigint | undefined
  for (const [wire, coefficient] of to) {
    const other = of.get(wire)
    if (other === undefined) return undefined
    ratio ??= modulo(other * inverse(coefficient))
    if (modulo(ratio * coefficient - other) !== 0n) return undefined
  }
  return ratio
}
