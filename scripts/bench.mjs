// `npm run bench`: gas of every user call, constraints and proving time of every circuit.
import { bin, run, setup } from './setup.mjs'

await setup()
await run('Benchmarks', bin('tsx'), ['bench/src/main.ts', ...process.argv.slice(2)])
