import { z } from 'zod'
import type { ResolvedConfig } from '../config.js'
import type { JsonAnswer } from './boundedFetch.js'
import { conversation, type Pace } from './conversation.js'
import { hospitalUnavailable } from './hospitalErrors.js'

const LIFETIME = 10 * 60_000
const DEADLINE = 10_000

const smartSchema = z.object({
  token_endpoint: z.url(),
  capabilities: z.array(z.string()).default([]),
})

const openidSchema = z.object({ issuer: z.string(), jwks_uri: z.url() })

export type SmartConfiguration = z.infer<typeof smartSchema>

export type Discovery = {
  smart(): Promise<SmartConfiguration>
  openid(): Promise<z.infer<typeof openidSchema>>
}

/** Finds the hospital's endpoints. What is found is kept for ten minutes; a failure isn't kept at all. */
export function discovery(
  { hospitalIssuer, fhirUrl, allowHttp }: Pick<ResolvedConfig, 'hospitalIssuer' | 'fhirUrl' | 'allowHttp'>,
  pace: Pace,
): Discovery {
  const issuer = hospitalIssuer.replace(/\/$/, '')
  const loopback = new URL(hospitalIssuer).protocol === 'http:'

  const ask = (url: string): Promise<JsonAnswer> => conversation(pace, DEADLINE).ask(url)

  /** A hospital reached by TLS may not send the node to an address without. */
  function secure(url: string): string {
    if (new URL(url).protocol === 'https:' || allowHttp || loopback) return url
    throw hospitalUnavailable('an endpoint is not https')
  }

  return {
    // SMART puts the document under the FHIR base; some servers have it at the issuer's root only.
    smart: cached(pace, async () => {
      const path = '/.well-known/smart-configuration'
      const atBase = await ask(fhirUrl + path)
      const { status, body } = atBase.status === 404 ? await ask(issuer + path) : atBase
      const parsed = smartSchema.safeParse(body)
      if (status !== 200 || !parsed.success)
        throw hospitalUnavailable(`no SMART configuration (HTTP ${status})`)
      secure(parsed.data.token_endpoint)
      return parsed.data
    }),
    openid: cached(pace, async () => {
      const { status, body } = await ask(`${issuer}/.well-known/openid-configuration`)
      const parsed = openidSchema.safeParse(body)
      if (status !== 200 || !parsed.success)
        throw hospitalUnavailable(`no OpenID configuration (HTTP ${status})`)
      if (parsed.data.issuer !== hospitalIssuer) throw hospitalUnavailable('the OpenID issuer is another')
      secure(parsed.data.jwks_uri)
      return parsed.data
    }),
  }
}

function cached<T>(pace: Pace, load: () => Promise<T>): () => Promise<T> {
  let kept: { value: T; until: number } | undefined
  return async () => {
    if (kept && kept.until > pace.now()) return kept.value
    const value = await load()
    kept = { value, until: pace.now() + LIFETIME }
    return value
  }
}
