import { createRequire } from 'node:module'
import { type KeyRegistration, type OraclePublicKey, oracleDomain } from '@aceso/core'
import { type Logger, pino } from 'pino'
import type { Address } from 'viem'
import { attest } from './attestation/attest.js'
import { linkTime } from './attestation/linkTime.js'
import { observationTagger } from './attestation/observationTag.js'
import { resultsOf } from './attestation/results.js'
import { assertChain, type Clock, chainClock } from './clock.js'
import { configSchema, type OracleConfig, type ResolvedConfig, resolveConfig } from './config.js'
import { openDatabase } from './db/open.js'
import { claimDatabase, createStore, type Store } from './db/store.js'
import { accessToken } from './hospital/accessToken.js'
import { type Pace, wait } from './hospital/conversation.js'
import { discovery } from './hospital/discovery.js'
import { patientIdentity } from './hospital/patientIdentity.js'
import { serverAddress } from './hospital/serverAddress.js'
import { createApp } from './http/app.js'
import { listen } from './http/listen.js'
import type { OracleNode } from './http/node.js'
import { registrationOf } from './keyRegistration.js'
import { lockDataDir } from './keys/dataDirLock.js'
import { fieldCipher } from './keys/fieldCipher.js'
import { type NodeKeys, openNodeKeys } from './keys/nodeKeys.js'
import { registrySeat } from './seat.js'
import { fhirSource } from './sources/fhir.js'
import type { Source } from './sources/source.js'

const { version } = createRequire(import.meta.url)('../package.json') as { version: string }

/** Replaces what a node otherwise gets from its surroundings. */
export type OracleEdges = {
  /** Seconds of the chain; by default the latest block's timestamp. */
  clock?: Clock
  /** Milliseconds of the machine, for signatures' timestamps, rate limits, and how long the hospital takes. */
  wallClock?: () => number
  /** How the node waits for the hospital. */
  wait?: Pace['wait']
  source?: Source
  logger?: Logger
}

export type Oracle = {
  url: string
  key: OraclePublicKey
  /** What `OracleRegistry.registerKey` takes from `operator` to register the node's key. */
  registration(operator: Address): KeyRegistration
  close(): Promise<void>
}

/** Starts a node. Throws `StartError` where configuration, keys, database or chain don't fit. */
export async function startOracle(config: OracleConfig, edges: OracleEdges = {}): Promise<Oracle> {
  const resolved = resolveConfig(configSchema, config)
  const logger = edges.logger ?? pino({ level: resolved.logLevel, base: null })
  const opened: (() => unknown)[] = []
  const closeAll = async () => {
    for (const close of opened.splice(0).reverse()) await close()
  }
  try {
    opened.push(lockDataDir(resolved.dataDir))
    const keys = await openNodeKeys(resolved)
    await assertChain(resolved.rpcUrl, resolved.chainId)
    const database = await openDatabase(resolved)
    opened.push(database.close)
    const cipher = fieldCipher(keys.storage)
    await claimDatabase(database.db, cipher)
    const node = createNode(resolved, keys, createStore(database.db, cipher), { ...edges, logger })
    const { url, close } = await listen(createApp(node).fetch, resolved)
    opened.push(close)
    return {
      url,
      key: keys.publicKey,
      registration: (operator) => registrationOf(keys, node.domain, operator),
      close: closeAll,
    }
  } catch (error) {
    await closeAll()
    throw error
  }
}

function createNode(
  config: ResolvedConfig,
  keys: NodeKeys,
  store: Store,
  edges: OracleEdges & { logger: Logger },
): OracleNode {
  const clock = edges.clock ?? chainClock(config.rpcUrl)
  const seat = registrySeat(config, keys.publicKey)
  const wallClock = edges.wallClock ?? Date.now
  const pace = { now: wallClock, wait: edges.wait ?? wait }
  const endpoints = discovery(config, pace)
  const identity = patientIdentity(config, endpoints, pace)
  const source =
    edges.source ??
    fhirSource({
      server: serverAddress(config.fhirUrl, config.fhirOwnUrl),
      token: accessToken(config.clientId, keys.client, endpoints, pace),
      pace,
      onNotice: (reason) => edges.logger.warn({ reason }),
    })
  const results = resultsOf(source, observationTagger(config.committeeSecret, config.hospitalIssuer))
  const domain = oracleDomain(config.chainId, config.registry)
  return {
    config,
    version,
    publicKey: keys.publicKey,
    domain,
    clientJwk: keys.client.publicJwk,
    wallClock,
    logger: edges.logger,
    findLink: store.findLink,
    async link({ subject, accessKey, idToken }) {
      const signIn = await identity.verify(idToken, subject, accessKey)
      return store.link({ subject, accessKey, ...signIn, now: await clock() })
    },
    linkTime: (link) => linkTime(link, seat),
    results: results.list,
    attest: (parameters) => attest({ clock, seat, results, store, keys, domain }, parameters),
  }
}
