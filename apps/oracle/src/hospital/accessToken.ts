import { randomUUID } from 'node:crypto'
import { SignJWT } from 'jose'
import { z } from 'zod'
import { CLIENT_KEY_ALGORITHM, type NodeKeys } from '../keys/nodeKeys.js'
import { conversation, type Pace } from './conversation.js'
import type { Discovery } from './discovery.js'
import { hospitalUnavailable } from './hospitalErrors.js'

/** What the node reads; a hospital may grant less. */
const types = ['Observation', 'Specimen', 'ServiceRequest']
const ASSERTION_SECONDS = 120
/** A token is renewed this long before it expires, so that it doesn't expire on the way; a short one, at half its time. */
const MARGIN = 15_000
/** Where the hospital doesn't say how long, or says what is no time. */
const DEFAULT_SECONDS = 60
/** However long a token lasts, the hospital may take access away by giving no other. */
const MAX_SECONDS = 3_600
const DEADLINE = 10_000

const answerSchema = z.object({
  // What goes into a header, so that no message of one that doesn't can quote it.
  access_token: z.string().regex(/^[\x21-\x7e]{1,16384}$/),
  token_type: z.string().regex(/^bearer$/i),
  expires_in: z.unknown().optional(),
})

export type AccessToken = {
  /** The token, from the hospital only when there is none that holds. */
  get(): Promise<string>
  /** Drops a token the hospital refused. */
  drop(token: string): void
}

/** SMART Backend Services: access by client credentials with a signed assertion (`private_key_jwt`). */
export function accessToken(
  clientId: string,
  client: NodeKeys['client'],
  { smart }: Discovery,
  pace: Pace,
): AccessToken {
  let kept: { token: string; until: number } | undefined
  let pending: Promise<string> | undefined

  async function request(): Promise<string> {
    const { token_endpoint: endpoint, capabilities } = await smart()
    const letters = capabilities.includes('permission-v2') ? 'rs' : 'read'
    // An assertion is good once, so each attempt has its own.
    const options = async () => ({
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        scope: types.map((type) => `system/${type}.${letters}`).join(' '),
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: await assertion(endpoint),
      }),
    })
    const { status, body } = await conversation(pace, DEADLINE).ask(endpoint, options)
    const parsed = answerSchema.safeParse(body)
    if (status !== 200 || !parsed.success) throw hospitalUnavailable(`no access token (HTTP ${status})`)
    const { access_token: token, expires_in: stated } = parsed.data
    const lifetime = secondsOf(stated) * 1_000
    kept = { token, until: pace.now() + lifetime - Math.min(MARGIN, lifetime / 2) }
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
      if (kept && kept.until > pace.now()) return kept.token
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

/** Servers state `expires_in` as a number, or as text of one. */
function secondsOf(stated: unknown): number {
  const isText = typeof stated === 'string' && /^\d{1,15}$/.test(stated)
  const seconds = isText ? Number(stated) : stated
  return typeof seconds === 'number' && seconds > 0 ? Math.min(seconds, MAX_SECONDS) : DEFAULT_SECONDS
}
