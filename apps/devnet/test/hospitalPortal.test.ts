import { createHash, randomBytes } from 'node:crypto'
import { createRemoteJWKSet, jwtVerify } from 'jose'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { signInAtPortal } from '../src/hospital/portal.js'
import { redirectAllowed } from '../src/hospital/redirects.js'
import { type Hospital, startHospital } from '../src/hospital/server.js'
import { postForm, temporaryFolder } from './hospitalClient.js'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 })

const folder = temporaryFolder()
const redirect = 'http://127.0.0.1:5173/back'
const verifier = randomBytes(32).toString('base64url')
const request = {
  response_type: 'code',
  client_id: 'aceso',
  redirect_uri: redirect,
  scope: 'openid fhirUser',
  state: 'some state',
  nonce: 'some nonce',
  code_challenge: createHash('sha256').update(verifier).digest('base64url'),
  code_challenge_method: 'S256',
}
const amara = { username: 'amara.sandbox', password: 'sandbox' }

let hospital: Hospital

beforeAll(async () => {
  hospital = await startHospital({ dataDir: folder.path })
})

afterAll(async () => {
  await hospital.close()
  folder.remove()
})

const page = (fields: Record<string, string>) =>
  fetch(`${hospital.issuer}/oauth/authorize?${new URLSearchParams(fields)}`, { redirect: 'manual' })

const submit = (fields: Record<string, string>) =>
  fetch(`${hospital.issuer}/oauth/authorize`, {
    method: 'POST',
    body: new URLSearchParams(fields),
    redirect: 'manual',
  })

async function codeOf(answer: Promise<Response>): Promise<string> {
  return new URL((await answer).headers.get('location')!).searchParams.get('code')!
}

const redeem = (code: string, changed: Record<string, string> = {}) =>
  postForm(`${hospital.issuer}/oauth/token`, {
    grant_type: 'authorization_code',
    client_id: 'aceso',
    redirect_uri: redirect,
    code,
    code_verifier: verifier,
    ...changed,
  })

describe('the portal', () => {
  test.each([
    ['an unknown app', { client_id: 'other' }],
    ['an address elsewhere', { redirect_uri: 'https://elsewhere.example/back' }],
    ['a script as address', { redirect_uri: 'javascript:alert(1)' }],
    ['an address that only looks local', { redirect_uri: 'http://127.0.0.1.elsewhere.example/' }],
    ['an address with a user', { redirect_uri: 'http://127.0.0.1:80@elsewhere.example/' }],
  ])('does not redirect for %s', async (_, changed) => {
    for (const send of [page, submit]) {
      const answer = await send({ ...request, ...amara, ...changed })
      expect(answer.status).toBe(400)
      expect(answer.headers.get('location')).toBeNull()
    }
  })

  test.each([
    [{ code_challenge: '' }, 'invalid_request'],
    [{ code_challenge_method: 'plain' }, 'invalid_request'],
    [{ response_type: 'token' }, 'unsupported_response_type'],
    [{ scope: 'fhirUser' }, 'invalid_scope'],
  ])('tells the app what is wrong with %o', async (changed, error) => {
    const answer = await page({ ...request, ...changed })
    const { origin, searchParams } = new URL(answer.headers.get('location')!)
    expect([answer.status, origin, searchParams.get('error')]).toEqual([303, 'http://127.0.0.1:5173', error])
    expect(searchParams.get('state')).toBe('some state')
  })

  test('signs nobody in with a wrong password, and shows what was typed as text only', async () => {
    const answer = await submit({ ...request, username: '"><script>x</script>', password: 'guess' })
    expect(answer.status).toBe(401)
    const text = await answer.text()
    expect(text).toContain('role="alert"')
    expect(text).not.toContain('<script>')
    expect((await submit({ ...request, ...amara, password: '' })).status).toBe(401)
  })

  test('shows a form that no page can frame and no script can run in', async () => {
    const answer = await page(request)
    const text = await answer.text()
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(answer.headers.get('content-security-policy')).toContain(
      "form-action 'self' http://127.0.0.1:5173",
    )
    expect(answer.headers.get('x-frame-options')).toBe('DENY')
    for (const id of ['username', 'password']) expect(text).toContain(`<label for="${id}">`)
    expect(text).toMatch(/<html lang="en">/)
  })

  test('gives an ID token of the patient for the app, with its nonce', async () => {
    const { body } = await redeem(await codeOf(submit({ ...request, ...amara })))
    const keys = createRemoteJWKSet(new URL(`${hospital.issuer}/.well-known/jwks.json`))
    const { payload } = await jwtVerify(body.id_token!, keys, { issuer: hospital.issuer, audience: 'aceso' })
    expect(payload).toMatchObject({
      nonce: 'some nonce',
      fhirUser: `${hospital.fhirUrl}/Patient/amara`,
      sub: 'amara',
    })
  })

  test('takes a code once', async () => {
    const code = await codeOf(submit({ ...request, ...amara }))
    expect((await redeem(code)).status).toBe(200)
    expect((await redeem(code)).body.error).toBe('invalid_grant')
  })

  test.each([
    [{ code_verifier: 'another' }, 'invalid_grant'],
    [{ redirect_uri: 'http://127.0.0.1:5173/other' }, 'invalid_grant'],
    [{ client_id: 'other' }, 'invalid_client'],
    [{ code: 'guess' }, 'invalid_grant'],
    [{ grant_type: 'password' }, 'unsupported_grant_type'],
  ])('gives no token for a code with %o', async (changed, error) => {
    const code = await codeOf(submit({ ...request, ...amara }))
    const { body } = await redeem(code, changed as Record<string, string>)
    expect(body.error).toBe(error)
  })

  test('refuses a field given twice', async () => {
    const body = 'grant_type=client_credentials&grant_type=authorization_code'
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const answer = await fetch(`${hospital.issuer}/oauth/token`, { method: 'POST', headers, body })
    expect(await answer.json()).toMatchObject({ error: 'invalid_request' })
  })
})

test('a browser’s way through the portal ends in an ID token, or in an error that says why', async () => {
  const parameters = { issuer: hospital.issuer, ...amara, nonce: 'a "quoted" & <odd> nonce' }
  const token = await signInAtPortal(parameters)
  expect(JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()).nonce).toBe(parameters.nonce)
  await expect(signInAtPortal({ ...parameters, password: 'guess' })).rejects.toThrow(/user name or password/)
})

test('redirects match exactly, but for the port on loopback', () => {
  const registered = ['https://app.example/back', 'http://127.0.0.1/back', 'http://[::1]/*']
  const allowed = [
    'https://app.example/back',
    'http://127.0.0.1:49152/back',
    'http://[::1]:8080/any/path?query=1',
  ]
  const refused = [
    'https://app.example/back/',
    'https://app.example:444/back',
    'http://127.0.0.1:49152/other',
    'http://127.0.0.1:49152/back#fragment',
    'http://localhost:49152/back',
    'https://127.0.0.1/back',
    'nonsense',
    '',
  ]
  for (const uri of allowed) expect(redirectAllowed(registered, uri), uri).toBe(true)
  for (const uri of refused) expect(redirectAllowed(registered, uri), uri).toBe(false)
})
