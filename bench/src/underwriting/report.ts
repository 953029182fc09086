import type { Row } from '../table.js'
import { type Path, type Scenario, scenario, simulate } from './simulate.js'

/** Paths to a table; each has a seed of its own. */
const PATHS = 200

/** Full collateral, and beside it what selling the same capital several times would do. */
export function underwritingRows(): { title: string; rows: Row[] }[] {
  return [...leverageRows(), exitRows()]
}

function leverageRows() {
  return [1, 4, 16].map((leverage) => {
    const s = { ...scenario, leverage, capital: scenario.capital / leverage }
    const paths = pathsOf(s)
    return { title: titleOf(s), rows: rowsOf(paths, leverage) }
  })
}

/** Who earns what while nine tenths of a pool wait to leave it: by the rule of the contracts, and by others. */
function exitRows(): { title: string; rows: Row[] } {
  const rules = [
    ['until they are paid', 'untilPaid'],
    ['until they are admitted', 'untilAdmitted'],
    ['nothing', 'never'],
  ] as const
  const rows = rules.flatMap(([what, exitsEarn]) => {
    const paths = pathsOf({ ...scenario, leaving: 0.9, exitsEarn })
    return [
      {
        what: `exits earn ${what}: return of exits, a year, mean`,
        figure: percent(mean(paths.map(({ left }) => left))),
      },
      { what: '  of those who stay', figure: percent(mean(paths.map(({ stayed }) => stayed))) },
    ]
  })
  return { title: 'Nine tenths of the capital ask to leave after a year', rows }
}

function pathsOf(s: Scenario): Path[] {
  return Array.from({ length: PATHS }, (_, index) => simulate(s, index + 1))
}

function titleOf({ policies, years, leverage }: Scenario): string {
  const collateral = leverage === 1 ? 'full collateral' : `capital sold ${leverage} times over`
  return `Underwriting: ${policies.toLocaleString('en')} policies, ${years} years, ${PATHS} paths, ${collateral}`
}

function rowsOf(paths: readonly Path[], leverage: number): Row[] {
  const returns = paths.map(({ annualReturn }) => annualReturn).sort((a, b) => a - b)
  const at = (part: number) => returns[Math.min(returns.length - 1, Math.floor(part * returns.length))] ?? 0
  const days = paths.reduce((sum, path) => sum + path.days, 0)
  const breaker = paths.reduce((sum, { breakerDays }) => sum + breakerDays, 0) / days
  const short = paths.filter(({ shortfall }) => shortfall > 0).length / paths.length
  return [
    { what: 'return of providers, a year, median', figure: percent(at(0.5)) },
    { what: '  worst of twenty paths', figure: percent(at(0.05)) },
    { what: '  best of twenty paths', figure: percent(at(0.95)) },
    { what: 'loss ratio, mean', figure: percent(mean(paths.map(({ lossRatio }) => lossRatio))) },
    { what: '  highest', figure: percent(Math.max(...paths.map(({ lossRatio }) => lossRatio))) },
    { what: 'days with a payout held', figure: percent(breaker) },
    ...(leverage === 1 ? idleRows(paths) : []),
    { what: 'paths with a shortfall', figure: percent(short), ...(leverage === 1 ? { target: '0' } : {}) },
  ]
}

function idleRows(paths: readonly Path[]): Row[] {
  const [means, most] = [paths.map(({ idle }) => idle.mean), paths.map(({ idle }) => idle.most)].map(
    (values) => [...values].sort((a, b) => a - b),
  ) as [number[], number[]]
  return [
    { what: 'liability above what can be claimed, median of means', figure: percent(middle(means)) },
    { what: '  mean', figure: percent(mean(means)) },
    { what: '  highest of a median path', figure: percent(middle(most)) },
    { what: '  highest of all', figure: percent(Math.max(...most)) },
  ]
}

function middle(sorted: readonly number[]): number {
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function percent(value: number): string {
  return `${(value * 100).toFixed(2)} %`
}
