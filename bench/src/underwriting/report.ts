import type { Row } from '../table.js'
import { type Path, type Scenario, scenario, simulate } from './simulate.js'

/** Paths to a table; each has a seed of its own. */
const PATHS = 200

/** Full collateral, and beside it what selling the same capital several times would do. */
export function underwritingRows(): { title: string; rows: Row[] }[] {
  return [1, 4, 16].map((leverage) => {
    const s = { ...scenario, leverage, capital: scenario.capital / leverage }
    const paths = Array.from({ length: PATHS }, (_, index) => simulate(s, index + 1))
    return { title: titleOf(s), rows: rowsOf(paths, leverage) }
  })
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
    { what: 'paths with a shortfall', figure: percent(short), ...(leverage === 1 ? { target: '0' } : {}) },
  ]
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function percent(value: number): string {
  return `${(value * 100).toFixed(2)} %`
}
