// SPDX-License-Identifier: GPL-3.0-or-later
import { existsSync } from 'node:fs'
import { hashFile } from '../hash.js'
import type { Project } from '../Project.js'
import { built, ceremonyTranscript, packed } from '../paths.js'
import { CeremonyError } from './CeremonyError.js'
import { checkFinal } from './checkFinal.js'
import { compareWithTranscript } from './compareWithTranscript.js'
import { readKeyFile } from './files.js'
import { hermezAlpha, hermezBeta } from './powersOfTau.js'
import { readTranscript } from './transcript.js'

export type Setup = 'development' | 'ceremony'

/** A key, packed or not, the transcript of its ceremony, and the compiled circuit. */
export type SetupFiles = { key: string; transcript: string; r1cs: string }

/** Whose setup a circuit's key comes from. Throws for a ceremony's key that isn't what its transcript says. */
export function setupOf(circuit: string, { artifacts, build }: Project): Setup {
  return judgeSetup(circuit, {
    key: packed(`${circuit}.zkey`, artifacts),
    transcript: ceremonyTranscript(circuit, artifacts),
    r1cs: built(circuit, 'r1cs', build),
  })
}

/** This is what can be seen without the powers of tau; that the key follows from them is for `ceremony verify`. */
export function judgeSetup(circuit: string, files: SetupFiles): Setup {
  if (!existsSync(files.transcript)) return 'development'
  const transcript = readTranscript(files.transcript)
  const key = compareWithTranscript(readKeyFile(files.key), transcript)
  checkFinal(key, transcript)
  if (transcript.circuit !== circuit)
    throw new CeremonyError(`The transcript is of ${transcript.circuit}, and not of ${circuit}.`)
  if (transcript.r1cs !== hashFile(files.r1cs))
    throw new CeremonyError(
      `${circuit} has changed since its ceremony. It needs another one; without its transcript it gets a development key.`,
    )
  if (transcript.development) return 'development'
  if (!same(key.alpha, hermezAlpha) || !same(key.beta, hermezBeta))
    throw new CeremonyError(`The key of ${circuit} does not come from Hermez's powers of tau.`)
  return 'ceremony'
}

function same(a: readonly bigint[], b: readonly bigint[]): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i])
}
