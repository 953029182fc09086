// SPDX-License-Identifier: GPL-3.0-or-later
import { ceremonyTranscript, packed } from '../paths.js'
import { CeremonyError } from './CeremonyError.js'
import { checkCeremony } from './checkCeremony.js'
import { readOwnTranscript, type Session } from './Session.js'

/** `ceremony verify`: for whoever trusts nobody; it needs the source, the powers of tau, key and transcript. */
export async function verify(session: Session): Promise<void> {
  const { circuit, project, options, print } = session
  const statement = options.transcript ?? ceremonyTranscript(circuit.name, project.artifacts)
  const transcript = readOwnTranscript(session, statement)
  await checkCeremony(session, transcript, options.key ?? packed(`${circuit.name}.zkey`, project.artifacts))
  compareBeacon(options.hash, transcript.contributions.at(-1)?.beacon?.hash)
  if (options.hash === undefined) print('! beacon: compare it with its source yourself, or say --hash')
  else print('✓ beacon: the value you gave')
  print(
    transcript.development
      ? `✓ ${circuit.name}: the key is what its transcript says, and for development only`
      : `✓ ${circuit.name}: sound if one of the contributors was honest`,
  )
}

function compareBeacon(given: string | undefined, found: string | undefined): void {
  const expected = given?.replace(/^0x/, '').toLowerCase()
  if (expected !== undefined && expected !== found)
    throw new CeremonyError(`The beacon is ${found}, and not ${expected}.`)
}
