import {
  bindSignals,
  CLAIM_SIGNALS,
  ClaimWindowClosedError,
  contextOf,
  DAY,
  DuplicateSignerError,
  FIELD_ORDER,
  HOUR,
  LinkedAfterResultError,
  LinkedTooLateError,
  NetworkMismatchError,
  ObservedAfterEndError,
  ObservedDuringWaitingPeriodError,
  PolicyRenewableError,
  QuorumNotReachedError,
  SignerNotInCommitteeError,
  SubjectMismatchError,
  signAttestation,
  ThresholdNotMetError,
} from '@aceso/core'
import { createProver, WitnessError } from '@aceso/prover'
import {
  type CollectAttestationsReturnType,
  CommitteeOutOfSyncError,
  collectAttestations,
  getPool,
  NodesUnavailableError,
  PaymentChangedError,
  type PreparedClaim,
  ProofForAnotherDeskError,
  prepareClaim,
  type RestoredPolicy,
  ResultsPaidError,
  revertErrors,
  type ServiceRefusedError,
} from '@aceso/sdk'
import type { Hex } from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  COMMITTEE,
  chainOf,
  DIABETES,
  type Person,
  person,
  recordHba1c,
  signIn,
  timeOf,
  warpTo,
} from '../src/people.js'
import { type ScratchNetwork, scratchNetwork } from '../src/scratch.js'

type Insured = Person & { policy: RestoredPolicy }
const recipient = '0x00000000000000000000000000000000000ACE50'
const other = '0x000000000000000000000000000000000000dEaD'
const prover = createProver()

let network: ScratchNetwork
let abroad: ScratchNetwork
let amara: Insured
/** Sold renewable. */
let amaraSecond: RestoredPolicy
/** One patient with two wallets, of which the second isn't linked yet. */
let gita: Insured
let gitaAgain: Insured
let bruno: Insured
let chidi: Insured
let dalia: Insured
let eloise: Insured
let farid: Insured
let attested: CollectAttestationsReturnType
let claim: PreparedClaim
/** The chain when claims are due: what every test goes back to. */
let due: Hex

beforeAll(async () => {
  network = await scratchNetwork({ oracles: 6, seated: 5 })
  await network.relayer.stop()
  const provider = await person(network, prover, 'provider')
  await provider.client.deposit({ pool: network.deployment.pool, assets: 500_000_000_000n })

  const start = await timeOf(network)
  amara = await insured('amara', 'amara')
  const second = await amara.client.buyCover({
    secret: amara.secret,
    productId: DIABETES,
    units: 1n,
    weeks: 12n,
    renewable: true,
  })
  amaraSecond = second.policy
  bruno = await insured('bruno', 'bruno')
  chidi = await insured('chidi', 'chidi')
  dalia = await insured('dalia')
  eloise = await insured('eloise', 'eloise')
  farid = await insured('farid', 'farid')
  gita = await insured('gita', 'gita')
  gitaAgain = await insured('gita again')

  await warpTo(network, start + 10n * DAY)
  await recordHba1c(network, 'chidi', 7.2, start + 10n * DAY - HOUR)
  await warpTo(network, start + 20n * DAY)
  await link(dalia, 'dalia')
  const observedAt = start + 40n * DAY
  await warpTo(network, observedAt + HOUR)
  await recordHba1c(network, 'amara', 7.1, observedAt)
  await recordHba1c(network, 'bruno', 6.4, observedAt)
  await recordHba1c(network, 'dalia', 7.4, observedAt)
  await recordHba1c(network, 'eloise', 7.5, observedAt)
  await recordHba1c(network, 'gita', 7.6, observedAt)
  await amara.client.insertBatch()
  attested = await amara.client.collectAttestations(amara)
  claim = await amara.client.prepareClaim({ ...amara, ...attested, claimAt: 'now', recipient })
  await recordHba1c(network, 'farid', 8.3, farid.policy.end + HOUR)
  due = await chainOf(network).snapshot()
})

