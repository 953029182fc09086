// SPDX-License-Identifier: GPL-3.0-or-later
import { writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { curves } from 'snarkjs'
import { readSections } from '../script/binary.js'
import { ceremonyCommand } from '../script/ceremony/ceremonyCommand.js'
import { keyFile, transcriptFile } from '../script/ceremony/files.js'
import { readKey } from '../script/ceremony/key.js'
import { formatTranscript, readTranscript, type Transcript } from '../script/ceremony/transcript.js'
import { sha256 } from '../script/hash.js'
import type { Project } from '../script/Project.js'

export const beaconHash = '00112233445566778899aabbccddeeff'
export const beaconOptions = ['--hash', beaconHash, '--iterations', '10', '--development']
export const startOptions = ['--beacon-source', 'a public draw', '--iterations', '10', '--development']
export const contributors = ['Ada', 'Grace', 'Emmy']

/** One command in this process, with the lines it prints. */
export async function ceremony(project: Project, ...argv: string[]): Promise<string[]> {
  const lines: string[] = []
  const time = new Date('2030-01-01T00:00:00Z')
  await ceremonyCommand(argv, {
    project,
    print: (line) => lines.push(line),
    ask: async () => '',
    now: () => time,
  })
  return lines
}

/** A ceremony with three contributors and the beacon, but not finished. */
export async function holdCeremony(project: Project, circuit: string): Promise<void> {
  await ceremony(project, 'start', circuit, ...startOptions)
  for (const name of contributors)
    await ceremony(project, 'contribute', circuit, '--name', name, '--development')
  await ceremony(project, 'beacon', circuit, ...beaconOptions)
}

export function stateOf(project: Project, circuit: string) {
  const folder = join(project.ceremonies, circuit)
  return {
    folder,
    transcript: readTranscript(transcriptFile(folder)),
    key: (number: number) => keyFile(folder, circuit, number),
  }
}

export type Forged = { transcript: string; key: string }

/** Files as an attacker hands them over: the transcript names the key's own hash, whatever else is wrong. */
export function forge(project: Project, key: Buffer, transcript: Transcript): Forged {
  const folder = dirname(project.manifest)
  const forged = { transcript: join(folder, 'forged.json'), key: join(folder, 'forged.zkey') }
  writeFileSync(forged.key, key)
  writeFileSync(forged.transcript, formatTranscript({ ...transcript, key: sha256(key) }))
  return forged
}

/** A transcript that fits a key, whatever the key is worth. */
export function describeKey(key: Buffer, transcript: Transcript): Transcript {
  const { circuitHash, contributions } = readKey(key)
  const time = '2030-01-01T00:00:00.000Z'
  return { ...transcript, circuitHash, contributions: contributions.map((entry) => ({ ...entry, time })) }
}

/** Runs something with snarkjs's secret numbers passing through our hands. */
export async function withSecrets<T>(
  replace: (secret: Uint8Array) => Uint8Array,
  run: () => Promise<T>,
): Promise<T> {
  const { Fr } = await curves.getCurveFromName('bn128')
  const { fromRng } = Fr
  Fr.fromRng = (random) => replace(fromRng.call(Fr, random))
  try {
    return await run()
  } finally {
    Fr.fromRng = fromRng
  }
}

/** The key with some bytes of a section replaced. */
export function patch(key: Buffer, section: number, offset: number, bytes: Buffer): Buffer {
  const patched = Buffer.from(key)
  bytes.copy(readSections(patched).get(section)!, offset)
  return patched
}

/** Every point is of the group, but the first two stand in each other's place. */
export function withPointsExchanged(key: Buffer): Buffer {
  const points = readSections(key).get(9)!
  return patch(key, 9, 0, Buffer.concat([points.subarray(64, 128), points.subarray(0, 64)]))
}
