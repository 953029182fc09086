import { FIELD_ORDER, oracleDomain } from '@aceso/core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Oracle } from '../src/index.js'
import { CHAIN_ID } from './testChain.js'
import {
  type Answer,
  ask,
  type Holder,
  hba1c,
  link,
  newHolder,
  post,
  REGISTRY,
  startWorld,
  type World,
} from './testNode.js'

let world: World
let node: Oracle
let other: Oracle
let holder: Holder

const measure = { measure: 'hba1c' }
const outcome = ({ status, body }: Answer) => [status, body.error?.code]
const wallClock = () => BigInt(Math.floor(Date.now() / 1_000))

beforeAll(async () => {
  world = await startWorld()
  node = await world.startNode('node')
  other = await world.startNode('other')
  world.hospital.resources = hba1c({ patient: 'ida', value: 6.7 })
})

beforeEach(async () => {
  holder = newHolder()
  await link(world, node, holder, 'ida')
  await link(world, other, holder, 'ida')
})

afterAll(() => world.close())

describe('a request is refused', () => {
  test('without a signature', async () => {
    const request = { subject: `${holder.subject}`, ...measure }
    expect(outcome(await post(node, '/v1/observations', request))).toEqual([401, 'RequestUnsigned'])
  })

  test('signed for another node', async () => {
    expect((await ask(other, 'observations', holder, measure)).status).toBe(200)
    const answer = await ask(node, 'observations', holder, measure, { oracle: other.key })
    expect(outcome(answer)).toEqual([401, 'SignatureInvalid'])
  })

  test('signed for another purpose', async () => {
    const answer = await ask(node, 'observations', holder, measure, { purpose: 'attestation' })
    expect(outcome(answer)).toEqual([401, 'SignatureInvalid'])
  })

  test('signed for another subject', async () => {
    const answer = await ask(node, 'observations', holder, measure, { subject: newHolder().subject })
    expect(outcome(answer)).toEqual([401, 'SignatureInvalid'])
  })

  test('whose body was changed after it was signed', async () => {
    const body = JSON.stringify({ subject: `${holder.subject}`, measure: 'malaria' })
    expect(outcome(await ask(node, 'observations', holder, measure, { body }))).toEqual([
      401,
      'SignatureInvalid',
    ])
  })

  test('signed with a key that is not the subject’s', async () => {
    const stranger = { ...holder, account: newHolder().account }
    expect(outcome(await ask(node, 'observations', stranger, measure))).toEqual([401, 'SignatureInvalid'])
  })

  test.each([
    ['more than five minutes ago', -301n],
    ['more than five minutes ahead', 301n],
  ])('signed %s', async (_, offset) => {
    // The clock may tick between signing and checking, so the boundary is tested with a second to spare.
    const timestamp = wallClock() + offset + (offset > 0n ? 1n : 0n)
    expect(outcome(await ask(node, 'observations', holder, measure, { timestamp }))).toEqual([
      401,
      'RequestExpired',
    ])
  })

  test('for a subject that is not linked', async () => {
    expect(outcome(await ask(node, 'observations', newHolder(), measure))).toEqual([404, 'SubjectNotLinked'])
  })
})

