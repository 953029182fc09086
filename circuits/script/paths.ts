// SPDX-License-Identifier: GPL-3.0-or-later
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = join(dirname(fileURLToPath(import.meta.url)), '../..')
export const circuitsFolder = join(root, 'circuits')
export const sourceFolder = join(circuitsFolder, 'src')
export const verifierFolder = join(root, 'packages/contracts/src/verifiers')
export const manifestFile = join(circuitsFolder, 'circuits.json')
export const artifactsFile = join(circuitsFolder, 'artifacts.json')

/** What the build unpacks: every file of every circuit, and the transcripts of ceremonies that have ended. */
export const artifactsFolder = join(circuitsFolder, 'artifacts')

/** For development only; see the README beside it. */
export const powersOfTau = join(circuitsFolder, 'ceremony/dev-only-pot15.ptau')

export function packed(file: string, folder = artifactsFolder): string {
  return join(folder, `${file}.br`)
}

/** What a ceremony's key was made from, and by whom. Without it a key is for development. */
export function ceremonyTranscript(circuit: string, folder = artifactsFolder): string {
  return join(folder, `${circuit}.transcript.json`)
}

export const buildRoot = join(circuitsFolder, 'build')

export function buildFolder(circuit: string, folder = buildRoot): string {
  return join(folder, circuit)
}

export function built(circuit: string, extension: Extension, folder = buildRoot): string {
  return join(buildFolder(circuit, folder), `${circuit}.${extension}`)
}

export type Extension = 'circom' | 'r1cs' | 'wasm' | 'sym' | 'zkey' | 'vkey.json'
