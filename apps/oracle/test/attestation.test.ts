import { oracleDomain, verifyAttestation } from '@aceso/core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Oracle } from '../src/index.js'
import { CHAIN_ID } from './testChain.js'
import {
  type Answer,
  ask,
  attestationFrom,
  DAY,
  type Holder,
  hba1c,
  link,
  NOW,
  newHolder,
  REGISTRY,
  startWorld,
  type World,
} from './testNode.js'

let world: World
let node: Oracle
let holder: Holder

const observedAt = NOW - 2n * DAY
const outcome = ({ status, body }: Answer) => [status, body.error?.code]

type Listed = { observationTag: string; value: string; observedAt: string }

async function observations(asked: Holder = holder, from: Oracle = node): Promise<Listed[]> {
  const { body } = await ask(from, 'observations', asked, { measure: 'hba1c' })
  return body.observations as Listed[]
}

function attest(
  observationTag: string,
  changed: object = {},
  asked: Holder = holder,
  by: Oracle = node,
): Promise<Answer> {
  const proposal = { measure: 'hba1c', observationTag, issuedAt: `${NOW}`, linkedAt: `${NOW}`, ...changed }
  return ask(by, 'attestation', asked, proposal)
}

beforeAll(async () => {
  world = await startWorld()
  node = await world.startNode('node')
})

beforeEach(async () => {
  world.chain.time = NOW
  world.hospital.resources = hba1c({ patient: 'ida', value: 6.7, at: observedAt })
  holder = newHolder()
  await link(world, node, holder, 'ida')
})

afterAll(() => world.close())

describe('no attestation', () => {
  test.each([
    ['issued in the future', { issuedAt: `${NOW + 1n}` }, 'IssuedInFuture'],
    ['issued more than a day ago', { issuedAt: `${NOW - DAY - 1n}` }, 'IssuedTooLongAgo'],
    ['with a link in the future', { linkedAt: `${NOW + 1n}` }, 'LinkedInFuture'],
    ['with a link before the node’s own', { linkedAt: `${NOW - 1n}` }, 'LinkedTooEarly'],
  ])('%s', async (_, changed, code) => {
    const [result] = await observations()
    expect(outcome(await attest(result!.observationTag, changed))).toEqual([422, code])
  })

  test('issued before the result was observed', async () => {
    world.hospital.resources = hba1c({ patient: 'ida', value: 6.7, at: NOW - 10n })
    const [result] = await observations()
    const issuedAt = `${NOW - 11n}`
    expect(outcome(await attest(result!.observationTag, { issuedAt }))).toEqual([
      422,
      'IssuedBeforeObservation',
    ])
  })

  test.each(['preliminary', 'registered', 'cancelled', 'entered-in-error', 'unknown'])(
    'of a result that is %s by now',
    async (status) => {
      const [result] = await observations()
      const observation = world.hospital.resources.find(({ resourceType }) => resourceType === 'Observation')!
      observation.status = status
      expect(await observations()).toEqual([])
      expect(outcome(await attest(result!.observationTag))).toEqual([404, 'ObservationNotFound'])
    },
  )

  test('of a tag the hospital knows nothing of', async () => {
    expect(outcome(await attest('123456789'))).toEqual([404, 'ObservationNotFound'])
  })

  test('of another patient’s result', async () => {
    const stranger = newHolder()
    await link(world, node, stranger, 'joan')
    const [result] = await observations()
    expect(await observations(stranger)).toEqual([])
    expect(outcome(await attest(result!.observationTag, {}, stranger))).toEqual([404, 'ObservationNotFound'])
  })

  test('of a result under another measure', async () => {
    const [result] = await observations()
    expect(outcome(await attest(result!.observationTag, { measure: 'malaria' }))).toEqual([
      404,
      'ObservationNotFound',
    ])
  })

  test('of results that share a specimen and contradict each other, whether at one time or two', async () => {
    const [{ observationTag }] = (await observations()) as [Listed]
    const original = world.hospital.resources
    const accession = (original[0] as unknown as { accessionIdentifier: { value: string } })
      .accessionIdentifier.value
    for (const at of [observedAt, observedAt + 60n]) {
      world.hospital.resources = [...original, ...hba1c({ patient: 'ida', value: 5.1, at, accession })]
      expect(outcome(await attest(observationTag))).toEqual([409, 'ConflictingResults'])
    }
  })

  test('that would contradict one given before: another value, or another subject', async () => {
    const [{ observationTag }] = (await observations()) as [Listed]
    expect((await attest(observationTag)).status).toBe(200)

    const again = newHolder()
    await link(world, node, again, 'ida')
    expect(outcome(await attest(observationTag, {}, again))).toEqual([409, 'AttestedOtherwise'])
    expect(outcome(await attest(observationTag))).toEqual([409, 'SubjectRetired'])

    const observation = world.hospital.resources.find(({ resourceType }) => resourceType === 'Observation')!
    Object.assign(observation, { status: 'corrected', valueQuantity: { value: 6.1, unit: '%' } })
    expect((await observations(again)).map(({ value }) => value)).toEqual(['61000'])
    expect(outcome(await attest(observationTag, {}, again))).toEqual([409, 'AttestedOtherwise'])
    await link(world, node, holder, 'ida')
    expect(outcome(await attest(observationTag))).toEqual([409, 'AttestedOtherwise'])
  })

  test('while the hospital or the chain is down; the next try works', async () => {
    const [{ observationTag }] = (await observations()) as [Listed]
    await world.hospital.stop()
    expect(outcome(await attest(observationTag))).toEqual([503, 'HospitalUnavailable'])
    expect((await ask(node, 'observations', holder, { measure: 'hba1c' })).status).toBe(503)
    await world.hospital.start()
    world.chain.down = true
    expect(outcome(await attest(observationTag))).toEqual([503, 'ChainUnavailable'])
    world.chain.down = false
    expect((await attest(observationTag)).status).toBe(200)
  })
})

