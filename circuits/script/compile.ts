// SPDX-License-Identifier: GPL-3.0-or-later
import { execFile } from 'node:child_process'
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { promisify } from 'node:util'
import { readSections } from './binary.js'
import { type Circuit, mainComponent } from './manifest.js'
import { buildFolder, type Extension, root, sourceFolder } from './paths.js'

export const compilerPath = join(
  dirname(createRequire(import.meta.url).resolve('circom2/package.json')),
  'cli.js',
)

/** --O2 eliminates every linear constraint; claim and insertion rely on it to fit their domain. */
export const compilerFlags = ['--O2', '--r1cs', '--wasm', '--sym']

/** Writes r1cs, wasm and sym. The compiler runs at the repository's root: it sees only what lies below. */
export async function compile(
  circuit: Circuit,
  folder = buildFolder(circuit.name),
  sources = sourceFolder,
): Promise<void> {
  const { name } = circuit
  const file = (extension: Extension) => join(folder, `${name}.${extension}`)
  mkdirSync(folder, { recursive: true })
  writeFileSync(file('circom'), mainComponent(circuit, folder, sources))
  const target = relative(root, folder)
  const args = [
    compilerPath,
    relative(root, file('circom')),
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
  writeFileSync(file('r1cs'), withSparseB(readFileSync(file('r1cs'))))
  const generated = join(folder, `${name}_js`)
  renameSync(join(generated, `${name}.wasm`), file('wasm'))
  rmSync(generated, { recursive: true })
  checkPublicSignals(circuit, file('sym'))
}

/** Bytes of a term: its wire and its coefficient. */
const TERM = 36

/**
 * The same r1cs with the sides of each constraint a · b = c swapped where b has more terms than a. A product doesn't
 * know its sides, but a term of b also costs a multiplication in G2 at the setup, which so takes a quarter less.
 */
export function withSparseB(r1cs: Buffer): Buffer {
  const swapped = Buffer.from(r1cs)
  const constraints = readSections(swapped).get(2)
  if (!constraints) throw new Error('The r1cs lacks its constraints.')
  const sizeAt = (position: number) => 4 + TERM * constraints.readUInt32LE(position)
  for (let position = 0; position < constraints.length; ) {
    const sizeA = sizeAt(position)
    const sizeB = sizeAt(position + sizeA)
    if (sizeB > sizeA) {
      const a = Buffer.from(constraints.subarray(position, position + sizeA))
      constraints.copyWithin(position, position + sizeA, position + sizeA + sizeB)
      a.copy(constraints, position + sizeB)
    }
    position += sizeA + sizeB
    position += sizeAt(position)
  }
  return swapped
}

/** circom orders public signals as the template declares them, whatever main lists: both must agree. */
function checkPublicSignals({ name, publicSignals }: Circuit, symbols: string): void {
  const places = new Map<string, number>()
  for (const line of readFileSync(symbols, 'utf8').split('\n')) {
    const [, wire, , signal] = line.split(',')
    if (signal !== undefined) places.set(signal, Number(wire))
  }
  publicSignals.forEach((signal, i) => {
    if (places.get(`main.${signal}`) !== i + 1)
      throw new Error(`${name}: public signal ${signal} isn't number ${i + 1} of the circuit.`)
  })
}
