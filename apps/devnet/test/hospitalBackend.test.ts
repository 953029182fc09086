import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { signInAtPortal } from '../src/hospital/portal.js'
import { type Hospital, startHospital } from '../src/hospital/server.js'
import {
  accessToken,
  assertion,
  type Client,
  fhir,
  newClient,
  requestToken,
  result,
  temporaryFolder,
} from './hospitalClient.js'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 })

const folder = temporaryFolder()
let hospital: Hospital
let node: Client
let laboratory: Client
let remote: Client
let keyServer: ReturnType<typeof createServer>
let base: string

beforeAll(async () => {
  node = await newClient('node')
  laboratory = await newClient('laboratory')
  remote = await newClient('remote', 'RS384')
  keyServer = createServer((_, response) => response.end(JSON.stringify(remote.jwks)))
  await new Promise<void>((done) => keyServer.listen(0, '127.0.0.1', done))
  const jwksUri = `http://127.0.0.1:${(keyServer.address() as AddressInfo).port}/jwks`
  hospital = await startHospital({
    dataDir: folder.path,
    clients: [
      { clientId: 'node', scope: 'system/Observation.rs system/Specimen.rs', jwks: node.jwks },
      { clientId: 'laboratory', scope: 'system/Observation.cud', jwks: laboratory.jwks },
      { clientId: 'remote', scope: 'system/*.read', jwksUri },
      { clientId: 'down', scope: 'system/*.read', jwksUri: 'http://127.0.0.1:9/jwks' },
    ],
  })
  base = hospital.fhirUrl
})

afterAll(async () => {
  await hospital.close()
  keyServer.close()
  folder.remove()
})

describe('a client assertion is refused', () => {
  const now = () => Math.floor(Date.now() / 1_000)
  const cases: [string, () => Promise<string>][] = [
    ['that is no token', async () => 'nonsense'],
    ['of an unknown client', async () => assertion({ ...node, clientId: 'stranger' }, hospital.issuer)],
    [
      'signed with another client’s key',
      async () => assertion({ ...node, clientId: 'laboratory' }, hospital.issuer),
    ],
    ['that has expired', () => assertion(node, hospital.issuer, { exp: now() - 10 })],
    ['that lives longer than five minutes', () => assertion(node, hospital.issuer, { exp: now() + 400 })],
    [
      'for another token endpoint',
      () => assertion(node, hospital.issuer, { aud: 'https://other.example/token' }),
    ],
    ['without a jti', () => assertion(node, hospital.issuer, { jti: undefined as unknown as string })],
    ['with another subject', () => assertion(node, hospital.issuer, { sub: 'laboratory' })],
    [
      'by an algorithm SMART does not ask for',
      async () => assertion({ ...(await newClient('node', 'ES256')) }, hospital.issuer),
    ],
    [
      'of a client whose keys can not be fetched',
      async () => assertion({ ...node, clientId: 'down' }, hospital.issuer),
    ],
  ]

  test.each(cases)('%s', async (_, make) => {
    const { status, body } = await requestToken(hospital.issuer, await make())
    expect([status, body.error]).toEqual([401, 'invalid_client'])
  })

  test('that was used before', async () => {
    const once = await assertion(node, hospital.issuer)
    expect((await requestToken(hospital.issuer, once)).status).toBe(200)
    expect((await requestToken(hospital.issuer, once)).body.error).toBe('invalid_client')
  })
})

test('a client gets no more than it is registered for', async () => {
  const ask = async (client: Client, scope?: string) =>
    (await requestToken(hospital.issuer, await assertion(client, hospital.issuer), scope)).body
  expect((await ask(node)).scope).toBe('system/Observation.rs system/Specimen.rs')
  expect((await ask(node, 'system/Observation.rs system/Patient.rs')).scope).toBe('system/Observation.rs')
  expect((await ask(node, 'system/Observation.read')).scope).toBe('system/Observation.read')
  expect((await ask(node, 'system/*.rs')).error).toBe('invalid_scope')
  expect((await ask(node, 'system/Observation.cruds')).error).toBe('invalid_scope')
  expect((await ask(node, 'system/Observation.')).error).toBe('invalid_scope')
  expect((await ask(remote, 'system/Patient.rs')).scope).toBe('system/Patient.rs')
})

