import {
  badRequest,
  forbidden,
  getStatus,
  isOperationOutcome,
  normalizeOperationOutcome,
  notFound,
  OperationOutcomeError,
  unauthorized,
  validateResource,
} from '@medplum/core'
import { FhirRouter, type HttpMethod } from '@medplum/fhir-router'
import type { Bundle, CapabilityStatement, OperationOutcome, Resource } from '@medplum/fhirtypes'
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { cors } from 'hono/cors'
import { createLocalJWKSet, jwtVerify } from 'jose'
import type { HospitalContext } from './context.js'
import { isKeptType, keptTypes } from './definitions.js'
import type { HospitalRepository } from './repository.js'
import { patientOf } from './repository.js'
import { allows, type Operation } from './scopes.js'

const PREFIX = '/fhir/R4'

/** The FHIR R4 endpoint. Everything but the capability statement needs a bearer token with a fitting scope. */
export function fhirRoutes({ issuer, fhirUrl, signingKey, repository }: HospitalContext) {
  const router = new FhirRouter()
  const keys = createLocalJWKSet({ keys: [signingKey.publicJwk] })

  async function scopesOf(authorization: string | undefined): Promise<string> {
    const token = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1]
    if (!token) throw new OperationOutcomeError(unauthorized)
    const { payload } = await jwtVerify(token, keys, { issuer, audience: fhirUrl, typ: 'at+jwt' }).catch(
      () => {
        throw new OperationOutcomeError(unauthorized)
      },
    )
    return typeof payload.scope === 'string' ? payload.scope : ''
  }

  async function handle(c: Context): Promise<Response> {
    const scopes = await scopesOf(c.req.header('authorization'))
    const url = new URL(c.req.url)
    const path = url.pathname.slice(PREFIX.length + 1)
    const [type = '', id = ''] = path.split('/')
    const operation = operationOf(c.req.method, id)
    if (!isKeptType(type) || !operation) throw new OperationOutcomeError(notFound)
    if (!allows(scopes, type, operation)) throw new OperationOutcomeError(forbidden)
    const body = await readBody(c)
    if (operation === 'c' || operation === 'u') checkResource(body, operation, repository)
    const [outcome, resource] = await router.handleRequest(
      {
        method: c.req.method as HttpMethod,
        url: `${path}${url.search}`,
        pathname: '',
        params: {},
        query: {},
        body,
        headers: { 'if-match': c.req.header('if-match') },
      },
      repository,
    )
    if (isBundle(resource)) finishBundle(resource, url, fhirUrl, scopes)
    return answer(c, outcome, resource)
  }

  return new Hono()
    .basePath(PREFIX)
    .use(cors())
    .use(bodyLimit({ maxSize: 1024 * 1024 }))
    .get('/metadata', (c) => fhirJson(c, 200, capabilities(fhirUrl)))
    .all('/*', handle)
    .onError((error, c) => {
      if (!(error instanceof OperationOutcomeError)) throw error
      if (getStatus(error.outcome) === 401) c.header('WWW-Authenticate', 'Bearer')
      return answer(c, error.outcome)
    })
}

function operationOf(method: string, id: string): Operation | undefined {
  if (method === 'GET') return id ? 'r' : 's'
  if (method === 'POST') return id === '_search' ? 's' : id ? undefined : 'c'
  if (method === 'PUT') return id ? 'u' : undefined
  return method === 'DELETE' && id ? 'd' : undefined
}

async function readBody(c: Context): Promise<Resource | Record<string, string> | undefined> {
  const type = c.req.header('content-type') ?? ''
  if (c.req.method === 'GET' || c.req.method === 'DELETE') return undefined
  if (type.startsWith('application/x-www-form-urlencoded')) {
    return Object.fromEntries(new URLSearchParams(await c.req.text()))
  }
  if (!/^application\/(fhir\+)?json\b/.test(type)) {
    throw new OperationOutcomeError(badRequest('Send application/fhir+json.'))
  }
  try {
    return JSON.parse(await c.req.text())
  } catch {
    throw new OperationOutcomeError(badRequest('The body is not JSON.'))
  }
}

/** Shape by FHIR's own definitions; and a result must be about a patient the hospital has. */
function checkResource(body: unknown, operation: Operation, repository: HospitalRepository): void {
  const resource = body as (Resource & { subject?: unknown }) | undefined
  if (!resource || typeof resource !== 'object' || !isKeptType(resource.resourceType)) {
    throw new OperationOutcomeError(badRequest('The body is not a resource this hospital keeps.'))
  }
  validateResource(resource)
  // The server gives new resources their ids.
  if (operation === 'c') delete resource.id
  const patient = patientOf(resource)
  if (resource.resourceType === 'Observation' && !patient) {
    throw new OperationOutcomeError(badRequest('An Observation needs a patient as its subject.'))
  }
  if (patient && !repository.has('Patient', patient)) {
    throw new OperationOutcomeError(badRequest('The hospital does not know this patient.'))
  }
}

function isBundle(resource: Resource | undefined): resource is Bundle {
  return resource?.resourceType === 'Bundle'
}

/** Adds addresses and page links, and leaves out included resources the client may not read. */
function finishBundle(bundle: Bundle, url: URL, fhirUrl: string, scopes: string): void {
  bundle.entry = (bundle.entry ?? [])
    .filter(
      ({ resource, search }) => search?.mode !== 'include' || allows(scopes, resource!.resourceType, 'r'),
    )
    .map((entry) => ({
      fullUrl: `${fhirUrl}/${entry.resource!.resourceType}/${entry.resource!.id}`,
      ...entry,
    }))
  if (bundle.type !== 'searchset') return
  const page = (query: URLSearchParams) => `${fhirUrl}${url.pathname.slice(PREFIX.length)}?${query}`
  bundle.link = [{ relation: 'self', url: page(url.searchParams) }]
  const shown = bundle.entry.filter(({ search }) => search?.mode === 'match').length
  const offset = Number(url.searchParams.get('_offset') ?? 0) + shown
  if (shown === 0 || offset >= (bundle.total ?? 0)) return
  const next = new URLSearchParams(url.searchParams)
  next.set('_offset', `${offset}`)
  bundle.link.push({ relation: 'next', url: page(next) })
}

function answer(c: Context, outcome: OperationOutcome, resource?: Resource): Response {
  const status = isOperationOutcome(outcome) ? getStatus(outcome) : 500
  return fhirJson(c, status, resource ?? normalizeOperationOutcome(outcome))
}

function fhirJson(c: Context, status: number, resource: Resource): Response {
  c.header('Content-Type', 'application/fhir+json; charset=utf-8')
  c.header('Cache-Control', 'no-store')
  if (resource.meta?.versionId) c.header('ETag', `W/"${resource.meta.versionId}"`)
  return c.body(JSON.stringify(resource), status as 200)
}

function capabilities(fhirUrl: string): CapabilityStatement {
  const interaction = (['read', 'vread', 'search-type', 'create', 'update', 'delete'] as const).map(
    (code) => ({ code }),
  )
  return {
    resourceType: 'CapabilityStatement',
    status: 'active',
    date: '2025-01-01',
    kind: 'instance',
    implementation: { description: 'Sandbox hospital', url: fhirUrl },
    fhirVersion: '4.0.1',
    format: ['application/fhir+json'],
    rest: [
      {
        mode: 'server',
        security: { description: 'SMART Backend Services' },
        resource: keptTypes.map((type) => ({ type, interaction })),
      },
    ],
  }
}
