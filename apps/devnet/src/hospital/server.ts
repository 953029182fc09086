import { mkdirSync } from 'node:fs'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createAdaptorServer } from '@hono/node-server'
import { Hono } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { authorizationCodes } from './authorizationCodes.js'
import { authorizeRoutes } from './authorize.js'
import type { BackendClient } from './clients.js'
import { type HospitalContent, sandboxContent } from './content.js'
import type { Account, HospitalContext } from './context.js'
import { indexDefinitions } from './definitions.js'
import { discoveryRoutes } from './discovery.js'
import { fhirRoutes } from './fhirRoutes.js'
import { openJournal } from './journal.js'
import { openSigningKey } from './keys.js'
import type { Call, Moods } from './moods/moods.js'
import { moodyFetch } from './moods/moodyFetch.js'
import { HospitalRepository } from './repository.js'
import { tokenRoutes } from './token.js'

export type HospitalConfig = {
  /** Folder of the journal and the signing key. */
  dataDir: string
  host?: string
  /** 0, the default, takes a free one. */
  port?: number
  /** The address under which apps and nodes reach the hospital, where it isn't the one it listens on. */
  issuer?: string
  /** Backend services; a function is asked at every request for a token. */
  clients?: readonly BackendClient[] | (() => readonly BackendClient[])
  /** Where the patients' app may be sent back to. */
  redirectUris?: readonly string[]
  /** What the hospital holds at first; by default the built-in patients. */
  content?: HospitalContent
  /** What is odd about the server; a function is asked at every request. */
  moods?: Moods | (() => Moods)
  /** Told what is asked of it, before it answers. */
  onCall?: (call: Call) => void
}

export type Hospital = {
  /** OpenID issuer and base of all endpoints, without a slash at its end. */
  issuer: string
  fhirUrl: string
  accounts: readonly Account[]
  close(): Promise<void>
}

/** Redirects that need no registration of ports: apps on this machine. */
export const loopbackRedirects = ['http://127.0.0.1/*', 'http://[::1]/*', 'http://localhost/*'] as const

/** Starts the sandbox hospital: FHIR R4, SMART Backend Services and an OpenID portal for patients. */
export async function startHospital(config: HospitalConfig): Promise<Hospital> {
  const { dataDir, host = '127.0.0.1', port = 0, clients = [], content = sandboxContent() } = config
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  indexDefinitions()
  const signingKey = await openSigningKey(join(dataDir, 'signing-key.json'))
  const { entries, journal } = openJournal(join(dataDir, 'journal.ndjson'))
  const repository = new HospitalRepository(journal)
  for (const resource of content.resources) await repository.load(resource)
  for (const entry of entries) {
    if (entry.op === 'put') await repository.load(entry.resource)
    else if (repository.has(entry.type, entry.id)) await repository.unload(entry.type, entry.id)
  }

  const root = new Hono()
  const moods = config.moods ?? {}
  let fhirUrl = ''
  const moody = moodyFetch(
    root.fetch,
    () => (typeof moods === 'function' ? moods() : moods),
    () => fhirUrl,
    config.onCall,
  )
  const server = createAdaptorServer({ fetch: moody }) as Server
  await listen(server, port, host)
  const issuer = config.issuer?.replace(/\/$/, '') ?? addressOf(server, host)
  fhirUrl = `${issuer}/fhir/R4`
  const context: HospitalContext = {
    issuer,
    fhirUrl,
    signingKey,
    repository,
    clients: typeof clients === 'function' ? clients : () => clients,
    accounts: content.accounts,
    redirectUris: config.redirectUris ?? loopbackRedirects,
    codes: authorizationCodes(),
  }
  root.route('/', discoveryRoutes(context))
  root.route('/', tokenRoutes(context))
  root.route('/', authorizeRoutes(context))
  root.route('/', fhirRoutes(context))
  root.onError((error, c) => {
    if (error instanceof HTTPException) {
      // What is left of a body that was too large isn't read, so the connection is of no more use.
      c.header('Connection', 'close')
      return c.json({ error: 'invalid_request' }, error.status)
    }
    process.stderr.write(`${JSON.stringify({ event: 'error', name: error.name, message: error.message })}\n`)
    return c.json({ error: 'server_error' }, 500)
  })

  return {
    issuer,
    fhirUrl,
    accounts: content.accounts,
    async close() {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
      journal.close()
    },
  }
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((done, fail) => {
    server.once('error', fail)
    server.listen(port, host, () => {
      server.off('error', fail)
      done()
    })
  })
}

function addressOf(server: Server, host: string): string {
  const { port } = server.address() as AddressInfo
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`
}
