import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { accessToken } from '../src/hospital/accessToken.js'
import { discovery } from '../src/hospital/discovery.js'
import { serverAddress } from '../src/hospital/serverAddress.js'
import { type NodeKeys, openNodeKeys } from '../src/keys/nodeKeys.js'
import { fhirSource } from '../src/sources/fhir.js'
import type { Source } from '../src/sources/source.js'
import { hba1c, NOW, startWorld, type World } from './testNode.js'

let world: World
let keys: NodeKeys
let source: Source

beforeAll(async () => {
  world = await startWorld()
  keys = await openNodeKeys(await world.nodeConfig('node'))
})

beforeEach(() => {
  const { tokens, assertions } = world.hospital
  tokens.length = 0
  assertions.length = 0
  source = sourceOf('node')
})

function sourceOf(clientId: string): Source {
  const { issuer, fhirUrl } = world.hospital
  const pace = { now: () => 0, wait: async () => {} }
  const endpoints = discovery({ hospitalIssuer: issuer, fhirUrl, allowHttp: false }, pace)
  const token = accessToken(clientId, keys.client, endpoints, pace)
  return fhirSource({ server: serverAddress(fhirUrl), token, pace, onNotice: () => {} })
}

afterEach(() => {
  world.hospital.search = undefined
})

afterAll(() => world.close())

const read = () => source.observations('ida', 'hba1c')
const unavailable = (reason: RegExp, code = 'HospitalUnavailable') => ({
  code,
  cause: expect.objectContaining({ message: expect.stringMatching(reason) }),
})

function page(resources: object[], next?: string): Response {
  const link = next ? [{ relation: 'next', url: next }] : []
  const entry = resources.map((resource) => ({ resource }))
  return Response.json({ resourceType: 'Bundle', type: 'searchset', link, entry })
}

test('the client assertion is short-lived, used once, and its token is kept', async () => {
  await Promise.all([read(), read(), read()])
  await read()
  expect(world.hospital.tokens).toEqual(['token-0-systemObservationrssystemSpecimenrssystemServiceRequestrs'])
  const [{ iss, sub, aud, jti, iat = 0, exp = 0 }] = world.hospital.assertions as [Record<string, never>]
  expect({ iss, sub, aud }).toEqual({ iss: 'node', sub: 'node', aud: `${world.hospital.issuer}/token` })
  expect(jti).toMatch(/^[0-9a-f-]{36}$/)
  expect(exp - iat).toBeLessThanOrEqual(300)
})

test('a token the hospital refuses is replaced, once', async () => {
  await read()
  world.hospital.tokens[0] = 'revoked'
  await read()
  expect(world.hospital.tokens).toHaveLength(2)

  world.hospital.search = () => new Response(null, { status: 401 })
  await expect(read()).rejects.toMatchObject(unavailable(/401/))
  expect(world.hospital.tokens).toHaveLength(3)
})

test('the search names patient, codes and specimens', async () => {
  let asked = new URLSearchParams()
  world.hospital.search = (query) => {
    asked = query
    return page([])
  }
  expect(await read()).toEqual({ observations: [], rejections: [] })
  expect(asked.get('patient')).toBe('ida')
  expect(asked.get('code')?.split(',')).toContain('http://loinc.org|4548-4')
  expect(asked.get('_include')).toBe('Observation:specimen')
})

test('further pages are fetched, by absolute and relative links', async () => {
  const [first, second, third] = [6.1, 6.2, 6.3].map((value, index) =>
    hba1c({ patient: 'ida', value, at: NOW - BigInt(index) }),
  )
  const { fhirUrl } = world.hospital
  world.hospital.search = (query) => {
    const number = query.get('page') ?? '1'
    if (number === '1') return page(first!, `${fhirUrl}/Observation?page=2`)
    return number === '2' ? page(second!, '?page=3') : page(third!)
  }
  expect((await read()).observations.map(({ value }) => value).sort()).toEqual([61_000n, 62_000n, 63_000n])
})

test('a specimen on a later page still tells results of one specimen', async () => {
  const [specimen, observation] = hba1c({ patient: 'ida', value: 6.1, accession: 'ACC-LATE' })
  world.hospital.search = (query) => (query.has('page') ? page([specimen!]) : page([observation!], '?page=2'))
  const { observations } = await read()
  expect(observations[0]?.identity).toContain('ACC-LATE')
})

test('specimens that do not come along are read one by one', async () => {
  world.hospital.resources = [
    ...hba1c({ patient: 'ida', value: 6.1, accession: 'ACC-ALONE' }),
    ...hba1c({ patient: 'ida', value: 6.2, at: NOW - 5n }),
  ]
  const withInclude = await read()
  world.hospital.includes = false
  const withReads = await read()
  world.hospital.resources = world.hospital.resources.filter(
    ({ resourceType }) => resourceType === 'Observation',
  )
  const without = await read()
  world.hospital.includes = true
  expect(JSON.stringify(withInclude.observations.map(({ identity }) => identity))).toContain('ACC-ALONE')
  expect(withReads).toEqual(withInclude)
  expect(without.observations).toEqual([])
  expect(without.rejections.map(({ reason }) => reason)).toEqual([
    'reference-unresolved',
    'reference-unresolved',
  ])
})

let pages = 0
const bundle = (more: object, ...entry: object[]) =>
  Response.json({ resourceType: 'Bundle', type: 'searchset', entry, ...more })
const entryOf = (resource: object, mode = 'match') => ({ resource, search: { mode } })
const [specimenOfIda, resultOfIda] = hba1c({ patient: 'ida', value: 6.1 })

