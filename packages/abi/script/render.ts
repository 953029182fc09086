import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '../../..')

/** Contracts whose ABI is published, and libraries whose errors reach callers. */
const contracts = [
  'ClaimDesk',
  'CoverDesk',
  'OracleRegistry',
  'PolicyBook',
  'ProductCatalog',
  'UnderwritingPool',
]

type AbiItem = { type: string; name?: string }
type CircuitManifest = { circuits: Record<string, { publicSignals: string[] }> }

const header = '// Generated from contracts, circuits and deployments by `npm run generate`. Do not edit.\n\n'

/** File name to content of everything under src/generated. */
export function render(): Map<string, string> {
  const files = new Map<string, string>()
  const errors = new Map<string, AbiItem>()
  for (const name of contracts) {
    const abi = readJson<{ abi: AbiItem[] }>(`packages/contracts/artifacts/${name}.sol/${name}.json`).abi
    for (const item of abi) if (item.type === 'error') errors.set(JSON.stringify(item), item)
    files.set(`${variable(name)}Abi.ts`, constant(`${variable(name)}Abi`, abi))
  }
  const sorted = [...errors.values()].sort((a, b) => (a.name ?? '').localeCompare(b.name ?? ''))
  files.set('errorsAbi.ts', constant('errorsAbi', sorted))
  files.set('publicSignals.ts', constant('publicSignals', signals()))
  files.set('deployments.ts', constant('deployments', deployments()))
  return files
}

function signals(): Record<string, string[]> {
  const { circuits } = readJson<CircuitManifest>('circuits/circuits.json')
  return Object.fromEntries(
    Object.entries(circuits).map(([name, { publicSignals }]) => [name, publicSignals]),
  )
}

function deployments(): Record<string, unknown> {
  const files = readdirSync(join(root, 'deployments')).filter((file) => file.endsWith('.json'))
  return Object.fromEntries(files.sort().map((file) => [file.slice(0, -5), readJson(`deployments/${file}`)]))
}

function constant(name: string, value: unknown): string {
  return `${header}export const ${name} = ${JSON.stringify(value, null, 2)} as const\n`
}

function variable(contract: string): string {
  return contract[0]?.toLowerCase() + contract.slice(1)
}

function readJson<T>(path: string): T {
  return JSON.parse(readFileSync(join(root, path), 'utf8')) as T
}
