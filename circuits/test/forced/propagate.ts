// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which wires of an r1cs are forced by its inputs, and to what values.
//
// From the inputs' values, wire after wire is deduced by these rules. Each says that whatever else a prover puts
// there, a constraint breaks; so a circuit in which all wires are deduced has one witness for its inputs.
//
//   equation   A constraint that is linear in one unknown wire, with a constant of the circuit as its coefficient.
//   inverse    A product that is a constant other than 0, with one factor known: that factor can't be 0.
//   quotient   The same with another product: only where divisors.ts names the argument that the divisor isn't 0.
//   bits       A sum of wires that have two values each, by constraints of their own (b·b = b), with constant weights of
//              which each is above the sum of the smaller ones and all together below p: no two sets of bits have one
//              sum. A quadratic in a linear combination, which the compiler makes of a bit that it eliminates, is a sum
//              with one bit more.
//   values     Another sum of such wires, which has one solution at these inputs, or a part with one: all bits are 0
//              where the sum is. Likewise a product of one of two constants, not 0 here, and one unknown wire.
//   probe      One of the two values of such a wire ends in a contradiction, so it has the other.
//
// The first four hold for all inputs, under the arguments in divisors.ts; the last two for the inputs at hand, which
// matters for what is chosen by comparing values (AtMostConstant, ActiveFlags). Templates that need them are run with
// inputs for each of their choices.
import type { Known } from './deduce.js'
import { probe } from './probe.js'
import { enqueue, run, type Step, start } from './state.js'
import type { System } from './system.js'

export type Propagation = {
  values: (bigint | undefined)[]
  steps: Step[]
  /** Constraints that can't hold, once everything else is deduced. */
  broken: number[]
}

type Options = { without?: number; unknown?: readonly number[]; changed?: readonly number[] }

const nothing = -1

/**
 * Deduces what follows from the values of the known wires. `without`: a constraint that counts as absent. `unknown`: the
 * wires to find, all that aren't known unless given. `changed`: the known ones among which constraints are to be checked, if
 * not all.
 */
export function propagate(
  system: System,
  known: Known,
  { without = nothing, unknown, changed = [] }: Options = {},
): Propagation {
  const state = start(system, [...known], without, unknown)
  for (const wire of changed) for (const i of system.occurrences[wire]!) enqueue(state, i)
  do run(state)
  while (probe(state))
  return { values: state.values, steps: state.steps, broken: [...state.broken].sort((a, b) => a - b) }
}
