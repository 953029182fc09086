import { existsSync, rmSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { AcesoError } from '@aceso/core'
import { createProver } from '@aceso/prover'
import { type Network, startNetwork } from './network/startNetwork.js'
import { type DataFolder, holdFolder, holdFreeFolder } from './process/dataFolder.js'
import { createPrinter } from './walk/printer.js'
import { recordsScenario, sandboxScenario } from './walk/scenario.js'
import { walk } from './walk/walk.js'

const help = `Usage: npm start -- [options]

Starts a local Aceso network (a chain, a hospital, six oracle nodes and a relayer), walks one policy from
purchase to payout, then leaves the network running until Ctrl-C.

  --once          stop after the walk
  --records DIR   fill the hospital from a folder of FHIR R4 Bundles (JSON, as Synthea writes them) and walk with
                  a patient whose record triggers a product; always a network of its own, begun anew
  --port N        first of eight consecutive ports (default: free ones)
  --data DIR      where the network keeps its data (default: .devnet/local; with --records .devnet/records)
  --fresh         begin anew instead of going on from the data of the last start
  --help          this text
`

type Options = { once: boolean; records?: string; port?: number; data?: string; fresh: boolean }

const root = fileURLToPath(new URL('../../..', import.meta.url))

await main().catch((error: unknown) => {
  console.error(
    `\n${error instanceof AcesoError ? error.message : error instanceof Error ? error.stack : error}`,
  )
  process.exit(1)
})

async function main(): Promise<void> {
  const options = readOptions()
  const print = createPrinter()
  let network: Network | undefined
  let stopping = false
  const stop = async (code: number) => {
    if (stopping) return
    stopping = true
    print.line('\nStopping…')
    await network?.stop()
    process.exit(code)
  }
  const scenario = options.records ? recordsScenario(options.records) : sandboxScenario()
  const folder = holdData(options)
  process.on('SIGINT', () => void stop(130))
  process.on('SIGTERM', () => void stop(143))
  exitWithParent(() => void stop(143))

  print.heading('Aceso: one policy, from purchase to payout')
  const prover = createProver()
  try {
    network = await print.step(
      'Network',
      (note) =>
        startNetwork({
          folder,
          onProgress: note,
          ...(options.port === undefined ? {} : { port: options.port }),
          ...(scenario.genesis === undefined ? {} : { genesis: scenario.genesis }),
          ...(scenario.records ? { records: scenario.records } : {}),
        }),
      ({ resumed, oracles }) => ({
        text: `A chain, a hospital, ${oracles.length} oracle nodes and a relayer ${resumed ? 'go on from the last start' : 'are up'}.`,
      }),
    )
    await walk(network, scenario, prover, print)
  } catch (error) {
    if (stopping) return
    await network?.stop()
    throw error
  } finally {
    await prover.close()
  }
  if (options.once) return stop(0)
  printEndpoints(network, print.line)
}

function readOptions(): Options {
  const { values } = parse()
  if (values.help) {
    console.log(help)
    process.exit(0)
  }
  const records = values.records === undefined ? undefined : resolve(values.records)
  if (records !== undefined && !(existsSync(records) && statSync(records).isDirectory())) {
    fail(`--records: there is no folder ${records}.`)
  }
  const port = values.port === undefined ? undefined : Number(values.port)
  if (port !== undefined && !(Number.isInteger(port) && port > 0 && port < 65_528))
    fail('--port: not a port number.')
  return {
    once: values.once ?? false,
    fresh: values.fresh ?? false,
    ...(records === undefined ? {} : { records }),
    ...(port === undefined ? {} : { port }),
    ...(values.data === undefined ? {} : { data: resolve(values.data) }),
  }
}

function parse() {
  try {
    return parseArgs({
      options: {
        once: { type: 'boolean' },
        records: { type: 'string' },
        port: { type: 'string' },
        data: { type: 'string' },
        fresh: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    })
  } catch (error) {
    return fail((error as Error).message)
  }
}

function fail(message: string): never {
  console.error(`${message} See npm start -- --help.`)
  process.exit(2)
}

/** The network's folder, held for this process; emptied where the walk has to begin anew. */
function holdData({ data, records, fresh, port }: Options): DataFolder {
  const base = join(root, '.devnet', records ? 'records' : 'local')
  const folder = data ? holdFolder(data) : holdFreeFolder(base)
  // Other ports than those kept would leave the nodes with the old addresses of each other.
  if (fresh || records || port !== undefined) rmSync(join(folder.path, 'network.json'), { force: true })
  return folder
}

function printEndpoints(
  { chain, hospital, oracles, relayer, folder }: Network,
  line: (text?: string) => void,
): void {
  line('\nThe network stays up. Ctrl-C ends it; the next start goes on from here.\n')
  for (const [name, url] of [
    ['Chain (id 31337)', chain.url],
    ['Hospital', `${hospital.url}/fhir/R4`],
    ...oracles.map(({ url }, i) => [`Oracle node ${i + 1}`, `${url}/openapi.json`] as const),
    ['Relayer', `${relayer.url}/openapi.json`],
    ['Data and logs', folder],
  ] as const) {
    line(`  ${name.padEnd(20)}${url}`)
  }
}

/** When npm is killed, this process is given to another parent; nobody would see it any more. */
function exitWithParent(stop: () => void): void {
  const parent = process.ppid
  setInterval(() => {
    if (process.ppid !== parent) stop()
  }, 1_000).unref()
}
