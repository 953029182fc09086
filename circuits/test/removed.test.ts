// SPDX-License-Identifier: GPL-3.0-or-later
// What the circuits' constraints are for: each removed one shows. With `DEEP=1` all of every circuit are removed, else
// some of one circuit that is drawn.
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readCircuits } from '../script/manifest.js'
import { buildFolder } from '../script/paths.js'
import { compileAlone } from './alone.js'
import { loadBuilt, loadCircuit, p } from './circuit.js'
import { deep, drawing, drawn } from './deep.js'
import { type Account, account } from './forced/account.js'
import { type Analysis, analyse, ruleCounts } from './forced/analysis.js'
import { divisors } from './forced/divisors.js'
import { shipped } from './forced/shipped.js'

const SAMPLE = 20
const HOURS = 4 * 3_600_000

function report(name: string, { system, deduced }: Analysis, found: Account): void {
  if (!deep) return
  const redundant = [...found.redundant].map(([reason, count]) => `${count} redundant, ${reason}`)
  const counts = [
    `${found.removed} of ${system.constraints.length}`,
    `${found.unforced} noticed, as something isn't forced any more`,
    `${found.accepted} noticed, as a refused input is accepted`,
    ...redundant,
    `${found.unaccounted.length} unaccounted`,
  ]
  console.log(`figure ${name}, wires forced: ${JSON.stringify(ruleCounts(deduced))}`)
  console.log(`figure ${name}, constraints removed: ${counts.join('; ')}`)
}

const quotients = new Set<string>()

describe.each(drawn(readCircuits(), 1))(`$name${drawing}`, ({ name, template }) => {
  const { input, others, computed, refused } = shipped[name]!
  let analysis: Analysis
  const analysed = () =>
    (analysis ??= analyse(join(buildFolder(name), name), template, loadBuilt(name).witness(input())))

  it('has one witness for its inputs', () => {
    const { system, unforced, deduced, witness } = analysed()
    expect(unforced.map((wire) => system.names[wire])).toEqual([])
    expect(deduced.values).toEqual(witness)
    for (const { rule, wires } of deduced.steps)
      if (rule === 'quotient') quotients.add(system.names[wires[0]!]!)
  })

  it('computes what it compares', () => {
    const counts: Record<string, number> = {}
    for (const wire of analysed().computed) {
      const [, own] = /^main\.(\w+)/.exec(analysis.system.names[wire]!)!
      counts[own!] = (counts[own!] ?? 0) + 1
    }
    expect(counts).toEqual(computed)
  })

  it(
    'shows the absence of each constraint',
    () => {
      const { witness } = loadBuilt(name)
      const places = drawn([...analysed().system.constraints.keys()], SAMPLE)
      const found = account(analysis, places, refused, () => others().map(witness))
      report(name, analysis, found)
      expect(found.unaccounted).toEqual([])
    },
    HOURS,
  )
})

it.runIf(deep)('every argument for a divisor is needed', () => {
  const needed = divisors.filter(({ signal }) => [...quotients].some((name) => signal.test(name)))
  expect(needed).toEqual(divisors)
})

/** Constraints of a template alone of which no witness shows the absence, by their wires. */
function unnoticed(
  name: string,
  template: string,
  parameters: string,
  inputs: Record<string, bigint | bigint[]>[],
) {
  const files = compileAlone(name, template, parameters)
  const circuit = loadCircuit(`${files}_js/${name}.wasm`)
  let left: string[] | undefined
  for (const input of inputs) {
    const { unaccounted } = accountOf(analyse(files, template, circuit.witness(input)), left)
    left = unaccounted
  }
  return left!.map((line) => line.replace(/^constraint \d+ of /, ''))

  function accountOf(analysis: Analysis, only: string[] | undefined): Account {
    const places = only?.map((line) => Number(/\d+/.exec(line)![0]))
    return account(
      analysis,
      places ?? analysis.system.constraints.keys(),
      () => [],
      () => [],
    )
  }
}

describe('where a choice is made by comparing, some input shows the absence of each constraint', () => {
  it('of AtMostConstant', () => {
    const inputs = Array.from({ length: 8 }, (_, place) => {
      const low = 32n * BigInt(place)
      const value = (((p - 1n) >> low) << low) - (place === 0 ? 0n : 1n << low)
      return { bits: Array.from({ length: 254 }, (_, i) => (value >> BigInt(i)) & 1n) }
    })
    expect(unnoticed('removed_at_most', 'AtMostConstant', '254, -1', inputs)).toEqual([])
  })

  it('of ActiveFlags, but for those of the first flag, which is always set', () => {
    const inputs = Array.from({ length: 8 }, (_, i) => ({ count: BigInt(i + 1) }))
    expect(unnoticed('removed_active_flags', 'ActiveFlags', '8', inputs)).toEqual([
      'main.active[0]',
      'main.active[0], main.active[1]',
    ])
  })
})
