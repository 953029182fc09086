import { mkdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { KeyRegistration } from '@aceso/core'
import type { Address } from 'viem'
import { type Child, type ChildEvent, startChild } from '../process/child.js'
import { endAnvil, titleOf } from '../process/leftovers.js'
import { developmentKey, operatorAccount } from './accounts.js'
import { COMMITTEE, type NetworkDeployment } from './deployNetwork.js'
import type { Manifest } from './manifest.js'

const resolve = createRequire(import.meta.url).resolve
const local = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** Fee of the local relayer per claim: one dollar. */
const RELAYER_FEE = '1000000'

/** What ends a start that is under way. */
export type Launch = { signal?: AbortSignal }

export type RecordsOption = { folder: string; holdBack: readonly string[] }

const loopback = (port: number) => `http://127.0.0.1:${port}`

/** Starts the chain. An anvil whose keeper was killed, now or before, is ended, since its port is this one's. */
export async function startChain(
  launch: Launch,
  folder: string,
  { chainId, ports }: Manifest,
  genesis?: number,
): Promise<Child> {
  mkdirSync(join(folder, 'chain'), { recursive: true })
  await endAnvil(folder)
  const chain = startChild({
    ...launch,
    folder,
    name: 'chain',
    entry: local('../chain/main.js'),
    logFile: logOf(folder, 'chain'),
    environment: {
      ACESO_CHAIN_ID: String(chainId),
      ACESO_PORT: String(ports.chain),
      ACESO_STATE_FILE: join(folder, 'chain', 'state.json'),
      ACESO_ANVIL_TITLE: titleOf(folder, 'anvil'),
      ...(genesis === undefined ? {} : { ACESO_GENESIS: String(genesis) }),
    },
  })
  try {
    const child = await chain
    void child.ended.then(() => endAnvil(folder))
    return child
  } catch (error) {
    await endAnvil(folder)
    throw error
  }
}

export function startHospital(
  launch: Launch,
  folder: string,
  manifest: Manifest,
  records?: RecordsOption,
): Promise<Child> {
  const { ports, laboratoryKey } = manifest
  const { d: _, ...publicKey } = laboratoryKey
  const clients = [
    ...ports.oracles.map((port, i) => ({
      clientId: oracleClientId(i + 1),
      scope: 'system/*.rs',
      jwksUri: `${loopback(port)}/.well-known/jwks.json`,
    })),
    { clientId: LABORATORY, scope: 'system/*.cruds', jwks: { keys: [publicKey] } },
  ]
  const clientsFile = join(folder, 'hospital-clients.json')
  writeFileSync(clientsFile, JSON.stringify(clients, null, 2))
  return startChild({
    ...launch,
    folder,
    name: 'hospital',
    entry: local('../hospital/main.js'),
    logFile: logOf(folder, 'hospital'),
    environment: {
      ACESO_HOSPITAL_DATA_DIR: join(folder, 'hospital'),
      ACESO_HOSPITAL_PORT: String(ports.hospital),
      ACESO_HOSPITAL_CLIENTS: clientsFile,
      ...(records
        ? { ACESO_HOSPITAL_RECORDS: records.folder, ACESO_HOSPITAL_HOLD_BACK: records.holdBack.join(',') }
        : {}),
    },
  })
}

export const LABORATORY = 'laboratory'

/** Starts an oracle node; with `register` it says how its operator registers its key. */
export function startOracle(
  launch: Launch,
  folder: string,
  manifest: Manifest,
  oracleRegistry: Address,
  number: number,
  register: boolean,
): Promise<Child> {
  return startChild({
    ...launch,
    folder,
    name: `oracle ${number}`,
    entry: resolve('@aceso/oracle/main'),
    // The database is a WebAssembly module of 10 MB; optimizing what a node runs of it costs more than it saves.
    nodeArgs: ['--liftoff-only'],
    args: register ? ['--operator', operatorAccount(number).address] : [],
    logFile: logOf(folder, `oracle-${number}`),
    environment: oracleEnvironment(folder, manifest, oracleRegistry, number),
  })
}

/** What a node that was started with `register` says of its key. */
export function registrationIn({ registration }: ChildEvent): KeyRegistration {
  const words = Object.entries(registration as Record<keyof KeyRegistration, string>)
  return Object.fromEntries(words.map(([name, word]) => [name, BigInt(word)])) as KeyRegistration
}

export function startRelayer(
  launch: Launch,
  folder: string,
  { ports }: Manifest,
  deployment: NetworkDeployment,
): Promise<Child> {
  const deploymentFile = join(folder, 'deployment.json')
  writeFileSync(deploymentFile, deploymentJson(deployment))
  return startChild({
    ...launch,
    folder,
    name: 'relayer',
    entry: resolve('@aceso/relayer/main'),
    logFile: logOf(folder, 'relayer'),
    environment: {
      ACESO_RPC_URL: loopback(ports.chain),
      ACESO_DEPLOYMENT: deploymentFile,
      ACESO_RELAYER_KEY: developmentKey('relayer'),
      ACESO_RELAYER_FEE: RELAYER_FEE,
      ACESO_PORT: String(ports.relayer),
      ACESO_POLL_SECONDS: '0.5',
      ACESO_DATA_DIR: join(folder, 'relayer'),
    },
  })
}

export function deploymentJson(deployment: NetworkDeployment): string {
  return `${JSON.stringify({ ...deployment, startBlock: Number(deployment.startBlock) }, null, 2)}\n`
}

function oracleEnvironment(
  folder: string,
  { ports, chainId, committeeSecret, passphrase }: Manifest,
  oracleRegistry: Address,
  number: number,
): Record<string, string> {
  const dataDir = join(folder, `oracle-${number}`)
  mkdirSync(dataDir, { recursive: true })
  return {
    ACESO_ORACLE_NAME: `Oracle node ${number}`,
    ACESO_ORACLE_DATA_DIR: dataDir,
    ACESO_ORACLE_PASSPHRASE: passphrase,
    ACESO_ORACLE_PORT: String(ports.oracles[number - 1]),
    ACESO_ORACLE_RPC_URL: loopback(ports.chain),
    ACESO_ORACLE_CHAIN_ID: String(chainId),
    ACESO_ORACLE_REGISTRY: oracleRegistry,
    ACESO_ORACLE_COMMITTEE_ID: String(COMMITTEE),
    ACESO_ORACLE_HOSPITAL_ISSUER: loopback(ports.hospital),
    ACESO_ORACLE_FHIR_URL: `${loopback(ports.hospital)}/fhir/R4`,
    ACESO_ORACLE_CLIENT_ID: oracleClientId(number),
    ACESO_ORACLE_COMMITTEE_SECRET: committeeSecret,
  }
}

function oracleClientId(number: number): string {
  return `aceso-oracle-${number}`
}

function logOf(folder: string, name: string): string {
  const logs = join(folder, 'logs')
  mkdirSync(logs, { recursive: true })
  return join(logs, `${name}.log`)
}
