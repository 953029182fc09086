import { randomUUID } from 'node:crypto'
import type { Observation, Resource } from '@medplum/fhirtypes'
import { type CryptoKey, type JWK, SignJWT } from 'jose'

const TIMEOUT = 60_000

/** A backend service that may write: `key` is its private key, ES384. */
export type LaboratoryClient = { issuer: string; clientId: string; key: CryptoKey | JWK }

export type RecordResultParameters = LaboratoryClient & { observation: Observation }

/** Records a result as the laboratory would. An Observation with an id keeps it; without one the hospital gives one. */
export function recordResult({
  observation,
  ...client
}: RecordResultParameters): Promise<Observation & { id: string }> {
  return recordResource(client, observation)
}

/** Writes one resource of any type that the client's scope allows. */
export async function recordResource<T extends Resource>(
  client: LaboratoryClient,
  resource: T,
): Promise<T & { id: string }> {
  const token = await requestToken(client)
  const { resourceType, id } = resource
  const answer = await fetch(`${client.issuer}/fhir/R4/${resourceType}${id ? `/${id}` : ''}`, {
    method: id ? 'PUT' : 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/fhir+json' },
    body: JSON.stringify(resource),
    signal: AbortSignal.timeout(TIMEOUT),
  })
  if (!answer.ok) throw new Error(`The hospital refused the ${resourceType} (HTTP ${answer.status}).`)
  return (await answer.json()) as T & { id: string }
}

async function requestToken({ issuer, clientId, key }: LaboratoryClient): Promise<string> {
  const endpoint = `${issuer}/oauth/token`
  const assertion = await new SignJWT({ iss: clientId, sub: clientId, aud: endpoint, jti: randomUUID() })
    .setProtectedHeader({ alg: 'ES384', typ: 'JWT' })
    .setExpirationTime('4 minutes')
    .sign(key)
  const answer = await fetch(endpoint, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion,
    }),
    signal: AbortSignal.timeout(TIMEOUT),
  })
  const { access_token: token } = (await answer.json()) as { access_token?: string }
  if (!answer.ok || !token)
    throw new Error(`The hospital gave the laboratory no token (HTTP ${answer.status}).`)
  return token
}
