// `npm run bench`: the underwriting simulated, gas of every user call, constraints and proving time of every circuit, and
// a million purchases.
import { bin, run, setup } from './setup.mjs'

await setup()
await run('Benchmarks', bin('tsx'), ['bench/src/main.ts', ...process.argv.slice(2)])
await run(
  'A million purchases (some minutes)',
  'node',
  ['scripts/forge.mjs', 'test', '-vv', '--match-path', 'packages/contracts/test/scale/*'],
  { FOUNDRY_PROFILE: 'scale' },
)
