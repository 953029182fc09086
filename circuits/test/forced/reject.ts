// SPDX-License-Identifier: GPL-3.0-or-later

import type { Input } from '../calculator.js'
import { p } from '../circuit.js'
import { type Analysis, valuesAt } from './analysis.js'
import { propagate } from './propagate.js'
import { following } from './removal.js'

/**
 * An input whose other value the circuit refuses, but accepts without one constraint; everything that follows from the
 * inputs follows, computed inputs too. Undefined where none was found among those near the constraint.
 */
export function acceptedWithout(
  analysis: Analysis,
  without: number,
): { input: number; value: bigint } | undefined {
  const { witness } = analysis
  for (const input of nearbyInputs(analysis, without)) {
    const own = witness[input]!
    for (const value of new Set([own + 1n, own - 1n, 0n, 1n, 2n, p - 1n]))
      if ((value - own) % p !== 0n && isAccepted(analysis, input, (value + p) % p, without))
        return { input, value }
  }
  return undefined
}

/** As far as is looked: inputs found, and wires looked at. */
const [ENOUGH, FAR] = [12, 3_000]

/** Given inputs that a constraint reads, or from which what it reads comes or is compared; the nearest first. */
function nearbyInputs({ system, given, deduced }: Analysis, without: number): number[] {
  const inputs = new Set(given)
  const found = new Set<number>()
  const seen = new Set(system.wiresOf[without]!)
  for (const wire of seen) {
    if (inputs.has(wire)) found.add(wire)
    if (found.size >= ENOUGH || seen.size > FAR) break
    // A constraint that forces nothing compares.
    for (const i of system.occurrences[wire]!)
      if (!deduced.using.has(i)) for (const other of system.wiresOf[i]!) seen.add(other)
    const place = deduced.from.get(wire)
    if (place !== undefined) for (const read of deduced.steps[place]!.reads) seen.add(read)
  }
  return [...found]
}

function isAccepted(
  { system, given, computed, deduced }: Analysis,
  input: number,
  value: bigint,
  without: number,
) {
  const unknown = following(deduced, deduced.using.get(without) ?? [], [input]).filter(
    (wire) => wire !== input,
  )
  const known = [...deduced.values]
  for (const wire of unknown) known[wire] = undefined
  known[input] = value
  const { values, broken } = propagate(system, known, { without, unknown, changed: [input] })
  if (broken.length > 0 || unknown.some((wire) => values[wire] === undefined)) return false
  // The circuit as it is refuses these inputs, whatever else the prover puts in.
  return propagate(system, valuesAt(system, [...given, ...computed], values)).broken.length > 0
}

/** An input's values at the wires' places. */
export function statedValues(names: readonly string[], stated: Input): (bigint | undefined)[] {
  return names.map((name) => {
    const [, own, places] = /^main\.(\w+)((?:\[\d+\])*)$/.exec(name) ?? []
    if (own === undefined || !(own in stated)) return undefined
    let value: unknown = stated[own]
    for (const [, place] of places!.matchAll(/\[(\d+)\]/g))
      value = (value as readonly unknown[])[Number(place)]
    return value as bigint
  })
}