afterAll(async () => {
  await network?.end()
  await abroad?.end()
  await prover.close()
})

/** A person with a diabetes policy, linked to the patient's record unless it is left out. */
async function insured(name: string, patient?: string): Promise<Insured> {
  const someone = await person(network, prover, name)
  const { policy } = await someone.client.buyCover({
    secret: someone.secret,
    productId: DIABETES,
    units: 1n,
    weeks: 12n,
  })
  if (patient) await link(someone, patient)
  return { ...someone, policy }
}

async function link(someone: Person, patient: string): Promise<void> {
  const idToken = await signIn(network, someone, patient)
  await someone.client.linkRecord({ secret: someone.secret, committeeId: COMMITTEE, idToken })
}

/** Goes back to when claims are due, whatever other tests did, and from there on to `moment` if one is given. */
async function backToDue(moment?: bigint): Promise<void> {
  const chain = chainOf(network)
  await chain.revert({ id: due })
  due = await chain.snapshot()
  if (moment !== undefined) await warpTo(network, moment)
}

/** When the claim window of the policies has closed. */
const closed = () => eloise.policy.end + 28n * DAY + 2n * HOUR

type ErrorClass = abstract new (...args: never[]) => Error

/** The attempt fails with this class of error, and the pool is as it was. */
async function expectRefusal(attempt: () => Promise<unknown>, error: ErrorClass): Promise<void> {
  const { pool } = network.deployment
  const before = await getPool(amara.client, { pool })
  await expect(attempt()).rejects.toBeInstanceOf(error)
  expect(await getPool(amara.client, { pool })).toEqual(before)
}

const prepare = (someone: Insured, collected: CollectAttestationsReturnType) =>
  someone.client.prepareClaim({ ...someone, ...collected, claimAt: 'now', recipient })
const submit = (changed: PreparedClaim) => amara.client.submitClaim({ claim: changed })
const withContext = (changed: PreparedClaim) => ({
  ...changed,
  context: contextOf(changed.chainId, changed.desk, changed.payment),
})
const withClaim = (changes: Partial<PreparedClaim['claim']>) => ({
  ...claim,
  claim: { ...claim.claim, ...changes },
})
const withEvidence = (changes: Partial<PreparedClaim['evidence']>) => ({
  ...claim,
  evidence: { ...claim.evidence, ...changes },
})

describe('the result', () => {
  test('lies below the threshold', async () => {
    await backToDue()
    await expectRefusal(() => bruno.client.collectAttestations(bruno), ThresholdNotMetError)
  })

  test("was observed before the waiting period's end", async () => {
    await backToDue()
    await expectRefusal(() => chidi.client.collectAttestations(chidi), ObservedDuringWaitingPeriodError)
  })

  test("was observed after the policy's end", async () => {
    await backToDue(farid.policy.end + DAY)
    await expectRefusal(() => farid.client.collectAttestations(farid), ObservedAfterEndError)
  })

  test('was paid already for another policy of the same terms', async () => {
    await backToDue()
    await submit(claim)
    const again = await amara.client.prepareClaim({
      ...amara,
      ...attested,
      claimAt: 'now',
      policy: amaraSecond,
      recipient,
    })
    await expectRefusal(() => submit(again), revertErrors.ClaimDesk_ObservationSpent)
  })

  test('was observed before the wallet was linked, in place of another one of the patient', async () => {
    await backToDue()
    const attestedBefore = await gita.client.collectAttestations(gita)
    await link(gitaAgain, 'gita')
    await expectRefusal(() => gitaAgain.client.collectAttestations(gitaAgain), LinkedTooLateError)
    // Whoever asks all the same is refused by the nodes: they have stated the result for the other wallet.
    const early = { ...gitaAgain, policy: { ...gitaAgain.policy, start: await timeOf(network) } }
    await expectRefusal(() => gitaAgain.client.collectAttestations(early), LinkedAfterResultError)
    // And the first wallet is retired.
    const refused = await gita.client.collectAttestations(gita).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(NodesUnavailableError)
    const codes = (refused as NodesUnavailableError).failures.map(
      ({ error }) => (error as ServiceRefusedError).code,
    )
    expect(new Set(codes)).toEqual(new Set(['SubjectRetired']))
    // What it had collected is as good as before.
    const before = await gita.client.prepareClaim({ ...gita, ...attestedBefore, claimAt: 'now', recipient })
    expect((await submit(before)).status).toBe('paid')
  })

  test('was paid already, and is not collected again', async () => {
    await backToDue()
    await submit(claim)
    const second = { ...amara, policy: amaraSecond }
    await expectRefusal(() => amara.client.collectAttestations(second), ResultsPaidError)
  })
})

