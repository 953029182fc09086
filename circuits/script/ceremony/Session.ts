// SPDX-License-Identifier: GPL-3.0-or-later
import { join } from 'node:path'
import type { Circuit } from '../manifest.js'
import type { Project } from '../Project.js'
import { powersOfTau as developmentFile } from '../paths.js'
import { CeremonyError } from './CeremonyError.js'
import { keyFile, readKeyFile, transcriptFile } from './files.js'
import { hermez } from './powersOfTau.js'
import { readTranscript, type Transcript } from './transcript.js'

export type Options = {
  folder?: string
  ptau?: string
  name?: string
  'beacon-source'?: string
  hash?: string
  iterations?: string
  transcript?: string
  key?: string
  development?: boolean
}

/** One run of one command. The terminal, the clock and the project come in from outside. */
export type Session = {
  project: Project
  circuit: Circuit
  options: Options
  print: (line: string) => void
  /** What somebody types, or nothing where nobody sits. */
  ask: (question: string) => Promise<string>
  now: () => Date
}

export function folderOf({ project, circuit, options }: Session): string {
  return options.folder ?? join(project.ceremonies, circuit.name)
}

export function powersOfTauFile({ project, options }: Session): string {
  return options.ptau ?? (options.development ? developmentFile : join(project.ceremonies, hermez.file))
}

/** A transcript of this circuit, and for development only if that is what the command line says. */
export function readOwnTranscript({ circuit, options }: Session, path: string): Transcript {
  const transcript = readTranscript(path)
  if (transcript.circuit !== circuit.name)
    throw new CeremonyError(`The transcript is of ${transcript.circuit}, and not of ${circuit.name}.`)
  if (transcript.development && !options.development)
    throw new CeremonyError(
      'This ceremony is for development only: whoever made its powers of tau can forge proofs. Say --development to go on.',
    )
  if (!transcript.development && options.development)
    throw new CeremonyError('This ceremony is not for development. Leave --development out.')
  return transcript
}

/** The ceremony in the folder, as far as it has come. */
export function readState(session: Session) {
  const transcript = readOwnTranscript(session, transcriptFile(folderOf(session)))
  const number = transcript.contributions.length
  const path = keyFile(folderOf(session), session.circuit.name, number)
  return { transcript, number, path, file: readKeyFile(path) }
}
