// SPDX-License-Identifier: GPL-3.0-or-later
import { join } from 'node:path'
import {
  artifactsFile,
  artifactsFolder,
  buildRoot,
  manifestFile,
  root,
  sourceFolder,
  verifierFolder,
} from './paths.js'

/** Where circuits and what is made from them lie. Sources lie below the repository's root: the compiler sees no others. */
export type Project = {
  manifest: string
  sources: string
  /** Packed files, and transcripts of ceremonies that have ended. */
  artifacts: string
  /** What `artifacts.json` is. */
  record: string
  /** Unpacked files, in a folder for each circuit. */
  build: string
  /** Of Solidity. */
  verifiers: string
  /** A folder for each ceremony that goes on. */
  ceremonies: string
}

export const aceso: Project = {
  manifest: manifestFile,
  sources: sourceFolder,
  artifacts: artifactsFolder,
  record: artifactsFile,
  build: buildRoot,
  verifiers: verifierFolder,
  ceremonies: join(root, 'ceremony'),
}