test('results are listed with the newest first', async () => {
  world.hospital.resources = [
    ...hba1c({ patient: 'ida', value: 6.1, at: observedAt }),
    ...hba1c({ patient: 'ida', value: 6.4, at: observedAt + 100n, status: 'amended' }),
    ...hba1c({ patient: 'ida', value: 5.9, at: observedAt - 100n, status: 'corrected' }),
    ...hba1c({ patient: 'joan', value: 9.9, at: observedAt }),
  ]
  const { body } = await ask(node, 'observations', holder, { measure: 'hba1c' })
  expect(body.linkedAt).toBe(`${NOW}`)
  expect((body.observations as Listed[]).map(({ value }) => value)).toEqual(['64000', '61000', '59000'])
})

test('at most fifty results are listed', async () => {
  const many = Array.from({ length: 60 }, (_, day) =>
    hba1c({ patient: 'ida', value: 6, at: observedAt - BigInt(day) * DAY }),
  )
  world.hospital.resources = many.flat()
  expect(await observations()).toHaveLength(50)
})

test('what the node signs is what the hospital has, and the signature holds', async () => {
  const [result] = await observations()
  const issuedAt = NOW - DAY
  const signed = attestationFrom(await attest(result!.observationTag, { issuedAt: `${issuedAt}` }))
  expect(signed).toMatchObject({
    attestation: {
      domain: oracleDomain(CHAIN_ID, REGISTRY),
      subject: holder.subject,
      measure: 1,
      value: 67_000n,
      observedAt,
      linkedAt: NOW,
      observationTag: BigInt(result!.observationTag),
      issuedAt,
    },
    key: node.key,
  })
  expect(verifyAttestation(signed)).toBe(true)
  expect(signed.attestation.observationTag < 1n << 248n).toBe(true)
  const altered = { ...signed, attestation: { ...signed.attestation, value: 67_001n } }
  expect(verifyAttestation(altered)).toBe(false)
})

test('a later link of another node is taken over, and the same attestation can be had again', async () => {
  world.chain.time = NOW + 50n
  const [{ observationTag }] = (await observations()) as [Listed]
  const proposal = { issuedAt: `${NOW + 50n}`, linkedAt: `${NOW + 40n}` }
  const first = attestationFrom(await attest(observationTag, proposal))
  expect(first.attestation.linkedAt).toBe(NOW + 40n)
  expect(attestationFrom(await attest(observationTag, proposal))).toEqual(first)
})

test('nodes of a committee agree on a tag; a node with another secret does not', async () => {
  const second = await world.startNode('second')
  const outsider = await world.startNode('outsider', { committeeSecret: '0f'.repeat(32) })
  for (const each of [second, outsider]) await link(world, each, holder, 'ida')
  const [tag, same, different] = await Promise.all(
    [node, second, outsider].map(async (each) => (await observations(holder, each))[0]!.observationTag),
  )
  expect(same).toBe(tag)
  expect(different).not.toBe(tag)
  const [one, two] = [await attest(tag!), await attest(tag!, {}, holder, second)].map(attestationFrom)
  expect(one!.attestation).toEqual(two!.attestation)
  expect(one!.key).not.toEqual(two!.key)
})
