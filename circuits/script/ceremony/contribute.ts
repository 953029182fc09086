// SPDX-License-Identifier: GPL-3.0-or-later
import { randomBytes } from 'node:crypto'
import { zKey } from 'snarkjs'
import { append } from './append.js'
import { CeremonyError } from './CeremonyError.js'
import { shown } from './files.js'
import type { Session } from './Session.js'
import { nameForm } from './transcript.js'

/** `ceremony contribute`: multiplies the key by a random number that only this process ever knew. */
export async function contribute(session: Session): Promise<void> {
  const { circuit, options, print, ask } = session
  const { name } = options
  if (name === undefined || !nameForm.test(name))
    throw new CeremonyError('Say who you are with --name: up to 64 letters, digits and common signs.')
  const typed = await ask('Type something random, and press Enter (or only Enter): ')
  const { number, hash, path, announced } = await append(session, { name }, (from, to) =>
    // snarkjs adds 64 random bytes of its own to these.
    zKey.contribute(from, to, name, randomBytes(64).toString('hex') + typed),
  )
  print(`✓ contributed: ${shown(path)}`)
  print('Pass this file and transcript.json on, and publish:')
  print(
    `  I contributed to the ceremony of ${circuit.name} as ${name}: contribution ${number}, hash ${hash},`,
  )
  // Nothing in a key binds what was announced; what contributors publish does.
  print(`  to be ended by this value: ${announced.source}, hashed 2^${announced.iterations} times.`)
}
