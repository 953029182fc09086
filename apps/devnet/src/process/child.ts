import { type ChildProcess, spawn } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { AcesoError } from '@aceso/core'
import { watchSilence } from './activity.js'
import { titleOf } from './leftovers.js'

export class ProcessFailedError extends AcesoError {
  constructor(name: string, logFile: string, reason: string, said = '') {
    super(`The process "${name}" did not start: ${reason}.`, {
      name: 'ProcessFailedError',
      metaMessages: [...(said ? [`It said: ${said}`] : []), `Its log: ${logFile}`],
    })
  }
}

export type ChildParameters = {
  /** The network's folder. */
  folder: string
  name: string
  /** Path of the JavaScript that is run. */
  entry: string
  /** Arguments of Node and of the program. */
  nodeArgs?: readonly string[]
  args?: readonly string[]
  environment: Record<string, string>
  /** Everything the process prints is appended here. */
  logFile: string
  /** Ends a process that doesn't listen yet. */
  signal?: AbortSignal
}

/** A line of JSON that a process prints about itself. */
export type ChildEvent = { event: string; url?: string; [detail: string]: unknown }

export type Child = {
  name: string
  url: string
  /** The event by which it said that it listens. */
  listening: ChildEvent
  pid: number
  /** Resolves when the process has ended. */
  ended: Promise<void>
  /** Ends the process, at once with SIGKILL, and resolves when it is gone. */
  stop(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>
}

/** Nine processes share one machine; none has so much to do that memory would make it faster. */
const FRUGAL = ['--max-semi-space-size=1', '--optimize-for-size']

/** Milliseconds after which a process that starts, neither prints nor works is given up. */
const START_SILENCE = 60_000
/** The same for one that was told to end. */
const STOP_SILENCE = 5_000

/**
 * Starts a Node process and waits for its line `{"event":"listening","url":…}`, as long as it gets on. The child reads its
 * standard input and exits when that closes, so that it can't outlive this process however this one ends.
 */
export async function startChild(parameters: ChildParameters): Promise<Child> {
  const { folder, name, entry, nodeArgs = [], args = [], environment, logFile, signal } = parameters
  signal?.throwIfAborted()
  const child = spawn(
    process.execPath,
    [`--title=${titleOf(folder, name)}`, ...FRUGAL, ...nodeArgs, entry, ...args],
    {
      stdio: ['pipe', 'pipe', 'pipe'],
      // A process group of its own: Ctrl-C reaches the devnet alone, which then stops its children in order.
      detached: true,
      env: {
        PATH: process.env.PATH ?? '',
        HOME: process.env.HOME ?? '',
        ...environment,
        ACESO_PARENT_WATCH: '1',
      },
    },
  )
  const log = createWriteStream(logFile, { flags: 'a', mode: 0o600 })
  // A log that can't be written must not end the network; whoever looks for it finds out.
  log.on('error', () => undefined)
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => {
      log.end()
      resolve()
    })
  })
  const listening = await untilListening(child, log, parameters)
  return {
    name,
    url: listening.url,
    listening,
    pid: child.pid as number,
    ended,
    async stop(signal = 'SIGTERM') {
      child.kill(signal)
      const silence = watchSilence({
        pid: child.pid as number,
        deadline: STOP_SILENCE,
        onSilence: () => child.kill('SIGKILL'),
      })
      await ended
      silence.stop()
    },
  }
}

function untilListening(
  child: ChildProcess,
  log: NodeJS.WritableStream,
  { name, logFile, signal }: ChildParameters,
): Promise<ChildEvent & { url: string }> {
  return new Promise((resolve, reject) => {
    // The first two lines, of a message and its cause; not Node's warnings, nor a stack.
    const said: string[] = []
    const fail = (reason: string) => {
      silence.stop()
      child.kill('SIGKILL')
      reject(new ProcessFailedError(name, logFile, reason, said.join(' ')))
    }
    const silence = watchSilence({
      pid: child.pid ?? 0,
      deadline: START_SILENCE,
      onSilence: () => fail(`it has neither printed nor worked for ${START_SILENCE / 1000} s`),
    })
    const end = () => fail('the start was ended')
    signal?.addEventListener('abort', end, { once: true })
    child.once('error', (error) => fail(error.message))
    child.once('close', (code, signal) => fail(`it ended with ${signal ?? `exit code ${code}`}`))
    createInterface({ input: child.stderr as NodeJS.ReadableStream }).on('line', (line) => {
      log.write(`${line}\n`)
      silence.heard()
      if (said.length < 2 && !/^\(|^\s+at /.test(line) && line.trim()) said.push(line.trim())
    })
    createInterface({ input: child.stdout as NodeJS.ReadableStream }).on('line', (line) => {
      log.write(`${line}\n`)
      silence.heard()
      const event = eventIn(line)
      if (event?.event !== 'listening' || event.url === undefined) return
      silence.stop()
      signal?.removeEventListener('abort', end)
      resolve({ ...event, url: event.url })
    })
  })
}

function eventIn(line: string): ChildEvent | undefined {
  if (!line.startsWith('{')) return undefined
  try {
    const event = JSON.parse(line) as ChildEvent
    return typeof event.event === 'string' ? event : undefined
  } catch {
    return undefined
  }
}
