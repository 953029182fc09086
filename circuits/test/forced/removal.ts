// SPDX-License-Identifier: GPL-3.0-or-later
import type { Known } from './deduce.js'
import { type Propagation, propagate } from './propagate.js'
import type { Step } from './state.js'
import type { System } from './system.js'

/** All wires of a system deduced from its inputs, and what each deduction rests on. */
export type Deduced = {
  system: System
  values: Known
  /** Numbers of the steps that use a constraint, and that read a wire. */
  using: ReadonlyMap<number, readonly number[]>
  reading: ReadonlyMap<number, readonly number[]>
  /** Number of the step that forces a wire. */
  from: ReadonlyMap<number, number>
  steps: readonly Step[]
}

export function deduced(system: System, { values, steps }: Propagation): Deduced {
  const index = (of: (step: Step) => readonly number[]) => {
    const places = new Map<number, number[]>()
    for (const [place, step] of steps.entries())
      for (const key of of(step)) {
        const known = places.get(key)
        if (known) known.push(place)
        else places.set(key, [place])
      }
    return places
  }
  const from = new Map(steps.flatMap(({ wires }, place) => wires.map((wire) => [wire, place] as const)))
  return {
    system,
    values,
    steps,
    from,
    using: index(({ uses }) => uses),
    reading: index(({ reads }) => reads),
  }
}

/** Whether the inputs still force every wire without one constraint. */
export function isForcedWithout(all: Deduced, without: number): boolean {
  const places = all.using.get(without)
  if (!places) return true
  // Cheap, and settles almost all: what it forced isn't forced even if everything else is known.
  const direct = places.flatMap((place) => all.steps[place]!.wires)
  return again(all, direct, without) && again(all, following(all, places), without)
}

function again({ system, values }: Deduced, unknown: readonly number[], without: number): boolean {
  const known = [...values]
  for (const wire of unknown) known[wire] = undefined
  const found = propagate(system, known, { without, unknown }).values
  return unknown.every((wire) => found[wire] !== undefined)
}

/** These wires, those of these steps, and all that build on them. */
export function following(
  { steps, reading }: Deduced,
  places: readonly number[],
  wires: readonly number[] = [],
): number[] {
  const seen = new Set(places)
  for (const wire of wires) for (const next of reading.get(wire) ?? []) seen.add(next)
  for (const place of seen)
    for (const wire of steps[place]!.wires) for (const next of reading.get(wire) ?? []) seen.add(next)
  return [...wires, ...[...seen].flatMap((place) => steps[place]!.wires)]
}
