import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { withProjectCopy } from '../projectCopy.js'
import { root, runTool } from './tools.js'

export type Check = { name: string; result: string; seconds: string }

/** Has every `check_` of `test/symbolic` proven, each by itself. */
export function prove(halmos: string): { checks: Check[]; isProven: boolean; text: string } {
  const tests = readdirSync(join(root, 'packages/contracts/test'), { encoding: 'utf8' }).filter(
    (path) => path.endsWith('.sol') || path === 'mocks' || path === 'symbolic',
  )
  return withProjectCopy(tests, (copy) => {
    const { code, text } = runTool(
      halmos,
      [
        '--forge-build-out',
        'packages/contracts/out',
        '--match-contract',
        'SymbolicTest$',
        '--solver-timeout-assertion',
        '1200000',
        '--loop',
        '10',
        '--no-status',
      ],
      copy,
    )
    const checks = [...checksIn(text), ...notRun(text)]
    const isProven = code === 0 && checks.every(({ result }) => result === 'PASS') && !isCut(text)
    return { checks, isProven, text }
  })
}

/** Whether a loop was not followed to its end, or something was skipped: Halmos only warns of it and says PASS. */
export function isCut(text: string): boolean {
  return /warnings#loop-bound|Skipped /.test(text)
}

/** Checks in the sources that Halmos says nothing of. */
function notRun(text: string): Check[] {
  const folder = join(root, 'packages/contracts/test/symbolic')
  const written = readdirSync(folder).flatMap((name) => [
    ...readFileSync(join(folder, name), 'utf8').matchAll(/function (check_\w+)/g),
  ])
  const seen = new Set(checksIn(text).map(({ name }) => name))
  return written
    .map(([, name]) => String(name))
    .filter((name) => !seen.has(name))
    .map((name) => ({ name, result: 'NOT RUN', seconds: '0' }))
}

/** Results in what Halmos prints, which may be coloured. */
export function checksIn(text: string): Check[] {
  const plain = text.replaceAll(new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g'), '')
  return [...plain.matchAll(/\[(\w+)\] (check_\w+)\(.*time: ([\d.]+)s/g)].map(
    ([, result, name, seconds]) => ({
      name: String(name),
      result: String(result),
      seconds: String(seconds),
    }),
  )
}
