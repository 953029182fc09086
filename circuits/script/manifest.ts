// SPDX-License-Identifier: GPL-3.0-or-later
import { readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { buildFolder, manifestFile, sourceFolder } from './paths.js'

/**
 * One instance of a template, as `circuits.json` states it. `boundSignals`: the values that its public signals bind
 * instead of being them, in the order in which they are hashed.
 */
export type Circuit = {
  name: string
  template: string
  parameters: Record<string, number>
  publicSignals: string[]
  boundSignals?: string[]
}

export function readCircuits(manifest = manifestFile): Circuit[] {
  const { circuits } = JSON.parse(readFileSync(manifest, 'utf8')) as {
    circuits: Record<string, Omit<Circuit, 'name'>>
  }
  return Object.entries(circuits).map(([name, circuit]) => ({ name, ...circuit }))
}

/** The main component, to lie in `folder`. Its template's parameters must have the manifest's names and order. */
export function mainComponent(
  { name, template, parameters, publicSignals }: Circuit,
  folder = buildFolder(name),
  sources = sourceFolder,
): string {
  const file = join(sources, `${template}.circom`)
  const source = readFileSync(file, 'utf8')
  const declared = new RegExp(`template ${template}\\(([^)]*)\\)`).exec(source)?.[1]
  if (declared !== Object.keys(parameters).join(', '))
    throw new Error(`${name}: ${template}.circom takes (${declared}), circuits.json gives other parameters.`)
  return [
    'pragma circom 2.2.2;',
    `include "${relative(folder, file).replaceAll('\\', '/')}";`,
    `component main { public [${publicSignals.join(', ')}] } = ${template}(${Object.values(parameters).join(', ')});`,
    '',
  ].join('\n')
}

/** Every file of our own that a template includes, directly or through others, and its own. */
export function sourceFiles(
  template: string,
  sources = sourceFolder,
  known = new Set<string>(),
): Set<string> {
  const file = `${template}.circom`
  if (known.has(file)) return known
  known.add(file)
  const source = readFileSync(join(sources, file), 'utf8')
  for (const [, included] of source.matchAll(/^include "\.\/(\w+)\.circom";/gm))
    sourceFiles(included!, sources, known)
  return known
}
