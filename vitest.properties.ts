import fc from 'fast-check'

// What is drawn is the same every time, whatever is left out of a run; fast-check names the seed where one fails.
fc.configureGlobal({ seed: Number(process.env.SEED ?? 1) })

/** How often a property is tried; fifty times as often with `DEEP=1`. */
export function runs(few: number): { numRuns: number } {
  return { numRuns: process.env.DEEP ? 50 * few : few }
}
