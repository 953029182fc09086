import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Oracle } from '../src/index.js'
import {
  type Answer,
  ask,
  attestationFrom,
  DAY,
  type Holder,
  hba1c,
  idTokenFor,
  link,
  NOW,
  newHolder,
  startWorld,
  type World,
} from './testNode.js'

let world: World
let node: Oracle
let count = 0

let patient: string
/** Two wallets of one patient; the first is linked. */
let first: Holder
let second: Holder
let tag: string

const measure = { measure: 'hba1c' }
const LATER = NOW + DAY
const outcome = ({ status, body }: Answer) => [status, body.error?.code]
const linked = (at: bigint) => ({ status: 200, body: { linkedAt: `${at}` } })
const observations = (holder: Holder) => ask(node, 'observations', holder, measure)

/** Has the patient's result attested, linked at `linkedAt`. */
function attest(holder: Holder, linkedAt: bigint): Promise<Answer> {
  const { time } = world.chain
  const proposal = { ...measure, observationTag: tag, issuedAt: `${time}`, linkedAt: `${linkedAt}` }
  return ask(node, 'attestation', holder, proposal)
}

/** Who of the patient's two wallets is known to the node as theirs. */
async function current(): Promise<Holder[]> {
  const answers = await Promise.all(
    [first, second].map(async (holder) => [holder, await observations(holder)]),
  )
  return (answers as [Holder, Answer][]).filter(([, { status }]) => status === 200).map(([holder]) => holder)
}

beforeAll(async () => {
  world = await startWorld()
  node = await world.startNode('node')
})

beforeEach(async () => {
  world.chain.time = NOW
  patient = `patient-${count++}`
  world.hospital.search = undefined
  world.hospital.resources = hba1c({ patient, value: 6.7 })
  first = newHolder()
  second = newHolder()
  expect(await link(world, node, first, patient)).toEqual(linked(NOW))
  const { body } = await observations(first)
  tag = (body.observations as [{ observationTag: string }])[0].observationTag
})

afterAll(() => world.close())

describe('a patient has one subject at a time', () => {
  beforeEach(async () => {
    world.chain.time = LATER
    expect(await link(world, node, second, patient)).toEqual(linked(LATER))
  })

  test('so the link of another wallet retires the first at once', async () => {
    expect(outcome(await observations(first))).toEqual([409, 'SubjectRetired'])
    expect(outcome(await attest(first, NOW))).toEqual([409, 'SubjectRetired'])
    expect((await observations(second)).body).toMatchObject({ linkedAt: `${LATER}` })
    expect((await attest(second, LATER)).status).toBe(200)
  })

  test('and the answer says what to do', async () => {
    expect((await observations(first)).body.error?.message).toMatch(
      /sign in at the hospital and link it again/i,
    )
  })

  test('but a stranger is not told who was retired', async () => {
    const stranger = { ...first, account: newHolder().account }
    expect(outcome(await observations(stranger))).toEqual([401, 'SignatureInvalid'])
  })

  test('and linking the current one again changes nothing', async () => {
    world.chain.time = LATER + DAY
    expect(await link(world, node, second, patient)).toEqual(linked(LATER))
    expect(await current()).toEqual([second])
  })

  test('and to come back is a new link with a new time, which retires the other', async () => {
    world.chain.time = LATER + DAY
    expect(await link(world, node, first, patient)).toEqual(linked(LATER + DAY))
    expect(await current()).toEqual([first])
    expect((await observations(first)).body).toMatchObject({ linkedAt: `${LATER + DAY}` })
    expect(outcome(await attest(first, NOW))).toEqual([422, 'LinkedTooEarly'])
    expect((await attest(first, LATER + DAY)).status).toBe(200)
  })

  test('and no link is dated before the one it retires, even if the chain steps back', async () => {
    world.chain.time = LATER - 1n
    expect(await link(world, node, first, patient)).toEqual(linked(LATER))
  })

  test('and a retired one stays with its patient and its access key', async () => {
    expect(outcome(await link(world, node, first, 'joan'))).toEqual([409, 'SubjectLinkedElsewhere'])
    const rekeyed = { ...first, account: newHolder().account }
    expect(outcome(await link(world, node, rekeyed, patient))).toEqual([409, 'AccessKeyDiffers'])
    expect(await current()).toEqual([second])
  })
})

test('whatever two wallets do at the same moment, one of them stays', async () => {
  const answers = await Promise.all(
    [1, 2, 3].flatMap(() => [first, second].map((holder) => link(world, node, holder, patient))),
  )
  for (const answer of answers) {
    expect([
      [200, undefined],
      [409, 'SignInSuperseded'],
    ]).toContainEqual(outcome(answer))
  }
  expect(await current()).toHaveLength(1)
})

