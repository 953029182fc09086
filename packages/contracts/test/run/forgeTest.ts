import { spawnSync } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = join(dirname(fileURLToPath(import.meta.url)), '../../../..')

export type TestResult = {
  /** Below `packages/contracts/test`. */
  file: string
  name: string
  failed: boolean
  reason: string | null
  /** Cases that were tried, and calls in them where the test is an invariant. */
  cases: number
  calls: number
}

type Kind = { Fuzz?: { runs: number }; Invariant?: { runs: number; calls: number } }
type Suites = Record<
  string,
  {
    test_results: Record<string, { status: string; reason: string | null; kind: Kind }>
  }
>

/** Forge's executable through the wrapper that keeps its exit code. */
export const forge = [process.execPath, join(root, 'scripts/forge.mjs')] as const

/** What each test said. Throws where there was none to run, such as in sources that don't compile. */
export function forgeTest(
  args: readonly string[],
  { project = root, environment = {} }: { project?: string; environment?: NodeJS.ProcessEnv } = {},
): TestResult[] {
  const [node, wrapper] = forge
  const { stdout, stderr, error } = spawnSync(node, [wrapper, 'test', '--json', '--root', project, ...args], {
    cwd: project,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env: { ...process.env, ...environment },
  })
  if (error) throw error
  const json = stdout.split('\n').find((line) => line.startsWith('{"packages'))
  if (json === undefined) throw new Error(`Forge printed no result.\n${stdout}${stderr}`)
  return resultsIn(JSON.parse(json) as Suites)
}

function resultsIn(suites: Suites): TestResult[] {
  return Object.entries(suites).flatMap(([path, { test_results }]) =>
    Object.entries(test_results).map(([name, { status, reason, kind }]) => ({
      file: path.slice('packages/contracts/test/'.length, path.lastIndexOf(':')),
      name: name.split('(')[0] ?? name,
      failed: status === 'Failure',
      reason,
      cases: kind.Fuzz?.runs ?? kind.Invariant?.runs ?? 1,
      calls: kind.Invariant?.calls ?? 0,
    })),
  )
}