describe('the time', () => {
  test('is after the claim window', async () => {
    await backToDue(closed())
    const collected = await eloise.client.collectAttestations(eloise)
    await expectRefusal(() => prepare(eloise, collected), ClaimWindowClosedError)
  })

  test('is after the claim window, with a proof made in time', async () => {
    await backToDue()
    const late = await eloise.client.prepareClaim({
      ...eloise,
      ...(await eloise.client.collectAttestations(eloise)),
      claimAt: 'now',
      recipient,
      deadline: 2n ** 40n,
    })
    await warpTo(network, closed())
    await expectRefusal(() => submit(late), revertErrors.AttestationTrigger_AsOfOutOfRange)
  })

  test('of linking was after the grace', async () => {
    await backToDue()
    await expectRefusal(() => dalia.client.collectAttestations(dalia), LinkedTooLateError)
  })
})

describe('the attestations', () => {
  test("are about another person's result", async () => {
    await backToDue()
    await expectRefusal(() => prepare(bruno, attested), SubjectMismatchError)
  })

  test('have three distinct signers', async () => {
    await backToDue()
    const three = { ...attested, attestations: attested.attestations.slice(0, 3) }
    await expectRefusal(() => prepare(amara, three), QuorumNotReachedError)
  })

  test('have the same signer twice', async () => {
    await backToDue()
    const three = attested.attestations.slice(0, 3)
    const twice = { ...attested, attestations: [...three, three[0]!] }
    await expectRefusal(() => prepare(amara, twice), DuplicateSignerError)
  })

  test("have a signer that isn't in the committee", async () => {
    await backToDue()
    const three = attested.attestations.slice(0, 3)
    const stranger = signAttestation(new Uint8Array(32).fill(0x77), three[0]!.attestation)
    const joined = { ...attested, attestations: [...three, stranger] }
    await expectRefusal(() => prepare(amara, joined), SignerNotInCommitteeError)

    // A node that isn't seated signs nothing.
    const oracles = [0, 1, 2, 5].map((i) => network.oracles[i]!.url)
    const { deployment } = network
    await expectRefusal(
      () => collectAttestations(amara.client, { deployment, oracles, ...amara }),
      NodesUnavailableError,
    )
  })

  test('come from another network', async () => {
    await backToDue()
    abroad = await scratchNetwork({ chainId: 31338, oracles: 4, genesis: Number(amara.policy.start) })
    const someone = await person(abroad, prover, 'amara')
    expect(someone.address).toBe(amara.address)
    expect(someone.secret).not.toBe(amara.secret)
    await person(abroad, prover, 'provider').then(({ client }) =>
      client.deposit({ pool: abroad.deployment.pool, assets: 500_000_000_000n }),
    )
    const bought = { secret: someone.secret, productId: DIABETES, units: 1n, weeks: 12n }
    const { policy } = await someone.client.buyCover(bought)
    await someone.client.linkRecord({
      secret: someone.secret,
      committeeId: COMMITTEE,
      idToken: await signIn(abroad, someone, 'amara'),
    })
    const observedAt = policy.start + 40n * DAY
    await warpTo(abroad, observedAt + HOUR)
    await recordHba1c(abroad, 'amara', 7.1, observedAt)
    const foreign = await someone.client.collectAttestations({ ...someone, policy })
    await expectRefusal(() => prepare(amara, foreign), NetworkMismatchError)

    const { deployment } = network
    const oracles = abroad.oracles.map(({ url }) => url)
    await expectRefusal(
      () => collectAttestations(amara.client, { deployment, oracles, ...amara }),
      NodesUnavailableError,
    )
  })
})

