// SPDX-License-Identifier: GPL-3.0-or-later
import { existsSync } from 'node:fs'
import { built, ceremonyKey, ceremonyTranscript } from '../paths.js'
import { hashFile } from '../stamp.js'
import { CeremonyError } from './CeremonyError.js'
import { checkFinal } from './checkFinal.js'
import { compareWithTranscript } from './compareWithTranscript.js'
import { readKeyFile } from './files.js'
import { hermezAlpha, hermezBeta } from './powersOfTau.js'
import { readTranscript } from './transcript.js'

export type Setup = 'development' | 'ceremony'

/**
 * Whose setup a circuit's key comes from. Throws for a ceremony's key that isn't what its transcript says. This is
 * what can be seen without the powers of tau; that the key follows from them is for `ceremony verify`.
 */
export function setupOf(
  circuit: string,
  files = {
    key: ceremonyKey(circuit),
    transcript: ceremonyTranscript(circuit),
    r1cs: built(circuit, 'r1cs'),
  },
): Setup {
  if (!existsSync(files.key) && !existsSync(files.transcript)) return 'development'
  const transcript = readTranscript(files.transcript)
  const key = compareWithTranscript(readKeyFile(files.key), transcript)
  checkFinal(key, transcript)
  if (transcript.circuit !== circuit)
    throw new CeremonyError(`The transcript is of ${transcript.circuit}, and not of ${circuit}.`)
  if (transcript.r1cs !== hashFile(files.r1cs))
    throw new CeremonyError(`${circuit} has changed since its ceremony. It needs another one.`)
  if (transcript.development) return 'development'
  if (!same(key.alpha, hermezAlpha) || !same(key.beta, hermezBeta))
    throw new CeremonyError(`The key of ${circuit} does not come from Hermez's powers of tau.`)
  return 'ceremony'
}

function same(a: readonly bigint[], b: readonly bigint[]): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i])
}
