import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { withProjectCopy } from '../projectCopy.js'
import { type AuditFinding, findingsOf } from './findings.js'
import { runTool } from './tools.js'

/**
 * Detectors that say nothing here.
 * timestamp: terms, windows and deadlines are in hours and weeks of the chain, where a validator's seconds decide nothing.
 * naming-convention: Ax and Ay are the names of a point's coordinates in the circuits and their literature.
 * cyclomatic-complexity: a matter of style.
 */
const SILENT = ['timestamp', 'naming-convention', 'cyclomatic-complexity']

/** Functions that Slither could not translate are not analysed. */
export type Analysis = { findings: AuditFinding[]; skipped: string[] }

/** Analyses the sources; the verifiers are generated, and not ours. */
export function analyse(slither: string): Analysis {
  return withProjectCopy([], (copy) => {
    const sources = join(copy, 'packages/contracts/src')
    for (const path of readdirSync(sources, { recursive: true, encoding: 'utf8' })) {
      if (!path.endsWith('.sol')) continue
      const source = readFileSync(join(sources, path), 'utf8')
      writeFileSync(join(sources, path), withWideSums(source))
    }
    const out = 'packages/contracts/out'
    const build = runTool(
      'forge',
      ['build', 'packages/contracts/src', '--build-info', '--color', 'never'],
      copy,
    )
    if (build.code !== 0) throw new Error(`The sources don't compile.\n${build.text}`)
    const report = join(copy, 'slither.json')
    const { text } = runTool(
      slither,
      [
        '.',
        '--ignore-compile',
        '--foundry-out-directory',
        out,
        // A filter of node_modules would drop whatever only touches a dependency, such as a call through a modifier.
        '--exclude-dependencies',
        '--filter-paths',
        'packages/contracts/src/verifiers',
        '--exclude',
        SILENT.join(','),
        '--json',
        report,
      ],
      copy,
    )
    const skipped = [...text.matchAll(/Impossible to generate IR for (\S+)/g)].map(([, name]) => String(name))
    try {
      return {
        findings: findingsOf(JSON.parse(readFileSync(report, 'utf8'))),
        skipped: [...new Set(skipped)],
      }
    } catch (error) {
      throw new Error(`Slither gave no report: ${(error as Error).message}\n${text.slice(-2000)}`)
    }
  })
}

/**
 * Slither takes the type of a sum for that of its first term, finds no library for it and leaves the function out. In its
 * copy a narrow first term is widened, which is what the compiler does anyway.
 */
export function withWideSums(source: string): string {
  return source.replaceAll(/\((\w+\.\w+)(?= [+-] .*\)\.toUint\d+\(\))/g, '(uint256($1)')
}
