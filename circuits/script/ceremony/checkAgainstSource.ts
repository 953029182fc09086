// SPDX-License-Identifier: GPL-3.0-or-later
import { curves, type Group, zKey } from 'snarkjs'
import { hashFile } from '../hash.js'
import { withProgress } from '../progress.js'
import { CeremonyError } from './CeremonyError.js'
import type { Key } from './key.js'
import { readPowersOfTau } from './powersOfTau.js'
import { powersOfTauFile, type Session } from './Session.js'
import type { Transcript } from './transcript.js'
import { withCompiled } from './withCompiled.js'

const silent = () => undefined

/**
 * Throws unless the key follows from the circuit's source, the powers of tau and its contributions. Compare it with
 * its transcript first: that bounds what a stranger's file makes snarkjs do.
 */
export async function checkAgainstSource(
  session: Session,
  transcript: Transcript,
  key: Key,
  file: Buffer,
): Promise<void> {
  const { print } = session
  const powersOfTau = readPowersOfTau(powersOfTauFile(session), transcript.powersOfTau)
  print(`✓ powers of tau: ${transcript.powersOfTau.file}, by its BLAKE2b hash`)
  await withCompiled(session, async (r1cs) => {
    const hash = hashFile(r1cs)
    if (hash !== transcript.r1cs)
      throw new CeremonyError(
        `The circuit compiles to ${hash}, and the ceremony is for ${transcript.r1cs}. Check out the commit it was started from.`,
      )
    print(`✓ circuit: compiled from its source, r1cs ${hash}`)
    await checkPoints(key)
    print('… proving that the key follows from circuit, powers of tau and contributions')
    const reasons: string[] = []
    const logger = {
      error: (reason: string) => reasons.push(reason),
      warn: silent,
      info: silent,
      debug: silent,
    }
    const verify = () => zKey.verifyFromR1cs(r1cs, powersOfTau, { type: 'mem', data: file }, logger)
    const follows = await withProgress('… key', verify, print, 5_000).catch((error: Error) => {
      reasons.push(error.message)
      return false
    })
    if (!follows)
      throw new CeremonyError(
        ['The key does not follow from circuit, powers of tau and contributions.', ...reasons].join(' '),
      )
    print('✓ key: follows from them')
  })
}

/** snarkjs takes any bytes for a point; pairings mean something only within the groups. */
async function checkPoints({ points }: Key): Promise<void> {
  const { G1, G2, r } = await curves.getCurveFromName('bn128')
  const outside = (group: Group) => (point: Uint8Array) => !group.isValid(point)
  // G1 has no other points on its curve, G2 has.
  const otherOrder = (point: Uint8Array) => !G2.isZero(G2.timesScalar(point, r))
  if (points.G1.some(outside(G1)) || points.G2.some(outside(G2)) || points.G2.some(otherOrder))
    throw new CeremonyError('The key has a point that is in no group.')
}
