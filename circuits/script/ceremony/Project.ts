// SPDX-License-Identifier: GPL-3.0-or-later
import { join } from 'node:path'
import { type Circuit, readCircuits } from '../manifest.js'
import { ceremonyFolder, manifestFile, root, sourceFolder } from '../paths.js'
import { CeremonyError } from './CeremonyError.js'

/** Whose circuits a ceremony is for. Sources lie below the repository's root, since the compiler sees no others. */
export type Project = {
  manifest: string
  sources: string
  /** A folder for each ceremony that goes on. */
  ceremonies: string
  /** Keys and transcripts of ceremonies that have ended. */
  keys: string
}

export const aceso: Project = {
  manifest: manifestFile,
  sources: sourceFolder,
  ceremonies: join(root, 'ceremony'),
  keys: ceremonyFolder,
}

/** A name becomes part of paths only if the manifest knows it. */
export function findCircuit({ manifest }: Project, name: string | undefined): Circuit {
  const circuits = readCircuits(manifest)
  const circuit = circuits.find((known) => known.name === name)
  if (!circuit)
    throw new CeremonyError(`Name a circuit, one of ${circuits.map((known) => known.name).join(', ')}.`)
  return circuit
}