describe('FHIR', () => {
  let nodeToken: string
  let laboratoryToken: string

  beforeEach(async () => {
    nodeToken = await accessToken(node, hospital.issuer)
    laboratoryToken = await accessToken(laboratory, hospital.issuer)
  })

  test('needs a token of this hospital for itself', async () => {
    expect((await fetch(`${base}/Observation`)).status).toBe(401)
    expect((await fhir(`${base}/Observation`, 'nonsense')).status).toBe(401)
    const idToken = await signInAtPortal({
      issuer: hospital.issuer,
      username: 'amara.sandbox',
      password: 'sandbox',
      nonce: 'n',
    })
    expect((await fhir(`${base}/Observation`, idToken)).status).toBe(401)
    expect((await fetch(`${base}/metadata`)).status).toBe(200)
  })

  test('allows what the scope says', async () => {
    expect((await fhir(`${base}/Patient/amara`, nodeToken)).status).toBe(403)
    expect((await fhir(`${base}/Observation`, nodeToken, 'POST', result('amara', 6))).status).toBe(403)
    expect((await fhir(`${base}/Observation/result-amara-1`, nodeToken, 'DELETE')).status).toBe(403)
    expect((await fhir(`${base}/Observation?patient=amara`, laboratoryToken)).status).toBe(403)
    expect((await fhir(`${base}/Patient/amara`, await accessToken(remote, hospital.issuer))).status).toBe(200)
  })

  test.each([
    '',
    'Medication',
    'Medication/1',
    '$graphql',
    'Observation/$lastn',
    'Observation/1/2/3',
    '__proto__',
  ])('has nothing at "%s"', async (path) => {
    expect((await fhir(`${base}/${path}`, nodeToken, 'GET')).status).toBe(404)
  })

  test('refuses what is no resource, or no right one', async () => {
    const post = async (resource: unknown) =>
      (await fhir(`${base}/Observation`, laboratoryToken, 'POST', resource)).status
    expect(await post('{"resourceType": ')).toBe(400)
    expect(await post([])).toBe(400)
    expect(await post('null')).toBe(400)
    expect(await post({ ...result('amara', 6), resourceType: 'Patient' })).toBe(400)
    expect(await post({ ...result('amara', 6), colour: 'green' })).toBe(400)
    expect(await post({ ...result('amara', 6), status: undefined })).toBe(400)
    expect(await post({ ...result('amara', 6), subject: undefined })).toBe(400)
    expect(await post(result('nobody', 6))).toBe(400)
    expect(await post({ ...result('amara', 6), note: [{ text: 'x'.repeat(1_100_000) }] })).toBe(413)
  })

  test('gives a new resource an id of its own, whatever it came with', async () => {
    const created = await fhir(`${base}/Observation`, laboratoryToken, 'POST', {
      ...result('farid', 6),
      id: 'result-farid-1',
    })
    expect(created.status).toBe(201)
    expect(created.body.id).not.toBe('result-farid-1')
    expect(created.headers.get('etag')).toMatch(/^W\/"/)
  })

  test('finds results by patient, code, date and status, and their specimens', async () => {
    const search = async (query: string) => (await fhir(`${base}/Observation?${query}`, nodeToken)).body
    const codes = 'code=http://loinc.org|4548-4,http://loinc.org|17856-6'
    for (const patient of ['amara', 'Patient/amara', `${base}/Patient/amara`]) {
      expect((await search(`patient=${encodeURIComponent(patient)}&${codes}`)).total).toBe(4)
    }
    expect((await search('subject=Patient/amara&code=1558-6')).total).toBe(2)
    expect((await search('patient=amara&patient=bruno')).total).toBe(0)
    expect((await search('patient=nobody')).total).toBe(0)
    expect((await search('patient=amara&date=ge2024-01-01')).total).toBe(2)
    expect((await search('patient=farid&status=preliminary')).total).toBe(1)
    const { entry } = await search(`patient=amara&${codes}&_include=Observation:specimen&_sort=-date`)
    expect(entry?.map(({ search: { mode }, resource }) => `${mode} ${resource.id}`)).toEqual([
      ...[5, 4, 2, 1].map((number) => `match result-amara-${number}`),
      ...[5, 4, 2, 1].map((number) => `include specimen-amara-${number}`),
    ])
    expect(entry?.[0]?.fullUrl).toBe(`${base}/Observation/result-amara-5`)
    expect((await fhir(`${base}/Observation?_include=Observation:nonsense`, nodeToken)).status).toBe(400)
    expect((await fhir(`${base}/Observation?_sort=nonsense`, nodeToken)).status).toBe(400)
  })

  test('pages, and every page leads on to the next', async () => {
    const ids: string[] = []
    let next: string | undefined = `${base}/Observation?patient=amara&_count=4&_sort=date`
    for (let page = 0; next; page++) {
      const { body }: { body: Awaited<ReturnType<typeof fhir>>['body'] } = await fhir(next, nodeToken)
      ids.push(...(body.entry ?? []).map(({ resource }) => resource.id))
      next = body.link?.find(({ relation }) => relation === 'next')?.url
      expect(page).toBeLessThan(3)
    }
    expect(ids.sort()).toEqual([1, 2, 3, 4, 5, 6].map((number) => `result-amara-${number}`))
  })

  test('follows a result that is corrected, moved to another patient, and deleted', async () => {
    const url = `${base}/Observation/moving`
    const search = async (patient: string) =>
      (await fhir(`${base}/Observation?patient=${patient}&_id=moving`, nodeToken)).body.total
    const put = (resource: object) => fhir(url, laboratoryToken, 'PUT', { ...resource, id: 'moving' })
    expect((await put(result('chidi', 6))).status).toBe(200)
    expect(await search('chidi')).toBe(1)
    expect((await put({ ...result('dalia', 6), status: 'corrected' })).status).toBe(200)
    expect([await search('chidi'), await search('dalia')]).toEqual([0, 1])
    expect((await fhir(url, laboratoryToken, 'DELETE')).status).toBe(200)
    expect(await search('dalia')).toBe(0)
    expect((await fhir(url, nodeToken)).status).toBe(404)
  })
})
