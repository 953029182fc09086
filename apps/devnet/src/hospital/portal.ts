import { createHash, randomBytes } from 'node:crypto'
import { PATIENT_APP } from './context.js'

const REDIRECT_URI = 'http://127.0.0.1/signed-in'
const TIMEOUT = 60_000

export type SignInParameters = {
  issuer: string
  username: string
  password: string
  /** Ends up in the ID token; see `linkNonce`. */
  nonce: string
}

type Discovery = { authorization_endpoint: string; token_endpoint: string }

/**
 * Signs a patient in as a browser would: opens the authorization page, fills in its form, follows the redirect and
 * redeems the code with PKCE. Returns the ID token.
 */
export async function signInAtPortal({
  issuer,
  username,
  password,
  nonce,
}: SignInParameters): Promise<string> {
  const { authorization_endpoint, token_endpoint } = await discover(issuer)
  const verifier = randomBytes(32).toString('base64url')
  const state = randomBytes(16).toString('base64url')
  const url = new URL(authorization_endpoint)
  url.search = new URLSearchParams({
    response_type: 'code',
    client_id: PATIENT_APP,
    redirect_uri: REDIRECT_URI,
    scope: 'openid fhirUser',
    state,
    nonce,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  }).toString()
  const page = await send(url)
  if (!page.ok) throw new Error(`The portal refused the request (HTTP ${page.status}).`)
  const form = readForm(await page.text(), url)
  form.fields.set('username', username)
  form.fields.set('password', password)
  const answer = await send(form.action, { method: 'POST', body: form.fields, redirect: 'manual' })
  const code = codeFrom(answer, state, issuer)
  const token = await send(token_endpoint, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: PATIENT_APP,
      redirect_uri: REDIRECT_URI,
      code,
      code_verifier: verifier,
    }),
  })
  const { id_token: idToken } = (await token.json()) as { id_token?: string }
  if (!token.ok || !idToken) throw new Error(`The portal gave no ID token (HTTP ${token.status}).`)
  return idToken
}

async function discover(issuer: string): Promise<Discovery> {
  const answer = await send(`${issuer}/.well-known/openid-configuration`)
  if (!answer.ok) throw new Error(`The hospital has no OpenID configuration (HTTP ${answer.status}).`)
  return (await answer.json()) as Discovery
}

function codeFrom(answer: Response, state: string, issuer: string): string {
  if (answer.status === 401) throw new Error('The portal refused user name or password.')
  const location = answer.headers.get('location')
  if (answer.status !== 303 || !location)
    throw new Error(`The portal did not sign in (HTTP ${answer.status}).`)
  const { searchParams } = new URL(location)
  const code = searchParams.get('code')
  if (!code || searchParams.get('state') !== state || searchParams.get('iss') !== issuer) {
    throw new Error(`The portal did not sign in: ${searchParams.get('error') ?? 'its answer is not ours'}.`)
  }
  return code
}

/** The form of the page: where it goes, and the fields it carries. */
function readForm(page: string, base: URL): { action: URL; fields: URLSearchParams } {
  const action = /<form[^>]*\baction="([^"]*)"/.exec(page)?.[1]
  if (!action) throw new Error('The portal showed no sign-in form.')
  const fields = new URLSearchParams()
  for (const [input] of page.matchAll(/<input[^>]*type="hidden"[^>]*>/g)) {
    const name = /\bname="([^"]*)"/.exec(input)?.[1]
    const value = /\bvalue="([^"]*)"/.exec(input)?.[1]
    if (name) fields.set(decodeEntities(name), decodeEntities(value ?? ''))
  }
  return { action: new URL(decodeEntities(action), base), fields }
}

function decodeEntities(text: string): string {
  const entities: Record<string, string> = {
    '&amp;': '&',
    '&lt;': '<',
    '&gt;': '>',
    '&quot;': '"',
    '&#39;': "'",
  }
  return text.replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => entities[entity] ?? entity)
}

function send(url: URL | string, options: RequestInit = {}): Promise<Response> {
  return fetch(url, { ...options, signal: AbortSignal.timeout(TIMEOUT) })
}
