import { DAY } from '@aceso/core'
import { createProver } from '@aceso/prover'
import {
  BatchStillFillingError,
  type CollectAttestationsReturnType,
  NodesUnavailableError,
  PolicyNotInsertedError,
  type RestoredPolicy,
  relayerInfo,
  ServiceUnavailableError,
} from '@aceso/sdk'
import { erc20Abi } from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
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

const prover = createProver()
let network: ScratchNetwork
let holder: Person
let policies: RestoredPolicy[]

beforeAll(async () => {
  network = await scratchNetwork()
  await network.relayer.stop()
  holder = await person(network, prover, 'holder')
  const provider = await person(network, prover, 'provider')
  await provider.client.deposit({ pool: network.deployment.pool, assets: 500_000_000_000n })
  const start = await timeOf(network)
  await holder.client.linkRecord({
    secret: holder.secret,
    committeeId: COMMITTEE,
    idToken: await signIn(network, holder, 'amara'),
  })
  policies = []
  for (let i = 0; i < 4; i++) {
    const bought = await holder.client.buyCover({
      secret: holder.secret,
      productId: DIABETES,
      units: 1n,
      weeks: 20n,
      // A claim works for both kinds, and doesn't show which it is.
      renewable: i % 2 === 1,
    })
    policies.push(bought.policy)
  }
  // The relayer is down: the holder inserts, alone.
  await expect(holder.client.insertBatch()).rejects.toBeInstanceOf(BatchStillFillingError)
  await warpTo(network, start + 60n * DAY)
  await expect(relayerInfo(network.relayer.url)).rejects.toBeInstanceOf(ServiceUnavailableError)
  const waiting = {
    secret: holder.secret,
    policy: policies[0]!,
    attestations: [],
    claimAt: 'now',
    recipient: recipientOf(0),
  } as const
  await expect(holder.client.prepareClaim(waiting)).rejects.toBeInstanceOf(PolicyNotInsertedError)
  await holder.client.insertBatch()
  expect(await holder.client.restorePolicies({ secret: holder.secret })).toEqual(policies)
  for (const day of [40n, 41n, 42n, 43n]) await recordHba1c(network, 'amara', 7, start + day * DAY)
})

afterAll(async () => {
  await network?.end()
  await prover.close()
})

/** An address of its own for each payout; it never holds gas. */
const recipientOf = (i: number) => `0x${(0xace50 + i).toString(16).padStart(40, '0')}` as const

async function received(i: number): Promise<bigint> {
  const { asset: address } = network.deployment
  return chainOf(network).readContract({
    address,
    abi: erc20Abi,
    functionName: 'balanceOf',
    args: [recipientOf(i)],
  })
}

async function claimDirectly(i: number): Promise<CollectAttestationsReturnType> {
  const { client, secret } = holder
  const policy = policies[i]!
  const attested = await client.collectAttestations({ secret, policy })
  const claim = await client.prepareClaim({
    secret,
    policy,
    ...attested,
    claimAt: 'now',
    recipient: recipientOf(i),
  })
  const { payout } = await client.submitClaim({ claim })
  expect(await received(i)).toBe(payout)
  return attested
}

const urlsOf = ({ failures }: { failures: readonly { url: string }[] }) =>
  failures.map(({ url }) => url).sort()

test('with two of six nodes down the claim is paid', async () => {
  const down = [network.oracles[0]!, network.oracles[3]!]
  for (const node of down) await node.stop('SIGKILL')
  const attested = await claimDirectly(0)
  expect(attested.attestations).toHaveLength(4)
  expect(urlsOf(attested)).toEqual(down.map(({ url }) => url).sort())
  for (const node of down) await node.start()
})

test('with three nodes down the client names them, and can be run again without loss', async () => {
  const { client, secret } = holder
  const down = network.oracles.slice(1, 4)
  for (const node of down) await node.stop('SIGKILL')
  const failed = await client
    .collectAttestations({ secret, policy: policies[1]! })
    .catch((error: unknown) => error)
  expect(failed).toBeInstanceOf(NodesUnavailableError)
  const error = failed as NodesUnavailableError
  expect(urlsOf(error)).toEqual(down.map(({ url }) => url).sort())
  for (const { url } of down) expect(error.message).toContain(url)

  for (const node of down) await node.start()
  await claimDirectly(1)
})

test('with the hospital down the error says so, and the same call works later', async () => {
  const { client, secret } = holder
  await network.hospital.stop('SIGKILL')
  const failed = await client
    .collectAttestations({ secret, policy: policies[2]! })
    .catch((error: unknown) => error)
  expect(failed).toBeInstanceOf(NodesUnavailableError)
  expect((failed as NodesUnavailableError).message).toMatch(/hospital/i)
  await network.hospital.start()
  await claimDirectly(2)
})

test('a relayer that is back takes a claim for its fee, which a fresh address pays out of the payout', async () => {
  const { client, secret } = holder
  await network.relayer.start()
  const relayer = await relayerInfo(network.relayer.url)
  const policy = policies[3]!
  const attested = await client.collectAttestations({ secret, policy })
  const claim = await client.prepareClaim({
    secret,
    policy,
    ...attested,
    claimAt: 'now',
    recipient: recipientOf(3),
    relayer,
  })
  const underpaid = { ...claim, payment: { ...claim.payment, fee: 0n } }
  await expect(client.relayClaim({ relayer: network.relayer.url, claim: underpaid })).rejects.toMatchObject({
    code: 'FeeTooLowError',
  })
  const { payout, fee } = await client.relayClaim({ relayer: network.relayer.url, claim })
  expect(fee).toBe(relayer.fee)
  expect(await received(3)).toBe(payout - fee)
  await expect(client.relayClaim({ relayer: network.relayer.url, claim })).rejects.toMatchObject({
    code: 'ClaimDesk_NullifierSpent',
  })
})
