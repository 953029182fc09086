import { HOUR, WEEK } from '@aceso/core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { NothingClaimableError, revertErrors, SettlementNotDueError } from '../../src/index.js'
import { DOLLAR, type LocalChain, startLocalChain } from './localChain.js'

const SHARES = 10n ** 6n

let chain: LocalChain
let pool: LocalChain['pool']
let provider: Awaited<ReturnType<LocalChain['person']>>
let other: typeof provider
let holder: typeof provider
let product: bigint
let shares: bigint

beforeAll(async () => {
  chain = await startLocalChain()
  pool = chain.pool
  provider = await chain.person(1)
  other = await chain.person(2)
  holder = await chain.person(3)
  product = await chain.listProduct()
  shares = (await provider.deposit({ pool, assets: 100_000n * DOLLAR })).shares
  await other.deposit({ pool, assets: 100_000n * DOLLAR })
})

let snapshot: `0x${string}`
beforeEach(async () => {
  if (snapshot) await chain.test.revert({ id: snapshot })
  snapshot = await chain.test.snapshot()
})

afterAll(() => chain?.stop())

const exitOf = () => provider.getExit({ pool })
const none = { pendingShares: 0n, pendingAssets: 0n, claimableShares: 0n, claimableAssets: 0n }

describe('an exit is refused', () => {
  test('of nothing, or of a share that is worth nothing', async () => {
    for (const few of [0n, SHARES - 1n])
      await expect(provider.requestRedeem({ pool, shares: few })).rejects.toBeInstanceOf(
        revertErrors.UnderwritingPool_AmountZero,
      )
  })

  test('of more shares than there are', async () => {
    await expect(provider.requestRedeem({ pool, shares: shares + SHARES })).rejects.toBeInstanceOf(
      revertErrors.ERC20InsufficientBalance,
    )
  })

  test('by a stranger, until the owner makes them an operator', async () => {
    const owner = provider.account.address
    const request = () => other.requestRedeem({ pool, shares: SHARES, owner, controller: owner })
    await expect(request()).rejects.toBeInstanceOf(revertErrors.ERC20InsufficientAllowance)
    await provider.setOperator({ pool, operator: other.account.address, approved: true })
    await request()
    await provider.setOperator({ pool, operator: other.account.address, approved: false })
    await expect(request()).rejects.toBeInstanceOf(revertErrors.ERC20InsufficientAllowance)
    expect((await exitOf()).pendingShares).toBe(SHARES)
  })

  test('to be claimed before it is settled, or by a stranger', async () => {
    await provider.requestRedeem({ pool, shares })
    await expect(provider.redeem({ pool })).rejects.toBeInstanceOf(NothingClaimableError)
    await expect(provider.withdraw({ pool })).rejects.toBeInstanceOf(NothingClaimableError)
    await expect(provider.redeem({ pool, shares: 1n })).rejects.toBeInstanceOf(
      revertErrors.ERC4626ExceededMaxRedeem,
    )
    await expect(provider.withdraw({ pool, assets: 1n })).rejects.toBeInstanceOf(
      revertErrors.ERC4626ExceededMaxWithdraw,
    )
    const controller = provider.account.address
    await expect(other.redeem({ pool, shares: 1n, controller })).rejects.toBeInstanceOf(
      revertErrors.UnderwritingPool_NotOperator,
    )
  })
})

test('a settlement is refused while none is due, and says when one is', async () => {
  const refusal = await provider.settleExits({ pool }).catch((error: unknown) => error)
  expect(refusal).toBeInstanceOf(SettlementNotDueError)
  const { dueAt } = refusal as SettlementNotDueError
  await provider.requestRedeem({ pool, shares })
  await chain.warpTo(dueAt - 1n)
  await expect(provider.settleExits({ pool })).rejects.toBeInstanceOf(SettlementNotDueError)
  await chain.warpTo(dueAt)
  expect(await provider.settleExits({ pool })).toMatchObject({ assets: 0n })
})

