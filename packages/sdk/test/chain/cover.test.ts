import { commitmentOf, premiumOf, WEEK } from '@aceso/core'
import { erc20Abi } from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DuplicateMemberError, OutsideRenewalWindowError, revertErrors } from '../../src/index.js'
import { DOLLAR, type LocalChain, startLocalChain } from './localChain.js'

let chain: LocalChain
let provider: Awaited<ReturnType<LocalChain['person']>>
let holder: typeof provider
let employer: typeof provider
let product: bigint
let notRenewable: bigint

beforeAll(async () => {
  chain = await startLocalChain()
  provider = await chain.person(1)
  holder = await chain.person(2)
  employer = await chain.person(3)
  product = await chain.listProduct()
  notRenewable = await chain.listProduct({ renewalWindow: 0 })
  await provider.deposit({ pool: chain.pool, assets: 900_000n * DOLLAR })
})

afterAll(() => chain?.stop())

const allowance = () =>
  chain.test.readContract({
    address: chain.asset,
    abi: erc20Abi,
    functionName: 'allowance',
    args: [employer.account.address, chain.deployment.coverDesk],
  })

const membersOf = (secrets: readonly bigint[], units = 1n) =>
  secrets.map((secret) => ({ commitment: commitmentOf(secret, 0n), units }))

describe('a group is refused, and nothing approved for it', () => {
  const many = (count: number) => Array.from({ length: count }, (_, i) => 1_000n + BigInt(i))

  test.each<[string, { commitment: bigint; units: bigint }[], new (args: never) => Error]>([
    ['without members', [], revertErrors.CoverDesk_GroupSizeInvalid],
    ['with 101 members', membersOf(many(101)), revertErrors.CoverDesk_GroupSizeInvalid],
    ['with three units for one', membersOf([1n, 2n], 3n), revertErrors.CoverDesk_UnitsNotADenomination],
    ['with a member twice', membersOf([1n, 2n, 1n]), DuplicateMemberError],
    ['that needs more than there is', membersOf(many(10), 100n), revertErrors.Pricing_LiabilityAboveAssets],
  ])('%s', async (_, members, error) => {
    const bought = employer.buyGroupCover({ productId: product, members, weeks: 20n })
    await expect(bought).rejects.toBeInstanceOf(error)
    expect(await allowance()).toBe(0n)
  })
})

describe('a group', () => {
  test('pays one price for all units, and each member restores a policy', async () => {
    const secrets = Array.from({ length: 70 }, (_, i) => 2_000n + BigInt(i))
    const members = membersOf(secrets).map((member, i) => ({ ...member, units: i < 60 ? 1n : 2n }))
    const timestamp = (await chain.time()) + 10n
    await chain.warpTo(timestamp)
    const { premium: quoted } = await employer.quoteGroup({ productId: product, members, weeks: 20n })
    const { premium, policies } = await employer.buyGroupCover({ productId: product, members, weeks: 20n })
    // Cover that starts a little later is a little cheaper.
    expect(premium).toBeLessThanOrEqual(quoted)
    expect(premium).toBeGreaterThan((quoted * 999n) / 1_000n)
    expect(policies.map(({ commitment, units }) => ({ commitment, units }))).toEqual(members)
    expect(policies.map(({ batchIndex, position }) => batchIndex * 64 + position)).toEqual(
      members.map((_, i) => i),
    )
    for (const i of [0, 63, 64, 69]) {
      const restored = await employer.restorePolicies({ secret: secrets[i]! })
      expect(restored).toEqual([{ ...policies[i], index: 0n, status: 'open', isRenewed: false }])
    }
  })

  test('takes the number that a member has not used yet', async () => {
    expect(await holder.nextCommitment({ secret: 2_000n })).toEqual({
      index: 1n,
      commitment: commitmentOf(2_000n, 1n),
    })
    expect(await holder.nextCommitment({ secret: 9_999n })).toMatchObject({ index: 0n })
  })
})

