// SPDX-License-Identifier: GPL-3.0-or-later
import { execFile } from 'node:child_process'
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { promisify } from 'node:util'
import { type Circuit, mainComponent } from './manifest.js'
import { buildFolder, built, root } from './paths.js'

export const compilerPath = join(
  dirname(createRequire(import.meta.url).resolve('circom2/package.json')),
  'cli.js',
)

/** --O2 eliminates every linear constraint; both circuits rely on it to fit their domain. */
export const compilerFlags = ['--O2', '--r1cs', '--wasm', '--sym']

/** Writes r1cs, wasm and sym. The compiler runs at the repository's root: it sees only what lies below. */
export async function compile(circuit: Circuit): Promise<void> {
  const { name } = circuit
  mkdirSync(buildFolder(name), { recursive: true })
  writeFileSync(built(name, 'circom'), mainComponent(circuit))
  const target = relative(root, buildFolder(name))
  const args = [
    compilerPath,
    relative(root, built(name, 'circom')),
    ...compilerFlags,
    '-l',
    'node_modules',
    '-o',
    target,
  ]
  try {
    await promisify(execFile)(process.execPath, args, { cwd: root })
  } catch (error) {
    const { stdout, stderr } = error as { stdout?: string; stderr?: string }
    throw new Error(`${name}: circom failed.\n${stdout ?? ''}${stderr ?? error}`)
  }
  const generated = join(buildFolder(name), `${name}_js`)
  renameSync(join(generated, `${name}.wasm`), built(name, 'wasm'))
  rmSync(generated, { recursive: true })
  checkPublicSignals(circuit)
}

/** circom orders public signals as the template declares them, whatever main lists: both must agree. */
function checkPublicSignals({ name, publicSignals }: Circuit): void {
  const places = new Map<string, number>()
  for (const line of readFileSync(built(name, 'sym'), 'utf8').split('\n')) {
    const [, wire, , signal] = line.split(',')
    if (signal !== undefined) places.set(signal, Number(wire))
  }
  publicSignals.forEach((signal, i) => {
    if (places.get(`main.${signal}`) !== i + 1)
      throw new Error(`${name}: public signal ${signal} isn't number ${i + 1} of the circuit.`)
  })
}
