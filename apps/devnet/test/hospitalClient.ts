import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type CryptoKey,
  exportJWK,
  generateKeyPair,
  type JSONWebKeySet,
  type JWTPayload,
  SignJWT,
} from 'jose'

export type Client = { clientId: string; key: CryptoKey; alg: string; jwks: JSONWebKeySet }

export function temporaryFolder(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'aceso-hospital-'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

export async function newClient(clientId: string, alg = 'ES384'): Promise<Client> {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true })
  const jwk = { ...(await exportJWK(publicKey)), alg } as JSONWebKeySet['keys'][number]
  return { clientId, key: privateKey, alg, jwks: { keys: [jwk] } }
}

let count = 0

/** A client assertion; `claims` replaces what it normally says. */
export function assertion(
  { clientId, key, alg }: Client,
  issuer: string,
  claims: JWTPayload = {},
): Promise<string> {
  const now = Math.floor(Date.now() / 1_000)
  const usual = {
    iss: clientId,
    sub: clientId,
    aud: `${issuer}/oauth/token`,
    jti: `assertion-${count++}`,
    exp: now + 60,
  }
  return new SignJWT({ ...usual, ...claims }).setProtectedHeader({ alg }).sign(key)
}

export type TokenAnswer = {
  status: number
  body: {
    access_token?: string
    scope?: string
    id_token?: string
    error?: string
    error_description?: string
  }
}

export async function requestToken(
  issuer: string,
  clientAssertion: string,
  scope?: string,
): Promise<TokenAnswer> {
  return postForm(`${issuer}/oauth/token`, {
    grant_type: 'client_credentials',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: clientAssertion,
    ...(scope ? { scope } : {}),
  })
}

export async function postForm(url: string, fields: Record<string, string>): Promise<TokenAnswer> {
  const answer = await fetch(url, { method: 'POST', body: new URLSearchParams(fields) })
  return { status: answer.status, body: (await answer.json()) as TokenAnswer['body'] }
}

export async function accessToken(client: Client, issuer: string): Promise<string> {
  const { body } = await requestToken(issuer, await assertion(client, issuer))
  return body.access_token!
}

/** As much of FHIR's answers as the tests look at. */
export type FhirBody = {
  resourceType: string
  id?: string
  total?: number
  link?: { relation: string; url: string }[]
  entry?: {
    fullUrl: string
    search: { mode: string }
    resource: { resourceType: string; id: string; status?: string; effectiveDateTime?: string }
  }[]
}

export type FhirAnswer = { status: number; body: FhirBody; headers: Headers }

export async function fhir(
  url: string,
  token: string,
  method = 'GET',
  resource?: unknown,
): Promise<FhirAnswer> {
  const answer = await fetch(url, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/fhir+json' },
    ...(resource === undefined
      ? {}
      : { body: typeof resource === 'string' ? resource : JSON.stringify(resource) }),
  })
  const text = await answer.text()
  return { status: answer.status, body: text ? JSON.parse(text) : undefined, headers: answer.headers }
}

/** An HbA1c result. */
export function result(patient: string, value: number, at = '2025-01-10T08:00:00Z') {
  return {
    resourceType: 'Observation' as const,
    status: 'final' as const,
    code: { coding: [{ system: 'http://loinc.org', code: '4548-4' }] },
    subject: { reference: `Patient/${patient}` },
    effectiveDateTime: at,
    valueQuantity: { value, unit: '%', system: 'http://unitsofmeasure.org', code: '%' },
  }
}
