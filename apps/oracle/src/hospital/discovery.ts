import { z } from 'zod'
import type { ResolvedConfig } from '../config.js'
import { fetchJson, hospitalUnavailable } from './boundedFetch.js'

const LIFETIME = 10 * 60_000

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
export function discovery({
  hospitalIssuer,
  fhirUrl,
  allowHttp,
}: Pick<ResolvedConfig, 'hospitalIssuer' | 'fhirUrl' | 'allowHttp'>): Discovery {
  const issuer = hospitalIssuer.replace(/\/$/, '')
  const loopback = new URL(hospitalIssuer).protocol === 'http:'

  /** A hospital reached by TLS may not send the node to an address without. */
  function secure(url: string): string {
    if (new URL(url).protocol === 'https:' || allowHttp || loopback) return url
    throw hospitalUnavailable('an endpoint is not https')
  }

  return {
    // SMART puts the document under the FHIR base; some servers have it at the issuer's root only.
    smart: cached(async () => {
      const path = '/.well-known/smart-configuration'
      const atBase = await fetchJson(fhirUrl + path)
      const { status, body } = atBase.status === 404 ? await fetchJson(issuer + path) : atBase
      const parsed = smartSchema.safeParse(body)
      if (status !== 200 || !parsed.success)
        throw hospitalUnavailable(`no SMART configuration (HTTP ${status})`)
      secure(parsed.data.token_endpoint)
      return parsed.data
    }),
    openid: cached(async () => {
      const { status, body } = await fetchJson(`${issuer}/.well-known/openid-configuration`)
      const parsed = openidSchema.safeParse(body)
      if (status !== 200 || !parsed.success)
        throw hospitalUnavailable(`no OpenID configuration (HTTP ${status})`)
      if (parsed.data.issuer !== hospitalIssuer) throw hospitalUnavailable('the OpenID issuer is another')
      secure(parsed.data.jwks_uri)
      return parsed.data
    }),
  }
}

function cached<T>(load: () => Promise<T>): () => Promise<T> {
  let kept: { value: T; until: number } | undefined
  return async () => {
    if (kept && kept.until > Date.now()) return kept.value
    const value = await load()
    kept = { value, until: Date.now() + LIFETIME }
    return value
  }
}
