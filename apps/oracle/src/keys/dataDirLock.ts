import { closeSync, mkdirSync, openSync, readFileSync, unlinkSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { StartError } from '../errors.js'

/**
 * Lets one process at a time use a data folder; two would ruin the embedded database. The lock names its process
 * and, on Linux, when that began, so that one left by a killed process is recognised even if its id is in use again.
 */
export function lockDataDir(dataDir: string): () => void {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const path = join(dataDir, 'lock')
  if (!take(path)) {
    const holder = readHolder(path)
    if (holder && isRunning(holder)) {
      throw new StartError(
        `Process ${holder.pid} uses ${dataDir} already. Stop it, or choose another folder.`,
      )
    }
    remove(path)
    if (!take(path)) throw new StartError(`Another process is starting on ${dataDir}.`)
  }
  return () => remove(path)
}

type Holder = { pid: number; startedAt: string | null }

function take(path: string): boolean {
  try {
    const file = openSync(path, 'wx', 0o600)
    writeSync(
      file,
      JSON.stringify({ pid: process.pid, startedAt: startTimeOf(process.pid) } satisfies Holder),
    )
    closeSync(file)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

function readHolder(path: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return undefined
  }
}

function isRunning({ pid, startedAt }: Holder): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  return startedAt === null || startTimeOf(pid) === startedAt
}

/** Field 22 of /proc/PID/stat, in clock ticks since boot; null where there is no /proc. */
function startTimeOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null
  } catch {
    return null
  }
}

function remove(path: string): void {
  try {
    unlinkSync(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
}
