// SPDX-License-Identifier: GPL-3.0-or-later
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sourceFolder } from '../../script/paths.js'
import type { Known, Rule } from './deduce.js'
import { propagate } from './propagate.js'
import { type Deduced, deduced, following } from './removal.js'
import { type Step, wiresWithout } from './state.js'
import { inputWires, readSystem, type System } from './system.js'
import { untangle } from './untangle.js'

export type Analysis = {
  system: System
  /** All values of the witness, in the system's variables. */
  witness: readonly bigint[]
  /** Inputs that follow from the others, as what the circuit computes and compares. */
  computed: number[]
  /** Inputs that don't. */
  given: number[]
  /** What follows from the given ones. */
  deduced: Deduced
  unforced: number[]
  /** What follows from the given inputs of another witness. */
  at(witness: readonly bigint[]): Deduced
}

/**
 * What a compiled template's inputs force. `files`: path of its r1cs and sym, but for the extension. `witness`: one of its
 * witnesses.
 */
export function analyse(files: string, template: string, witness: readonly bigint[]): Analysis {
  const original = readSystem(files)
  const source = readFileSync(join(sourceFolder, `${template}.circom`), 'utf8')
  const inputs = inputWires(original, source)
  const { system, translate } = untangle(original, valuesAt(original, inputs, witness))
  const values = translate(witness)
  const all = deduced(system, propagate(system, valuesAt(system, inputs, values)))
  const { computed, rest } = release(all, inputs)
  const given = inputs.filter((wire) => !computed.includes(wire))
  return {
    system,
    witness: values,
    computed,
    given,
    deduced: rest,
    unforced: wiresWithout(rest.values),
    at: (other) => deduced(system, propagate(system, valuesAt(system, given, translate(other)))),
  }
}

export function valuesAt(
  { wires }: System,
  places: readonly number[],
  values: Known,
): (bigint | undefined)[] {
  const known = new Array<bigint | undefined>(wires).fill(undefined)
  for (const wire of places) known[wire] = values[wire]
  return known
}

/** How many wires each rule forced. */
export function ruleCounts({ steps }: { steps: readonly Step[] }): Partial<Record<Rule, number>> {
  const counts: Partial<Record<Rule, number>> = {}
  for (const { rule, wires } of steps) counts[rule] = (counts[rule] ?? 0) + wires.length
  return counts
}

/**
 * Takes one input after the other as unknown. Where an equation gives it back from the rest, in terms of the rest for all
 * inputs alike, it stays unknown: so that a constraint that compares it is one that forces it, too.
 */
function release(all: Deduced, inputs: readonly number[]): { computed: number[]; rest: Deduced } {
  const computed: number[] = []
  let rest = all
  for (const input of inputs) {
    const tried = withUnknown(rest, input, [input]) && withUnknown(rest, input, following(rest, [], [input]))
    if (!tried) continue
    computed.push(input)
    rest = tried
  }
  return { computed, rest }
}

function withUnknown(
  { system, values, steps }: Deduced,
  input: number,
  unknown: readonly number[],
): Deduced | undefined {
  const lost = new Set(unknown)
  const known = values.map((value, wire) => (lost.has(wire) ? undefined : value))
  const again = propagate(system, known, { unknown })
  if (unknown.some((wire) => again.values[wire] === undefined)) return undefined
  const rule = again.steps.find(({ wires }) => wires.includes(input))!.rule
  if (rule !== 'equation' && rule !== 'values') return undefined
  const kept = steps.filter(({ wires }) => !lost.has(wires[0]!))
  return deduced(system, { ...again, steps: [...kept, ...again.steps] })
}