describe('an exit', () => {
  test('that nobody has requested is nothing', async () => {
    expect(await exitOf()).toEqual({ ...none, settleableAt: undefined })
  })

  test('can be settled from the second on that is told, and not before', async () => {
    const { assets, settleableAt } = await provider.requestRedeem({ pool, shares })
    expect(assets).toBe(100_000n * DOLLAR)
    expect((settleableAt - 3_601n) % WEEK).toBe(0n)
    expect(await exitOf()).toEqual({ ...none, pendingShares: shares, pendingAssets: assets, settleableAt })
    expect(await provider.getPool({ pool })).toMatchObject({ exiting: assets, isSettlementDue: false })

    // The settlement of the week between admits the exit, and pays nothing.
    await chain.warpTo(settleableAt - 2n)
    expect(await provider.getPool({ pool })).toMatchObject({ isSettlementDue: true })
    expect(await other.settleExits({ pool })).toMatchObject({ assets: 0n })
    expect(await exitOf()).toMatchObject({ claimableShares: 0n, settleableAt })

    await chain.warpTo(settleableAt)
    expect(await exitOf()).toMatchObject({ claimableShares: 0n, settleableAt })
    expect(await other.settleExits({ pool })).toMatchObject({ assets })
    // What belongs to one exit is rounded down.
    const claimableAssets = assets - 1n
    const settled = { ...none, claimableShares: shares, claimableAssets, settleableAt: undefined }
    expect(await exitOf()).toEqual(settled)
    expect(await provider.getPool({ pool })).toMatchObject({ exiting: 0n, reserved: assets })
  })

  test('is settled by one call after weeks of silence', async () => {
    const { settleableAt } = await provider.requestRedeem({ pool, shares })
    await chain.warpTo(settleableAt + 3n * WEEK)
    const { settleableAt: now } = await exitOf()
    expect(now).toBe(settleableAt + 3n * WEEK)
    expect(await provider.settleExits({ pool })).toMatchObject({ assets: 100_000n * DOLLAR })
  })

  test('that is joined by another waits anew as a whole', async () => {
    const first = await provider.requestRedeem({ pool, shares: shares / 2n })
    await chain.warpTo(first.settleableAt - HOUR)
    const second = await provider.requestRedeem({ pool, shares: shares / 4n })
    expect(second.settleableAt).toBe(first.settleableAt + WEEK)
    expect(await exitOf()).toMatchObject({ settleableAt: second.settleableAt })
    await chain.warpTo(first.settleableAt)
    expect(await provider.settleExits({ pool })).toMatchObject({ assets: 0n })
    await chain.warpTo(second.settleableAt)
    expect(await provider.settleExits({ pool })).toMatchObject({ assets: 75_000n * DOLLAR })
  })

  test('is paid in part where capital is short, and the rest waits for the next settlement', async () => {
    await holder.buyCover({ secret: 5n, productId: product, units: 100n, weeks: 40n })
    await holder.buyCover({ secret: 5n, productId: product, units: 50n, weeks: 40n })
    const { assets, settleableAt } = await provider.requestRedeem({ pool, shares })
    await chain.warpTo(settleableAt)
    const { freeCapital } = await provider.getPool({ pool })
    expect(freeCapital).toBeLessThan(assets)
    const settled = await provider.settleExits({ pool })
    expect(settled.assets).toBeLessThanOrEqual(freeCapital + DOLLAR)
    const exit = await exitOf()
    expect(exit.claimableAssets).toBeGreaterThan(0n)
    expect(exit.pendingAssets).toBeGreaterThan(0n)
    // It has earned a part of the premium until then.
    expect(exit.claimableAssets + exit.pendingAssets).toBeGreaterThan(assets)
    expect(exit.settleableAt).toBe(settleableAt + WEEK)
  })

  test('is claimed by shares, by amount and as a whole, to whom its owner says', async () => {
    const { settleableAt } = await provider.requestRedeem({ pool, shares })
    await chain.warpTo(settleableAt)
    await provider.settleExits({ pool })
    const part = await provider.redeem({ pool, shares: shares / 4n })
    // What belongs to one exit is rounded down.
    expect(part).toMatchObject({ assets: 25_000n * DOLLAR - 1n, shares: shares / 4n })
    const amount = await provider.withdraw({
      pool,
      assets: 10_000n * DOLLAR,
      receiver: other.account.address,
    })
    expect(amount).toMatchObject({ assets: 10_000n * DOLLAR, shares: shares / 10n })
    await provider.setOperator({ pool, operator: other.account.address, approved: true })
    const rest = await other.redeem({ pool, controller: provider.account.address })
    expect(rest).toMatchObject({ assets: 65_000n * DOLLAR })
    expect(await exitOf()).toEqual({ ...none, settleableAt: undefined })
    expect(await provider.getPool({ pool })).toMatchObject({ reserved: 1n, cash: 100_000n * DOLLAR + 1n })
  })
})
