// SPDX-License-Identifier: GPL-3.0-or-later
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Project } from '../script/Project.js'
import { buildFolder } from '../script/paths.js'

const sources = {
  Square: ['signal input square;', 'signal input root;', 'square === root * root;'],
  Product: ['signal input product;', 'signal input a;', 'signal input b;', 'product === a * b;'],
}

/** A project in a new folder, with two circuits so small that a ceremony takes seconds. */
export function createTinyProject(): Project {
  const builds = buildFolder('test')
  mkdirSync(builds, { recursive: true })
  const project = tinyProject(mkdtempSync(join(builds, 'ceremony-')))
  mkdirSync(project.sources)
  for (const [template, lines] of Object.entries(sources)) {
    const body = lines.map((line) => `  ${line}`)
    const source = ['pragma circom 2.2.2;', `template ${template}() {`, ...body, '}', '']
    writeFileSync(join(project.sources, `${template}.circom`), source.join('\n'))
  }
  const circuit = (template: string, publicSignals: string[]) => ({ template, parameters: {}, publicSignals })
  const circuits = { square: circuit('Square', ['square']), product: circuit('Product', ['product']) }
  writeFileSync(project.manifest, JSON.stringify({ circuits }))
  return project
}

export function tinyProject(folder: string): Project {
  return {
    manifest: join(folder, 'circuits.json'),
    sources: join(folder, 'src'),
    artifacts: join(folder, 'artifacts'),
    record: join(folder, 'artifacts.json'),
    build: join(folder, 'build'),
    verifiers: join(folder, 'verifiers'),
    ceremonies: join(folder, 'ceremonies'),
  }
}
