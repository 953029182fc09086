// SPDX-License-Identifier: GPL-3.0-or-later
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { pack } from '../packing.js'
import { ceremonyTranscript, packed } from '../paths.js'
import { withProgress } from '../progress.js'
import { writeWhole } from '../writeWhole.js'
import { CeremonyError } from './CeremonyError.js'
import { checkCeremony } from './checkCeremony.js'
import { shown } from './files.js'
import { readState, type Session } from './Session.js'
import { formatTranscript } from './transcript.js'

/** `ceremony finish`: verifies everything and puts the packed key and the transcript where the build takes them from. */
export async function finish(session: Session): Promise<void> {
  const { circuit, project, print } = session
  const { transcript, path } = readState(session)
  const [key, statement] = [
    packed(`${circuit.name}.zkey`, project.artifacts),
    ceremonyTranscript(circuit.name, project.artifacts),
  ]
  if (existsSync(statement))
    throw new CeremonyError(`${circuit.name} has a ceremony's key already. Remove ${shown(statement)} first.`)
  await checkCeremony(session, transcript, path)
  mkdirSync(project.artifacts, { recursive: true })
  print('… packing the key')
  const bytes = await withProgress('… packing', () => pack(readFileSync(path)), print, 5_000)
  await writeWhole(key, (temporary) => writeFileSync(temporary, bytes))
  await writeWhole(statement, (temporary) => writeFileSync(temporary, formatTranscript(transcript)))
  print(`✓ finished: ${shown(key)}`)
  print(`            ${shown(statement)}`)
  if (transcript.development) print('! For development only: the build records no ceremony for it.')
}
