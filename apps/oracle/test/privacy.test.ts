import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { imageFolder } from '../src/db/image.js'
import { filesWith, formsOf } from './databaseFiles.js'
import { type NodeProcess, runNode } from './nodeProcess.js'
import {
  ask,
  type Holder,
  hba1c,
  idTokenFor,
  NOW,
  newHolder,
  post,
  startWorld,
  type World,
} from './testNode.js'

const PATIENT = 'canary-patient-8d1f'
const NAME = 'Canaria Canarysson'
const VALUE = 13.5791
const CODE = '4548-4'
const ACCESSION = 'CANARY-ACC-3391'

let world: World
let node: NodeProcess
let dataDir: string
let idToken: string
const holder: Holder = newHolder()
const answered: string[] = []
const hospitalErrors = ['HospitalUnavailable', 'HospitalIncomplete', 'HospitalAddressDiffers', 'HospitalBusy']

const medical = [PATIENT, NAME, NAME.split(' ')[1]!, `${VALUE}`, '135791', CODE, 'hba1c', ACCESSION].flatMap(
  formsOf,
)

beforeAll(async () => {
  world = await startWorld()
  const config = await world.nodeConfig('private', { logLevel: 'debug' })
  dataDir = config.dataDir
  node = await runNode(config)
  const [specimen, observation] = hba1c({ patient: PATIENT, value: VALUE, accession: ACCESSION })
  const details = { performer: [{ display: NAME }], note: [{ text: NAME }] }
  world.hospital.resources = [specimen!, { ...observation!, ...details }]
  idToken = await idTokenFor(world, holder, PATIENT)
  await useEverything()
  await provokeErrors()
  await node.end('SIGTERM')
})

afterAll(() => world.close())

async function useEverything(): Promise<void> {
  const request = { subject: `${holder.subject}`, accessKey: holder.account.address, idToken }
  expect((await post(node, '/v1/links', request)).status).toBe(200)
  const { body } = await ask(node, 'observations', holder, { measure: 'hba1c' })
  const [result] = body.observations as [{ observationTag: string; value: string }]
  expect(result.value).toBe('135791')
  const { observationTag } = result
  const proposal = { measure: 'hba1c', observationTag, issuedAt: `${NOW}`, linkedAt: `${NOW}` }
  expect((await ask(node, 'attestation', holder, proposal)).status).toBe(200)
}

const bundle = (fields: object) => Response.json({ resourceType: 'Bundle', type: 'searchset', ...fields })
const outcome = (severity: string) => ({
  resourceType: 'OperationOutcome',
  issue: [{ severity, code: NAME, diagnostics: NAME, expression: [PATIENT] }],
})

/** A result whose specimen the hospital doesn't have, or has elsewhere. */
function elsewhere(base: string): object {
  const [, observation] = hba1c({ patient: PATIENT, value: VALUE })
  const reference = base.includes('://') ? `${base}/Specimen/${PATIENT}` : `Specimen/${PATIENT}`
  return { resource: { ...observation, id: PATIENT, specimen: { reference } } }
}

async function provokeErrors(): Promise<void> {
  await fetch(`${node.url}/Patient/${PATIENT}?name=${encodeURIComponent(NAME)}`, {
    headers: { 'x-request-id': PATIENT, 'user-agent': NAME },
  })
  await post(node, '/v1/links', `{"${PATIENT}": ${VALUE}`)
  await post(node, '/v1/links', { subject: PATIENT, accessKey: NAME, idToken })
  await post(node, '/v1/links', { subject: '1', accessKey: holder.account.address, idToken })
  const answers = [
    () => new Response(`<p>${NAME} ${PATIENT} ${VALUE}</p>`),
    () => Response.json({ resourceType: 'OperationOutcome', text: NAME }, { status: 500 }),
    () => bundle({ link: [{ relation: 'next', url: `http://${PATIENT}.example/` }] }),
    () => bundle({ link: [{ relation: 'next', url: `/fhir/..%2f${PATIENT}?name=${NAME}` }] }),
    () => bundle({ link: [{ relation: 'next', url: `?patient=${PATIENT}` }] }),
    () => bundle({ total: 13.5791 }),
    () => bundle({ total: 135791 }),
    () => bundle({ total: NAME }),
    () => bundle({ entry: [{ fullUrl: `${PATIENT}`, resource: NAME }] }),
    () => bundle({ entry: [{ resource: outcome('fatal') }] }),
    () => new Response(`{"resourceType": "Bundle", "${PATIENT}": 1, "${PATIENT}": 2}`),
    () => new Response(NAME, { status: 429, headers: { 'retry-after': '7200' } }),
    () => new Response(NAME, { status: 503, headers: { 'retry-after': `${NAME} ${PATIENT}` } }),
    () => bundle({ entry: [elsewhere(`http://${PATIENT}.example/fhir`)] }),
    () => bundle({ entry: [elsewhere('Specimen')] }),
    () =>
      Response.json({
        resourceType: 'Bundle',
        entry: [{ resource: { resourceType: 'Observation', id: PATIENT } }],
      }),
  ]
  for (const answer of answers) {
    world.hospital.search = answer
    const { body } = await ask(node, 'observations', holder, { measure: 'hba1c' })
    answered.push(JSON.stringify(body))
  }
  await world.hospital.stop()
  await ask(node, 'observations', holder, { measure: 'hba1c' })
  await world.hospital.start()
}

test('the log has a line for each request, and nothing of anybody', () => {
  const lines = node.output().trim().split('\n').slice(1)
  const logged = lines.map((line) => JSON.parse(line))
  expect(logged).toContainEqual(
    expect.objectContaining({ route: 'POST /v1/attestations', status: 200, ms: expect.any(Number) }),
  )
  for (const error of hospitalErrors)
    expect(logged).toContainEqual(expect.objectContaining({ error, reason: expect.any(String) }))
  expect(logged).toContainEqual(
    expect.objectContaining({ reason: expect.stringContaining('does not show a Specimen') }),
  )
  expect(logged).toContainEqual(expect.objectContaining({ route: 'none', status: 404 }))
  const known = ['level', 'time', 'requestId', 'route', 'status', 'ms', 'error', 'cause', 'reason', 'at']
  for (const line of logged) expect(known).toEqual(expect.arrayContaining(Object.keys(line)))
  const personal = [`${holder.subject}`, holder.account.address, holder.account.address.toLowerCase()]
  const secrets = [
    idToken,
    ...idToken.split('.'),
    ...world.hospital.tokens,
    'passphrase of private',
    '5e5e5e5e',
  ]
  const output = node.output()
  for (const text of [...medical, ...personal, ...secrets]) expect(output).not.toContain(text)
})

test('nor has an answer of an error', () => {
  for (const code of hospitalErrors) expect(answered.join()).toContain(code)
  for (const text of [...medical, ...world.hospital.tokens])
    for (const answer of answered) expect(answer).not.toContain(text)
})

test('the data folder holds nothing medical, no patient and no secret', () => {
  const secrets = [idToken, ...world.hospital.tokens, 'passphrase of private', '5e5e5e5e']
  // The database must be there, or the search would prove nothing; what of a holder is in it is told in stolenDatabase.
  expect(filesWith(join(dataDir, 'db'), ['key_digest'])).not.toEqual([])
  expect(filesWith(imageFolder(), medical)).toEqual([])
  expect(filesWith(dataDir, [...medical, ...secrets])).toEqual([])
})
