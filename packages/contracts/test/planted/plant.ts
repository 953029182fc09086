import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { withProjectCopy } from '../../script/projectCopy.js'
import { forgeTest, root } from '../run/forgeTest.js'
import type { Bug } from './bugs.js'

const contracts = join(root, 'packages/contracts')

/** A source in which the text stands once, with it replaced. Throws where it doesn't. */
export function withBug({ name, file, find, replace }: Bug): string {
  const source = readFileSync(join(contracts, 'src', file), 'utf8')
  const parts = source.split(find)
  if (parts.length !== 2) throw new Error(`"${name}": the text stands ${parts.length - 1} times in ${file}.`)
  return parts.join(replace)
}

/**
 * Lends a copy of the contracts and of the tests' files, in which bugs are planted one after another: what is compiled of
 * it once stays compiled, but for the contract that a bug is in.
 * @param files below `test`
 */
export function withField<T>(files: readonly string[], use: (field: Field) => T): T {
  return withProjectCopy([...helpers(), ...files], (copy) =>
    use({
      run(wanted, bug) {
        const path = bug && join(copy, 'packages/contracts/src', bug.file)
        const sound = path && readFileSync(path, 'utf8')
        if (path) writeFileSync(path, withBug(bug))
        try {
          return testsOf(copy, wanted)
        } finally {
          if (path && sound) writeFileSync(path, sound)
        }
      },
    }),
  )
}

export type Field = {
  /**
   * @param files below `test`
   * @param bug planted for this run, if any
   * @returns names of the tests that failed, and how many passed, by file
   */
  run(files: readonly string[], bug?: Bug): Map<string, { failed: string[]; passed: number }>
}

/** Everything that tests share: Solidity files that are no tests. */
function helpers(): string[] {
  return readdirSync(join(contracts, 'test'), { recursive: true, encoding: 'utf8' }).filter(
    (path) => path.endsWith('.sol') && !path.endsWith('.t.sol'),
  )
}

function testsOf(project: string, files: readonly string[]) {
  const paths = files.map((file) => `packages/contracts/test/${file}`)
  const match = paths.length === 1 ? paths.join() : `{${paths.join(',')}}`
  const results = forgeTest(['--match-path', match], {
    project,
    environment: {
      FORGE_SNAPSHOT_CHECK: 'false',
      FOUNDRY_FUZZ_RUNS: '512',
      // Tests create contracts from their artifacts, so that a changed one costs its own compilation only.
      FOUNDRY_DYNAMIC_TEST_LINKING: 'true',
      // A failure is enough: its shortest sequence would take minutes, and the next bug is another's.
      FOUNDRY_INVARIANT_SHRINK_RUN_LIMIT: '0',
    },
  })
  rmSync(join(project, 'packages/contracts/cache/invariant'), { recursive: true, force: true })
  rmSync(join(project, 'packages/contracts/cache/fuzz'), { recursive: true, force: true })
  return new Map(
    files.map((file) => {
      const own = results.filter((result) => result.file === file)
      const failed = own.filter((result) => result.failed).map(({ name }) => name)
      return [file, { failed, passed: own.length - failed.length }]
    }),
  )
}
