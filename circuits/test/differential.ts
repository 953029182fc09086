// SPDX-License-Identifier: GPL-3.0-or-later
import { AcesoError } from '@aceso/core'
import { expect } from 'vitest'
import type { Input } from './calculator.js'
import { loadBuilt } from './circuit.js'
import { deep, seed } from './deep.js'
import { type Random, randomFrom } from './random.js'

/** With `DEEP=1` all circuits together are compared in 10,000 cases, else in some dozens. */
const sampled = 0.005

export type DrawnCase = {
  /** What the circuit is given; costs more than drawing it. */
  input: () => Input
  /** What core makes of the same; throws where it refuses. */
  core: () => unknown
}

/**
 * Draws cases and compares verdicts: core refuses exactly what the circuit refuses. `share`: how many of 10,000 cases are
 * this circuit's. `reasons`: names of the errors with which core has to have refused some, so that no kind of refusal goes
 * untested: a sample is the first cases, and the first of each kind that comes up later.
 */
export function compareVerdicts(
  circuit: string,
  share: number,
  draw: (random: Random) => DrawnCase,
  reasons: readonly string[],
): void {
  const { verdict } = loadBuilt(circuit)
  const all = deep ? share : Math.ceil(share * sampled)
  const random = randomFrom(seed)
  const open = new Set(['accepted', ...reasons])
  let accepted = 0
  let count = 0
  for (; count < all || (open.size > 0 && count < share); count++) {
    const { input, core } = draw(random)
    const reason = refusal(core)
    if (reason === 'accepted') accepted++
    if (!open.delete(reason) && count >= all) continue
    const found = verdict(input())
    if ((found === 'accepted') !== (reason === 'accepted'))
      expect.fail(`SEED=${seed}, case ${count}: core says ${reason}, the circuit ${found}`)
  }
  expect([...open]).toEqual([])
  if (!deep) return
  console.log(`figure ${circuit}, cases in which core and circuit agree: ${count}, ${accepted} accepted`)
  // A good part of each, or the comparison says little.
  expect(accepted).toBeGreaterThan(count / 10)
  expect(accepted).toBeLessThan((count * 9) / 10)
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
