// SPDX-License-Identifier: GPL-3.0-or-later
import { checkAgainstSource } from './checkAgainstSource.js'
import { checkFinal } from './checkFinal.js'
import { compareWithTranscript } from './compareWithTranscript.js'
import { readKeyFile } from './files.js'
import type { Session } from './Session.js'
import type { Transcript } from './transcript.js'

/** Throws unless a ceremony has ended well; prints a line for each check. */
export async function checkCeremony(session: Session, transcript: Transcript, path: string): Promise<void> {
  const { print } = session
  const file = readKeyFile(path)
  const key = compareWithTranscript(file, transcript)
  const { contributions, announced } = transcript
  print(`✓ contributions: ${contributions.length}, in the key exactly as in the transcript`)
  for (const [i, { name, hash, time }] of contributions.entries())
    print(`  ${i + 1}. ${name}, ${time}\n     ${hash}`)
  const { hash, iterations } = checkFinal(key, transcript)
  print(`✓ beacon: the last one, ${hash} hashed 2^${iterations} times`)
  print(`  announced as: ${announced.source}`)
  await checkAgainstSource(session, transcript, key, file)
}
