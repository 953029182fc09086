import { claimDeskAbi } from '@aceso/abi'
import {
  bindSignals,
  CANCEL_SIGNALS,
  contextOf,
  HOUR,
  leafHash,
  leafOf,
  nullifierOf,
  PolicyRenewableError,
  WEEK,
} from '@aceso/core'
import { erc20Abi } from 'viem'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  NotCancellableYetError,
  NothingToRefundError,
  PaymentChangedError,
  PolicyNotInsertedError,
  ProofForAnotherDeskError,
  type RestoredPolicy,
  refundOf,
  revertErrors,
} from '../../src/index.js'
import { address } from '../claimFixture.js'
import { DOLLAR, type LocalChain, proof, startLocalChain } from './localChain.js'

const secret = 41n
const recipient = address('a11ce')

let chain: LocalChain
let holder: Awaited<ReturnType<LocalChain['person']>>
let product: bigint
let policy: RestoredPolicy

beforeAll(async () => {
  chain = await startLocalChain()
  const provider = await chain.person(1)
  holder = await chain.person(2)
  product = await chain.listProduct()
  await provider.deposit({ pool: chain.pool, assets: 900_000n * DOLLAR })
  policy = await buy(product, 10n)
  await chain.warpTo((await chain.time()) + 2n * HOUR)
  await holder.insertBatch()
})

let snapshot: `0x${string}`
beforeEach(async () => {
  if (snapshot) await chain.test.revert({ id: snapshot })
  snapshot = await chain.test.snapshot()
})

afterAll(() => chain?.stop())

async function buy(productId: bigint, units: bigint, weeks = 20n): Promise<RestoredPolicy> {
  return (await holder.buyCover({ secret, productId, units, weeks })).policy
}

const prepare = (cancelled = policy) => holder.prepareCancellation({ secret, policy: cancelled, recipient })

const received = (account = recipient) =>
  chain.test.readContract({
    address: chain.asset,
    abi: erc20Abi,
    functionName: 'balanceOf',
    args: [account],
  })

describe('a cancellation is not prepared', () => {
  test('of a policy that was sold renewable, not even once it is renewed or over', async () => {
    const bought = await holder.buyCover({
      secret,
      productId: product,
      units: 1n,
      weeks: 20n,
      renewable: true,
    })
    const refused = async (renewable: RestoredPolicy) => {
      await expect(prepare(renewable)).rejects.toBeInstanceOf(PolicyRenewableError)
      expect(await holder.quoteRefund({ policy: renewable })).toMatchObject({ refund: 0n })
    }
    await refused(bought.policy)
    await chain.warpTo((await chain.time()) + 2n * HOUR)
    await holder.insertBatch()
    const restored = await holder.restorePolicies({ secret })
    expect(restored.map(({ renewable }) => renewable)).toEqual([false, true])
    await refused(restored[1]!)
    await chain.warpTo(bought.policy.end - 2n * WEEK)
    const { policy: renewal } = await holder.renewCover({ policy: bought.policy, weeks: 20n })
    await refused(bought.policy)
    await chain.warpTo(renewal.start + HOUR)
    await refused(bought.policy)
    // The renewal was bought without another one, so it can be cancelled.
    await holder.insertBatch()
    expect(renewal).toMatchObject({ renewable: false, renewed: true })
    const { refund } = await holder.quoteRefund({ policy: renewal })
    expect(refund).toBeGreaterThan(0n)
    const cancellation = await prepare(renewal)
    expect((await holder.cancelPolicy({ cancellation })).refund).toBeGreaterThan(0n)
  })

  test('before the first full hour of the policy, which it names', async () => {
    const late = await buy(product, 1n)
    const error = await prepare(late).catch((error: unknown) => error)
    expect(error).toBeInstanceOf(NotCancellableYetError)
    const { cancellableAt } = error as NotCancellableYetError
    expect(cancellableAt % HOUR).toBe(0n)
    expect(cancellableAt - late.start).toBeLessThan(HOUR)
    await chain.warpTo(cancellableAt - 1n)
    await expect(prepare(late)).rejects.toBeInstanceOf(NotCancellableYetError)
    await chain.warpTo(cancellableAt)
    // The time is right now, but nobody has inserted the policy.
    await expect(prepare(late)).rejects.toBeInstanceOf(PolicyNotInsertedError)
  })

  test('under a product that refunds nothing', async () => {
    const final = await buy(await chain.listProduct({ refundShare: 0 }), 1n)
    await chain.warpTo((await chain.time()) + 2n * HOUR)
    await expect(prepare(final)).rejects.toBeInstanceOf(NothingToRefundError)
    expect(await holder.quoteRefund({ policy: final })).toMatchObject({ refund: 0n })
  })

  test('with less than a week left, or none', async () => {
    for (const left of [WEEK - 1n, 0n, -WEEK]) {
      await chain.warpTo(policy.end - left)
      expect(await holder.quoteRefund({ policy })).toEqual({ refund: 0n, weeks: 0n })
      await expect(prepare()).rejects.toBeInstanceOf(NothingToRefundError)
    }
  })
})