const incomplete: [string, () => Response, RegExp][] = [
  ['leads back', () => page([], '?page=again'), /lead back/],
  [
    'leads to two next pages',
    () => bundle({ link: ['?a', '?b'].map((url) => ({ relation: 'next', url })) }),
    /several/,
  ],
  ['states more results than came', () => bundle({ total: 2 }, entryOf(resultOfIda!)), /more results than/],
  ['states them in text', () => bundle({ total: '2' }, entryOf(resultOfIda!)), /more results than/],
  [
    'counts one result twice',
    () => bundle({ total: 2 }, ...[1, 2].map(() => entryOf(resultOfIda!))),
    /more results/,
  ],
  [
    'counts a specimen',
    () => bundle({ total: 2 }, entryOf(resultOfIda!), entryOf(specimenOfIda!)),
    /more results/,
  ],
  ['counts what it includes', () => bundle({ total: 1 }, entryOf(resultOfIda!, 'include')), /more results/],
  ['states no number', () => bundle({ total: 'many' }), /no number/],
  ['states less than nothing', () => bundle({ total: -1 }), /no number/],
  ['has an entry without a resource', () => bundle({}, { fullUrl: 'Observation/1' }), /no resource/],
  ['has an entry that is none', () => bundle({ entry: [null] }), /no resource/],
  [
    'has an error of a severity nobody knows',
    () => bundle({}, outcome({ severity: 'grave' })),
    /says itself/,
  ],
  [
    'says that it was cut short',
    () => bundle({}, outcome({ severity: 'warning', code: 'timeout' })),
    /says itself/,
  ],
  [
    'has an error beside an entry',
    () => bundle({}, { ...entryOf(resultOfIda!), response: beside }),
    /says itself/,
  ],
  ['states its entries twice', () => new Response(twice(`"entry": [], "entry": []`)), /twice/],
  ['states its total twice', () => new Response(twice(`"total": 5, "total": 0`)), /twice/],
  [
    'states a resource twice',
    () => new Response(twice(`"entry": [{"resource": {}, "resource": {}}]`)),
    /twice/,
  ],
]

function outcome(issue: object): object {
  return entryOf({ resourceType: 'OperationOutcome', issue: [issue] }, 'outcome')
}

const beside = { outcome: { resourceType: 'OperationOutcome', issue: [{ severity: 'error' }] } }
const twice = (fields: string) => `{"resourceType": "Bundle", "type": "searchset", ${fields}}`

test.each(incomplete)('an answer that %s is incomplete', async (_, search, reason) => {
  world.hospital.search = search
  await expect(read()).rejects.toMatchObject(unavailable(reason, 'HospitalIncomplete'))
})

test('a specimen that is another than was asked for is none', async () => {
  world.hospital.resources = hba1c({ patient: 'ida', value: 6.1, id: 'swapped' })
  world.hospital.includes = false
  world.hospital.read = () => Response.json({ ...specimenOfIda, id: 'of-somebody' })
  await expect(read()).rejects.toMatchObject(unavailable(/another Specimen/))
  world.hospital.read = undefined
  world.hospital.includes = true
})

const hostile: [string, () => Response, RegExp][] = [
  ['never ends', () => page([], `?page=${++pages}`), /200 pages/],
  ['fills the memory page by page', () => bundle({ ...fat, link: [nextOf(++pages)] }), /larger than/],
  ['is no bundle', () => Response.json({ resourceType: 'OperationOutcome' }), /no search results/],
  ['is no JSON', () => new Response('<html>'), /not JSON/],
  ['is an error', () => new Response('{}', { status: 500 }), /HTTP 500/],
  ['redirects', () => new Response(null, { status: 302, headers: { location: '/elsewhere' } }), /no answer/],
  ['holds too many results', () => page(Array(5_001).fill({ resourceType: 'Observation' })), /5000 results/],
  [
    'leaves out too many specimens',
    () => page(Array.from({ length: 401 }, () => hba1c({ patient: 'ida', value: 6 })[1]!)),
    /400 specimens/,
  ],
  ['is too large', () => new Response('x'.repeat(9_000_000)), /larger than/],
]

const fat = { entry: [{ resource: { resourceType: 'Basic', text: 'x'.repeat(7_000_000) } }] }
const nextOf = (number: number) => ({ relation: 'next', url: `?page=${number}` })

test.each(hostile)('an answer that %s is no answer', async (_, search, reason) => {
  world.hospital.search = search
  await expect(read()).rejects.toMatchObject(unavailable(reason))
  world.hospital.search = undefined
  await expect(read()).resolves.toBeDefined()
})

test('results of another patient or measure are left out, whatever the hospital answers', async () => {
  const [specimen, observation] = hba1c({ patient: 'ida', value: 6.1 })
  const glucose = {
    ...observation,
    id: 'glucose',
    code: { coding: [{ system: 'http://loinc.org', code: '1558-6' }] },
  }
  const valueQuantity = { value: 99, code: 'mg/dL', system: 'http://unitsofmeasure.org' }
  world.hospital.search = () =>
    page([specimen!, observation!, { ...glucose, valueQuantity }, ...hba1c({ patient: 'joan', value: 9.9 })])
  expect((await read()).observations.map(({ value }) => value)).toEqual([61_000n])
})

test('a client the hospital does not know gets nothing', async () => {
  await expect(sourceOf('stranger').observations('ida', 'hba1c')).rejects.toMatchObject(
    unavailable(/no access token/),
  )
})
