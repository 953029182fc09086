import { HOUR, WEEK } from '@aceso/core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { DOLLAR, type LocalChain, startLocalChain } from './localChain.js'

let chain: LocalChain
let pool: LocalChain['pool']
let keeper: Awaited<ReturnType<LocalChain['person']>>
let end: bigint

beforeAll(async () => {
  chain = await startLocalChain()
  pool = chain.pool
  keeper = await chain.person(1)
  const productId = await chain.listProduct()
  await keeper.deposit({ pool, assets: 200_000n * DOLLAR })
  end = (await keeper.buyCover({ secret: 5n, productId, units: 20n, weeks: 6n })).policy.end
})

let snapshot: `0x${string}`
beforeEach(async () => {
  if (snapshot) await chain.test.revert({ id: snapshot })
  snapshot = await chain.test.snapshot()
})

afterAll(() => chain?.stop())

test('of what is no pool, or of made-up work, is refused', async () => {
  await expect(keeper.checkUpkeep({ pool: chain.deployment.claimDesk })).rejects.toThrow()
  await expect(keeper.performUpkeep({ performData: '0x12345678' })).rejects.toThrow()
})

test('is not asked for while there is nothing to do', async () => {
  expect(await keeper.checkUpkeep({ pool })).toBeUndefined()
})

test('lets expired policies go and settles exits, and then there is nothing to do', async () => {
  const { shares } = await keeper.deposit({ pool, assets: 1_000n * DOLLAR })
  const { settleableAt } = await keeper.requestRedeem({ pool, shares })
  const expired = end + 4n * WEEK + HOUR + 1n
  await chain.warpTo(expired > settleableAt ? expired : settleableAt)
  const before = await keeper.getPool({ pool })
  const performData = await keeper.checkUpkeep({ pool })
  expect(await keeper.performUpkeep({ performData: performData! })).toMatchObject({ hasChanged: true })
  const after = await keeper.getPool({ pool })
  expect([before.liability, after.liability]).toEqual([20_000n * DOLLAR, 0n])
  // With what it has earned in the meantime.
  expect(before.exiting).toBeGreaterThan(1_000n * DOLLAR)
  expect(after.exiting).toBe(0n)
  expect(await keeper.checkUpkeep({ pool })).toBeUndefined()
  expect(await keeper.performUpkeep({ performData: performData! })).toMatchObject({ hasChanged: false })
})

describe('the pools', () => {
  test('are those of all products, each once', async () => {
    await chain.listProduct()
    expect(await keeper.getPools()).toEqual({ productCount: 2n, pools: [pool] })
  })

  test('known before are not read again', async () => {
    const known = { productCount: 1n, pools: [chain.asset] }
    expect(await keeper.getPools({ known })).toBe(known)
    await chain.listProduct()
    expect(await keeper.getPools({ known })).toEqual({ productCount: 2n, pools: [chain.asset, pool] })
  })
})
