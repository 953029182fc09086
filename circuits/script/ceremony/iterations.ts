// SPDX-License-Identifier: GPL-3.0-or-later
import { CeremonyError } from './CeremonyError.js'
import { iterationLimits } from './transcript.js'

/** The exponent n of 2^n iterations, from the command line. */
export function parseIterations(text: string | undefined): number {
  const { least, most } = iterationLimits
  const iterations = /^\d{1,2}$/.test(text ?? '') ? Number(text) : Number.NaN
  if (!(iterations >= least && iterations <= most))
    throw new CeremonyError(`Say --iterations <n>, from ${least} to ${most}: the beacon is hashed 2^n times.`)
  return iterations
}
