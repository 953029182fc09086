import { DAY, ObservedTooLongAgoError, PredicateNotMetError, SubjectMismatchError } from '@aceso/core'
import { createProver } from '@aceso/prover'
import { NoBaselineAskedError, NoResultError, type RestoredPolicy, revertErrors } from '@aceso/sdk'
import { numberToHex } from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  COMMITTEE,
  chainOf,
  DIABETES,
  DIABETES_UNDERWRITTEN,
  type Person,
  person,
  recordHba1c,
  signIn,
  timeOf,
  warpTo,
} from '../src/people.js'
import { type ScratchNetwork, scratchNetwork } from '../src/scratch.js'

const recipient = '0x00000000000000000000000000000000000ACE50'
const prover = createProver()
const purchase = { productId: DIABETES_UNDERWRITTEN, units: 5n, weeks: 20n }

let network: ScratchNetwork
let amara: Person
let bruno: Person

beforeAll(async () => {
  network = await scratchNetwork()
  await network.relayer.stop()
  const provider = await person(network, prover, 'provider')
  await provider.client.deposit({ pool: network.deployment.pool, assets: 500_000_000_000n })
  amara = await linked('amara')
  bruno = await linked('bruno')
  const now = await timeOf(network)
  await recordHba1c(network, 'amara', 5.4, now - 20n * DAY)
})

afterAll(async () => {
  await network?.end()
  await prover.close()
})

async function linked(patient: string, by: typeof prover = prover): Promise<Person> {
  const someone = await person(network, by, patient)
  await someone.client.linkRecord({
    secret: someone.secret,
    committeeId: COMMITTEE,
    idToken: await signIn(network, someone, patient),
  })
  return someone
}

const baseline = ({ client, secret }: Person) =>
  client.collectBaseline({ secret, productId: DIABETES_UNDERWRITTEN })

describe('a product that asks for a baseline is not sold', () => {
  test('without one', async () => {
    await expect(amara.client.buyCover({ ...purchase, secret: amara.secret })).rejects.toBeInstanceOf(
      revertErrors.CoverDesk_EligibilityRequired,
    )
  })

  test('to whom no result is recorded', async () => {
    await expect(baseline(await linked('eloise'))).rejects.toBeInstanceOf(NoResultError)
  })

  test('by a result above the threshold, or one that is too old', async () => {
    const chidi = await linked('chidi')
    await recordHba1c(network, 'chidi', 6.3, (await timeOf(network)) - 20n * DAY)
    await expect(baseline(chidi)).rejects.toBeInstanceOf(PredicateNotMetError)
    const dalia = await linked('dalia')
    await recordHba1c(network, 'dalia', 5.4, (await timeOf(network)) - 400n * DAY)
    await expect(baseline(dalia)).rejects.toBeInstanceOf(ObservedTooLongAgoError)
  })

  test("by another person's result", async () => {
    const { attestations } = await baseline(amara)
    await expect(
      bruno.client.buyUnderwrittenCover({ ...purchase, secret: bruno.secret, attestations }),
    ).rejects.toBeInstanceOf(SubjectMismatchError)
  })

  test('by a proof that was made for another buyer or policy', async () => {
    const { attestations } = await baseline(amara)
    const seen: Awaited<ReturnType<typeof prover.proveEligibility>>[] = []
    const amaraSeen = await person(
      network,
      {
        ...prover,
        proveEligibility: async (witness) => {
          seen.push(await prover.proveEligibility(witness))
          throw new Error('stopped')
        },
      },
      'amara',
    )
    const index = 7n
    await expect(
      amaraSeen.client.buyUnderwrittenCover({ ...purchase, index, secret: amara.secret, attestations }),
    ).rejects.toThrow('stopped')
    const replaying = { ...prover, proveEligibility: async () => seen[0]! }
    const thief = await person(network, replaying, 'thief')
    await expect(
      thief.client.buyUnderwrittenCover({ ...purchase, index, secret: amara.secret, attestations }),
    ).rejects.toBeInstanceOf(revertErrors.Underwriting_ProofInvalid)
    const again = await person(network, replaying, 'amara')
    await expect(
      again.client.buyUnderwrittenCover({ ...purchase, index: 8n, secret: amara.secret, attestations }),
    ).rejects.toBeInstanceOf(revertErrors.Underwriting_ProofInvalid)
  })

  test('by way of a product that asks for none', async () => {
    await expect(
      amara.client.collectBaseline({ secret: amara.secret, productId: DIABETES }),
    ).rejects.toBeInstanceOf(NoBaselineAskedError)
  })
})

describe('with a baseline', () => {
  let policy: RestoredPolicy
  let hash: `0x${string}`
  let observed: bigint[]
  beforeAll(async () => {
    const { attestations } = await baseline(amara)
    observed = attestations
      .slice(0, 1)
      .flatMap(({ attestation }) => [attestation.subject, attestation.observationTag])
    const bought = await amara.client.buyUnderwrittenCover({
      ...purchase,
      secret: amara.secret,
      attestations,
    })
    policy = bought.policy
    hash = bought.hash
  })

  test('it is bought in one transaction, and restored from the wallet', async () => {
    const restored = await amara.client.restorePolicies({ secret: amara.secret })
    expect(restored).toContainEqual(policy)
    expect(policy).toMatchObject({ productId: DIABETES_UNDERWRITTEN, units: 5n, status: 'open' })
  })

  test('nothing of the result or its subject reaches the chain', async () => {
    const { input } = await chainOf(network).getTransaction({ hash })
    const { logs } = await chainOf(network).getTransactionReceipt({ hash })
    const seen = [input, ...logs.flatMap(({ topics, data }) => [...topics, data])].join('')
    for (const secret of observed) expect(seen).not.toContain(numberToHex(secret, { size: 32 }).slice(2))
    expect(seen).toContain(numberToHex(policy.commitment, { size: 32 }).slice(2))
  })

  test('it pays like any other', async () => {
    const observedAt = policy.start + 40n * DAY
    await warpTo(network, observedAt + DAY)
    await recordHba1c(network, 'amara', 7.1, observedAt)
    await amara.client.insertBatch()
    const { secret } = amara
    const attested = await amara.client.collectAttestations({ secret, policy })
    const claim = await amara.client.prepareClaim({ secret, policy, ...attested, claimAt: 'now', recipient })
    const { payout } = await amara.client.submitClaim({ claim })
    expect(payout).toBe(5n * 250_000_000n)
  })
})
