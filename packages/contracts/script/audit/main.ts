// `npm run audit`: a static analyser and a symbolic checker over the contracts, where they are installed.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type AcceptedFinding, judge } from './findings.js'
import { prove } from './halmos.js'
import { analyse } from './slither.js'
import { findTool, root } from './tools.js'

const help = `Usage: npm run audit [-- --require-all]

Analyses packages/contracts/src with Slither, compares what it finds with packages/contracts/audit/accepted.json,
and has Halmos prove every check in packages/contracts/test/symbolic.

Both are Python programs: pip install slither-analyzer halmos. They are taken from the path, or from ACESO_SLITHER
and ACESO_HALMOS. What is not installed is not run, and named at the end.

  --require-all  fail if one of them is not installed
  --help         show this

Fails on a finding that nobody has accepted, on an acceptance that covers nothing, on a function that Slither left out,
and on a check that is not proven.`

type Grouped = Omit<AcceptedFinding, 'where'> & { where: string[] }

const options = process.argv.slice(2)
if (options.some((option) => option !== '--require-all')) {
  console.log(help)
  process.exit(options.includes('--help') ? 0 : 1)
}
const notRun: string[] = []
let failed = false

const slither = findTool('slither')
if (slither) failed = !audit(slither) || failed
else leaveOut('slither', 'Slither (pip install slither-analyzer)')
const halmos = findTool('halmos')
if (halmos) failed = !check(halmos) || failed
else leaveOut('halmos', 'Halmos (pip install halmos)')

for (const tool of notRun) console.log(`\nNot run, since it is not installed: ${tool}.`)
if (notRun.length > 0 && options.includes('--require-all')) failed = true
console.log(
  failed ? '\n✗ Audit failed.' : notRun.length > 0 ? '\nNothing found by what was run.' : '\n✓ Audit passed.',
)
process.exitCode = failed ? 1 : 0

function leaveOut(name: string, tool: string): void {
  console.log(`figure ${name}: not installed`)
  notRun.push(tool)
}

function audit(command: string): boolean {
  console.log('Slither, about a minute…')
  const path = join(root, 'packages/contracts/audit/accepted.json')
  const groups = JSON.parse(readFileSync(path, 'utf8')) as Grouped[]
  const list = groups.flatMap(({ where, ...rest }) => where.map((place) => ({ ...rest, where: place })))
  const { findings, skipped } = analyse(command)
  const { accepted, open, stale } = judge(findings, list)
  console.log(`  ${findings.length} findings, ${accepted.length} of them accepted.`)
  for (const { impact, detector, where, description } of open)
    console.log(`  ✗ ${impact}: ${detector} in ${where}\n${description.replaceAll(/^/gm, '      ')}`)
  for (const { detector, where } of stale)
    console.log(`  ✗ ${detector} in ${where} is accepted, but not found. Take it off the list.`)
  for (const name of skipped) console.log(`  ✗ ${name} could not be analysed.`)
  console.log(`figure slither: ${findings.length} findings, ${accepted.length} accepted`)
  return open.length + stale.length + skipped.length === 0
}

function check(command: string): boolean {
  console.log('\nHalmos, some minutes…')
  const { checks, isProven, text } = prove(command)
  for (const { name, result, seconds } of checks)
    console.log(`  ${result === 'PASS' ? '✓' : '✗'} ${name}: ${result}, ${seconds} s`)
  if (!isProven) console.log(text.slice(-4000))
  const proven = checks.filter(({ result }) => result === 'PASS').length
  console.log(`figure halmos: ${proven} of ${checks.length} checks proven`)
  return isProven
}
