import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createProver } from '@aceso/prover'
import { help, OptionError, type Options, readOptions } from '../options.mjs'
import { type Network, startNetwork } from './network/startNetwork.js'
import { type DataFolder, holdFolder, holdFreeFolder } from './process/dataFolder.js'
import { explain } from './process/explain.js'
import { createPrinter } from './walk/printer.js'
import { printNetwork } from './walk/printNetwork.js'
import { recordsScenario, sandboxScenario } from './walk/scenario.js'
import { walk } from './walk/walk.js'

const root = fileURLToPath(new URL('../../..', import.meta.url))

await main().catch((error: unknown) => {
  console.error(`\n${explain(error)}`)
  process.exit(error instanceof OptionError ? 2 : 1)
})

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2))
  if (options.help) {
    console.log(help)
    return
  }
  const print = createPrinter()
  const ending = new AbortController()
  let start: Promise<Network> | undefined
  const stop = async (code: number) => {
    if (ending.signal.aborted) return
    print.end('\nStopping…')
    ending.abort()
    // A start that is under way rejects once all it had started has ended.
    await (await start?.catch(() => undefined))?.stop()
    process.exit(code)
  }
  process.on('SIGINT', () => void stop(130))
  process.on('SIGTERM', () => void stop(143))
  process.on('SIGHUP', () => void stop(129))
  exitWithParent(() => void stop(143))

  const scenario = options.records ? recordsScenario(options.records) : sandboxScenario()
  const folder = holdData(options)
  print.heading('Aceso: one policy, from purchase to payout')
  const prover = createProver()
  try {
    const network = await print.step(
      'Network',
      (note) => {
        start = startNetwork({
          folder,
          onProgress: note,
          signal: ending.signal,
          ...(options.port === undefined ? {} : { port: options.port }),
          ...(scenario.genesis === undefined ? {} : { genesis: scenario.genesis }),
          ...(scenario.records ? { records: scenario.records } : {}),
        })
        return start
      },
      ({ resumed, oracles }) => ({
        text: resumed
          ? `Its ${oracles.length + 3} processes go on from the last start.`
          : `A chain, a hospital, ${oracles.length} oracle nodes and a relayer.`,
      }),
    )
    await walk(network, scenario, prover, print)
    if (!options.once) return printNetwork(network, print)
  } catch (error) {
    // What fails while all is being stopped fails because of that.
    if (ending.signal.aborted) return
    await (await start?.catch(() => undefined))?.stop()
    throw error
  } finally {
    await prover.close()
  }
  await stop(0)
}

/** The network's folder, held for this process; emptied where the walk has to begin anew. */
function holdData({ data, records, fresh, port }: Options): DataFolder {
  const base = join(root, '.devnet', records ? 'records' : 'local')
  const folder = data ? holdFolder(data) : holdFreeFolder(base)
  // Other ports than those kept would leave the nodes with the old addresses of each other.
  if (fresh || records || port !== undefined) rmSync(join(folder.path, 'network.json'), { force: true })
  return folder
}

/** When npm is killed, this process is given to another parent; nobody would see it any more. */
function exitWithParent(stop: () => void): void {
  const parent = process.ppid
  setInterval(() => {
    if (process.ppid !== parent) stop()
  }, 1_000).unref()
}
