import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { startNetwork } from '@aceso/devnet'
import { createProver } from '@aceso/prover'
import { measureGas } from './gas.js'
import { syncRows } from './sync.js'
import { printTable } from './table.js'
import { underwritingRows } from './underwriting/report.js'

const folder = mkdtempSync(join(tmpdir(), 'aceso-bench-'))
const prover = createProver()

console.log(
  `Node ${process.versions.node}, ${cpus().length} cores (${cpus()[0]?.model.trim() ?? 'unknown'}).`,
)
for (const { title, rows } of underwritingRows()) printTable(title, rows)
printTable('Sync of the policy book', syncRows())

console.log('\nStarting a network; this takes about two minutes…')
const network = await startNetwork({ folder })
try {
  printTable('Gas, whole transactions', await measureGas(network, prover))
} finally {
  await network.stop()
  await prover.close()
  rmSync(folder, { recursive: true, force: true })
}