describe('a body is refused', () => {
  const malformed: [string, string][] = [
    ['that is not JSON', '{"subject": '],
    ['that is no object', '[]'],
    ['that is empty', ''],
    ['with a subject beyond the field', JSON.stringify({ subject: `${FIELD_ORDER}`, ...measure })],
    ['with a subject in hex', JSON.stringify({ subject: '0x10', ...measure })],
    ['with a subject with a leading zero', JSON.stringify({ subject: '010', ...measure })],
    ['with a negative subject', JSON.stringify({ subject: '-1', ...measure })],
    ['with a subject as a JSON number', JSON.stringify({ subject: 10, ...measure })],
    ['with an unknown measure', JSON.stringify({ subject: '10', measure: 'mood' })],
    ['with an inherited name as measure', JSON.stringify({ subject: '10', measure: 'toString' })],
    ['with fields that do not belong', JSON.stringify({ subject: '10', ...measure, extra: true })],
  ]

  test.each(malformed)('%s', async (_, body) => {
    const answer = await post(node, '/v1/observations', body)
    expect(outcome(answer)).toEqual([400, 'MalformedRequest'])
  })

  test('that is larger than 16 KiB, with and without a declared length', async () => {
    const body = JSON.stringify({ subject: '10', measure: 'x'.repeat(20_000) })
    expect(outcome(await post(node, '/v1/observations', body))).toEqual([413, 'BodyTooLarge'])
    const answer = await fetch(`${node.url}/v1/observations`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: new Blob([body]).stream(),
      duplex: 'half',
    } as RequestInit)
    expect(answer.status).toBe(413)
  })

  test.each(['text/plain', 'application/jsonp', 'application/x-www-form-urlencoded'])(
    'sent as %s',
    async (type) => {
      const answer = await post(node, '/v1/observations', '{}', { 'content-type': type })
      expect(outcome(answer)).toEqual([415, 'UnsupportedMediaType'])
    },
  )

  test('whose access key is no address', async () => {
    const request = { subject: '10', accessKey: '0x1234', idToken: 'x' }
    expect(outcome(await post(node, '/v1/links', request))).toEqual([400, 'MalformedRequest'])
  })

  test.each([
    ['observationTag', `${FIELD_ORDER}`],
    ['issuedAt', `${1n << 64n}`],
    ['linkedAt', '1.5'],
  ])('whose %s is out of range', async (field, value) => {
    const proposal = { ...measure, observationTag: '1', issuedAt: '1', linkedAt: '1', [field]: value }
    expect(outcome(await ask(node, 'attestation', holder, proposal))).toEqual([400, 'MalformedRequest'])
  })
})

test('errors repeat nothing of what was sent', async () => {
  const canary = 'canary-7f3a'
  for (const request of [
    { subject: canary, ...measure },
    { subject: '10', measure: canary },
    { [canary]: 1 },
  ]) {
    const { body } = await post(node, '/v1/observations', request)
    expect(JSON.stringify(body)).not.toContain(canary)
  }
})

test('unknown addresses and methods are answered as errors', async () => {
  for (const [method, path] of [
    ['GET', '/'],
    ['GET', '/v1/links'],
    ['DELETE', '/v1/info'],
  ] as const) {
    const answer = await fetch(node.url + path, { method })
    expect(answer.status).toBe(404)
    expect(await answer.json()).toMatchObject({ error: { code: 'NotFound' } })
  }
})

test('too many requests of one client are refused, until a minute has passed', async () => {
  let time = Date.now()
  const limited = await world.startNode('limited', { requestsPerMinute: 4 }, { wallClock: () => time })
  const send = async () => (await post(limited, '/v1/observations', '{}')).status
  expect([await send(), await send(), await send()]).toEqual([400, 400, 429])
  time += 60_000
  expect(await send()).toBe(400)
})

test('a browser at any origin may ask', async () => {
  const preflight = await fetch(`${node.url}/v1/observations`, {
    method: 'OPTIONS',
    headers: { origin: 'https://app.example', 'access-control-request-method': 'POST' },
  })
  expect(preflight.status).toBe(204)
  expect(preflight.headers.get('access-control-allow-origin')).toBe('*')
  expect(preflight.headers.get('access-control-allow-headers')).toContain('aceso-signature')
})

test('the node says who it is', async () => {
  const get = async (path: string): Promise<{ paths?: object }> =>
    (await fetch(node.url + path)).json() as never
  expect(await get('/v1/info')).toMatchObject({
    name: 'Aceso oracle',
    key: node.key.map(String),
    domain: `${oracleDomain(CHAIN_ID, REGISTRY)}`,
    chainId: CHAIN_ID,
    registry: REGISTRY,
    hospitalIssuer: world.hospital.issuer,
    audience: 'aceso',
  })
  expect(await get('/v1/health')).toEqual({ status: 'ok' })
  expect(await get('/.well-known/jwks.json')).toEqual(world.hospital.clients.get('node'))
  const { paths } = await get('/openapi.json')
  expect(Object.keys(paths ?? {}).sort()).toEqual([
    '/.well-known/jwks.json',
    '/v1/attestations',
    '/v1/health',
    '/v1/info',
    '/v1/links',
    '/v1/observations',
  ])
  expect(JSON.stringify(paths)).toContain('linkedAt')
})
