// `npm run test:deep`: what is exhaustive, with a receipt for each run in tested.json.
import { parseArgs } from 'node:util'
import { deepRuns } from './deepRuns.mjs'
import { figuresOf, hashSources, readReceipts, staleRuns, writeReceipt } from './receipts.mjs'
import { show } from './runSuite.mjs'
import { root, setup } from './setup.mjs'

const help = `Usage: npm run test:deep [-- NAME …]

Runs what is exhaustive and writes a receipt for each run that passes into tested.json, to be committed: the hash of the
sources that it covers, what it found, the day. Without a NAME: the runs whose sources changed since their receipt.

${deepRuns.map(({ name, title, takes }) => `  ${name.padEnd(22)}${title} (${takes})`).join('\n')}

  --all   all of them
  --list  which have a receipt that holds, and run nothing
  --help  this text
`

const { values, names } = readOptions()
const stale = staleRuns(deepRuns, readReceipts(root), root)
if (values.list) {
  const receipts = readReceipts(root)
  for (const { name } of deepRuns) {
    const old = stale.some((run) => run.name === name)
    const { date, seconds } = receipts[name] ?? {}
    const state = !old
      ? `tested ${date}, ${seconds} s`
      : receipts[name]
        ? 'older than its sources'
        : 'no receipt'
    console.log(`${old ? '✗' : '✓'} ${name.padEnd(22)}${state}`)
  }
  process.exit(stale.length > 0 ? 1 : 0)
}
const chosen =
  names.length > 0 ? deepRuns.filter(({ name }) => names.includes(name)) : values.all ? deepRuns : stale
if (chosen.length === 0)
  console.log('Every receipt holds. `npm run test:deep -- --all` runs everything again.')
else await setup()

const failed = []
for (const [i, run] of chosen.entries()) {
  console.log(`\n▸ ${i + 1}/${chosen.length} ${run.name}: ${run.title} (${run.takes})`)
  if (!(await runDeep(run))) failed.push(run.name)
}
if (failed.length > 0) {
  console.log(`\n✗ Failed, without a receipt: ${failed.join(', ')}.`)
  process.exitCode = 1
} else if (chosen.length > 0) console.log('\n✓ All passed. Commit tested.json.')

/** True when it passed and what it covered stayed the same meanwhile; then its receipt is written. */
async function runDeep(run) {
  const sources = hashSources(run, root)
  const started = performance.now()
  const [command, ...args] = run.command
  const { code, output } = await show(command, args, { cwd: root, env: { DEEP: '1', ...run.env } })
  const seconds = Math.round((performance.now() - started) / 1000)
  if (code !== 0) {
    console.log(`\n✗ ${run.name} failed after ${seconds} s (exit code ${code}).`)
    return false
  }
  if (hashSources(run, root) !== sources) {
    console.log(`\n✗ The sources of ${run.name} changed while it ran: no receipt. Run it again.`)
    return false
  }
  const date = new Date().toISOString().slice(0, 10)
  writeReceipt(root, deepRuns, run.name, { date, seconds, figures: figuresOf(output), sources })
  console.log(`\n✓ ${run.name}: ${seconds} s, its receipt is in tested.json.`)
  return true
}

function readOptions() {
  const option = { type: 'boolean' }
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { all: option, list: option, help: option },
    })
    if (values.help) {
      console.log(help)
      process.exit()
    }
    const unknown = positionals.filter((wanted) => !deepRuns.some(({ name }) => name === wanted))
    if (unknown.length > 0) throw new Error(`There is no deep run ${unknown.join(', ')}.`)
    return { values, names: positionals }
  } catch (error) {
    console.error(`${error.message}\n\n${help}`)
    process.exit(2)
  }
}
