import { type ChildProcess, spawn } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { AcesoError } from '@aceso/core'

export class ProcessFailedError extends AcesoError {
  constructor(name: string, logFile: string, reason: string) {
    super(`The process "${name}" did not start: ${reason}.`, {
      name: 'ProcessFailedError',
      metaMessages: [`Its log: ${logFile}`],
    })
  }
}

export type ChildParameters = {
  name: string
  /** Path of the JavaScript that is run. */
  entry: string
  args?: readonly string[]
  environment: Record<string, string>
  /** Everything the process prints is appended here. */
  logFile: string
}

export type Child = {
  name: string
  url: string
  pid: number
  /** Ends the process, at once with SIGKILL, and resolves when it is gone. */
  stop(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>
}

/** Milliseconds that a process has to say that it listens. */
const START_TIMEOUT = 60_000

/**
 * Starts a Node process and waits for its line `{"event":"listening","url":…}`. The child reads its standard input
 * and exits when that closes, so that it can't outlive this process however this one ends.
 */
export async function startChild({
  name,
  entry,
  args = [],
  environment,
  logFile,
}: ChildParameters): Promise<Child> {
  const child = spawn(process.execPath, [entry, ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
    // A process group of its own: Ctrl-C reaches the devnet alone, which then stops its children in order.
    detached: true,
    env: {
      PATH: process.env.PATH ?? '',
      HOME: process.env.HOME ?? '',
      ...environment,
      ACESO_PARENT_WATCH: '1',
    },
  })
  const log = createWriteStream(logFile, { flags: 'a', mode: 0o600 })
  child.stderr?.pipe(log, { end: false })
  const exited = new Promise<void>((resolve) => child.once('close', () => log.end(resolve)))
  const url = await listening(child, log, { name, logFile })
  return {
    name,
    url,
    pid: child.pid as number,
    async stop(signal = 'SIGTERM') {
      child.kill(signal)
      const forced = setTimeout(() => child.kill('SIGKILL'), 10_000)
      await exited
      clearTimeout(forced)
    },
  }
}

function listening(
  child: ChildProcess,
  log: NodeJS.WritableStream,
  { name, logFile }: { name: string; logFile: string },
): Promise<string> {
  return new Promise((resolve, reject) => {
    const fail = (reason: string) => {
      child.kill('SIGKILL')
      reject(new ProcessFailedError(name, logFile, reason))
    }
    const timer = setTimeout(() => fail(`it did not listen within ${START_TIMEOUT / 1000} s`), START_TIMEOUT)
    child.once('error', (error) => fail(error.message))
    child.once('exit', (code, signal) => fail(`it ended with ${signal ?? `exit code ${code}`}`))
    createInterface({ input: child.stdout as NodeJS.ReadableStream }).on('line', (line) => {
      log.write(`${line}\n`)
      const url = listeningUrl(line)
      if (!url) return
      clearTimeout(timer)
      resolve(url)
    })
  })
}

function listeningUrl(line: string): string | undefined {
  if (!line.includes('"listening"')) return undefined
  try {
    const { event, url } = JSON.parse(line) as { event?: unknown; url?: unknown }
    return event === 'listening' && typeof url === 'string' ? url : undefined
  } catch {
    return undefined
  }
}
