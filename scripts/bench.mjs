// `npm run bench`: the underwriting simulated, gas of every user call, a million purchases, and the circuits beside a
// peer's.
import { parseArgs } from 'node:util'
import { bin, install, run, setup } from './setup.mjs'

const help = `Usage: npm run bench [-- options]

Simulates the underwriting, measures the gas of every user call and of a million purchases, then what proving takes,
in the same run as Semaphore v4. For that it installs Semaphore's packages into bench/peers once (110 MB).

  --proving  only the proving
  --write    renew docs/benchmarks.md from it
  --help     this text
`

const { proving, write } = readOptions()
await setup()
if (!proving) {
  await run('Benchmarks', bin('tsx'), ['bench/src/main.ts'])
  await run('A million purchases (some minutes)', bin('tsx'), ['packages/contracts/test/scale/main.ts'])
}
await install(
  'Installing Semaphore to compare with (110 MB, once)',
  'bench/peers',
  'Only the comparison needs it. If npm could not be reached, connect and run `npm run bench -- --proving`.',
)
await run('Proving, beside Semaphore (about two minutes)', bin('tsx'), [
  'bench/src/proving/main.ts',
  ...(write ? ['--write'] : []),
])

function readOptions() {
  const options = {
    proving: { type: 'boolean' },
    write: { type: 'boolean' },
    help: { type: 'boolean' },
  }
  try {
    const { values } = parseArgs({ options })
    if (!values.help) return values
    console.log(help)
    process.exit()
  } catch (error) {
    console.error(`${error.message}\n\n${help}`)
    process.exit(1)
  }
}
