// SPDX-License-Identifier: GPL-3.0-or-later
import { choiceOf, type Deduction, deduce, type Known, type Rule } from './deduce.js'
import type { System } from './system.js'

export type Step = {
  rule: Rule
  wires: number[]
  /** Constraints by which they are forced, and the wires that these read. */
  uses: number[]
  reads: number[]
}

export type State = {
  system: System
  without: number
  values: (bigint | undefined)[]
  steps: Step[]
  broken: Set<number>
  /** Of each constraint: unknown wires, and how many of them may have any value. */
  open: Int32Array
  wide: Int32Array
  queue: number[]
  /** Selections, for when nothing else says anything. */
  late: number[]
  /** The wires that were unknown at the beginning. */
  unknown: readonly number[]
  /** Told of constraints with known factors that say nothing yet. */
  stuck?: (i: number) => void
}

export function start(
  system: System,
  values: (bigint | undefined)[],
  without: number,
  unknown?: readonly number[],
  stuck?: (i: number) => void,
): State {
  values[0] = 1n
  const { length } = system.constraints
  const [open, wide] = [new Int32Array(length), new Int32Array(length)]
  const wires = unknown ?? wiresWithout(values)
  const found = { steps: [], broken: new Set<number>(), queue: [], late: [] }
  const state: State = { system, without, values, open, wide, unknown: wires, ...found }
  if (stuck) state.stuck = stuck
  for (const wire of wires) count(state, wire, 1)
  const touched = unknown && new Set(wires.flatMap((wire) => system.occurrences[wire]!))
  for (const i of touched ?? system.constraints.keys()) enqueue(state, i)
  return state
}

/** The wires that aren't deduced. */
export function wiresWithout(values: Known): number[] {
  const unknown: number[] = []
  for (let wire = 1; wire < values.length; wire++) if (values[wire] === undefined) unknown.push(wire)
  return unknown
}

/** A wire becomes unknown or known. */
export function count({ system, without, open, wide }: State, wire: number, change: 1 | -1): void {
  const width = choiceOf(system, wire, without) === undefined ? change : 0
  for (const i of system.occurrences[wire]!) {
    open[i]! += change
    wide[i]! += width
  }
}

/** Unknown wires in a selection, of which it may force one. */
const SELECTED = 4

/** Only what may say something: one unknown wire, or unknown bits alone, or a selection that takes wires out. */
export function enqueue({ system, values, open, wide, queue, late, without, stuck }: State, i: number): void {
  if (i === without) return
  if (system.selects[i] && open[i]! > 0 && open[i]! <= SELECTED) late.push(i)
  if (open[i]! <= 1 || wide[i] === 0) queue.push(i)
  else if (stuck) {
    const [a, b] = system.constraints[i]!
    if ([a, b].every((terms) => terms.every(([wire]) => values[wire] !== undefined))) queue.push(i)
  }
}

export function set(state: State, wire: number, value: bigint): void {
  state.values[wire] = value
  count(state, wire, -1)
  for (const i of state.system.occurrences[wire]!) enqueue(state, i)
}

export function run(state: State): void {
  const { queue, late } = state
  for (let next = 0; next < queue.length || late.length > 0; ) {
    if (next < queue.length) tell(state, queue[next++]!, false)
    else tell(state, late.pop()!, true)
  }
  queue.length = 0
}

function tell(state: State, i: number, selecting: boolean): void {
  const { system, values, without, steps, broken } = state
  const deduction = deduce(system, i, values, without, selecting)
  if (deduction === 'contradiction') broken.add(i)
  else if (deduction === undefined) state.stuck?.(i)
  else {
    steps.push(stepOf(system, deduction, values))
    for (const [wire, value] of deduction.values) set(state, wire, value)
  }
}

function stepOf(
  { wiresOf }: System,
  { rule, values, uses }: Exclude<Deduction, 'contradiction'>,
  known: Known,
): Step {
  const reads = wiresOf[uses[0]!]!.filter((wire) => known[wire] !== undefined)
  return { rule, wires: values.map(([wire]) => wire), uses, reads }
}
