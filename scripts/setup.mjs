// Installs and builds what a fresh clone lacks. Plain JavaScript: it runs before anything is installed.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runQuietly } from './quietly.mjs'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))
const quiet = { TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1', NO_UPDATE_NOTIFIER: '1' }
/** Seconds of a step that is worth a line. */
const WORTH_A_LINE = 3

/**
 * Installs when the lock file changed since the last install, then builds what changed since the last build: all, or
 * only these workspaces and what they need.
 */
export async function setup(workspaces) {
  requireNode()
  await install('Install')
  if (workspaces?.length !== 0) await build(workspaces ?? [])
}

async function build(workspaces) {
  const filters = workspaces.map((name) => `--filter=${name}...`)
  const args = ['run', 'build', ...filters, '--output-logs=new-only', '--no-update-notifier']
  const built = /^(?:@aceso\/)?([\w-]+):build: (.*)$/
  await step({
    title: 'Build',
    done: 'Everything is built.',
    command: bin('turbo'),
    args,
    doing(line) {
      const [, name, text = ''] = built.exec(line) ?? []
      if (!name) return undefined
      // Of the circuits it is worth knowing which one, since they take longest.
      return text.startsWith(`${name}: `) ? text : name
    },
    explain(lines) {
      const failed = lines
        .map((line) => /^(\S+):build: ERROR: command finished/.exec(line)?.[1])
        .find(Boolean)
      const own = lines.filter((line) => !failed || line.startsWith(`${failed}:build:`))
      return ofTheMachine(lines) ?? own.slice(-30).join('\n')
    },
  })
}

/** Runs a command with a line of progress; says in a line that it is done if it took a while; exits on failure. */
async function step({ title, done, explain, ...command }) {
  const started = performance.now()
  const { code, lines } = await runQuietly({ title, cwd: root, env: quiet, ...command })
  const seconds = (performance.now() - started) / 1000
  const head = (mark) => `  ${mark} ${title.padEnd(9)}${`${seconds.toFixed(1)} s`.padStart(8)}  `
  if (code !== 0) {
    console.error(`${head('✗')}failed\n\n${explain(lines)}`)
    process.exit(code)
  }
  if (seconds >= WORTH_A_LINE) console.log(`${head('✓')}${done}`)
}

/** Installs a folder's packages unless its lock file is that of the last install. */
export async function install(title, folder = '.', hint = '') {
  const lock = createHash('sha256')
    .update(readFileSync(join(root, folder, 'package-lock.json')))
    .digest('hex')
  const stamp = join(root, folder, 'node_modules', '.aceso-lock')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return
  // What npm's cache holds is not asked for again, so that a machine without a network can install too.
  const args = ['ci', '--prefix', folder, '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error']
  await step({
    title,
    done: 'All packages are installed.',
    command: 'npm',
    args,
    explain: (lines) => [ofTheMachine(lines) ?? lines.slice(-15).join('\n'), hint].join('\n').trimEnd(),
  })
  writeFileSync(stamp, lock)
}

/** What the output says of the machine's state, in a sentence; undefined where it says nothing of it. */
function ofTheMachine(lines) {
  const text = lines.join('\n')
  if (/ENOSPC|EDQUOT|no space left on device/i.test(text)) {
    return 'The disk is full. Packages and build take about 3 GB: make room, then start again.'
  }
  if (/\b(EACCES|EPERM|EROFS)\b|permission denied/i.test(text)) {
    return `A file can't be written. Make ${root} yours and writable, then start again.`
  }
  if (
    /\b(ENOTCACHED|ENOTFOUND|EAI_AGAIN|ENETUNREACH|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EHOSTUNREACH)\b/.test(
      text,
    )
  ) {
    return (
      "The package registry can't be reached, and npm's cache doesn't hold every package. " +
      'Connect to the network and start again; from then on it works without one.'
    )
  }
  if (/heap out of memory|ENOMEM|Cannot allocate memory/.test(text)) {
    return 'There is not enough memory. The build takes up to 2 GB: end other programs, then start again.'
  }
  return undefined
}

/** Runs a command in the repository's root with its output shown; says how long it took; exits on failure. */
export async function run(title, command, args, env = {}, hint = '') {
  const started = Date.now()
  console.log(`\n▸ ${title}`)
  const code = await new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: 'inherit',
      shell: process.platform === 'win32',
      env: { ...process.env, ...quiet, ...env },
    })
    child.on('error', reject)
    child.on('close', resolve)
  })
  if (code !== 0) {
    console.error(`\n✗ ${title} failed (exit code ${code}). ${hint}`.trimEnd())
    process.exit(code ?? 1)
  }
  console.log(`✓ ${title}: ${((Date.now() - started) / 1000).toFixed(1)} s`)
}

export function bin(name) {
  return join(root, 'node_modules', '.bin', name)
}

function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  console.error(`Aceso needs Node 20.19 or newer; this is ${process.versions.node}. See https://nodejs.org.`)
  process.exit(1)
}
