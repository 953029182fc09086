import { linkNonce } from '@aceso/core'
import { generateKeyPair } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Oracle } from '../src/index.js'
import {
  ask,
  type Holder,
  idTokenFor,
  link,
  NOW,
  newHolder,
  post,
  startWorld,
  type World,
} from './testNode.js'

let world: World
let node: Oracle

beforeAll(async () => {
  world = await startWorld()
  node = await world.startNode('node')
})

afterAll(() => world.close())

const request = ({ subject, account }: Holder, idToken: string) => ({
  subject: `${subject}`,
  accessKey: account.address,
  idToken,
})

async function refusal(holder: Holder, idToken: string): Promise<[number, string | undefined]> {
  const { status, body } = await post(node, '/v1/links', request(holder, idToken))
  return [status, body.error?.code]
}

describe('an ID token is refused', () => {
  const cases: [string, (holder: Holder) => Promise<string>][] = [
    ['that is no token', async () => 'not.a.token'],
    [
      'signed by a key the hospital does not have',
      async (holder) => {
        const { privateKey } = await generateKeyPair('ES256')
        return world.hospital.signIdToken(claims(holder), { key: privateKey })
      },
    ],
    [
      'without a signature',
      async (holder) => {
        const token = await world.hospital.signIdToken(claims(holder))
        const header = Buffer.from(JSON.stringify({ alg: 'none' })).toString('base64url')
        return `${header}.${token.split('.')[1]}.`
      },
    ],
    ['that has expired', (holder) => world.hospital.signIdToken(claims(holder), { expires: '-1 minute' })],
    ['for another app', (holder) => world.hospital.signIdToken(claims(holder), { audience: 'another' })],
    ['of another issuer', (holder) => forged(holder, { iss: 'https://another.example' })],
    ['issued to another app beside ours', (holder) => forged(holder, { azp: 'another' })],
    [
      'obtained for another subject',
      (holder) => world.hospital.signIdToken({ ...claims(holder), ...nonceOf(newHolder()) }),
    ],
    ['without a nonce', (holder) => world.hospital.signIdToken({ fhirUser: claims(holder).fhirUser })],
    [
      'of a practitioner',
      (holder) =>
        world.hospital.signIdToken({
          ...claims(holder),
          fhirUser: `${world.hospital.fhirUrl}/Practitioner/1`,
        }),
    ],
    [
      'of a patient elsewhere',
      (holder) =>
        world.hospital.signIdToken({
          ...claims(holder),
          fhirUser: 'https://elsewhere.example/fhir/Patient/1',
        }),
    ],
    [
      'whose patient id is a path',
      (holder) => world.hospital.signIdToken({ ...claims(holder), fhirUser: 'Patient/1/../../Observation' }),
    ],
  ]

  test.each(cases)('%s', async (_, token) => {
    const holder = newHolder()
    expect(await refusal(holder, await token(holder))).toEqual([401, 'IdTokenInvalid'])
  })

  function claims(holder: Holder) {
    return { ...nonceOf(holder), fhirUser: `${world.hospital.fhirUrl}/Patient/ida` }
  }

  function nonceOf({ subject, account }: Holder) {
    return { nonce: linkNonce(subject, account.address) }
  }

  async function forged(holder: Holder, changed: object): Promise<string> {
    const { issuer } = world.hospital
    if ('iss' in changed) world.hospital.issuer = changed.iss as string
    try {
      return await world.hospital.signIdToken({ ...claims(holder), ...changed })
    } finally {
      world.hospital.issuer = issuer
    }
  }
})

test('a subject stays with its patient, its access key and its first date', async () => {
  const holder = newHolder()
  expect(await link(world, node, holder, 'ida')).toEqual({ status: 200, body: { linkedAt: `${NOW}` } })

  world.chain.time = NOW + 100n
  expect(await link(world, node, holder, 'ida')).toEqual({ status: 200, body: { linkedAt: `${NOW}` } })

  const elsewhere = await link(world, node, holder, 'joan')
  expect([elsewhere.status, elsewhere.body.error?.code]).toEqual([409, 'SubjectLinkedElsewhere'])

  const otherKey = { ...holder, account: newHolder().account }
  const rekeyed = await link(world, node, otherKey, 'ida')
  expect([rekeyed.status, rekeyed.body.error?.code]).toEqual([409, 'AccessKeyDiffers'])

  world.chain.time = NOW
})

test('of two links of a subject at the same moment one wins', async () => {
  const holder = newHolder()
  const answers = await Promise.all([link(world, node, holder, 'ida'), link(world, node, holder, 'joan')])
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
})

test('a chain that is down is told as such, and nothing is linked', async () => {
  const holder = newHolder()
  world.chain.down = true
  const { status, body } = await link(world, node, holder, 'kofi')
  world.chain.down = false
  expect([status, body.error?.code]).toEqual([503, 'ChainUnavailable'])
  world.chain.time = NOW + 7n
  expect(await link(world, node, holder, 'kofi')).toEqual({ status: 200, body: { linkedAt: `${NOW + 7n}` } })
  world.chain.time = NOW
})

test('a hospital that is down is told as such, and the next try works', async () => {
  const fresh = await world.startNode('fresh')
  const holder = newHolder()
  const idToken = await idTokenFor(world, holder, 'ida')
  await world.hospital.stop()
  const { status, body } = await post(fresh, '/v1/links', request(holder, idToken))
  expect([status, body.error?.code]).toEqual([503, 'HospitalUnavailable'])
  await world.hospital.start()
  expect((await post(fresh, '/v1/links', request(holder, idToken))).status).toBe(200)
})

test('keys the hospital does not give are no fault of the token', async () => {
  const fresh = await world.startNode('keyless')
  const holder = newHolder()
  const idToken = await idTokenFor(world, holder, 'ida')
  for (const keys of [
    () => new Response('{}', { status: 500 }),
    () => new Response('<html>'),
    () => Response.json({ error: 'none' }),
  ]) {
    world.hospital.keys = keys
    const { status, body } = await post(fresh, '/v1/links', request(holder, idToken))
    expect([status, body.error?.code]).toEqual([503, 'HospitalUnavailable'])
  }
  world.hospital.keys = undefined
  expect((await post(fresh, '/v1/links', request(holder, idToken))).status).toBe(200)
})

describe('the seat', () => {
  test('a node without one answers for nothing', async () => {
    world.chain.seatedSince = 0n
    const { status, body } = await link(world, node, newHolder(), 'nia')
    world.chain.seatedSince = 1n
    expect([status, body.error?.code]).toEqual([503, 'NotSeated'])
  })

  test('a link from before it counts since the node was seated', async () => {
    const holder = newHolder()
    await link(world, node, holder, 'nia')
    world.chain.seatedSince = NOW + 50n
    const { body } = await ask(node, 'observations', holder, { measure: 'hba1c' })
    world.chain.seatedSince = 1n
    expect(body.linkedAt).toBe(`${NOW + 50n}`)
  })
})
