// `npm test`: sets up, then checks style and structure, then runs every test from the circuits to the whole claim.
import { bin, run, setup } from './setup.mjs'

await setup()
await run('Style and structure', 'npm', ['run', '--silent', 'check'])
await run('Tests', bin('turbo'), ['run', 'test', '--concurrency=1', '--no-update-notifier'])
console.log('\nAll tests passed.')
