// SPDX-License-Identifier: GPL-3.0-or-later
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { zKey } from 'snarkjs'
import { hashFile } from '../hash.js'
import { withProgress } from '../progress.js'
import { writeWhole } from '../writeWhole.js'
import { CeremonyError } from './CeremonyError.js'
import { keyFile, readKeyFile, shown, transcriptFile } from './files.js'
import { parseIterations } from './iterations.js'
import { readKey } from './key.js'
import { developmentOnly, hermez, readPowersOfTau } from './powersOfTau.js'
import { folderOf, powersOfTauFile, type Session } from './Session.js'
import { formatTranscript, sourceForm } from './transcript.js'
import { withCompiled } from './withCompiled.js'

/** `ceremony start`: the key before any contribution, and a transcript without any. */
export async function start(session: Session): Promise<void> {
  const { circuit, options, print } = session
  const development = options.development === true
  const source = options['beacon-source']
  if (source === undefined || !sourceForm.test(source))
    throw new CeremonyError(
      'Say with --beacon-source, in one line, which public value will end the ceremony.',
    )
  const iterations = parseIterations(options.iterations)
  const folder = folderOf(session)
  if (existsSync(transcriptFile(folder)))
    throw new CeremonyError(`There is a ceremony in ${shown(folder)} already. Remove it, or say --folder.`)

  const origin = development ? developmentOnly : hermez
  const powersOfTau = readPowersOfTau(powersOfTauFile(session), origin)
  print(`✓ powers of tau: ${origin.file}, by its BLAKE2b hash`)
  mkdirSync(folder, { recursive: true })
  const path = keyFile(folder, circuit.name, 0)
  const r1cs = await withCompiled(session, async (compiled) => {
    print('… making the first key')
    await writeWhole(path, async (temporary) => {
      const make = () => zKey.newZKey(compiled, powersOfTau, temporary)
      if ((await withProgress('… key', make, print, 5_000)) === -1)
        throw new CeremonyError(`${circuit.name} is too large for ${origin.file}.`)
    })
    return hashFile(compiled)
  })
  const { circuitHash } = readKey(readKeyFile(path))
  const announced = { source, iterations }
  const rest = { r1cs, powersOfTau: origin, circuitHash, announced, contributions: [], key: hashFile(path) }
  const transcript = formatTranscript({ version: 1, circuit: circuit.name, development, ...rest })
  await writeWhole(transcriptFile(folder), (temporary) => writeFileSync(temporary, transcript))
  print(`✓ started: ${shown(path)}, r1cs ${r1cs}`)
  if (development) print('! For development only: deployments to public networks refuse what comes of it.')
}