test('a restart remembers who is current, since when, and what was stated for whom', async () => {
  const held = node
  const own = await world.startNode('restarted')
  node = own
  await link(world, node, first, patient)
  world.chain.time = LATER
  await link(world, node, second, patient)
  expect((await attest(second, LATER)).status).toBe(200)
  await own.close()

  node = await world.startNode('restarted')
  world.chain.time = LATER + DAY
  expect(await link(world, node, second, patient)).toEqual(linked(LATER))
  expect(outcome(await observations(first))).toEqual([409, 'SubjectRetired'])
  expect((await attest(second, LATER)).status).toBe(200)
  await link(world, node, first, patient)
  expect(outcome(await attest(first, LATER + DAY))).toEqual([409, 'AttestedOtherwise'])
  node = held
})

describe('an old sign-in takes nothing back', () => {
  test('when it was used before', async () => {
    const used = await idTokenFor(world, first, patient)
    expect(await link(world, node, first, patient, used)).toEqual(linked(NOW))
    await link(world, node, second, patient)
    expect(outcome(await link(world, node, first, patient, used))).toEqual([409, 'SignInSuperseded'])
    expect(await current()).toEqual([second])
  })

  test('when it was never used here', async () => {
    const third = newHolder()
    const unused = await idTokenFor(world, third, patient)
    await link(world, node, second, patient)
    expect(outcome(await link(world, node, third, patient, unused))).toEqual([409, 'SignInSuperseded'])
    expect(outcome(await observations(third))).toEqual([404, 'SubjectNotLinked'])
    expect(await current()).toEqual([second])
  })

  test('when the patient has signed in for the current one since, though that was linked before', async () => {
    const between = await idTokenFor(world, second, patient)
    expect(await link(world, node, first, patient)).toEqual(linked(NOW))
    expect(outcome(await link(world, node, second, patient, between))).toEqual([409, 'SignInSuperseded'])
    expect(await current()).toEqual([first])
  })

  test('when both were of the same second', async () => {
    const issuedAt = Math.floor(Date.now() / 1_000)
    const [one, two] = [
      await idTokenFor(world, first, patient, { issuedAt }),
      await idTokenFor(world, second, patient, { issuedAt }),
    ]
    expect(await link(world, node, first, patient, one)).toEqual(linked(NOW))
    expect(await link(world, node, second, patient, two)).toEqual(linked(NOW))
    expect(outcome(await link(world, node, first, patient, one))).toEqual([409, 'SignInSuperseded'])
    expect(await link(world, node, second, patient, two)).toEqual(linked(NOW))
    expect(await current()).toEqual([second])
  })

  test('but it may repeat the link there is', async () => {
    const old = await idTokenFor(world, first, patient)
    await link(world, node, first, patient)
    expect(await link(world, node, first, patient, old)).toEqual(linked(NOW))
  })
})

describe('while the node reads the hospital for a wallet', () => {
  /** Asks for an attestation, does something else once the node waits for the hospital, and lets the hospital answer. */
  async function meanwhile(work: () => Promise<unknown>): Promise<Answer> {
    let asked = () => {}
    let answer = () => {}
    const reading = new Promise<void>((done) => {
      asked = done
    })
    const gate = new Promise<void>((done) => {
      answer = done
    })
    world.hospital.search = async () => {
      asked()
      await gate
      const entry = world.hospital.resources.map((resource) => ({ resource }))
      return Response.json({ resourceType: 'Bundle', type: 'searchset', entry })
    }
    const attested = attest(first, NOW)
    await reading
    await work()
    answer()
    return attested
  }

  test('another may be linked; then nothing is signed for the first, nor stated', async () => {
    const answer = await meanwhile(() => link(world, node, second, patient))
    expect(outcome(answer)).toEqual([409, 'SubjectRetired'])
    expect((await attest(second, NOW)).status).toBe(200)
  })

  test('the wallet may be retired and linked anew; then the old link bears nothing', async () => {
    const answer = await meanwhile(async () => {
      world.chain.time = LATER
      await link(world, node, second, patient)
      await link(world, node, first, patient)
    })
    expect(outcome(answer)).toEqual([422, 'LinkedTooEarly'])
    expect((await attest(first, LATER)).status).toBe(200)
  })
})

test('a result is stated once, for whoever was linked: not for another wallet, nor with another value', async () => {
  const attested = attestationFrom(await attest(first, NOW))
  world.chain.time = LATER
  await link(world, node, second, patient)
  expect(outcome(await attest(second, LATER))).toEqual([409, 'AttestedOtherwise'])

  world.chain.time = LATER + DAY
  await link(world, node, first, patient)
  const { attestation } = attestationFrom(await attest(first, LATER + DAY))
  const times = { linkedAt: LATER + DAY, issuedAt: LATER + DAY }
  expect(attestation).toEqual({ ...attested.attestation, ...times })

  const observation = world.hospital.resources.find(({ resourceType }) => resourceType === 'Observation')!
  Object.assign(observation, { status: 'corrected', valueQuantity: { value: 6.1, unit: '%' } })
  expect(outcome(await attest(first, LATER + DAY))).toEqual([409, 'AttestedOtherwise'])
  await link(world, node, second, patient)
  expect(outcome(await attest(second, LATER + DAY))).toEqual([409, 'AttestedOtherwise'])
})
