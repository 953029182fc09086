import { createHash, randomBytes } from 'node:crypto'
import { OAuthError } from './oauthError.js'

const LIFETIME = 60_000

/** What a patient granted at the portal, until the app collects it. */
export type Grant = {
  clientId: string
  redirectUri: string
  /** PKCE challenge, method S256. */
  challenge: string
  patient: string
  nonce: string | undefined
  signedInAt: number
}

/** Authorization codes: one minute, one use, and only for whoever holds the PKCE verifier. */
export function authorizationCodes() {
  const grants = new Map<string, Grant & { expiresAt: number }>()
  return {
    issue(grant: Grant): string {
      const now = Date.now()
      for (const [code, { expiresAt }] of grants) if (expiresAt < now) grants.delete(code)
      const code = randomBytes(32).toString('base64url')
      grants.set(code, { ...grant, expiresAt: now + LIFETIME })
      return code
    },
    redeem(code: string, claimed: { clientId: string; redirectUri: string; verifier: string }): Grant {
      const grant = grants.get(code)
      grants.delete(code)
      const challenge = createHash('sha256').update(claimed.verifier).digest('base64url')
      const valid =
        grant &&
        grant.expiresAt >= Date.now() &&
        grant.clientId === claimed.clientId &&
        grant.redirectUri === claimed.redirectUri &&
        grant.challenge === challenge
      if (!valid) throw new OAuthError('invalid_grant', 'The authorization code is not valid (any more).')
      return grant
    },
  }
}

export type AuthorizationCodes = ReturnType<typeof authorizationCodes>