describe('the policy', () => {
  test('was paid already', async () => {
    await backToDue()
    await submit(claim)
    await expectRefusal(() => submit(claim), revertErrors.ClaimDesk_NullifierSpent)
  })

  test('is cancelled although it was sold renewable', async () => {
    await backToDue()
    const { client, secret } = amara
    const cancel = (policy: RestoredPolicy) => client.prepareCancellation({ secret, policy, recipient })
    await expectRefusal(() => cancel(amaraSecond), PolicyRenewableError)
    await expectRefusal(() => cancel({ ...amaraSecond, renewable: false }), WitnessError)
    expect((await cancel(amara.policy)).cancellation.end).toBe(amara.policy.end)
  })
})

describe('the payment', () => {
  const changes = {
    recipient: { recipient: other },
    relayer: { relayer: other, fee: 0n },
    fee: { relayer: other, fee: 1_000_000n },
  } as const

  for (const [name, change] of Object.entries(changes)) {
    test(`has another ${name} than was proven`, async () => {
      await backToDue()
      const changed = { ...claim, payment: { ...claim.payment, ...change } }
      await expectRefusal(() => submit(changed), PaymentChangedError)
      await expectRefusal(() => submit(withContext(changed)), revertErrors.AttestationTrigger_ProofInvalid)
    })
  }
})

describe('the proof', () => {
  test('was made for another chain', async () => {
    await backToDue()
    await expectRefusal(() => submit({ ...claim, chainId: 31338 }), ProofForAnotherDeskError)
    const deployment = { ...network.deployment, chainId: 31338 }
    const there = () =>
      prepareClaim(amara.client, { ...amara, ...attested, claimAt: 'now', deployment, prover, recipient })
    await expectRefusal(there, CommitteeOutOfSyncError)
  })

  test('was made for another desk', async () => {
    await backToDue()
    await expectRefusal(() => submit({ ...claim, desk: other }), ProofForAnotherDeskError)
    const { deployment } = network
    const elsewhere = contextOf(deployment.chainId, other, claim.payment)
    const forOther: typeof prover = {
      ...prover,
      proveClaim(witness) {
        const stated = { ...witness, context: elsewhere }
        return prover.proveClaim({ ...stated, ...bindSignals(CLAIM_SIGNALS.map((name) => stated[name])) })
      },
    }
    const parameters = {
      ...amara,
      ...attested,
      deployment,
      prover: forOther,
      claimAt: 'now',
      recipient,
    } as const
    const here = await prepareClaim(amara.client, parameters)
    await expectRefusal(() => submit(here), revertErrors.AttestationTrigger_ProofInvalid)
  })

  test('names a root that the book never had', async () => {
    await backToDue()
    await expectRefusal(
      () => submit(withEvidence({ policyRoot: 1n })),
      revertErrors.AttestationTrigger_PolicyRootUnknown,
    )
  })

  test('names a root of zero', async () => {
    await backToDue()
    await expectRefusal(
      () => submit(withEvidence({ policyRoot: 0n })),
      revertErrors.AttestationTrigger_PolicyRootZero,
    )
    await expectRefusal(
      () => submit(withEvidence({ committeeRoot: 0n })),
      revertErrors.AttestationTrigger_CommitteeRootZero,
    )
  })

  test('has a public signal that is no field element', async () => {
    await backToDue()
    for (const name of ['nullifier', 'observationNullifier'] as const) {
      const same = withClaim({ [name]: claim.claim[name] + FIELD_ORDER })
      await expectRefusal(() => submit(same), revertErrors.ClaimDesk_SignalNotInField)
    }
  })
})
