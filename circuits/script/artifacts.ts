// SPDX-License-Identifier: GPL-3.0-or-later
import { existsSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { readR1cs } from './binary.js'
import { hermez } from './ceremony/powersOfTau.js'
import { type Setup, setupOf } from './ceremony/setupOf.js'
import type { Circuit } from './manifest.js'
import { artifactsFile, built, powersOfTau, verifierFolder } from './paths.js'
import { hashFile } from './stamp.js'

/** What `artifacts.json` records: whose setup the keys come from, and the hash of every file. */
export type Artifacts = {
  setup: Setup
  powersOfTau: { file: string; sha256: string } | { file: string; blake2b: string }
  circuits: Record<string, { constraints: number; wires: number; sha256: Record<string, string> }>
}

export function verifierFile({ template }: Circuit): string {
  return join(verifierFolder, `${template}Verifier.sol`)
}

/** The artefacts as they lie on the disk. */
export function measureArtifacts(
  circuits: readonly Circuit[],
  setupOfCircuit: (name: string) => Setup = setupOf,
): Artifacts {
  // One development key is enough to forge a proof somewhere.
  const setups = circuits.map(({ name }) => setupOfCircuit(name))
  const setup = setups.every((of) => of === 'ceremony') ? 'ceremony' : 'development'
  return {
    setup,
    powersOfTau:
      setup === 'ceremony' ? hermez : { file: basename(powersOfTau), sha256: hashFile(powersOfTau) },
    circuits: Object.fromEntries(
      circuits.map((circuit) => {
        const { name } = circuit
        const { constraints, wires } = readR1cs(readFileSync(built(name, 'r1cs')))
        const files = [
          built(name, 'r1cs'),
          built(name, 'wasm'),
          built(name, 'zkey'),
          built(name, 'vkey.json'),
          verifierFile(circuit),
        ]
        const sha256 = Object.fromEntries(
          files.map((file) => [basename(file), existsSync(file) ? hashFile(file) : 'missing']),
        )
        return [name, { constraints: constraints.length, wires, sha256 }]
      }),
    ),
  }
}

export function readArtifacts(): Artifacts | undefined {
  if (!existsSync(artifactsFile)) return undefined
  return JSON.parse(readFileSync(artifactsFile, 'utf8')) as Artifacts
}

/** What differs between two records: names of files, and `setup` where that alone was changed by hand. */
export function drift(recorded: Artifacts | undefined, measured: Artifacts): string[] {
  const flat = (artifacts: Artifacts | undefined) =>
    new Map(Object.values(artifacts?.circuits ?? {}).flatMap(({ sha256 }) => Object.entries(sha256)))
  const [before, after] = [flat(recorded), flat(measured)]
  const files = [...new Set([...before.keys(), ...after.keys()])].filter(
    (file) => before.get(file) !== after.get(file),
  )
  return recorded && recorded.setup !== measured.setup ? ['setup', ...files] : files
}
