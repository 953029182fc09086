import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { COMMITTEE_SEATS } from '@aceso/core'
import type { LaboratoryClient } from '../hospital/laboratory.js'
import type { Child } from '../process/child.js'
import { type DataFolder, holdFolder } from '../process/dataFolder.js'
import { reapLeftovers, recordProcesses } from '../process/leftovers.js'
import { deployContracts, fund, type NetworkDeployment, openForBusiness } from './deployNetwork.js'
import { assertPortsFree, createManifest, type Manifest, readManifest, saveManifest } from './manifest.js'
import {
  LABORATORY,
  oracleRegistration,
  type RecordsOption,
  startChain,
  startHospital,
  startOracle,
  startRelayer,
} from './processes.js'

export type NetworkOptions = {
  /** Where the network keeps everything; a folder held by the caller, or a path. */
  folder: DataFolder | string
  chainId?: number
  oracles?: number
  /** How many of the nodes sit in the committee; all by default. */
  seated?: number
  /** First of consecutive ports; free ones by default. */
  port?: number
  /** Unix seconds at which a new chain begins; now by default. */
  genesis?: number
  /** A folder of FHIR Bundles instead of the built-in patients. */
  records?: RecordsOption
  /** Told what is being done. */
  onProgress?: (step: string) => void
}

/** A process of the network that can be taken down and brought back, with its data. */
export type Service = {
  url: string
  pid(): number
  stop(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>
  start(): Promise<void>
}

export type Network = {
  folder: string
  /** Whether it went on from an earlier start. */
  resumed: boolean
  deployment: NetworkDeployment
  chain: Service
  hospital: Service & { laboratory: LaboratoryClient }
  oracles: Service[]
  relayer: Service
  stop(): Promise<void>
}

/**
 * Starts a chain, a hospital, oracle nodes and a relayer, each a process of its own. Goes on from what the folder
 * holds when that was made by the same build; otherwise begins anew.
 */
export async function startNetwork(options: NetworkOptions): Promise<Network> {
  const { onProgress = () => undefined, records, genesis } = options
  const request = {
    chainId: options.chainId ?? 31337,
    oracles: options.oracles ?? COMMITTEE_SEATS,
    ...port(options),
  }
  const held = typeof options.folder === 'string' ? holdFolder(options.folder) : options.folder
  const folder = held.path
  const running: Service[] = []
  try {
    await reapLeftovers(folder)
    const known = readManifest(folder, request)
    if (known) await assertPortsFree(known)
    else clear(folder)
    const manifest = known ?? (await createManifest(request))

    const keep = async (start: () => Promise<Child>) => {
      const service = await serviceOf(start, () =>
        recordProcesses(
          folder,
          running.map((other) => other.pid()),
        ),
      )
      running.push(service)
      recordProcesses(
        folder,
        running.map((other) => other.pid()),
      )
      return service
    }
    onProgress('starting the chain')
    const chain = await keep(() => startChain(folder, manifest, known ? undefined : genesis))
    onProgress('filling the hospital')
    const hospital = await keep(() => startHospital(folder, manifest, records))
    if (!known) onProgress('deploying the contracts')
    const deployment = known?.deployment ?? (await deployContracts(chain.url))
    const numbers = manifest.ports.oracles.map((_, i) => i + 1)
    if (!known) {
      const seated = numbers.slice(0, options.seated ?? numbers.length)
      onProgress('registering the oracle keys')
      const registrations = await Promise.all(
        seated.map((number) => oracleRegistration(folder, manifest, deployment, number)),
      )
      await openForBusiness(chain.url, deployment, registrations)
      saveManifest(folder, { ...manifest, deployment })
    }
    await fund(chain.url, deployment)
    onProgress('starting the oracle nodes')
    const oracles = await Promise.all(
      numbers.map((number) => keep(() => startOracle(folder, manifest, deployment, number))),
    )
    onProgress('starting the relayer')
    const relayer = await keep(() => startRelayer(folder, manifest, deployment))
    return {
      folder,
      resumed: known !== undefined,
      deployment,
      chain,
      hospital: { ...hospital, laboratory: laboratoryOf(hospital.url, manifest) },
      oracles,
      relayer,
      async stop() {
        await stopAll(running)
        held.release()
      },
    }
  } catch (error) {
    await stopAll(running)
    held.release()
    throw error
  }
}

function port({ port }: NetworkOptions): { port?: number } {
  return port === undefined ? {} : { port }
}

function laboratoryOf(issuer: string, { laboratoryKey }: Manifest): LaboratoryClient {
  return { issuer, clientId: LABORATORY, key: laboratoryKey }
}

async function serviceOf(start: () => Promise<Child>, onChange: () => void): Promise<Service> {
  let child = await start()
  return {
    url: child.url,
    pid: () => child.pid,
    stop: (signal) => child.stop(signal),
    async start() {
      child = await start()
      onChange()
    },
  }
}

/** Consumers first, the chain last. */
async function stopAll(services: readonly Service[]): Promise<void> {
  for (const service of [...services].reverse()) await service.stop()
}

/** Removes what an unfinished or outdated network left, but not the lock that is held. */
function clear(folder: string): void {
  for (const name of [
    'network.json',
    'deployment.json',
    'hospital-clients.json',
    'chain',
    'hospital',
    'logs',
  ]) {
    rmSync(join(folder, name), { recursive: true, force: true })
  }
  for (let number = 1; number <= 16; number++) {
    rmSync(join(folder, `oracle-${number}`), { recursive: true, force: true })
  }
}
