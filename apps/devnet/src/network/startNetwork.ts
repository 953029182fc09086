import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { COMMITTEE_SEATS, type KeyRegistration } from '@aceso/core'
import type { LaboratoryClient } from '../hospital/laboratory.js'
import type { Child } from '../process/child.js'
import { type DataFolder, holdFolder } from '../process/dataFolder.js'
import { reapLeftovers } from '../process/leftovers.js'
import {
  deployContracts,
  fund,
  type NetworkDeployment,
  openForBusiness,
  plannedRegistry,
} from './deployNetwork.js'
import { assertPortsFree, createManifest, type Manifest, readManifest, saveManifest } from './manifest.js'
import {
  LABORATORY,
  type Launch,
  type RecordsOption,
  registrationIn,
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
  /** Told what is waited for. */
  onProgress?: (text: string) => void
  /** Ends the start, and whatever it has started. */
  signal?: AbortSignal
}

/** A process of the network that can be taken down and brought back, with its data. */
export type Service = {
  name: string
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
  const abort = new AbortController()
  const signal = options.signal ? AbortSignal.any([abort.signal, options.signal]) : abort.signal
  // What starts beside something else ends the whole start when it fails, with its own error.
  const fail = (error: unknown) => abort.abort(error)
  const waitFor = pendingWork(onProgress)

  const begin = async (): Promise<Network> => {
    await waitFor('the end of the last start', () => reapLeftovers(folder))
    const known = readManifest(folder, request)
    if (known) await assertPortsFree(known)
    else clear(folder)
    const manifest = known ?? (await createManifest(request))
    const numbers = manifest.ports.oracles.map((_, i) => i + 1)
    const seated = known ? [] : numbers.slice(0, options.seated ?? numbers.length)

    const keep = (start: (launch: Launch) => Promise<Child>) => serviceOf(start, signal, running)
    const hospital = waitFor('the hospital', () =>
      keep((launch) => startHospital(launch, folder, manifest, records)),
    )
    hospital.catch(fail)
    const chain = await waitFor('the chain', () =>
      keep((launch) => startChain(launch, folder, manifest, known ? undefined : genesis)),
    )

    // The addresses of a deployment are known before it, so that nodes can start beside it.
    const oracleRegistry = known?.deployment?.oracleRegistry ?? plannedRegistry(request.chainId)
    const registrations = new Map<number, KeyRegistration>()
    const nodes = Promise.all(
      numbers.map((number) =>
        waitFor('oracle nodes', () =>
          keep(async (launch) => {
            const register = seated.includes(number) && !registrations.has(number)
            const child = await startOracle(launch, folder, manifest, oracleRegistry, number, register)
            if (register) registrations.set(number, registrationIn(child.listening))
            return child
          }),
        ),
      ),
    )
    nodes.catch(fail)
    const deployment = known?.deployment ?? (await waitFor('the contracts', () => deployContracts(chain.url)))
    const relayer = waitFor('the relayer', () =>
      keep((launch) => startRelayer(launch, folder, manifest, deployment)),
    )
    relayer.catch(fail)
    const oracles = await nodes
    if (!known) {
      const inOrder = seated.map((number) => registrations.get(number) as KeyRegistration)
      await waitFor('seats and products', () => openForBusiness(chain.url, deployment, inOrder))
      saveManifest(folder, { ...manifest, deployment })
    }
    await waitFor('funds', () => fund(chain.url, deployment))
    return {
      folder,
      resumed: known !== undefined,
      deployment,
      chain,
      hospital: { ...(await hospital), laboratory: laboratoryOf((await hospital).url, manifest) },
      oracles,
      relayer: await relayer,
      async stop() {
        await stopAll(running)
        held.release()
      },
    }
  }

  try {
    return await orAborted(begin(), signal)
  } catch (error) {
    abort.abort()
    await stopAll(running)
    await reapLeftovers(folder)
    held.release()
    throw error
  }
}

/** Rejects as soon as `signal` says so; what is under way ends by itself, since its processes do. */
function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason as Error)
    if (signal.aborted) stop()
    signal.addEventListener('abort', stop, { once: true })
    work.then(resolve, reject)
  })
}

/** Tells what is still waited for whenever that changes. */
function pendingWork(onProgress: (text: string) => void) {
  const pending = new Map<string, number>()
  const change = (what: string, by: number) => {
    const count = (pending.get(what) ?? 0) + by
    if (count > 0) pending.set(what, count)
    else pending.delete(what)
    const texts = [...pending].map(([name, left]) => (left > 1 ? `${left} ${name}` : name))
    onProgress(texts.length > 0 ? `waiting for ${texts.join(', ')}` : '')
  }
  return async <T>(what: string, work: () => Promise<T>): Promise<T> => {
    change(what, 1)
    try {
      return await work()
    } finally {
      change(what, -1)
    }
  }
}

function port({ port }: NetworkOptions): { port?: number } {
  return port === undefined ? {} : { port }
}

function laboratoryOf(issuer: string, { laboratoryKey }: Manifest): LaboratoryClient {
  return { issuer, clientId: LABORATORY, key: laboratoryKey }
}

/** Starts a process that can be taken down and brought back. */
async function serviceOf(
  start: (launch: Launch) => Promise<Child>,
  signal: AbortSignal,
  running: Service[],
): Promise<Service> {
  let child = await start({ signal })
  const service: Service = {
    name: child.name,
    url: child.url,
    pid: () => child.pid,
    stop: (how) => child.stop(how),
    async start() {
      child = await start({})
    },
  }
  running.push(service)
  // It may have said that it listens in the moment in which the start was ended.
  if (signal.aborted) await child.stop('SIGKILL')
  return service
}

/** Milliseconds that a consumer has to end by itself. It loses nothing when it is killed, and a proof takes longer. */
const GRACE = 3_000

/** Consumers first, all at once; the chain last. */
async function stopAll(services: readonly Service[]): Promise<void> {
  const chain = services.find(({ name }) => name === 'chain')
  await Promise.all(services.filter((service) => service !== chain).map(stopSoon))
  await chain?.stop()
}

async function stopSoon(service: Service): Promise<void> {
  const timer = setTimeout(() => void service.stop('SIGKILL'), GRACE)
  await service.stop()
  clearTimeout(timer)
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
