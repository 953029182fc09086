import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createInterface } from 'node:readline'
import { AcesoError } from '@aceso/core'
import { createTestClient, type Hex, http } from 'viem'
import { dumpState, getBlock, getBlockNumber, loadState } from 'viem/actions'
import { writeDurably } from '../process/files.js'

export type KeeperConfig = {
  chainId: number
  /** 0: a free one. */
  port: number
  /** Where the chain's state is kept. */
  stateFile: string
  /** Unix seconds of the first block; the wall clock's by default. */
  genesis?: number
  /** What the list of processes shows anvil as. */
  title?: string
}

type Snapshot = { timestamp: number; state: Hex }

export class ChainFailedError extends AcesoError {
  constructor(reason: string) {
    super(`The local chain did not start: ${reason}.`, { name: 'ChainFailedError' })
  }
}

/** Milliseconds between two looks for new blocks to save. */
const SNAPSHOT_INTERVAL = 250

/**
 * Runs anvil and keeps its chain on disk: every new block is saved within a quarter of a second by an atomic
 * write, so that a chain killed at any moment starts again from a whole state.
 */
export async function startKeeper({ chainId, port, stateFile, genesis, title }: KeeperConfig) {
  const saved = existsSync(stateFile) ? (JSON.parse(readFileSync(stateFile, 'utf8')) as Snapshot) : undefined
  const timestamp = saved?.timestamp ?? genesis
  const anvil = spawn(
    anvilBinary(),
    [
      ...['--chain-id', String(chainId), '--port', String(port), '--gas-limit', '60000000'],
      ...(timestamp === undefined ? [] : ['--timestamp', String(timestamp)]),
    ],
    title === undefined ? {} : { argv0: title },
  )
  anvil.stderr.pipe(process.stderr)
  const ended = new Promise<void>((resolve) => anvil.once('close', () => resolve()))
  const url = await listening(anvil)
  const client = createTestClient({ mode: 'anvil', transport: http(url) })
  if (saved) await loadState(client, { state: saved.state })

  let savedBlock = await getBlockNumber(client, { cacheTime: 0 })
  const save = async () => {
    const block = await getBlock(client)
    if (block.number === savedBlock) return
    const snapshot: Snapshot = { timestamp: Number(block.timestamp), state: await dumpState(client) }
    writeDurably(stateFile, JSON.stringify(snapshot))
    savedBlock = block.number
  }
  let timer: NodeJS.Timeout | undefined
  let saving: Promise<void> = Promise.resolve()
  const next = () => {
    saving = save()
      .catch((error: Error) => console.error(error.message))
      .then(() => {
        timer = setTimeout(next, SNAPSHOT_INTERVAL)
      })
  }
  next()

  return {
    url,
    ended,
    async close() {
      await saving
      clearTimeout(timer)
      await save().catch(() => undefined)
      anvil.kill()
      await ended
    },
  }
}

/** The executable itself, not npm's wrapper, which would survive its own end's signal without passing it on. */
function anvilBinary(): string {
  const architecture = process.arch === 'x64' ? 'amd64' : process.arch
  const name = `@foundry-rs/anvil-${process.platform}-${architecture}`
  const require = createRequire(createRequire(import.meta.url).resolve('@foundry-rs/anvil/package.json'))
  try {
    return require.resolve(`${name}/bin/anvil${process.platform === 'win32' ? '.exe' : ''}`)
  } catch {
    throw new ChainFailedError(`there is no anvil for ${process.platform} on ${process.arch}`)
  }
}

function listening(anvil: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    anvil.once('error', (error) => reject(new ChainFailedError(error.message)))
    anvil.once('close', (code) => reject(new ChainFailedError(`anvil ended with exit code ${code}`)))
    createInterface({ input: anvil.stdout as NodeJS.ReadableStream }).on('line', (line) => {
      const address = /^Listening on (\S+)/.exec(line)?.[1]
      if (address) resolve(`http://${address}`)
    })
  })
}
