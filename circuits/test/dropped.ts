// SPDX-License-Identifier: GPL-3.0-or-later
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildFolder, sourceFolder } from '../script/paths.js'
import { compileAlone } from './alone.js'
import type { Input } from './calculator.js'
import { loadCircuit } from './circuit.js'
import { analyse, valuesAt } from './forced/analysis.js'
import { propagate } from './forced/propagate.js'
import { statedValues } from './forced/reject.js'

/** A template compiled alone, with inputs that it accepts and such that it refuses. */
export type Alone = { template: string; parameters?: string; accepted: () => Input[]; refused: () => Input[] }

/** One statement of a template that constrains something, and the source without the constraint. */
export type Drop = { statement: string; source: string }

/**
 * Every `===` of a template and every check called for its constraints alone left out, and every `<==` made an
 * assignment that nothing holds to.
 */
export function dropsOf(template: string): Drop[] {
  const source = sourceOf(template)
  const body = source.indexOf(`template ${template}(`)
  const found: Drop[] = []
  for (const match of source
    .slice(body)
    .matchAll(/^ +([^\n;{}/]*?(<==|===)[^;]*|(?:_ <== )?[A-Z]\w*\([^;=]*\)\([^;]*\));/gm)) {
    const [whole, statement] = match
    const at = body + match.index
    const assigns = statement!.includes('<==') && !statement!.startsWith('_')
    const instead = assigns ? whole.replace('<==', '<--') : ''
    found.push({
      statement: statement!.replace(/\s+/g, ' '),
      source: source.slice(0, at) + instead + source.slice(at + whole.length),
    })
  }
  return found
}

/** A template without what a pattern matches, all of it. */
export function dropAll(template: string, pattern: RegExp): Drop {
  const source = sourceOf(template)
  const dropped = source.replace(pattern, '')
  if (dropped === source) throw new Error(`${template}.circom has nothing like ${pattern}.`)
  return { statement: String(pattern), source: dropped }
}

const sourceOf = (template: string) => readFileSync(join(sourceFolder, `${template}.circom`), 'utf8')

/** What shows that a statement is missing; undefined where nothing does. */
export function noticed(
  { template, parameters = '', accepted, refused }: Alone,
  { source }: Drop,
): string | undefined {
  const sources = join(buildFolder('test'), `dropped_${template}`)
  rmSync(sources, { recursive: true, force: true })
  mkdirSync(sources, { recursive: true })
  cpSync(sourceFolder, sources, { recursive: true })
  writeFileSync(join(sources, `${template}.circom`), source)
  let files: string
  try {
    files = compileAlone(`dropped_${template.toLowerCase()}`, template, parameters, sources)
  } catch {
    return 'doesn’t compile'
  }
  const circuit = loadCircuit(`${files}_js/dropped_${template.toLowerCase()}.wasm`)
  for (const input of accepted()) {
    if (circuit.verdict(input) !== 'accepted') return 'an accepted input is refused'
    const analysis = analyse(files, template, circuit.witness(input))
    if (analysis.unforced.length > 0) return `not forced: ${analysis.system.names[analysis.unforced[0]!]}`
    for (const stated of refused()) {
      const { system, given, computed } = analysis
      const known = valuesAt(system, [...given, ...computed], statedValues(system.names, stated))
      const { values, broken } = propagate(system, known)
      if (broken.length > 0) continue
      return values.includes(undefined) ? 'nothing refutes a refused input' : 'a refused input is accepted'
    }
  }
  return undefined
}
