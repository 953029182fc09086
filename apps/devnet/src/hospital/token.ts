import { randomUUID } from 'node:crypto'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { cors } from 'hono/cors'
import { clientAuthenticator } from './clients.js'
import { type HospitalContext, PATIENT_APP } from './context.js'
import { OAuthError } from './oauthError.js'
import { grantedScopes } from './scopes.js'

const ACCESS_SECONDS = 300
const ID_TOKEN_SECONDS = 600

/** The token endpoint: backend services by `private_key_jwt`, the patients' app by code and PKCE. */
export function tokenRoutes(context: HospitalContext) {
  const { issuer, fhirUrl, signingKey, clients, codes } = context
  const authenticate = clientAuthenticator(clients)

  async function answer(subject: string, scope: string) {
    const claims = { iss: issuer, sub: subject, aud: fhirUrl, scope, jti: randomUUID() }
    const token = await signingKey.sign(claims, { type: 'at+jwt', seconds: ACCESS_SECONDS })
    return { access_token: token, token_type: 'Bearer', expires_in: ACCESS_SECONDS, scope }
  }

  async function clientCredentials(form: Record<string, string>) {
    const client = await authenticate(form, `${issuer}/oauth/token`)
    const scope = grantedScopes(client.scope, form.scope)
    if (!scope) throw new OAuthError('invalid_scope', 'None of the scopes is allowed to this client.')
    return answer(client.clientId, scope)
  }

  async function authorizationCode(form: Record<string, string>) {
    const {
      code = '',
      client_id: clientId = '',
      redirect_uri: redirectUri = '',
      code_verifier: verifier = '',
    } = form
    if (clientId !== PATIENT_APP)
      throw new OAuthError('invalid_client', 'The hospital does not know this app.')
    const grant = codes.redeem(code, { clientId, redirectUri, verifier })
    const claims = {
      iss: issuer,
      sub: grant.patient,
      aud: grant.clientId,
      auth_time: grant.signedInAt,
      fhirUser: `${fhirUrl}/Patient/${grant.patient}`,
      ...(grant.nonce ? { nonce: grant.nonce } : {}),
    }
    const idToken = await signingKey.sign(claims, { type: 'JWT', seconds: ID_TOKEN_SECONDS })
    return { ...(await answer(grant.patient, 'openid fhirUser')), id_token: idToken }
  }

  return new Hono().use(cors()).post('/oauth/token', bodyLimit({ maxSize: 32 * 1024 }), async (c) => {
    c.header('Cache-Control', 'no-store')
    try {
      const form = await readForm(c.req)
      if (form.grant_type === 'client_credentials') return c.json(await clientCredentials(form))
      if (form.grant_type === 'authorization_code') return c.json(await authorizationCode(form))
      throw new OAuthError('unsupported_grant_type', 'Use client_credentials or authorization_code.')
    } catch (error) {
      if (!(error instanceof OAuthError)) throw error
      return c.json({ error: error.code, error_description: error.message }, error.status)
    }
  })
}

/** Form fields; a field given twice is an error (RFC 6749, 3.2). */
export async function readForm(request: {
  header(name: string): string | undefined
  text(): Promise<string>
}): Promise<Record<string, string>> {
  if (!request.header('content-type')?.startsWith('application/x-www-form-urlencoded')) {
    throw new OAuthError('invalid_request', 'Send application/x-www-form-urlencoded.')
  }
  const fields = new URLSearchParams(await request.text())
  const form: Record<string, string> = Object.create(null)
  for (const [name, value] of fields) {
    if (Object.hasOwn(form, name)) throw new OAuthError('invalid_request', `${name} is given twice.`)
    form[name] = value
  }
  return form
}
