import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { promisify } from 'node:util'

/** Seconds of processor time that a process has used; undefined where the system doesn't tell, or it has ended. */
export async function processorTime(pid: number): Promise<number | undefined> {
  try {
    if (process.platform === 'linux') return linuxTime(readFileSync(`/proc/${pid}/stat`, 'utf8'))
    const { stdout } = await promisify(execFile)('ps', ['-o', 'time=', '-p', String(pid)])
    return clockTime(stdout)
  } catch {
    return undefined
  }
}

/** Fields 14 and 15, in hundredths of a second on every Linux. */
function linuxTime(stat: string): number {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) / 100
}

/** `[days-][hours:]minutes:seconds`, as ps writes it. */
export function clockTime(text: string): number {
  const [days, clock] = text.includes('-') ? text.trim().split('-') : ['0', text.trim()]
  return (clock ?? '').split(':').reduce((sum, part) => sum * 60 + Number(part), 0) + Number(days) * 86_400
}

/** What a process that works uses at least of a second; one that waits uses less. */
const WORK = 0.002

export type SilenceParameters = {
  pid: number
  /** Milliseconds. */
  deadline: number
  onSilence: () => void
}

/**
 * Calls `onSilence` once a process has neither been `heard` nor worked for as long as the deadline. However slow the machine
 * is, a process that gets on is never silent.
 */
export function watchSilence({ pid, deadline, onSilence }: SilenceParameters): {
  heard(): void
  stop(): void
} {
  const STEP = deadline / 10
  let quiet = 0
  let used = 0
  let stopped = false
  const look = async () => {
    const now = (await processorTime(pid)) ?? used
    if (stopped) return
    const worked = now - used >= (WORK * STEP) / 1000
    used = now
    quiet = worked ? 0 : quiet + STEP
    if (quiet < deadline) return
    stop()
    onSilence()
  }
  const timer = setInterval(look, STEP)
  const stop = () => {
    stopped = true
    clearInterval(timer)
  }
  return {
    heard: () => {
      quiet = 0
    },
    stop,
  }
}
