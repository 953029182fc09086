// `npm test`: sets up, checks style, structure and the receipts of the deep runs, then runs every test from the circuits
// to the whole claim. `npm test -- NAME` runs one suite or file with what it needs.
import { parseArgs } from 'node:util'
import { deepRuns } from './deepRuns.mjs'
import { faultsOf, readReceipts } from './receipts.mjs'
import { runSuite } from './runSuite.mjs'
import { root, run, setup } from './setup.mjs'
import { chooseSuites, listSuites } from './suites.mjs'

const help = `Usage: npm test [-- NAME …]

Without a NAME: style and structure, the receipts of the deep runs, then every test; at the end where the time went.
With one: only the tests of that suite, or those whose file has it in its path, with what they need.

  NAME    ${[...listSuites(root)].map(({ name }) => name).join(', ')}, or a part of a path
  --help  this text

What is drawn is drawn by SEED, 1 by default. \`npm run test:deep\` runs what is
exhaustive.
`

const { names, suites } = readOptions()
const seed = process.env.SEED ?? '1'
const began = performance.now()
const took = []

if (names.length === 0) {
  await timed('install and build', () => setup())
  await timed('style, structure', () => run('Style and structure', 'npm', ['run', '--silent', 'check']))
} else {
  await setup(suites.flatMap(({ builds }) => builds))
}
const demanded = deepRuns.filter(({ due }) => !due)
const faults = names.length === 0 ? faultsOf(demanded, readReceipts(root), root) : []
for (const fault of faults) console.log(`\n✗ ${fault}`)
console.log(`\n▸ Tests, what is drawn by SEED=${seed}`)
const results = []
for (const suite of suites) {
  console.log(`\n▸ ${suite.name}`)
  const result = await runSuite(suite, { root, whole: names.length === 0, seed })
  results.push(result)
  took.push([result.name, result.seconds])
}
report()

function report() {
  if (names.length === 0) printTimes()
  const failed = results.flatMap(({ failed }) => failed)
  for (const fault of faults) console.log(`\n✗ ${fault}`)
  if (failed.length > 0) {
    console.log('\n✗ Tests failed. To repeat them:\n')
    for (const name of failed) console.log(`  SEED=${seed} npm test -- ${name}`)
  }
  if (failed.length + faults.length > 0) process.exitCode = 1
  else console.log('\nAll tests passed.')
}

function printTimes() {
  const row = (name, seconds) => console.log(`  ${seconds.toFixed(1).padStart(7)} s  ${name}`)
  console.log('\nWhere the time went:\n')
  for (const [name, seconds] of took) row(name, seconds)
  row('in all', (performance.now() - began) / 1000)
  console.log('\nThe slowest files (two of a suite may run side by side):\n')
  const files = results.flatMap(({ times }) => times).sort(([, a], [, b]) => b - a)
  for (const [name, seconds] of files.slice(0, 12)) row(name, seconds)
}

async function timed(name, work) {
  const started = performance.now()
  await work()
  took.push([name, (performance.now() - started) / 1000])
}

function readOptions() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { help: { type: 'boolean' } },
    })
    if (values.help) {
      console.log(help)
      process.exit()
    }
    const all = listSuites(root)
    return { names: positionals, suites: positionals.length > 0 ? chooseSuites(all, positionals) : all }
  } catch (error) {
    console.error(`${error.message}\n\n${help}`)
    process.exit(2)
  }
}
