import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

/**
 * What the system's list of processes shows a network's process as. By it a start finds what an earlier one left behind,
 * whichever of its processes was killed in whichever moment: nothing has to be written down before.
 */
export function titleOf(folder: string, name: string): string {
  return `aceso ${name} [${folder}]`
}

/** The ids of the processes of a network that run, of all or of one name. */
export function processesOf(folder: string, name?: string): number[] {
  const title = name === undefined ? undefined : titleOf(folder, name)
  return runningProcesses()
    .filter(({ command }) =>
      title ? command.includes(title) : command.includes(`[${folder}]`) && /(^|=)aceso /.test(command),
    )
    .map(({ pid }) => pid)
}

/** Milliseconds that what an earlier start left has to end by itself, as it does when its parent is gone. */
const PATIENCE = 10_000

/** Waits for the processes of an earlier start to end, and kills those that don't. */
export async function reapLeftovers(folder: string): Promise<void> {
  for (let waited = 0; ; waited += 100) {
    const left = processesOf(folder)
    if (left.length === 0) return
    // Nobody ends anvil once its keeper is gone.
    const orphaned = processesOf(folder, 'chain').length === 0 ? processesOf(folder, 'anvil') : []
    for (const pid of waited < PATIENCE ? orphaned : left) kill(pid)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

/** Ends the anvil of a folder whose keeper was killed. It has been told by the time this returns, and is gone when that resolves. */
export async function endAnvil(folder: string): Promise<void> {
  for (let left = processesOf(folder, 'anvil'); left.length > 0; left = processesOf(folder, 'anvil')) {
    left.forEach(kill)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It has ended meanwhile.
  }
}

function runningProcesses(): { pid: number; command: string }[] {
  if (process.platform === 'linux') {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map((name) => ({ pid: Number(name), command: commandOf(name) }))
  }
  if (process.platform === 'win32') return []
  const list = execFileSync('ps', ['-axww', '-o', 'pid=,args='], { encoding: 'utf8', maxBuffer: 64 << 20 })
  return list.split('\n').map((line) => {
    const [, pid, command = ''] = /^\s*(\d+)\s(.*)$/.exec(line) ?? []
    return { pid: Number(pid), command }
  })
}

function commandOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    // It has ended meanwhile.
    return ''
  }
}
