// SPDX-License-Identifier: GPL-3.0-or-later
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { unpack } from '../packing.js'
import { CeremonyError } from './CeremonyError.js'

/** Keys of circuits up to 2^15 have some 45 MB. */
const mostBytesOfKey = 1 << 28

/** Number 0 is the key before the first contribution. */
export function keyFile(folder: string, circuit: string, number: number): string {
  return join(folder, `${circuit}_${String(number).padStart(4, '0')}.zkey`)
}

export function transcriptFile(folder: string): string {
  return join(folder, 'transcript.json')
}

/** A path as people read it, who run the commands in the repository's root. */
export function shown(path: string): string {
  const short = relative(process.cwd(), path)
  return short.startsWith('..') ? path : short
}

/** A key as a ceremony writes it, or packed as it lies in circuits/artifacts. */
export function readKeyFile(path: string): Buffer {
  const bytes = readSmallFile(path, mostBytesOfKey, 'key')
  if (!path.endsWith('.br')) return bytes
  try {
    return unpack(bytes, mostBytesOfKey)
  } catch (error) {
    throw new CeremonyError(`${shown(path)} can't be unpacked: ${(error as Error).message}.`)
  }
}

/** A stranger's file, which might be a device, or larger than memory. */
export function readSmallFile(path: string, limit: number, what: string): Buffer {
  if (!existsSync(path)) throw new CeremonyError(`There is no ${what} at ${shown(path)}.`)
  const status = statSync(path)
  if (!status.isFile()) throw new CeremonyError(`${shown(path)} is no file.`)
  if (status.size > limit)
    throw new CeremonyError(`${shown(path)} is too large for a ${what}: more than ${limit} bytes.`)
  return readFileSync(path)
}
