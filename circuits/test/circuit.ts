// SPDX-License-Identifier: GPL-3.0-or-later
import { readFileSync } from 'node:fs'
import { type Constraint, type R1cs, readR1cs, type Terms } from '../script/binary.js'
import { built } from '../script/paths.js'
import { ConstraintError, createCalculator, type Input } from './calculator.js'

export const p = 21888242871839275222246405745257275088548364400416034343698204186575808495617n

export type TestCircuit = {
  /** Every wire's value; throws when a constraint doesn't hold. */
  witness(input: Input): bigint[]
  /** The templates around the constraint that refuses the input, innermost first; 'accepted' when none does. */
  verdict(input: Input): string
}

export function loadCircuit(wasm: string): TestCircuit {
  const { check, witness } = createCalculator(wasm)
  return {
    witness,
    verdict(input) {
      try {
        check(input)
        return 'accepted'
      } catch (error) {
        if (!(error instanceof ConstraintError)) throw error
        return [...error.message.matchAll(/template ([A-Za-z]+\w*?)_\d+ /g)]
          .map(([, name]) => name)
          .join(' < ')
      }
    },
  }
}

/**
 * The templates of a verdict, innermost first; the main one, which is around everything, only if the constraint is its own.
 */
export function refusing(verdict: string): string[] {
  const templates = verdict.split(' < ')
  return templates.length > 1 ? templates.slice(0, -1) : templates
}

/** Compiled and read once, whoever asks. */
export const loadBuilt = once((circuit) => loadCircuit(built(circuit, 'wasm')))
export const loadR1cs = once((circuit) => loadR1csAt(built(circuit, 'r1cs')))

function once<T>(load: (circuit: string) => T): (circuit: string) => T {
  const loaded = new Map<string, T>()
  return (circuit) => {
    const found = loaded.get(circuit) ?? load(circuit)
    loaded.set(circuit, found)
    return found
  }
}

export function loadR1csAt(path: string): R1cs {
  return readR1cs(readFileSync(path))
}

/** Numbers of the constraints that a witness breaks. */
export function broken({ constraints }: R1cs, values: readonly bigint[]): number[] {
  const holds = ([a, b, c]: Constraint) => (sum(a, values) * sum(b, values) - sum(c, values)) % p === 0n
  return constraints.flatMap((constraint, i) => (holds(constraint) ? [] : [i]))
}

export function sum(terms: Terms, values: readonly bigint[]): bigint {
  return terms.reduce((total, [wire, coefficient]) => total + coefficient * values[wire]!, 0n) % p
}
