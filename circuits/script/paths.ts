// SPDX-License-Identifier: GPL-3.0-or-later
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = join(dirname(fileURLToPath(import.meta.url)), '../..')
export const circuitsFolder = join(root, 'circuits')
export const scriptFolder = join(circuitsFolder, 'script')
export const sourceFolder = join(circuitsFolder, 'src')
export const verifierFolder = join(root, 'packages/contracts/src/verifiers')
export const manifestFile = join(circuitsFolder, 'circuits.json')
export const artifactsFile = join(circuitsFolder, 'artifacts.json')

/** Keys of ceremonies that have ended. */
export const ceremonyFolder = join(circuitsFolder, 'ceremony')

/** For development only; see the README beside it. */
export const powersOfTau = join(ceremonyFolder, 'dev-only-pot15.ptau')

/** Where a ceremony's key lies, if there was one. */
export function ceremonyKey(circuit: string, folder = ceremonyFolder): string {
  return join(folder, `${circuit}.zkey`)
}

/** What a ceremony's key was made from, and by whom. */
export function ceremonyTranscript(circuit: string, folder = ceremonyFolder): string {
  return join(folder, `${circuit}.transcript.json`)
}

export function buildFolder(circuit: string): string {
  return join(circuitsFolder, 'build', circuit)
}

export function built(circuit: string, extension: Extension): string {
  return join(buildFolder(circuit), `${circuit}.${extension}`)
}

export type Extension = 'circom' | 'r1cs' | 'wasm' | 'sym' | 'zkey' | 'vkey.json'
