// SPDX-License-Identifier: GPL-3.0-or-later
import type { Constraint, Terms } from '../../script/binary.js'
import { choiceOf as bitBy, type Known } from './deduce.js'
import { inverse, modulo } from './field.js'
import { probe } from './probe.js'
import { enqueue, run, type State, start } from './state.js'
import { choiceOf, type System, systemOf, wiresIn } from './system.js'

export type Untangled = {
  system: System
  /** A witness of the r1cs as one of the untangled system. */
  translate(witness: readonly bigint[]): bigint[]
}

/**
 * The same r1cs in other variables, in which what a constraint computes is a wire. The compiler eliminates what linear
 * constraints allow it to: of a hash it often keeps sums of several products instead of the products, so that propagation
 * would have to solve linear systems.
 *
 * Where both factors of a · b = c are known while c has several unknown wires, one of these stands for c as a whole from
 * there on. That is an invertible linear map of the wires: there are as many witnesses as before, and each constraint is
 * still the same constraint.
 */
export function untangle(original: System, known: Known): Untangled {
  const system = copyOf(original)
  const replaced: { wire: number; terms: Terms }[] = []
  const state = start(system, [...known], -1, undefined, (i) => {
    const terms = system.constraints[i]![2]
    const wire = standIn(state, terms)
    if (wire === undefined) return
    replaced.push({ wire, terms })
    replace(state, wire, terms)
    enqueue(state, i)
  })
  do run(state)
  while (probe(state))
  return {
    system: systemOf(original.wires, system.constraints, original.names),
    translate(witness) {
      const values = [...witness]
      for (const { wire, terms } of replaced)
        values[wire] = modulo(terms.reduce((sum, [other, factor]) => sum + factor * values[other]!, 0n))
      return values
    },
  }
}

type Mutable = System & {
  constraints: Constraint[]
  wiresOf: number[][]
  occurrences: number[][]
  choices: ReturnType<typeof choiceOf>[]
}

function copyOf(system: System): Mutable {
  return {
    ...system,
    constraints: system.constraints.map(([a, b, c]) => [a, b, c]),
    wiresOf: system.wiresOf.map((wires) => [...wires]),
    occurrences: system.occurrences.map((places) => [...places]),
    choices: [...system.choices],
  }
}

/** A wire that is neither a bit nor a quotient, in the fewest constraints; none where only one wire is unknown. */
function standIn({ system, values }: State, terms: Terms): number | undefined {
  const unknown = terms.flatMap(([wire]) => (values[wire] === undefined ? [wire] : []))
  if (unknown.length < 2) return undefined
  const free = unknown.filter((wire) => bitBy(system, wire, -1) === undefined && !system.quotients[wire])
  const uses = (wire: number) => system.occurrences[wire]!.length
  return free.length === 0 ? undefined : free.reduce((best, wire) => (uses(wire) < uses(best) ? wire : best))
}

/** From here on `wire` stands for what `terms` with it amounted to. */
function replace(state: State, wire: number, terms: Terms): void {
  const system = state.system as Mutable
  const scale = inverse(terms.find(([other]) => other === wire)![1])
  const rest = terms.filter(([other]) => other !== wire)
  for (const i of [...system.occurrences[wire]!]) {
    const before = system.wiresOf[i]!
    const sides = system.constraints[i]!.map((side) => {
      const own = side.find(([other]) => other === wire)
      if (!own) return side
      const factor = modulo(own[1] * scale)
      const sums = new Map<number, bigint>(side)
      sums.set(wire, factor)
      for (const [other, coefficient] of rest) {
        const sum = modulo((sums.get(other) ?? 0n) - factor * coefficient)
        if (sum === 0n) sums.delete(other)
        else sums.set(other, sum)
      }
      return [...sums]
    }) as Constraint
    system.constraints[i] = sides
    // A linear map keeps forms proportional, or not.
    if (system.choices[i]) system.choices[i] = choiceOf(sides)
    const after = wiresIn(sides)
    system.wiresOf[i] = after
    const [old, now] = [new Set(before), new Set(after)]
    for (const other of after) if (!old.has(other)) joined(state, i, other, 1)
    for (const other of before) if (!now.has(other)) joined(state, i, other, -1)
    enqueue(state, i)
  }
}

/** A wire is in a constraint now, or isn't any more. */
function joined(state: State, i: number, wire: number, change: 1 | -1): void {
  const system = state.system as Mutable
  if (change === 1) system.occurrences[wire]!.push(i)
  else system.occurrences[wire] = system.occurrences[wire]!.filter((place) => place !== i)
  if (state.values[wire] !== undefined) return
  state.open[i]! += change
  if (bitBy(system, wire, -1) === undefined) state.wide[i]! += change
}
