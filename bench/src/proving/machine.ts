import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { cpus, loadavg } from 'node:os'
import { join } from 'node:path'

/** What a time means nothing without. Taken before measuring, so that the load is that of others. */
export function describeMachine(): string {
  const model = cpus()[0]?.model.trim() || 'unknown processor'
  const load = loadavg()[0]!.toFixed(1)
  const date = new Date().toISOString().slice(0, 10)
  return `${cpus().length} cores (${model}, load ${load} before the run), Node ${process.versions.node}, snarkjs ${snarkjs()}, ${date}.`
}

/** snarkjs exports no package.json. */
function snarkjs(): string {
  const main = createRequire(import.meta.url).resolve('snarkjs')
  const { version } = JSON.parse(readFileSync(join(main, '../../package.json'), 'utf8')) as {
    version: string
  }
  return version
}
