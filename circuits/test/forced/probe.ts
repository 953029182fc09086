// SPDX-License-Identifier: GPL-3.0-or-later
import { choiceOf, deduce } from './deduce.js'
import { modulo } from './field.js'
import { count, type State, set } from './state.js'

/** Tries both values of the unknown wires that have two. True when one was forced. */
export function probe(state: State): boolean {
  const { system, values, steps, without } = state
  for (const wire of state.unknown) {
    if (values[wire] !== undefined) continue
    const shown = choiceOf(system, wire, without)
    if (shown === undefined) continue
    const { low, step } = system.choices[shown]!
    const both = [low, modulo(low + step)] as const
    for (const [place, assumed] of both.entries()) {
      const refuted = refute(state, wire, assumed)
      if (refuted === undefined) continue
      steps.push({ rule: 'probe', wires: [wire], uses: [shown, ...refuted.uses], reads: refuted.reads })
      set(state, wire, both[1 - place]!)
      return true
    }
  }
  return false
}

/** Deductions of a probe before it gives up; those in use take less than a hundred. */
const PATIENCE = 1_000

/** Whether a contradiction follows from a wire's value, and from what. Leaves the state as it was. */
function refute(state: State, wire: number, value: bigint): { uses: number[]; reads: number[] } | undefined {
  const { system, values, without } = state
  const trial: State = { ...state, steps: [], broken: new Set(), queue: [], late: [] }
  const assumed = [wire]
  const uses = new Set<number>()
  const reads = new Set<number>()
  set(trial, wire, value)
  let refuted = false
  for (let next = 0; next < Math.min(trial.queue.length, PATIENCE) && !refuted; next++) {
    const i = trial.queue[next]!
    const deduction = deduce(system, i, values, without, false)
    if (deduction === undefined) continue
    const used = deduction === 'contradiction' ? [i, ...choicesIn(state, i)] : deduction.uses
    for (const use of used) uses.add(use)
    for (const read of system.wiresOf[i]!)
      if (values[read] !== undefined && !assumed.includes(read)) reads.add(read)
    if (deduction === 'contradiction') refuted = true
    else
      for (const [forced, value] of deduction.values) {
        assumed.push(forced)
        set(trial, forced, value)
      }
  }
  for (const forced of assumed) {
    values[forced] = undefined
    count(state, forced, 1)
  }
  return refuted ? { uses: [...uses], reads: [...reads] } : undefined
}

/** By which the unknown wires of a constraint have two values. */
function choicesIn({ system, values, without }: State, i: number): number[] {
  return system.wiresOf[i]!.flatMap((wire) => {
    const shown = values[wire] === undefined ? choiceOf(system, wire, without) : undefined
    return shown === undefined ? [] : [shown]
  })
}
