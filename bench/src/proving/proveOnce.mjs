// A process that makes one proof and says the most memory it held, in bytes. JavaScript, so that no loader of
// TypeScript is counted.
import { existsSync, readFileSync } from 'node:fs'
import { groth16, wtns } from 'snarkjs'

const [wasm, zkey] = process.argv.slice(2).map((path) => readFileSync(path))
const witness = { type: 'mem' }
await wtns.calculate(JSON.parse(readFileSync(0, 'utf8')), wasm, witness)
await groth16.prove(zkey, witness)
process.stdout.write(String(peakMemory()))
process.exit()

/** Linux hands the parent's peak on to `maxRSS` of a child; that of the memory map is the process's own. */
function peakMemory() {
  const status = '/proc/self/status'
  const own = existsSync(status) && /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(status, 'utf8'))?.[1]
  return 1024 * Number(own || process.resourceUsage().maxRSS)
}
