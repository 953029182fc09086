// SPDX-License-Identifier: GPL-3.0-or-later
import { zKey } from 'snarkjs'
import { append } from './append.js'
import { CeremonyError } from './CeremonyError.js'
import { shown } from './files.js'
import { parseIterations } from './iterations.js'
import { readState, type Session } from './Session.js'
import { beaconForm } from './transcript.js'

/** `ceremony beacon`: the last contribution, which anybody can repeat and nobody could foresee. */
export async function beacon(session: Session): Promise<void> {
  const { options, print } = session
  const hash = options.hash?.replace(/^0x/, '').toLowerCase()
  if (hash === undefined || !beaconForm.test(hash))
    throw new CeremonyError('Say --hash <hex>: the public value, from 16 to 64 bytes.')
  const iterations = parseIterations(options.iterations)
  const { announced, contributions } = readState(session).transcript
  if (contributions.length === 0) throw new CeremonyError('Nobody has contributed before the beacon.')
  if (iterations !== announced.iterations)
    throw new CeremonyError(`2^${announced.iterations} iterations were announced, and not 2^${iterations}.`)
  const { path } = await append(session, { name: 'beacon', beacon: { hash, iterations } }, (from, to) =>
    zKey.beacon(from, to, 'beacon', hash, iterations),
  )
  print(`✓ beacon: ${shown(path)}`)
  print(`It must be this value: ${announced.source}`)
}
