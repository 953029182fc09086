// The proving comparison; scripts/bench.mjs installs what it needs. With --write it renews docs/benchmarks.md.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createProver } from '@aceso/prover'
import { describeMachine } from './machine.js'
import { measure } from './measure.js'
import { ownSubjects } from './ownSubjects.js'
import { benchmarksPage, provingSection } from './page.js'
import { root } from './root.js'
import { semaphoreName, semaphoreSubjects } from './semaphoreSubjects.js'

const ROUNDS = 5

const machine = describeMachine()
const subjects = [...ownSubjects(), ...(await semaphoreSubjects([20, 32]))]
const measurements = await measure(subjects, ROUNDS, (progress) => console.log(`  ${progress}`))
const run = { machine, rounds: ROUNDS, measurements, reference: semaphoreName(20) }

console.log(`\n${provingSection(run)}`)
if (process.argv.includes('--write')) writeFileSync(join(root, 'docs/benchmarks.md'), benchmarksPage(run))

// The curve's threads, which snarkjs shares between provers, would keep the process alive.
await createProver().close()
