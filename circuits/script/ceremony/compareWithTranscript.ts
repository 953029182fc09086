// SPDX-License-Identifier: GPL-3.0-or-later
import { sha256 } from '../hash.js'
import { CeremonyError } from './CeremonyError.js'
import { type Key, type KeyContribution, readKey } from './key.js'
import type { Beacon, Contribution, Transcript } from './transcript.js'

/** The key in a file. Throws unless it is the one that the transcript describes, contribution by contribution. */
export function compareWithTranscript(file: Buffer, transcript: Transcript): Key {
  const key = readKey(file)
  if (key.circuitHash !== transcript.circuitHash)
    throw new CeremonyError('The key is of another circuit or other powers of tau than the transcript.')
  for (const [i, stated] of transcript.contributions.entries())
    compareContribution(i + 1, stated, key.contributions[i])
  const more = key.contributions.length - transcript.contributions.length
  if (more > 0) throw new CeremonyError(`The key has ${more} contributions that the transcript lacks.`)
  if (sha256(file) !== transcript.key)
    throw new CeremonyError("The key is not the transcript's: its SHA-256 hash is another.")
  return key
}

function compareContribution(number: number, stated: Contribution, found: KeyContribution | undefined): void {
  const { name, hash, beacon } = stated
  if (!found) throw new CeremonyError(`The key lacks contribution ${number}, by ${name}.`)
  if (found.hash !== hash)
    throw new CeremonyError(
      `Contribution ${number}, by ${name}, is ${hash} in the transcript, but ${found.hash} in the key.`,
    )
  if (found.name !== name)
    throw new CeremonyError(`Contribution ${number} is by ${name} in the transcript, but not in the key.`)
  if (describe(found.beacon) !== describe(beacon))
    throw new CeremonyError(
      `Contribution ${number} is ${describe(beacon)} in the transcript, but ${describe(found.beacon)} in the key.`,
    )
}

function describe(beacon: Beacon | undefined): string {
  return beacon ? `the beacon ${beacon.hash} after 2^${beacon.iterations} iterations` : 'no beacon'
}
