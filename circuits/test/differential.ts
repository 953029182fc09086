// SPDX-License-Identifier: GPL-3.0-or-later
import { AcesoError } from '@aceso/core'
import { expect } from 'vitest'
import type { Input } from './calculator.js'
import { loadBuilt } from './circuit.js'
import { type Random, randomFrom } from './random.js'

/**
 * `npm run differential -w @aceso/circuits` compares 10,000 cases of all circuits together, the tests a quarter of them.
 * Another `SEED` draws others.
 */
const seed = Number(process.env.SEED ?? 1)
const ofTenThousand = Number(process.env.CASES ?? 2_500) / 10_000

export type DrawnCase = {
  /** What the circuit is given. */
  input: Input
  /** What core makes of the same; throws where it refuses. */
  core: () => unknown
}

/**
 * Draws cases and compares verdicts: core refuses exactly what the circuit refuses. `share`: how many of 10,000 cases are
 * this circuit's. `reasons`: names of the errors with which core has to have refused some, so that no kind of refusal goes
 * untested.
 */
export function compareVerdicts(
  circuit: string,
  share: number,
  draw: (random: Random) => DrawnCase,
  reasons: readonly string[],
): void {
  const { verdict } = loadBuilt(circuit)
  const count = Math.ceil(share * ofTenThousand)
  const random = randomFrom(seed)
  const seen = new Map<string, number>()
  for (let i = 0; i < count; i++) {
    const { input, core } = draw(random)
    const reason = refusal(core)
    seen.set(reason, (seen.get(reason) ?? 0) + 1)
    const accepted = verdict(input) === 'accepted'
    if (accepted !== (reason === 'accepted'))
      expect.fail(`seed ${seed}, case ${i}: core says ${reason}, the circuit ${verdict(input)}`)
  }
  expect([...seen.keys()]).toEqual(expect.arrayContaining([...reasons]))
  // A good part of each, or the comparison says little.
  expect(seen.get('accepted')).toBeGreaterThan(count / 10)
  expect(seen.get('accepted')).toBeLessThan((count * 9) / 10)
}

function refusal(core: () => unknown): string {
  try {
    core()
    return 'accepted'
  } catch (error) {
    if (error instanceof AcesoError) return error.name
    throw error
  }
}
