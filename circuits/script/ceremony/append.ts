// SPDX-License-Identifier: GPL-3.0-or-later
import { writeFileSync } from 'node:fs'
import type { MemoryFile } from 'snarkjs'
import { sha256 } from '../hash.js'
import { withProgress } from '../progress.js'
import { writeWhole } from '../writeWhole.js'
import { CeremonyError } from './CeremonyError.js'
import { checkAgainstSource } from './checkAgainstSource.js'
import { compareWithTranscript } from './compareWithTranscript.js'
import { keyFile, readKeyFile, transcriptFile } from './files.js'
import { readKey } from './key.js'
import { folderOf, readState, type Session } from './Session.js'
import { type Beacon, formatTranscript, type Transcript } from './transcript.js'

type Added = { name: string; beacon?: Beacon }

/**
 * Verifies what came before and writes the next key and transcript. The transcript says which key is the latest, and
 * is replaced last: whatever interrupts this, the folder is as it was.
 */
export async function append(
  session: Session,
  added: Added,
  make: (from: MemoryFile, to: string) => Promise<unknown>,
): Promise<{ number: number; hash: string; path: string; announced: Transcript['announced'] }> {
  const { circuit, print, now } = session
  const { transcript, number, file } = readState(session)
  if (transcript.contributions.at(-1)?.beacon)
    throw new CeremonyError('The ceremony has ended with its beacon. Nobody can contribute any more.')
  const key = compareWithTranscript(file, transcript)
  print(`✓ transcript: the key has its contributions, ${number} so far`)
  await checkAgainstSource(session, transcript, key, file)

  print('… writing the next key')
  const folder = folderOf(session)
  const next = keyFile(folder, circuit.name, number + 1)
  let after: Transcript | undefined
  await writeWhole(next, async (temporary) => {
    await withProgress('… key', () => make({ type: 'mem', data: file }, temporary), print, 5_000)
    const made = readKeyFile(temporary)
    const contribution = {
      ...added,
      hash: readKey(made).contributions.at(-1)!.hash,
      time: now().toISOString(),
    }
    after = {
      ...transcript,
      contributions: [...transcript.contributions, contribution],
      key: sha256(made),
    }
    compareWithTranscript(made, after)
  })
  await writeWhole(transcriptFile(folder), (temporary) => writeFileSync(temporary, formatTranscript(after!)))
  const { hash } = after!.contributions.at(-1)!
  return { number: number + 1, hash, path: next, announced: transcript.announced }
}
