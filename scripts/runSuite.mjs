// Runs one suite with its output shown, and says what it took and which files failed.
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { stripVTControlCharacters } from 'node:util'

/**
 * `whole`: the files are all of the suite. Resolves to the seconds of the run and of its files, and the files that
 * failed; where no file is to blame, the suite's name.
 */
export async function runSuite({ name, folder, files }, { root, whole, seed }) {
  const started = performance.now()
  const run = name === 'forge' ? runForge : runVitest
  const { times, failed } = await run({ name, folder, files }, { root, whole, seed })
  return { name, seconds: (performance.now() - started) / 1000, times, failed }
}

async function runVitest({ name, folder, files }, { root, whole, seed }) {
  const scratch = mkdtempSync(join(tmpdir(), 'aceso-tests-'))
  try {
    const report = join(scratch, 'report.json')
    const vitest = join(root, 'node_modules/vitest/vitest.mjs')
    const chosen = whole ? [] : files.map((file) => relative(folder, file))
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
    const { code } = await show(process.execPath, [vitest, 'run', ...reporters, ...chosen], {
      cwd: join(root, folder),
      env: { SEED: seed },
    })
    const results = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')).testResults : []
    const times = results.map((file) => [relative(root, file.name), (file.endTime - file.startTime) / 1000])
    const failed = results
      .filter(({ status }) => status === 'failed')
      .map((file) => relative(root, file.name))
    return { times, failed: code === 0 ? [] : failed.length > 0 ? failed : [name] }
  } finally {
    rmSync(scratch, { recursive: true })
  }
}

async function runForge({ name, folder, files }, { root, whole, seed }) {
  const tsx = join(root, 'node_modules/tsx/dist/cli.mjs')
  const only = files.length === 1 ? files[0] : `{${files.join(',')}}`
  const chosen = whole ? [] : ['--match-path', only]
  const { code, output } = await show(
    process.execPath,
    [tsx, join(root, folder, 'test/run/main.ts'), ...chosen],
    {
      cwd: root,
      env: { SEED: seed },
    },
  )
  const failed = [...output.matchAll(/^Encountered \d+ failing tests? in ([^:\s]+):/gm)].map(
    ([, file]) => file,
  )
  return { times: [], failed: code === 0 ? [] : failed.length > 0 ? [...new Set(failed)] : [name] }
}

/** Runs a command, shows what it prints and returns it. */
export function show(command, args, { cwd, env = {} }) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...(process.stdout.isTTY ? { FORCE_COLOR: '1' } : {}), ...env },
    })
    const parts = []
    child.stdout.on('data', (part) => {
      parts.push(part)
      process.stdout.write(part)
    })
    child.stderr.pipe(process.stderr, { end: false })
    child.on('error', reject)
    child.on('close', (code, signal) =>
      resolve({
        code: code ?? signal,
        output: stripVTControlCharacters(Buffer.concat(parts).toString('utf8')),
      }),
    )
  })
}