describe('a cancellation is refused', () => {
  test('for another desk or payment than it was proven for, before it reaches the chain', async () => {
    const cancellation = await prepare()
    const { payment } = cancellation
    for (const [change, error] of [
      [{ chainId: 1 }, ProofForAnotherDeskError],
      [{ desk: recipient }, ProofForAnotherDeskError],
      [{ payment: { ...payment, recipient: address('bad') } }, PaymentChangedError],
      [{ payment: { ...payment, deadline: payment.deadline + 1n } }, PaymentChangedError],
    ] as const) {
      const cancelled = holder.cancelPolicy({ cancellation: { ...cancellation, ...change } })
      await expect(cancelled).rejects.toBeInstanceOf(error)
    }
  })

  test('for an hour to come, and for a root that the book never had', async () => {
    const prepared = await prepare()
    const { asOf } = prepared.cancellation
    for (const [change, error] of [
      [{ policyRoot: 1n }, revertErrors.ClaimDesk_PolicyRootUnknown],
      [{ asOf: asOf + HOUR }, revertErrors.ClaimDesk_AsOfAhead],
    ] as const) {
      const cancellation = { ...prepared, cancellation: { ...prepared.cancellation, ...change } }
      await expect(holder.cancelPolicy({ cancellation })).rejects.toBeInstanceOf(error)
    }
  })

  test('the second time', async () => {
    const cancellation = await prepare()
    await holder.cancelPolicy({ cancellation })
    await expect(holder.cancelPolicy({ cancellation })).rejects.toBeInstanceOf(
      revertErrors.ClaimDesk_NullifierSpent,
    )
  })
})

test('what is stated is what the circuit binds', async () => {
  const { chainId, claimDesk } = chain.deployment
  const prepared = await prepare()
  const { cancellation, payment, digest, context } = prepared
  const time = await chain.time()
  const nullifier = nullifierOf(secret, leafHash(leafOf(policy)))
  const { terms, units, end } = policy
  expect(cancellation).toEqual({
    policyRoot: cancellation.policyRoot,
    terms,
    units,
    end,
    nullifier,
    asOf: time - (time % HOUR),
  })
  expect(context).toBe(contextOf(chainId, claimDesk, payment))
  const stated = { ...cancellation, context }
  expect(digest).toBe(bindSignals(CANCEL_SIGNALS.map((name) => stated[name])).digest)
  expect(prepared.proof).toEqual(proof)
})

test('the refund is the quoted one to the unit, at any time and for any policy', async () => {
  const figures = [
    { units: 1n, baseRate: 50_000_000_000_000_001n, refundShare: 8_000 },
    { units: 100n, baseRate: 333_333_333_333_333_333n, refundShare: 9_200 },
    { units: 5n, baseRate: 7_000_000_001n, refundShare: 10_000, protocolFee: 0, oracleFee: 0 },
    { units: 20n, baseRate: 999_999_999_999_999n, refundShare: 1 },
  ]
  const sold: RestoredPolicy[] = []
  for (const { units, baseRate, ...shares } of figures) {
    const productId = await chain.listProduct({ baseRate, ...shares })
    for (let i = 0; i < 4; i++) sold.push(await buy(productId, units, 12n + 9n * BigInt(i)))
  }
  await chain.warpTo((await chain.time()) + 2n * HOUR)
  await holder.insertBatch()

  for (const [i, policy] of sold.entries()) {
    await chain.warpTo((await chain.time()) + BigInt(i * 40_009 + 1))
    const { refund } = await holder.quoteRefund({ policy })
    const timestamp = (await chain.time()) + 7n
    const details = await holder.getProduct({ productId: policy.productId })
    const [cancellation, before] = [await prepare(policy), await holder.getPool({ pool: chain.pool })]
    const had = await received()
    await chain.test.setNextBlockTimestamp({ timestamp })
    const cancelled = await holder.cancelPolicy({ cancellation })
    expect(cancelled).toMatchObject({ refund: refundOf(details, policy, timestamp), fee: 0n })
    expect(refund).toBeGreaterThan(0n)
    expect([-1n, 0n, 1n]).toContain(cancelled.refund - refund)
    expect((await received()) - had).toBe(cancelled.refund)
    const after = await holder.getPool({ pool: chain.pool })
    expect(before.cash - after.cash).toBe(cancelled.refund)
    expect(before.liability - after.liability).toBe(policy.units * details.maxPayout)
  }
})

test('a cancelled policy has ended, and a fee goes to who submitted it', async () => {
  const relayer = { address: address('fee'), fee: 5n }
  const cancellation = await holder.prepareCancellation({ secret, policy, recipient, relayer })
  const { refund, fee } = await holder.cancelPolicy({ cancellation })
  expect(fee).toBe(5n)
  expect(await received(relayer.address)).toBe(5n)
  expect(await received()).toBe(refund - 5n)
  expect(await holder.restorePolicies({ secret })).toEqual([{ ...policy, status: 'ended' }])
  const spent = await chain.test.readContract({
    address: chain.deployment.claimDesk,
    abi: claimDeskAbi,
    functionName: 'isNullifierSpent',
    args: [cancellation.cancellation.nullifier],
  })
  expect(spent).toBe(true)
})
