// Runs a command whose output nobody has to read: one line of progress, and what it said when it fails.
import { spawn } from 'node:child_process'

/** Milliseconds between two looks at something that runs: on a terminal, and in a file. */
const REDRAW = 200
const REPEAT = 10_000
/** Milliseconds until a command that takes no longer than that is shown at all. */
const QUICK = 1_500
/** Milliseconds that an interrupted command has to end by itself. */
const GRACE = 5_000
const windows = process.platform === 'win32'

/**
 * Resolves with the exit code and the lines of output. `doing` turns a line into what is shown of it, or into undefined.
 * Ctrl-C ends the command and all it has started, then this process.
 */
export async function runQuietly({ title, command, args, cwd, env, doing = () => undefined }) {
  const lines = []
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: windows,
    // A process group of its own, to be ended as a whole.
    detached: !windows,
  })
  const progress = showProgress(title)
  const read = (text) => {
    for (const line of text.split('\n').filter((part) => part.trim())) {
      lines.push(line)
      progress.doing = doing(line) ?? progress.doing
    }
  }
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', read)
  const ended = new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve(code ?? 1))
  })
  let interrupted = false
  const release = onInterrupt(async (exitCode) => {
    interrupted = true
    progress.stop()
    console.log('\nStopping…')
    await endGroup(child)
    process.exit(exitCode)
  })
  try {
    const code = await ended
    // It was ended, and did not fail: what follows is this process's end, once all else that it started is gone.
    if (interrupted) await new Promise(() => {})
    return { code, lines }
  } finally {
    release()
    progress.stop()
  }
}

const signals = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 }

function onInterrupt(stop) {
  let stopping = false
  const handlers = Object.entries(signals).map(([signal, code]) => {
    const handle = () => {
      if (!stopping) stop(code)
      stopping = true
    }
    process.on(signal, handle)
    return () => process.off(signal, handle)
  })
  return () => {
    for (const remove of handlers) remove()
  }
}

/** Ends a command and its descendants, the ones in groups of their own included. */
async function endGroup(child) {
  if (windows) return void child.kill()
  const group = child.pid
  signalGroup(group, 'SIGINT')
  for (let waited = 0; groupLives(group); waited += 50) {
    if (waited >= GRACE) signalGroup(group, 'SIGKILL')
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

function signalGroup(group, signal) {
  try {
    process.kill(-group, signal)
  } catch {
    // It has ended meanwhile.
  }
}

function groupLives(group) {
  try {
    process.kill(-group, 0)
    return true
  } catch {
    return false
  }
}

function showProgress(title) {
  const out = process.stdout
  const started = performance.now()
  const progress = { doing: '', stop }
  const width = () => (out.columns || 80) - 1
  let shown = false
  const draw = () => {
    const elapsed = performance.now() - started
    if (elapsed < QUICK) return
    const time = `${(elapsed / 1000).toFixed(0)} s`
    const text = `  · ${title.padEnd(9)}${time.padStart(8)}  ${progress.doing}`.trimEnd().slice(0, width())
    out.write(out.isTTY ? `\r\x1b[2K${text}` : `${text}\n`)
    shown = true
  }
  const timer = setInterval(draw, out.isTTY ? REDRAW : REPEAT)
  function stop() {
    clearInterval(timer)
    if (out.isTTY && shown) out.write('\r\x1b[2K')
    shown = false
  }
  return progress
}
