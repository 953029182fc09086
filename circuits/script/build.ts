// SPDX-License-Identifier: GPL-3.0-or-later
// Circuits to compiled circuits, development keys and verifiers. Compares all with artifacts.json, or with
// `--update` writes that file and the Solidity verifiers.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { drift, measureArtifacts, readArtifacts, verifierFile } from './artifacts.js'
import { setupOf } from './ceremony/setupOf.js'
import { compile, compilerFlags } from './compile.js'
import { type Circuit, mainComponent, readCircuits, sourceFiles } from './manifest.js'
import {
  artifactsFile,
  built,
  ceremonyKey,
  powersOfTau,
  scriptFolder,
  sourceFolder,
  verifierFolder,
} from './paths.js'
import { withProgress } from './progress.js'
import { renderVerifier, setup } from './setup.js'
import { hashFile, sha256, step } from './stamp.js'
import { stopWorkers } from './stopWorkers.js'

const require = createRequire(import.meta.url)
const version = (name: string) => (require(`${name}/package.json`) as { version: string }).version
const begin = performance.now()
const update = process.argv.includes('--update')
const circuits = readCircuits()

const compilations = circuits.map(compileStep)
for (const [i, circuit] of circuits.entries()) {
  await compilations[i]
  await setupStep(circuit)
}
if (update) await writeVerifiers()
const artifacts = measureArtifacts(circuits)
const differing = drift(readArtifacts(), artifacts)
if (update) {
  writeFileSync(artifactsFile, `${JSON.stringify(artifacts, null, 2)}\n`)
} else if (differing.length > 0) {
  console.error(`circuits: ${differing.join(', ')} differ from artifacts.json.`)
  console.error(
    'If the change is meant, run `npm run generate -w @aceso/circuits` and commit what it writes.',
  )
  process.exitCode = 1
}
console.log(`circuits: done in ${((performance.now() - begin) / 1000).toFixed(1)} s`)
await stopWorkers()

async function compileStep(circuit: Circuit): Promise<void> {
  const { name } = circuit
  await report(name, 'compile', () =>
    step(name, 'compile', sourcesHash(circuit), compiled(circuit), () => compile(circuit)),
  )
}

async function setupStep(circuit: Circuit): Promise<void> {
  const { name } = circuit
  // A ceremony's key is judged before anything is made from it, and again when its bytes haven't changed.
  setupOf(name)
  await report(name, 'setup', () =>
    step(name, 'setup', setupHash(circuit), keys(circuit), () => setup(circuit)),
  )
}

function compiled({ name }: Circuit): string[] {
  return [built(name, 'r1cs'), built(name, 'wasm'), built(name, 'sym')]
}

function keys({ name }: Circuit): string[] {
  return [built(name, 'zkey'), built(name, 'vkey.json')]
}

/** Everything that a compiled circuit depends on. */
function sourcesHash(circuit: Circuit): string {
  const sources = [...sourceFiles(circuit.template)]
    .sort()
    .map((file) => [file, hashFile(join(sourceFolder, file))])
  return sha256(
    JSON.stringify([
      mainComponent(circuit),
      hashFile(join(scriptFolder, 'compile.ts')),
      sources,
      compilerFlags,
      version('circom2'),
      version('circomlib'),
    ]),
  )
}

/** Everything that a key depends on. */
function setupHash({ name }: Circuit): string {
  const scripts = [hashFile(join(scriptFolder, 'setup.ts')), hashFile(powersOfTau)]
  const ceremony = existsSync(ceremonyKey(name)) ? hashFile(ceremonyKey(name)) : undefined
  return sha256(JSON.stringify([hashFile(built(name, 'r1cs')), ceremony, scripts, snarkjsVersion()]))
}

/** snarkjs doesn't export its package.json. */
function snarkjsVersion(): string {
  const manifest = join(require.resolve('snarkjs'), '../../package.json')
  return (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version
}

async function writeVerifiers(): Promise<void> {
  mkdirSync(verifierFolder, { recursive: true })
  for (const circuit of circuits) writeFileSync(verifierFile(circuit), await renderVerifier(circuit))
}

/** Says how long a step took, and now and then that it goes on. */
async function report(name: string, what: string, run: () => Promise<number>): Promise<void> {
  const seconds = await withProgress(`circuits: ${name} ${what}`, run, console.log)
  console.log(`circuits: ${name} ${what} ${seconds === 0 ? 'unchanged' : `in ${seconds.toFixed(1)} s`}`)
}
