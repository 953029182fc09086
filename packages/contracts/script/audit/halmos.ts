import { readdirSync } from 'node:fs'
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
        '120000',
        '--loop',
        '10',
        '--no-status',
      ],
      copy,
    )
    const checks = checksIn(text)
    const isProven = code === 0 && checks.length > 0 && checks.every(({ result }) => result === 'PASS')
    return { checks, isProven, text }
  })
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
