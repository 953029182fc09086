import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isAddress } from 'viem'
import type { DeploymentRecord } from './DeploymentRecord.js'
import { DeploymentFileError } from './deploymentErrors.js'

const addresses = [
  'deployer',
  'create2Proxy',
  'accessManager',
  'oracleRegistry',
  'productCatalog',
  'coverDesk',
  'claimDesk',
  'attestationTrigger',
  'upkeep',
] as const

/** Writes `<chainId>.json` into the folder; the start block becomes decimal text. */
export function writeDeployment(folder: string, record: DeploymentRecord): string {
  mkdirSync(folder, { recursive: true })
  const path = join(folder, `${record.chainId}.json`)
  const content = { ...record, startBlock: String(record.startBlock) }
  writeFileSync(path, `${JSON.stringify(content, null, 2)}\n`)
  return path
}

/** Reads such a file; throws `DeploymentFileError` unless it has the form of one. */
export function readDeployment(path: string): DeploymentRecord {
  const content = parse(path)
  const fail = (reason: string): never => {
    throw new DeploymentFileError(path, reason)
  }
  if (!Number.isSafeInteger(content.chainId)) fail('chainId is not a number')
  if (!/^\d+$/.test(String(content.startBlock))) fail('startBlock is not a whole number')
  if (typeof content.network !== 'string') fail('network is missing')
  for (const name of addresses) if (!isAddress(String(content[name]))) fail(`${name} is not an address`)
  if (!isRecord(content.accounts)) fail('accounts are missing')
  for (const [name, account] of Object.entries(content.accounts as object)) {
    if (!isAddress(String(account))) fail(`the account ${name} is not an address`)
  }
  if (!isRecord(content.contracts)) fail('contracts are missing')
  if (!Array.isArray(content.pools)) fail('pools are missing')
  for (const contract of [...Object.values(content.contracts as object), ...(content.pools as unknown[])]) {
    if (!isContract(contract)) fail('a contract lacks its address, arguments or libraries')
  }
  return { ...content, startBlock: BigInt(String(content.startBlock)) } as DeploymentRecord
}

/** Paths of all such files in a folder. */
export function deploymentFiles(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => /^\d+\.json$/.test(name))
    .sort()
    .map((name) => join(folder, name))
}

function parse(path: string): Record<string, unknown> {
  try {
    const content: unknown = JSON.parse(readFileSync(path, 'utf8'))
    if (isRecord(content)) return content
  } catch (error) {
    throw new DeploymentFileError(path, error instanceof Error ? error.message : 'unreadable')
  }
  throw new DeploymentFileError(path, 'it holds no object')
}

function isContract(value: unknown): boolean {
  return (
    isRecord(value) &&
    isAddress(String(value.address)) &&
    Array.isArray(value.args) &&
    isRecord(value.libraries)
  )
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
