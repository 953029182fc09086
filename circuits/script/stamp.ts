// SPDX-License-Identifier: GPL-3.0-or-later
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { buildFolder } from './paths.js'

export function sha256(data: string | Buffer): string {
  return createHash('sha256').update(data).digest('hex')
}

export function hashFile(path: string): string {
  return sha256(readFileSync(path))
}

type Stamp = Record<string, { inputs: string; outputs: Record<string, string> }>

/** Runs a step unless its inputs and outputs are those of its last run. Returns the seconds it took, 0 if none. */
export async function step(
  circuit: string,
  name: string,
  inputs: string,
  outputs: string[],
  run: () => Promise<void>,
): Promise<number> {
  const file = join(buildFolder(circuit), 'stamp.json')
  const stamp = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Stamp) : {}
  const last = stamp[name]
  const unchanged = (path: string) => existsSync(path) && last?.outputs[basename(path)] === hashFile(path)
  if (last?.inputs === inputs && outputs.every(unchanged)) return 0
  const begin = performance.now()
  await run()
  stamp[name] = {
    inputs,
    outputs: Object.fromEntries(outputs.map((path) => [basename(path), hashFile(path)])),
  }
  writeFileSync(file, JSON.stringify(stamp, null, 2))
  return (performance.now() - begin) / 1000
}
