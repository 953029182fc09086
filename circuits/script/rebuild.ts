// SPDX-License-Identifier: GPL-3.0-or-later
// Makes every circuit's files again from the sources, or those of the circuits that are named, in a folder of their own,
// and compares them with artifacts.json.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { readArtifacts, storedFiles, verifierFile } from './artifacts.js'
import { compile } from './compile.js'
import { hashFile } from './hash.js'
import { readCircuits } from './manifest.js'
import { aceso, type Project } from './Project.js'
import { buildFolder, buildRoot, built } from './paths.js'
import { renderVerifier, setup } from './setup.js'
import { stopWorkers } from './stopWorkers.js'

mkdirSync(buildRoot, { recursive: true })
const scratch = mkdtempSync(join(buildRoot, 'rebuild-'))
try {
  process.exitCode = (await rebuild({ ...aceso, build: scratch, verifiers: scratch })) ? 0 : 1
} finally {
  rmSync(scratch, { recursive: true })
  await stopWorkers()
}

/** True when every file comes out as it is recorded. */
async function rebuild(project: Project): Promise<boolean> {
  const recorded = readArtifacts(project)?.circuits
  let same = true
  const named = process.argv.slice(2)
  const circuits = readCircuits(project.manifest)
  const unknown = named.find((name) => !circuits.some((circuit) => circuit.name === name))
  if (unknown) throw new Error(`There is no circuit ${unknown}.`)
  for (const circuit of circuits) {
    const { name } = circuit
    if (named.length > 0 && !named.includes(name)) continue
    await compile(circuit, buildFolder(name, project.build), project.sources)
    await setup(circuit, project)
    writeFileSync(verifierFile(circuit, project), await renderVerifier(circuit, project.build))
    const files = storedFiles.map((extension) => built(name, extension, project.build))
    for (const path of [...files, verifierFile(circuit, project)]) {
      const file = basename(path)
      const hash = hashFile(path)
      console.log(`figure ${file}: ${hash}`)
      if (hash === recorded?.[name]?.sha256[file]) continue
      same = false
      console.error(`circuits: ${file} comes out otherwise than artifacts.json records.`)
    }
  }
  return same
}
