// SPDX-License-Identifier: GPL-3.0-or-later
import { type Circuit, readCircuits } from '../manifest.js'
import type { Project } from '../Project.js'
import { CeremonyError } from './CeremonyError.js'

/** A name becomes part of paths only if the manifest knows it. */
export function findCircuit({ manifest }: Project, name: string | undefined): Circuit {
  const circuits = readCircuits(manifest)
  const circuit = circuits.find((known) => known.name === name)
  if (!circuit)
    throw new CeremonyError(`Name a circuit, one of ${circuits.map((known) => known.name).join(', ')}.`)
  return circuit
}
