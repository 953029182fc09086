import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '../../..')

/** Contracts whose ABI is published. */
const contracts = [
  'AttestationTrigger',
  'ClaimDesk',
  'CoverDesk',
  'OracleRegistry',
  'ProductCatalog',
  'UnderwritingPool',
  'Upkeep',
]

/** Called by a contract at an address of their own, so that their errors are not in its ABI but reach its callers. */
const libraries = ['ExitQueue']

type AbiItem = { type: string; name?: string }
type Circuit = { publicSignals: string[]; boundSignals?: string[] }
type CircuitManifest = { circuits: Record<string, Circuit> }

const header = '// Generated from contracts, circuits and deployments by `npm run generate`. Do not edit.\n\n'

/** File name to content of everything under src/generated. */
export function render(): Map<string, string> {
  const files = new Map<string, string>()
  const errors = new Map<string, AbiItem>()
  for (const name of contracts)
    files.set(`${variable(name)}Abi.ts`, constant(`${variable(name)}Abi`, abiOf(name)))
  for (const item of [...contracts, ...libraries].flatMap(abiOf)) {
    if (item.type === 'error') errors.set(JSON.stringify(item), item)
  }
  const sorted = [...errors.values()].sort((a, b) => (a.name ?? '').localeCompare(b.name ?? ''))
  files.set('errorsAbi.ts', constant('errorsAbi', sorted))
  files.set('publicSignals.ts', constant('publicSignals', signals('publicSignals')))
  files.set('boundSignals.ts', constant('boundSignals', signals('boundSignals')))
  files.set('deployments.ts', constant('deployments', deployments()))
  return files
}

function abiOf(contract: string): AbiItem[] {
  return readJson<{ abi: AbiItem[] }>(`packages/contracts/artifacts/${contract}.sol/${contract}.json`).abi
}

/** The names of the signals by circuit, without circuits that have none of this kind. */
function signals(kind: 'publicSignals' | 'boundSignals'): Record<string, string[]> {
  const { circuits } = readJson<CircuitManifest>('circuits/circuits.json')
  return Object.fromEntries(
    Object.entries(circuits).flatMap(([name, circuit]) => (circuit[kind] ? [[name, circuit[kind]]] : [])),
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
