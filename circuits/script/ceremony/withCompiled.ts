// SPDX-License-Identifier: GPL-3.0-or-later
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { compile } from '../compile.js'
import { circuitsFolder } from '../paths.js'
import { withProgress } from '../progress.js'
import type { Session } from './Session.js'

/** Compiles the circuit afresh, whatever a build left, and removes the result after use. */
export async function withCompiled<T>(
  { circuit, project, print }: Session,
  use: (r1cs: string) => Promise<T>,
): Promise<T> {
  const builds = join(circuitsFolder, 'build')
  mkdirSync(builds, { recursive: true })
  const folder = mkdtempSync(join(builds, 'ceremony-'))
  try {
    print(`… compiling ${circuit.name} from its source`)
    const run = () => compile(circuit, folder, project.sources)
    await withProgress(`… compiling ${circuit.name}`, run, print, 5_000)
    return await use(join(folder, `${circuit.name}.r1cs`))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
