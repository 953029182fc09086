// SPDX-License-Identifier: GPL-3.0-or-later
import { existsSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { readR1csHeader } from './binary.js'
import { hermez } from './ceremony/powersOfTau.js'
import { type Setup, setupOf } from './ceremony/setupOf.js'
import { hashFile, sha256 } from './hash.js'
import { circuitMadeFrom, keysMadeFrom, type MadeFrom, powersOfTauHash } from './madeFrom.js'
import type { Circuit } from './manifest.js'
import type { Project } from './Project.js'
import { built, packed, powersOfTau } from './paths.js'

/** What is stored of a circuit, by extension; a verifier lies beside the contracts. */
export const compiledFiles = ['r1cs', 'sym', 'wasm'] as const
export const keyFiles = ['zkey', 'vkey.json'] as const
export const storedFiles = [...compiledFiles, ...keyFiles]

/**
 * `sha256`: of every file as it is used, of the verifier, and of every packed file (`claim.zkey.br`), which whoever
 * unpacks it can check before. `bytes`: of what comes out.
 */
export type CircuitRecord = {
  constraints: number
  wires: number
  madeFrom: MadeFrom
  sha256: Record<string, string>
  bytes: Record<string, number>
}

/** What `artifacts.json` records: whose setup the keys come from, and of every circuit what it is made from and of. */
export type Artifacts = {
  setup: Setup
  powersOfTau: { file: string; sha256: string } | { file: string; blake2b: string }
  circuits: Record<string, CircuitRecord>
}

export function verifierFile({ template }: Circuit, { verifiers }: Pick<Project, 'verifiers'>): string {
  return join(verifiers, `${template}Verifier.sol`)
}

export function readArtifacts({ record }: Pick<Project, 'record'>): Artifacts | undefined {
  if (!existsSync(record)) return undefined
  return JSON.parse(readFileSync(record, 'utf8')) as Artifacts
}

/** A circuit as it lies on the disk, unpacked and packed. */
export function measureCircuit(circuit: Circuit, project: Project): CircuitRecord {
  const { name } = circuit
  const hashes: Record<string, string> = {}
  const bytes: Record<string, number> = {}
  for (const extension of storedFiles) {
    const file = `${name}.${extension}`
    const content = readFileSync(built(name, extension, project.build))
    hashes[file] = sha256(content)
    hashes[`${file}.br`] = hashFile(packed(file, project.artifacts))
    bytes[file] = content.length
  }
  const verifier = verifierFile(circuit, project)
  hashes[basename(verifier)] = hashFile(verifier)
  const { constraints, wires } = readR1csHeader(readFileSync(built(name, 'r1cs', project.build)))
  return {
    constraints,
    wires,
    madeFrom: {
      circuit: circuitMadeFrom(circuit, project),
      keys: keysMadeFrom(name, hashes[`${name}.r1cs`]!, project),
    },
    sha256: hashes,
    bytes,
  }
}

/** Whose setup all keys come from. One development key is enough to forge a proof somewhere. */
export function recordOf(setups: readonly Setup[], circuits: Artifacts['circuits']): Artifacts {
  const setup = setups.every((of) => of === 'ceremony') ? 'ceremony' : 'development'
  const development = { file: basename(powersOfTau), sha256: powersOfTauHash() }
  return { setup, powersOfTau: setup === 'ceremony' ? hermez : development, circuits }
}

/** Throws for a ceremony's key that isn't what its transcript says. */
export function setupsOf(circuits: readonly Circuit[], project: Project): Setup[] {
  return circuits.map(({ name }) => setupOf(name, project))
}
