// SPDX-License-Identifier: GPL-3.0-or-later
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { basename, relative } from 'node:path'
import { ArtifactError } from './ArtifactError.js'
import {
  type Artifacts,
  type CircuitRecord,
  readArtifacts,
  recordOf,
  setupsOf,
  storedFiles,
  verifierFile,
} from './artifacts.js'
import { hashFile, sha256 } from './hash.js'
import { circuitMadeFrom, keysMadeFrom } from './madeFrom.js'
import { type Circuit, readCircuits } from './manifest.js'
import type { Project } from './Project.js'
import { unpack } from './packing.js'
import { buildFolder, built, packed, root } from './paths.js'

const GENERATE = '`npm run generate -w @aceso/circuits`'

/**
 * The build: checks that the stored files are those that artifacts.json records, made from the sources as they are, and
 * unpacks what is missing. Compiles nothing. Throws `ArtifactError` with a sentence for whatever doesn't fit.
 */
export function unpackArtifacts(project: Project): void {
  const recorded = readArtifacts(project)
  if (!recorded) throw new ArtifactError([`There is no ${shown(project.record)}. Run ${GENERATE}.`])
  const circuits = readCircuits(project.manifest)
  const sentences = circuits.flatMap((circuit) => unpackCircuit(circuit, recorded, project))
  if (sentences.length > 0) throw new ArtifactError(sentences)

  const setups = setupsOf(circuits, project)
  if (JSON.stringify(recordOf(setups, recorded.circuits)) !== JSON.stringify(recorded))
    throw new ArtifactError([
      `${shown(project.record)} says of the setup or the powers of tau what isn't so. Run ${GENERATE}.`,
    ])
}

function unpackCircuit(circuit: Circuit, recorded: Artifacts, project: Project): string[] {
  const { name } = circuit
  const record = recorded.circuits[name]
  if (!record) return [`The circuit ${name} has no artefacts. Run ${GENERATE}.`]
  const stale = staleOf(circuit, record, project)
  if (stale) return [`The ${stale} of ${name} are made from other sources than these. Run ${GENERATE}.`]
  const verifier = verifierFile(circuit, project)
  const wrong =
    existsSync(verifier) && hashFile(verifier) === record.sha256[basename(verifier)] ? [] : [verifier]
  const found = storedFiles.map((extension) => unpackFile(name, extension, record, project))
  return [...found.flatMap((file) => file ?? []), ...wrong].map(
    (file) =>
      `${shown(file)} is not the file of ${name} that artifacts.json records. Take back the change (\`git checkout ${shown(file)}\`), or run ${GENERATE}.`,
  )
}

/** What of a circuit was made from something else than what is here now. */
export function staleOf(circuit: Circuit, record: CircuitRecord, project: Project): string | undefined {
  if (record.madeFrom.circuit !== circuitMadeFrom(circuit, project)) return 'artefacts'
  const { name } = circuit
  const keys = keysMadeFrom(name, record.sha256[`${name}.r1cs`]!, project)
  return record.madeFrom.keys === keys ? undefined : 'keys'
}

type Stored = (typeof storedFiles)[number]

/** Undefined when the file is in the build folder as recorded, else the packed file that is the reason. */
export function unpackFile(
  circuit: string,
  extension: Stored,
  { sha256: hashes, bytes }: CircuitRecord,
  { artifacts, build }: Project,
): string | undefined {
  const file = `${circuit}.${extension}`
  const from = packed(file, artifacts)
  const to = built(circuit, extension, build)
  const content = existsSync(from) ? readFileSync(from) : undefined
  if (!content || sha256(content) !== hashes[`${file}.br`]) return from
  if (existsSync(to) && hashFile(to) === hashes[file]) return undefined
  const unpacked = unpackBounded(content, bytes[file] ?? 0)
  if (!unpacked || sha256(unpacked) !== hashes[file]) return from
  mkdirSync(buildFolder(circuit, build), { recursive: true })
  // Another build may be at it.
  const temporary = `${to}.${process.pid}.part`
  writeFileSync(temporary, unpacked)
  renameSync(temporary, to)
  return undefined
}

/** Undefined where nothing, or more than is recorded, would come out. */
function unpackBounded(content: Buffer, limit: number): Buffer | undefined {
  try {
    return unpack(content, limit)
  } catch {
    return undefined
  }
}

function shown(path: string): string {
  return relative(root, path)
}
