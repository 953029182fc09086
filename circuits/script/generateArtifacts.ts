// SPDX-License-Identifier: GPL-3.0-or-later
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import {
  type CircuitRecord,
  compiledFiles,
  keyFiles,
  measureCircuit,
  readArtifacts,
  recordOf,
  setupsOf,
  storedFiles,
  verifierFile,
} from './artifacts.js'
import { setupOf } from './ceremony/setupOf.js'
import { compile } from './compile.js'
import { hashFile } from './hash.js'
import { circuitMadeFrom, keysMadeFrom } from './madeFrom.js'
import { type Circuit, readCircuits } from './manifest.js'
import type { Project } from './Project.js'
import { pack, unpack } from './packing.js'
import { buildFolder, built, packed } from './paths.js'
import { withProgress } from './progress.js'
import { renderVerifier, setup } from './setup.js'
import { unpackFile } from './unpackArtifacts.js'
import { writeWhole } from './writeWhole.js'

type Extension = (typeof storedFiles)[number]

/**
 * Compiles what has changed, makes its keys and its verifier, packs both and records them. A circuit is recorded as soon
 * as all of it is there: an interruption costs the others nothing.
 */
export async function generateArtifacts(project: Project, print: (line: string) => void): Promise<void> {
  const circuits = readCircuits(project.manifest)
  for (const folder of [project.artifacts, project.verifiers]) mkdirSync(folder, { recursive: true })
  const before = readArtifacts(project)?.circuits ?? {}
  const done = Object.fromEntries(
    circuits.flatMap(({ name }) => (before[name] ? [[name, before[name]]] : [])),
  ) as Record<string, CircuitRecord>
  const finish = (circuit: Circuit) => {
    done[circuit.name] = measureCircuit(circuit, project)
    const ordered = circuits.flatMap(({ name }) => (done[name] ? [[name, done[name]] as const] : []))
    const known = circuits.filter(({ name }) => done[name])
    const record = recordOf(setupsOf(known, project), Object.fromEntries(ordered))
    writeFileSync(`${project.record}.part`, `${JSON.stringify(record, null, 2)}\n`)
    renameSync(`${project.record}.part`, project.record)
  }

  await Promise.all(circuits.map((circuit) => compileChanged(circuit, before[circuit.name], project, print)))
  // zlib packs in threads of its own, while the next keys are made.
  const packing: Promise<void>[] = []
  try {
    for (const circuit of circuits) {
      await setupChanged(circuit, before[circuit.name], project, print)
      packing.push(packFiles(circuit, project, print).then(() => finish(circuit)))
    }
  } finally {
    await Promise.allSettled(packing)
  }
  await Promise.all(packing)
  removeOthers(circuits, project)
}

async function compileChanged(
  circuit: Circuit,
  record: CircuitRecord | undefined,
  project: Project,
  print: (line: string) => void,
): Promise<void> {
  const { name } = circuit
  const same = record?.madeFrom.circuit === circuitMadeFrom(circuit, project)
  if (same && haveAll(name, compiledFiles, record, project)) return print(`${name}: compiled before`)
  await timed(`${name}: compiling`, print, () =>
    compile(circuit, buildFolder(name, project.build), project.sources),
  )
}

async function setupChanged(
  circuit: Circuit,
  record: CircuitRecord | undefined,
  project: Project,
  print: (line: string) => void,
): Promise<void> {
  const { name } = circuit
  // A ceremony's key is judged before anything is made from it.
  setupOf(name, project)
  const same =
    record?.madeFrom.keys === keysMadeFrom(name, hashFile(built(name, 'r1cs', project.build)), project)
  if (same && haveAll(name, keyFiles, record, project)) print(`${name}: keys made before`)
  else await timed(`${name}: making keys`, print, () => setup(circuit, project))
  writeFileSync(verifierFile(circuit, project), await renderVerifier(circuit, project.build))
}

/** True when the files are in the build folder as they are recorded, unpacked now or before. */
function haveAll(
  name: string,
  extensions: readonly Extension[],
  record: CircuitRecord,
  project: Project,
): boolean {
  return extensions.every((extension) => unpackFile(name, extension, record, project) === undefined)
}

async function packFiles({ name }: Circuit, project: Project, print: (line: string) => void): Promise<void> {
  await Promise.all(
    storedFiles.map(async (extension) => {
      const content = readFileSync(built(name, extension, project.build))
      const to = packed(`${name}.${extension}`, project.artifacts)
      if (holds(to, content)) return
      await timed(`${name}: packing ${basename(to)}`, print, async () => {
        const bytes = await pack(content)
        await writeWhole(to, (temporary) => writeFileSync(temporary, bytes))
      })
    }),
  )
}

/** Another zlib might pack otherwise: what holds the same is left as it is. */
function holds(path: string, content: Buffer): boolean {
  try {
    return unpack(readFileSync(path), content.length).equals(content)
  } catch {
    return false
  }
}

/** Removes the packed files of circuits that are no more. */
function removeOthers(circuits: readonly Circuit[], { artifacts }: Project): void {
  const known = new Set(
    circuits.flatMap(({ name }) => storedFiles.map((extension) => packed(`${name}.${extension}`, artifacts))),
  )
  for (const file of readdirSync(artifacts)) {
    const path = join(artifacts, file)
    if (/\.(br|part)$/.test(file) && !known.has(path)) rmSync(path)
  }
}

async function timed(what: string, print: (line: string) => void, run: () => Promise<void>): Promise<void> {
  const begin = performance.now()
  print(what)
  await withProgress(what, run, print)
  print(`${what}, done in ${((performance.now() - begin) / 1000).toFixed(1)} s`)
}
