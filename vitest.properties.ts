import { basename } from 'node:path'
import fc from 'fast-check'
import { afterAll, expect } from 'vitest'

// What is drawn is the same every time, whatever is left out of a run; fast-check names the seed where one fails.
fc.configureGlobal({ seed: Number(process.env.SEED ?? 1), numRuns: process.env.DEEP ? 5_000 : 100 })

let cases = 0

/** How often a property is tried; fifty times as often with `DEEP=1`. */
export function runs(few: number): { numRuns: number } {
  const numRuns = process.env.DEEP ? 50 * few : few
  cases += numRuns
  return { numRuns }
}

afterAll(() => {
  const file = basename(expect.getState().testPath ?? '')
  if (process.env.DEEP && cases > 0) console.log(`figure cases of properties in ${file}: ${cases}`)
})
