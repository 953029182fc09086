// SPDX-License-Identifier: GPL-3.0-or-later
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { compilerPath } from '../script/compile.js'
import { compiledFrom } from '../script/madeFrom.js'
import { buildFolder, root, sourceFolder } from '../script/paths.js'

/**
 * Compiles one template alone and without simplification, unless its last run was of the same. Returns the path of its
 * files, but for the extension; throws what the compiler says. `sources`: where the templates lie, a folder below the
 * repository's root.
 */
export function compileAlone(
  name: string,
  template: string,
  parameters: string,
  sources = sourceFolder,
): string {
  const folder = join(buildFolder('test'), name)
  mkdirSync(folder, { recursive: true })
  const lines = [
    'pragma circom 2.2.2;',
    `include "${relative(folder, join(sources, `${template}.circom`))}";`,
    `component main = ${template}(${parameters});`,
  ]
  writeFileSync(join(folder, `${name}.circom`), lines.join('\n'))
  const at = relative(root, folder)
  const outputs = ['--O0', '--r1cs', '--sym', '--wasm', '-o', at]
  const stamp = join(folder, 'stamp')
  const from = compiledFrom(template, sources, [...lines, ...outputs])
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === from) return join(folder, name)
  rmSync(stamp, { force: true })
  const args = [compilerPath, join(at, `${name}.circom`), ...outputs, '-l', 'node_modules']
  execFileSync(process.execPath, args, { cwd: root, stdio: 'pipe' })
  writeFileSync(stamp, from)
  return join(folder, name)
}
