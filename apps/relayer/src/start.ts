import type { AddressInfo } from 'node:net'
import { AcesoError } from '@aceso/core'
import { createProver } from '@aceso/prover'
import { memoryBookStore } from '@aceso/sdk'
import { fileBookStore } from '@aceso/sdk/node'
import { serve } from '@hono/node-server'
import { pino } from 'pino'
import { createWalletClient, http } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { getChainId } from 'viem/actions'
import type { RelayerConfig } from './config.js'
import { createRelay } from './relay.js'
import { createServer } from './server.js'

export class WrongChainError extends AcesoError {
  constructor(actual: number, expected: number) {
    super(`The endpoint serves chain ${actual}, the deployment is for chain ${expected}.`, {
      name: 'WrongChainError',
    })
  }
}

/** Starts the relayer: its API, and its watch over queue and pools. */
export async function startRelayer(config: RelayerConfig) {
  const log = pino({ name: 'aceso-relayer' })
  const client = createWalletClient({
    account: privateKeyToAccount(config.key),
    transport: http(config.rpcUrl),
    pollingInterval: 200,
  })
  const chainId = await getChainId(client)
  if (chainId !== config.deployment.chainId) throw new WrongChainError(chainId, config.deployment.chainId)
  const prover = createProver()
  const store = config.dataDir ? fileBookStore(config.dataDir) : memoryBookStore()
  const relay = createRelay({ client, deployment: config.deployment, prover, store, fee: config.fee, log })

  const app = createServer(relay)
  const server = serve({ fetch: app.fetch, hostname: config.host, port: config.port })
  await new Promise<void>((resolve, reject) => {
    server.once('listening', resolve)
    server.once('error', reject)
  })
  const url = `http://${config.host}:${(server.address() as AddressInfo).port}`
  log.info({ event: 'listening', url, address: relay.info.address }, 'listening')

  let timer: NodeJS.Timeout | undefined
  let watching: Promise<void> = Promise.resolve()
  let closed = false
  const attempt = async (name: 'insertion' | 'upkeep', task: () => Promise<unknown>) => {
    try {
      await task()
    } catch (error) {
      const message = error instanceof AcesoError ? error.shortMessage : 'unexpected'
      log.warn(
        { event: `${name}Failed`, error: (error as Error).name, message },
        `${name} failed; trying again`,
      )
    }
  }
  const watch = async () => {
    await attempt('insertion', relay.insertDueBatch)
    await attempt('upkeep', relay.performDueUpkeep)
    if (!closed) timer = setTimeout(next, config.pollSeconds * 1000)
  }
  const next = () => {
    watching = watch()
  }
  next()

  return {
    url,
    async close() {
      closed = true
      clearTimeout(timer)
      await watching
      await new Promise((resolve) => server.close(resolve))
      await prover.close()
    },
  }
}
