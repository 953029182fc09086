import { randomUUID } from 'node:crypto'
import { SignJWT } from 'jose'
import { z } from 'zod'
import { CLIENT_KEY_ALGORITHM, type NodeKeys } from '../keys/nodeKeys.js'
import { fetchJson, hospitalUnavailable } from './boundedFetch.js'
import type { Discovery } from './discovery.js'

/** What the node reads; a hospital may grant less. */
const types = ['Observation', 'Specimen', 'ServiceRequest']
const ASSERTION_SECONDS = 120
/** A token is renewed this long before it expires, so that it doesn't expire on the way. */
const MARGIN = 15_000

const answerSchema = z.object({
  access_token: z.string().min(1),
  token_type: z.string().regex(/^bearer$/i),
  expires_in: z.number().positive().max(86_400).default(60),
})

export type AccessToken = {
  /** The token, from the hospital only when there is none that holds. */
  get(): Promise<string>
  /** Drops a token the hospital refused. */
  drop(token: string): void
}

/** SMART Backend Services: access by client credentials with a signed assertion (`private_key_jwt`). */
export function accessToken(clientId: string, client: NodeKeys['client'], { smart }: Discovery): AccessToken {
  let kept: { token: string; until: number } | undefined
  let pending: Promise<string> | undefined

  async function request(): Promise<string> {
    const { token_endpoint: endpoint, capabilities } = await smart()
    const letters = capabilities.includes('permission-v2') ? 'rs' : 'read'
    const { status, body } = await fetchJson(endpoint, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        scope: types.map((type) => `system/${type}.${letters}`).join(' '),
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: await assertion(endpoint),
      }),
    })
    const parsed = answerSchema.safeParse(body)
    if (status !== 200 || !parsed.success) throw hospitalUnavailable(`no access token (HTTP ${status})`)
    const { access_token: token, expires_in: seconds } = parsed.data
    kept = { token, until: Date.now() + seconds * 1_000 - MARGIN }
    return token
  }

  function assertion(audience: string): Promise<string> {
    return new SignJWT({ iss: clientId, sub: clientId, aud: audience, jti: randomUUID() })
      .setProtectedHeader({ alg: CLIENT_KEY_ALGORITHM, kid: client.publicJwk.kid, typ: 'JWT' })
      .setIssuedAt()
      .setExpirationTime(`${ASSERTION_SECONDS} s`)
      .sign(client.privateKey)
  }

  return {
    async get() {
      if (kept && kept.until > Date.now()) return kept.token
      pending ??= request().finally(() => {
        pending = undefined
      })
      return pending
    },
    drop(token) {
      if (kept?.token === token) kept = undefined
    },
  }
}
