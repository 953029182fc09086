import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { withProjectCopy } from '../../script/projectCopy.js'
import type { Bug } from './bugs.js'

const root = join(dirname(fileURLToPath(import.meta.url)), '../../../..')
const contracts = join(root, 'packages/contracts')

type Suite = { test_results: Record<string, { status: string }> }

/** A source in which the text stands once, with it replaced. Throws where it doesn't. */
export function withBug({ name, file, find, replace }: Bug): string {
  const source = readFileSync(join(contracts, 'src', file), 'utf8')
  const parts = source.split(find)
  if (parts.length !== 2) throw new Error(`"${name}": the text stands ${parts.length - 1} times in ${file}.`)
  return parts.join(replace)
}

/**
 * Runs test files in a copy of the contracts.
 * @param bug planted in the copy, if any
 * @param files below `test`
 * @returns names of the tests that failed, and how many passed, by file
 */
export function runTests(
  files: readonly string[],
  bug?: Bug,
): Map<string, { failed: string[]; passed: number }> {
  return withProjectCopy([...helpers(), ...files], (copy) => {
    if (bug) writeFileSync(join(copy, 'packages/contracts/src', bug.file), withBug(bug))
    return forgeTest(copy, files)
  })
}

/** Everything that tests share: Solidity files that are no tests. */
function helpers(): string[] {
  return readdirSync(join(contracts, 'test'), { recursive: true, encoding: 'utf8' }).filter(
    (path) => path.endsWith('.sol') && !path.endsWith('.t.sol'),
  )
}

function forgeTest(project: string, files: readonly string[]) {
  const { stdout, stderr, error } = spawnSync(
    process.execPath,
    [join(root, 'scripts/forge.mjs'), 'test', '--json', '--root', project],
    {
      cwd: project,
      encoding: 'utf8',
      maxBuffer: 1 << 28,
      // A failure is enough; its shortest sequence would take minutes.
      env: { ...process.env, FORGE_SNAPSHOT_CHECK: 'false', FOUNDRY_INVARIANT_SHRINK_RUN_LIMIT: '0' },
    },
  )
  if (error) throw error
  const json = stdout.split('\n').find((line) => line.startsWith('{"packages'))
  if (json === undefined) throw new Error(`Forge printed no result.\n${stdout}${stderr}`)
  const suites = Object.entries(JSON.parse(json) as Record<string, Suite>)
  return new Map(
    files.map((file) => {
      const results = suites
        .filter(([name]) => name.startsWith(`packages/contracts/test/${file}:`))
        .flatMap(([, suite]) => Object.entries(suite.test_results))
      const failed = results
        .filter(([, { status }]) => status === 'Failure')
        .map(([name]) => name.split('(')[0] ?? name)
      return [file, { failed, passed: results.length - failed.length }]
    }),
  )
}
