import { timingSafeEqual } from 'node:crypto'
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { z } from 'zod'
import { errorPage, loginPage, pageHeaders } from './authorizePage.js'
import { type Account, type HospitalContext, PATIENT_APP } from './context.js'
import { OAuthError, type OAuthErrorCode } from './oauthError.js'
import { redirectAllowed } from './redirects.js'
import { readForm } from './token.js'

const requestSchema = z.object({
  response_type: z.literal('code'),
  client_id: z.string(),
  redirect_uri: z.string(),
  scope: z.string().refine((scope) => scope.split(' ').includes('openid')),
  state: z.string().max(1024).optional(),
  nonce: z.string().max(1024).optional(),
  code_challenge: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
  code_challenge_method: z.literal('S256'),
})

type AuthorizationRequest = z.infer<typeof requestSchema>

/** The patients' portal: a sign-in form that leads back to the app with an authorization code. */
export function authorizeRoutes({ issuer, accounts, redirectUris, codes }: HospitalContext) {
  function refuse(c: Context, message: string) {
    return c.html(errorPage(message), 400, pageHeaders())
  }

  function back(c: Context, request: { redirect_uri: string; state?: string | undefined }, answer: object) {
    const url = new URL(request.redirect_uri)
    const fields = { ...answer, iss: issuer, ...(request.state ? { state: request.state } : {}) }
    for (const [name, value] of Object.entries(fields)) url.searchParams.set(name, value)
    return c.redirect(url.href, 303)
  }

  /** Runs `next` with the request, or answers what is wrong with it: to the app only where the app is known. */
  function checked(
    c: Context,
    fields: Record<string, string>,
    next: (request: AuthorizationRequest) => Response | Promise<Response>,
  ) {
    if (fields.client_id !== PATIENT_APP) return refuse(c, 'The hospital does not know this app.')
    const uri = fields.redirect_uri ?? ''
    if (!redirectAllowed(redirectUris, uri))
      return refuse(c, 'The app asked to return to an unknown address.')
    const parsed = requestSchema.safeParse(fields)
    if (parsed.success) return next(parsed.data)
    const field = parsed.error.issues[0]?.path.join('.') ?? ''
    const error: OAuthErrorCode =
      field === 'response_type'
        ? 'unsupported_response_type'
        : field === 'scope'
          ? 'invalid_scope'
          : 'invalid_request'
    return back(
      c,
      { redirect_uri: uri, state: fields.state },
      { error, error_description: `${field} is not valid.` },
    )
  }

  function form(c: Context, request: AuthorizationRequest, failure?: { username: string }) {
    const fields = Object.fromEntries(Object.entries(request).map(([name, value]) => [name, value ?? '']))
    const page = loginPage({ fields, accounts, ...failure, failed: failure !== undefined })
    return c.html(page, failure ? 401 : 200, pageHeaders(new URL(request.redirect_uri).origin))
  }

  function signIn(c: Context, request: AuthorizationRequest, username: string, password: string) {
    const account = accounts.find((candidate) => matches(candidate, username, password))
    if (!account) return form(c, request, { username })
    const code = codes.issue({
      clientId: request.client_id,
      redirectUri: request.redirect_uri,
      challenge: request.code_challenge,
      patient: account.patient,
      nonce: request.nonce,
      signedInAt: Math.floor(Date.now() / 1000),
    })
    return back(c, request, { code })
  }

  return new Hono()
    .get('/oauth/authorize', (c) => checked(c, c.req.query(), (request) => form(c, request)))
    .post('/oauth/authorize', bodyLimit({ maxSize: 32 * 1024 }), async (c) => {
      const fields = await readForm(c.req).catch((error: Error) => error)
      if (fields instanceof OAuthError) return refuse(c, fields.message)
      if (fields instanceof Error) throw fields
      return checked(c, fields, (request) => signIn(c, request, fields.username ?? '', fields.password ?? ''))
    })
}

function matches(account: Account, username: string, password: string): boolean {
  return account.username === username.trim().toLowerCase() && sameText(account.password, password)
}

function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}
