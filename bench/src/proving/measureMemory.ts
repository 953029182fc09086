import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import type { Subject } from './Subject.js'

const script = fileURLToPath(new URL('proveOnce.mjs', import.meta.url))

/** Bytes of memory that a fresh process holds at most while it makes one proof. */
export async function measureMemory({ name, wasm, zkey, input }: Subject): Promise<number> {
  const child = spawn(process.execPath, [script, wasm, zkey], { stdio: ['pipe', 'pipe', 'inherit'] })
  child.stdin.end(JSON.stringify(input, (_, value) => (typeof value === 'bigint' ? String(value) : value)))
  const bytes = Number(await text(child.stdout))
  if (!bytes) throw new Error(`The process that proves ${name} failed.`)
  return bytes
}
