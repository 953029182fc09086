// SPDX-License-Identifier: GPL-3.0-or-later

import type { Input } from '../calculator.js'
import { type Analysis, valuesAt } from './analysis.js'
import { propagate } from './propagate.js'
import { reasonOf } from './reasons.js'
import { acceptedWithout, statedValues } from './reject.js'
import { type Deduced, isForcedWithout } from './removal.js'
import { systemOf } from './system.js'

/** How the absence of constraints shows. */
export type Account = {
  removed: number
  /** Something isn't forced any more. */
  unforced: number
  /** An input is accepted that was refused. */
  accepted: number
  /** Nothing changes, with the reason. */
  redundant: Map<string, number>
  /** Described, for there must be none. */
  unaccounted: string[]
}

/**
 * Removes these constraints one at a time. `refused`: inputs that the circuit refuses, for constraints whose absence no
 * single changed input shows. `others`: more witnesses, for those that one has no use for by chance.
 */
export function account(
  analysis: Analysis,
  constraints: Iterable<number>,
  refused: () => Input[],
  others: () => bigint[][],
): Account {
  const result: Account = { removed: 0, unforced: 0, accepted: 0, redundant: new Map(), unaccounted: [] }
  let cached: Set<number> | undefined
  const needed = () => {
    cached ??= neededFor(analysis, refused())
    return cached
  }
  let more: Deduced[] | undefined
  const elsewhere = () => {
    more ??= others().map(analysis.at)
    return more
  }
  for (const i of constraints) {
    result.removed++
    const wires = analysis.system.wiresOf[i]!.map((wire) => analysis.system.names[wire]!)
    if (!isForcedWithout(analysis.deduced, i)) {
      result.unforced++
      continue
    }
    const reason = reasonOf(wires)
    if (reason && elsewhere().some((deduced) => !isForcedWithout(deduced, i))) result.unforced++
    else if (reason) result.redundant.set(reason, (result.redundant.get(reason) ?? 0) + 1)
    else if (acceptedWithout(analysis, i) || needed().has(i)) result.accepted++
    else result.unaccounted.push(`constraint ${i} of ${wires.slice(0, 6).join(', ')}`)
  }
  return result
}

/**
 * Constraints without which such an input is accepted. Where it breaks several they are the same check of several wires,
 * and it is accepted without all of these.
 */
function neededFor({ system, given, computed }: Analysis, inputs: readonly Input[]): Set<number> {
  const needed = new Set<number>()
  for (const input of inputs) {
    const known = valuesAt(system, [...given, ...computed], statedValues(system.names, input))
    const { broken } = propagate(system, known)
    if (new Set(broken.map(kind)).size !== 1) continue
    const constraints = system.constraints.map((sides, i) => (broken.includes(i) ? NONE : sides))
    const without = propagate(systemOf(system.wires, constraints, system.names), known)
    if (without.broken.length === 0 && without.values.every((value) => value !== undefined))
      for (const i of broken) needed.add(i)
  }
  return needed

  function kind(i: number): string {
    return system.wiresOf[i]!.map((wire) => system.names[wire]!.replace(/\d+/g, '')).join()
  }
}

const NONE: [[], [], []] = [[], [], []]
