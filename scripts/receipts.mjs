// Receipts of the deep runs: what each run covered, as a hash, and what it found. `tested.json` is committed.
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { filesAt } from './files.mjs'
import { importedBy } from './imports.mjs'

/**
 * SHA-256 over the names and contents of a run's sources: `sources` (files, or folders with all below, from `root`),
 * `tests` with all that they import of their workspace, and the locked versions of `packages` from npm. Throws when one of
 * them isn't there.
 */
export function hashSources({ sources, tests = [], packages = [] }, root) {
  const hash = createHash('sha256')
  const files = new Set([...filesOf(sources, root), ...importedBy(filesOf(tests, root), root)])
  for (const file of [...files].sort()) {
    const content = readFileSync(join(root, file))
    hash.update(`${file}\0${content.length}\0`).update(content)
  }
  const locked = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages
  for (const name of [...packages].sort()) {
    const version = locked[`node_modules/${name}`]?.version
    if (!version) throw new Error(`package-lock.json has no package ${name}.`)
    hash.update(`${name}@${version}\0`)
  }
  return hash.digest('hex')
}

function filesOf(sources, root) {
  return sources.flatMap((source) => {
    const there = filesAt(source, root)
    if (there.length === 0) throw new Error(`There is no source ${source}.`)
    return there
  })
}

/** The receipts by the names of their runs; none where there is no file. */
export function readReceipts(root) {
  const file = join(root, 'tested.json')
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
}

/** Adds one receipt to those of `root`, and drops those of runs that there are no more. */
export function writeReceipt(root, runs, name, receipt) {
  const receipts = { ...readReceipts(root), [name]: receipt }
  const kept = runs.flatMap(({ name }) => (receipts[name] ? [[name, receipts[name]]] : []))
  writeFileSync(join(root, 'tested.json'), `${JSON.stringify(Object.fromEntries(kept), null, 2)}\n`)
}

/** What is wrong with the receipts, a sentence each that says what to run. */
export function faultsOf(runs, receipts, root) {
  const names = new Set(runs.map(({ name }) => name))
  const unknown = Object.keys(receipts)
    .filter((name) => !names.has(name))
    .map((name) => `tested.json has a receipt for “${name}”, which is no deep run. Take it out.`)
  const stale = staleRuns(runs, receipts, root).map(({ name, takes }) => {
    const why = receipts[name] ? 'The sources of the deep run' : 'There is no receipt for the deep run'
    const what = receipts[name] ? `“${name}” changed since its receipt` : `“${name}”`
    return `${why} ${what}: run \`npm run test:deep -- ${name}\` (${takes}) and commit tested.json.`
  })
  return [...unknown, ...stale]
}

/** The runs whose sources aren't those of their receipt. */
export function staleRuns(runs, receipts, root) {
  return runs.filter((run) => receipts[run.name]?.sources !== hashSources(run, root))
}

/** What a run printed as `figure <name>: <value>`. */
export function figuresOf(output) {
  return Object.fromEntries(
    [...output.matchAll(/^figure ([^:\n]+): (.*)$/gm)].map(([, name, value]) => [name, value.trim()]),
  )
}
