// SPDX-License-Identifier: GPL-3.0-or-later
import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { ceremonyKey, ceremonyTranscript } from '../paths.js'
import { CeremonyError } from './CeremonyError.js'
import { checkCeremony } from './checkCeremony.js'
import { shown, writeWhole } from './files.js'
import { readState, type Session } from './Session.js'
import { formatTranscript } from './transcript.js'

/** `ceremony finish`: verifies everything and puts key and transcript where the build takes them from. */
export async function finish(session: Session): Promise<void> {
  const { circuit, project, print } = session
  const { transcript, path } = readState(session)
  const [key, statement] = [
    ceremonyKey(circuit.name, project.keys),
    ceremonyTranscript(circuit.name, project.keys),
  ]
  if (existsSync(statement))
    throw new CeremonyError(`${circuit.name} has a ceremony's key already. Remove ${shown(statement)} first.`)
  await checkCeremony(session, transcript, path)
  mkdirSync(project.keys, { recursive: true })
  await writeWhole(key, (temporary) => copyFileSync(path, temporary))
  await writeWhole(statement, (temporary) => writeFileSync(temporary, formatTranscript(transcript)))
  print(`✓ finished: ${shown(key)}`)
  print(`            ${shown(statement)}`)
  if (transcript.development) print('! For development only: the build records no ceremony for it.')
}
