import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import { Hono } from 'hono'
import {
  type CryptoKey,
  createLocalJWKSet,
  exportJWK,
  generateKeyPair,
  type JSONWebKeySet,
  type JWTPayload,
  jwtVerify,
  SignJWT,
} from 'jose'

type Resource = { resourceType: string; id: string } & Record<string, unknown>

/** A hospital as far as a node sees one, with everything a test wants to go wrong. */
export type TestHospital = {
  issuer: string
  fhirUrl: string
  resources: Resource[]
  /** Keys of the clients it knows. */
  clients: Map<string, JSONWebKeySet>
  /** Answers every FHIR search instead of the records, where a test sets it. */
  search: ((query: URLSearchParams) => Response | Promise<Response>) | undefined
  /** Whether searches bring specimens along. */
  includes: boolean
  /** Answers every read of one resource instead, where a test sets it. */
  read: (() => Response) | undefined
  /** Answers for the keys instead, where a test sets it. */
  keys: (() => Response) | undefined
  /** Tokens given out so far; one that is taken out is refused from then on. */
  tokens: string[]
  /** `typ` and claims of assertions, as they were accepted. */
  assertions: JWTPayload[]
  /** Each token is issued a second after the one before, whatever the clock says. */
  signIdToken(
    claims: JWTPayload,
    options?: { key?: CryptoKey; audience?: string; expires?: string; issuedAt?: number },
  ): Promise<string>
  stop(): Promise<void>
  start(): Promise<void>
}

export async function startTestHospital(): Promise<TestHospital> {
  const { publicKey, privateKey } = await generateKeyPair('ES256')
  const jwk = { ...(await exportJWK(publicKey)), kid: 'hospital', alg: 'ES256' }
  let server = undefined as Server | undefined
  let port = 0
  let signIns = Math.floor(Date.now() / 1_000) - 1_800

  const hospital: TestHospital = {
    issuer: '',
    fhirUrl: '',
    resources: [],
    clients: new Map(),
    search: undefined,
    includes: true,
    read: undefined,
    keys: undefined,
    tokens: [],
    assertions: [],
    signIdToken: (
      claims,
      { key = privateKey, audience = 'aceso', expires = '5 minutes', issuedAt = ++signIns } = {},
    ) =>
      new SignJWT({ sub: 'somebody', ...claims })
        .setProtectedHeader({ alg: 'ES256', kid: 'hospital' })
        .setIssuer(hospital.issuer)
        .setAudience(audience)
        .setIssuedAt(issuedAt)
        .setExpirationTime(expires)
        .sign(key),
    async start() {
      const next = createAdaptorServer({ fetch: app.fetch }) as Server
      await new Promise<void>((done) => next.listen(port, '127.0.0.1', done))
      server = next
      port = (next.address() as AddressInfo).port
      hospital.issuer = `http://127.0.0.1:${port}`
      hospital.fhirUrl = `${hospital.issuer}/fhir`
    },
    stop: () => new Promise((done) => server?.close(() => done()).closeAllConnections()),
  }

  const app = new Hono()
    .get('/.well-known/openid-configuration', (c) =>
      c.json({ issuer: hospital.issuer, jwks_uri: `${hospital.issuer}/jwks` }),
    )
    .get('/jwks', (c) => (hospital.keys ? hospital.keys() : c.json({ keys: [jwk] })))
    .get('/fhir/.well-known/smart-configuration', (c) =>
      c.json({ token_endpoint: `${hospital.issuer}/token`, capabilities: ['permission-v2'] }),
    )
    .post('/token', async (c) => {
      const form = new URLSearchParams(await c.req.text())
      const clientId = form.get('client_id') ?? claimedIssuer(form.get('client_assertion') ?? '')
      const keys = hospital.clients.get(clientId)
      if (!keys) return c.json({ error: 'invalid_client' }, 401)
      const { payload } = await jwtVerify(form.get('client_assertion') ?? '', createLocalJWKSet(keys), {
        audience: `${hospital.issuer}/token`,
        issuer: clientId,
        subject: clientId,
        algorithms: ['ES384'],
      })
      hospital.assertions.push(payload)
      const token = `token-${hospital.tokens.length}-${form.get('scope')?.replaceAll(/\W/g, '')}`
      hospital.tokens.push(token)
      return c.json({ access_token: token, token_type: 'bearer', expires_in: 300 })
    })
    .get('/fhir/Observation', (c) => {
      const token = c.req.header('authorization')?.replace('Bearer ', '') ?? ''
      if (!hospital.tokens.includes(token)) return c.body(null, 401)
      const query = new URL(c.req.url).searchParams
      return hospital.search
        ? hospital.search(query)
        : c.json(searchset(hospital.resources, query, hospital.includes))
    })
    .get('/fhir/:type/:id', (c) => {
      if (hospital.read) return hospital.read()
      const { type, id } = c.req.param()
      const found = hospital.resources.find(
        (resource) => resource.resourceType === type && resource.id === id,
      )
      return found ? c.json(found) : c.body(null, 404)
    })

  await hospital.start()
  return hospital
}

function searchset(resources: Resource[], query: URLSearchParams, includes: boolean): object {
  const codes = query.get('code')?.split(',') ?? []
  const matches = resources.filter(({ resourceType, subject, code }) => {
    const { system, code: value } =
      (code as { coding: { system: string; code: string }[] })?.coding?.[0] ?? {}
    const reference = (subject as { reference?: string } | undefined)?.reference
    return (
      resourceType === 'Observation' &&
      reference === `Patient/${query.get('patient')}` &&
      codes.includes(`${system}|${value}`)
    )
  })
  const specimens = resources.filter(({ resourceType }) => includes && resourceType === 'Specimen')
  const entry = [...matches, ...specimens].map((resource) => ({ resource }))
  return { resourceType: 'Bundle', type: 'searchset', entry }
}

function claimedIssuer(assertion: string): string {
  return JSON.parse(Buffer.from(assertion.split('.')[1] ?? '', 'base64url').toString() || '{}').iss ?? ''
}
