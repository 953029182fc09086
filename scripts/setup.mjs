// Installs and builds what a fresh clone lacks. Plain JavaScript: it runs before anything is installed.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))

/**
 * Installs when the lock file changed since the last install, then builds what changed since the last build: all, or
 * only these workspaces and what they need.
 */
export async function setup(workspaces) {
  requireNode()
  await install('Installing packages (about a minute)')
  if (workspaces?.length === 0) return
  const filters = (workspaces ?? []).map((name) => `--filter=${name}...`)
  await run('Building', bin('turbo'), [
    'run',
    'build',
    ...filters,
    '--output-logs=new-only',
    '--no-update-notifier',
  ])
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
      env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1', ...env },
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

/** Installs a folder's packages unless its lock file is that of the last install. */
export async function install(title, folder = '.', hint = '') {
  const lock = createHash('sha256')
    .update(readFileSync(join(root, folder, 'package-lock.json')))
    .digest('hex')
  const stamp = join(root, folder, 'node_modules', '.aceso-lock')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return
  const args = ['ci', '--prefix', folder, '--no-audit', '--no-fund', '--loglevel=error']
  await run(title, 'npm', args, {}, hint)
  writeFileSync(stamp, lock)
}