describe('a policy can not be renewed', () => {
  const secret = 31n

  test('under a product without renewals', async () => {
    await expect(
      holder.buyCover({ secret, productId: notRenewable, units: 1n, weeks: 10n, renewable: true }),
    ).rejects.toBeInstanceOf(revertErrors.CoverDesk_ProductNotRenewable)
  })

  test('before its window, in which a purchase without renewal is refused, and after its end', async () => {
    const terms = { secret, productId: product, units: 5n, weeks: 6n }
    const { policy } = await holder.buyCover({ ...terms, renewable: true })
    const { policy: plain } = await holder.buyCover({ ...terms, renewable: false })
    expect([policy.renewable, plain.renewable]).toEqual([true, false])
    const opensAt = policy.end - 4n * WEEK
    await chain.warpTo(opensAt - 1n)
    const early = await holder.renewCover({ policy, weeks: 8n }).catch((error: unknown) => error)
    expect(early).toBeInstanceOf(OutsideRenewalWindowError)
    expect(early).toMatchObject({ opensAt, closesAt: policy.end })

    await chain.warpTo(opensAt)
    const notSold = holder.renewCover({ policy: plain, weeks: 8n })
    await expect(notSold).rejects.toBeInstanceOf(revertErrors.CoverDesk_PolicyNotRenewable)
    expect(await holder.quoteRenewal({ policy: plain, weeks: 8n })).toMatchObject({ isRenewable: false })
    expect(await holder.quoteRenewal({ policy, weeks: 8n })).toMatchObject({ isRenewable: true, opensAt })

    await chain.warpTo(policy.end)
    const late = holder.renewCover({ policy, weeks: 8n })
    await expect(late).rejects.toBeInstanceOf(OutsideRenewalWindowError)
  })
})

test('a renewal follows without a gap or a waiting period, once, at the price of its whole term', async () => {
  const secret = 32n
  const { policy } = await holder.buyCover({
    secret,
    productId: product,
    units: 10n,
    weeks: 6n,
    renewable: true,
  })
  await chain.warpTo(policy.end - 2n * WEEK)
  const quote = await holder.quoteRenewal({ policy, weeks: 9n })
  const { baseRate, loadFactor, maxPayout, claimWindow } = await holder.getProduct({ productId: product })
  const capital = await holder.getCapital({ pool: chain.pool, productId: product })
  const end = policy.end + 9n * WEEK
  const price = { baseRate, loadFactor, added: 10n * maxPayout, duration: 9n * WEEK }
  expect(quote).toMatchObject({ start: policy.end, end, claimDeadline: end + claimWindow })
  expect(quote.premium).toBe(premiumOf({ ...price, ...capital }))

  const renewal = await holder.renewCover({ policy, weeks: 9n, renewable: true })
  expect(renewal.policy).toMatchObject({
    renewable: true,
    renewed: true,
    units: 10n,
    start: policy.end,
    end,
    index: policy.index,
    commitment: policy.commitment,
  })
  expect(await holder.restorePolicies({ secret })).toEqual([{ ...policy, isRenewed: true }, renewal.policy])
  await expect(holder.renewCover({ policy, weeks: 9n })).rejects.toBeInstanceOf(
    revertErrors.CoverDesk_PolicyNotRenewable,
  )
  expect(await holder.quoteRenewal({ policy: renewal.policy, weeks: 9n })).toMatchObject({
    isRenewable: true,
  })
})

test('a policy is renewed by the account that was named for it, and by no other', async () => {
  const [other, secret] = [await chain.person(3), 37n]
  const bought = { secret, productId: product, units: 1n, weeks: 6n }
  const { policy: own } = await holder.buyCover({ ...bought, renewable: true })
  const { policy: given } = await holder.buyCover({ ...bought, renewable: other.account.address })
  await chain.warpTo(own.end - WEEK)
  expect(await holder.quoteRenewal({ policy: own, weeks: 4n })).toMatchObject({ isRenewable: true })
  const refused = revertErrors.CoverDesk_PolicyNotRenewable
  await expect(other.renewCover({ policy: own, weeks: 4n })).rejects.toBeInstanceOf(refused)
  await expect(holder.renewCover({ policy: given, weeks: 4n })).rejects.toBeInstanceOf(refused)
  const { policy: next } = await other.renewCover({ policy: given, weeks: 4n, renewable: true })
  expect(next).toMatchObject({ commitment: given.commitment, renewable: true })
  expect((await holder.renewCover({ policy: own, weeks: 4n })).policy.renewable).toBe(false)
})

test("a stranger's purchase for a holder's commitment hides no policy", async () => {
  const secret = 33n
  const { policy } = await holder.buyCover({ secret, productId: product, units: 10n, weeks: 12n })
  const gift = { commitment: policy.commitment, units: 1n }
  await employer.buyGroupCover({ productId: product, members: [gift], weeks: 12n })
  const restored = await holder.restorePolicies({ secret })
  expect(restored.map(({ units, index }) => [units, index])).toEqual([
    [10n, 0n],
    [1n, 0n],
  ])
  expect(await holder.nextCommitment({ secret })).toMatchObject({ index: 1n })
})
