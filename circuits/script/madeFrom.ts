// SPDX-License-Identifier: GPL-3.0-or-later
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { compilerFlags } from './compile.js'
import { hashFile, sha256 } from './hash.js'
import { type Circuit, mainComponent, sourceFiles } from './manifest.js'
import type { Project } from './Project.js'
import { ceremonyTranscript, powersOfTau } from './paths.js'
import { beacon } from './setup.js'

const require = createRequire(import.meta.url)

/** Hashes of all that a circuit's files depend on. That our scripts make the same of it is for `npm run rebuild`. */
export type MadeFrom = { circuit: string; keys: string }

/** Of the compiled circuit: its own sources, parameters, signals, flags, compiler and library. */
export function circuitMadeFrom(circuit: Circuit, { sources }: Project): string {
  return compiledFrom(circuit.template, sources, [mainComponent(circuit, sources, sources), ...compilerFlags])
}

/** Of whatever the compiler makes of a template under these words: main component and flags. */
export function compiledFrom(template: string, sources: string, words: readonly string[]): string {
  const files = [...sourceFiles(template, sources)]
    .sort()
    .map((file) => [file, hashFile(join(sources, file))])
  return sha256(JSON.stringify([words, files, version('circom2'), version('circomlib')]))
}

/** Of the keys and the verifier: the compiled circuit, snarkjs, and the transcript or the powers of tau. */
export function keysMadeFrom(circuit: string, r1cs: string, { artifacts }: Project): string {
  const transcript = ceremonyTranscript(circuit, artifacts)
  const origin = existsSync(transcript) ? hashFile(transcript) : [powersOfTauHash(), beacon]
  return sha256(JSON.stringify([r1cs, origin, version('snarkjs')]))
}

let hashed: string | undefined

/** Of 38 MB, which every circuit asks for. */
export function powersOfTauHash(): string {
  hashed ??= hashFile(powersOfTau)
  return hashed
}

/** snarkjs doesn't export its package.json. */
function version(name: string): string {
  const paths = require.resolve.paths(name)!.map((folder) => join(folder, name, 'package.json'))
  const manifest = paths.find((path) => existsSync(path))
  if (!manifest) throw new Error(`The package ${name} is missing. Run \`npm ci\`.`)
  return (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version
}
