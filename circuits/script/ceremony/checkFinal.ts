// SPDX-License-Identifier: GPL-3.0-or-later
import { CeremonyError } from './CeremonyError.js'
import type { Key } from './key.js'
import type { Beacon, Transcript } from './transcript.js'

/** Throws unless the ceremony has ended as it must: somebody contributed, and then the announced beacon. */
export function checkFinal(key: Key, { contributions, announced }: Transcript): Beacon {
  const beacon = contributions.at(-1)?.beacon
  if (contributions.length === 0) throw new CeremonyError('Nobody has contributed.')
  if (!beacon) throw new CeremonyError('The ceremony has not ended: its last contribution is no beacon.')
  if (contributions.length === 1) throw new CeremonyError('Nobody has contributed before the beacon.')
  if (beacon.iterations !== announced.iterations)
    throw new CeremonyError(
      `The beacon was hashed 2^${beacon.iterations} times, and 2^${announced.iterations} were announced.`,
    )
  if (key.deltaIsGamma) throw new CeremonyError('Delta equals gamma in the key: anybody could forge proofs.')
  return beacon
}
