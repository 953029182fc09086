import {
  createLocalJWKSet,
  createRemoteJWKSet,
  decodeJwt,
  type JSONWebKeySet,
  type JWTVerifyGetKey,
  jwtVerify,
} from 'jose'
import { OAuthError } from './oauthError.js'

/** A backend service the hospital knows, by the address of its keys or by the keys themselves. */
export type BackendClient = {
  clientId: string
  /** SMART scopes the client may ask for, separated by spaces. */
  scope: string
} & ({ jwksUri: string } | { jwks: JSONWebKeySet })

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
const MAX_LIFETIME = 300
const LEEWAY = 5

type Assertion = { client_assertion_type?: string | undefined; client_assertion?: string | undefined }

/**
 * Authenticates backend services by `private_key_jwt` as SMART asks: ES384 or RS384, `iss` and `sub` the client,
 * `aud` the token endpoint, at most five minutes to live, each `jti` once.
 */
export function clientAuthenticator(clients: () => readonly BackendClient[]) {
  const remote = new Map<string, JWTVerifyGetKey>()
  const used = new Map<string, number>()

  function keysOf(client: BackendClient): JWTVerifyGetKey {
    if ('jwks' in client) return createLocalJWKSet(client.jwks)
    const known = remote.get(client.jwksUri)
    if (known) return known
    const options = { timeoutDuration: 3_000, cooldownDuration: 1_000 }
    const keys = createRemoteJWKSet(new URL(client.jwksUri), options)
    remote.set(client.jwksUri, keys)
    return keys
  }

  function useOnce(key: string, expiry: number, now: number): void {
    for (const [other, end] of used) if (end + LEEWAY < now) used.delete(other)
    if (used.has(key)) throw new OAuthError('invalid_client', 'This assertion was used before.')
    used.set(key, expiry)
  }

  return async function authenticate(form: Assertion, tokenEndpoint: string): Promise<BackendClient> {
    const { client_assertion: assertion, client_assertion_type: type } = form
    if (type !== ASSERTION_TYPE || !assertion) {
      throw new OAuthError('invalid_client', 'A client assertion (private_key_jwt) is required.')
    }
    const client = clients().find(({ clientId }) => clientId === issuerOf(assertion))
    if (!client) throw new OAuthError('invalid_client', 'The hospital does not know this client.')
    const { payload } = await jwtVerify(assertion, keysOf(client), {
      algorithms: ['ES384', 'RS384'],
      issuer: client.clientId,
      subject: client.clientId,
      audience: tokenEndpoint,
      requiredClaims: ['exp', 'jti'],
      clockTolerance: LEEWAY,
    }).catch((cause: Error) => {
      throw new OAuthError('invalid_client', `The client assertion was refused: ${cause.message}.`)
    })
    const now = Math.floor(Date.now() / 1000)
    const expiry = payload.exp ?? 0
    if (expiry > now + MAX_LIFETIME + LEEWAY) {
      throw new OAuthError('invalid_client', 'A client assertion may live five minutes at most.')
    }
    useOnce(`${client.clientId} ${payload.jti}`, expiry, now)
    return client
  }
}

function issuerOf(assertion: string): string | undefined {
  try {
    return decodeJwt(assertion).iss
  } catch {
    return undefined
  }
}
