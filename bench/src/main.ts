import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { startNetwork } from '@aceso/devnet'
import { createProver } from '@aceso/prover'
import { measureGas } from './gas.js'
import { provingRows, type Timings, timedProver } from './proving.js'
import { printTable } from './table.js'
import { underwritingRows } from './underwriting/report.js'

const REPEAT = 5

const folder = mkdtempSync(join(tmpdir(), 'aceso-bench-'))
const prover = createProver()
const timings: Timings = { claim: [], insertion: [], cancel: [] }

console.log(
  `Node ${process.versions.node}, ${cpus().length} cores (${cpus()[0]?.model.trim() ?? 'unknown'}).`,
)
for (const { title, rows } of underwritingRows()) printTable(title, rows)

console.log('\nStarting a network; this takes about two minutes…')
const network = await startNetwork({ folder })
try {
  const gas = await measureGas(network, timedProver(prover, timings, REPEAT))
  printTable('Gas, whole transactions', gas)
  printTable('Circuits', provingRows(timings, REPEAT))
} finally {
  await network.stop()
  await prover.close()
  rmSync(folder, { recursive: true, force: true })
}
