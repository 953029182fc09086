import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isAlive } from './dataFolder.js'
import { writeDurably } from './files.js'

/** Remembers the network's processes, so that the next start can tell whether one was left behind. */
export function recordProcesses(folder: string, pids: readonly number[]): void {
  writeDurably(join(folder, 'processes.json'), JSON.stringify(pids))
}

/**
 * Waits for the processes of an earlier start to end. They end by themselves when that start is gone, which takes
 * them a moment; one that hasn't after ten seconds is killed.
 */
export async function reapLeftovers(folder: string): Promise<void> {
  const path = join(folder, 'processes.json')
  if (!existsSync(path)) return
  const pids = JSON.parse(readFileSync(path, 'utf8')) as number[]
  for (let waited = 0; pids.some((pid) => isOf(folder, pid)); waited += 100) {
    if (waited >= 10_000)
      for (const pid of pids.filter((pid) => isOf(folder, pid))) process.kill(pid, 'SIGKILL')
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  writeDurably(path, '[]')
}

/** Process ids are given again; only one that was told a path of this folder belongs to this network. */
function isOf(folder: string, pid: number): boolean {
  if (!isAlive(pid)) return false
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`${folder}/`)
  } catch {
    // It has ended meanwhile, is somebody else's, or the system doesn't tell: not ours to end.
    return false
  }
}
