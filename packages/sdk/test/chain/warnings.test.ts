import { commitmentOf, HOUR, WEEK } from '@aceso/core'
import { erc20Abi } from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { denominationFor, revertErrors } from '../../src/index.js'
import { address } from '../claimFixture.js'
import { DOLLAR, type LocalChain, startLocalChain } from './localChain.js'

const secret = 71n
const weeks = 20n
const recipient = address('a11ce')

let chain: LocalChain
let holder: Awaited<ReturnType<LocalChain['person']>>
let product: bigint
let other: bigint

beforeAll(async () => {
  chain = await startLocalChain()
  holder = await chain.person(2)
  product = await chain.listProduct()
  other = await chain.listProduct({ waiting: Number(WEEK) })
  await (await chain.person(1)).deposit({ pool: chain.pool, assets: 60_000n * DOLLAR })
})

afterAll(() => chain?.stop())

const quote = (units: bigint, productId = product) => holder.quoteCover({ secret, productId, units, weeks })
const offer = async (units: bigint) => {
  const { premium, maxPayout } = await holder.quoteCover({ productId: product, units, weeks })
  return { units, premium, maxPayout }
}

test.each([
  [0n, 1n],
  [1n, 1n],
  [3n, 5n],
  [7n, 10n],
  [10n, 10n],
  [99n, 100n],
  [101n, undefined],
])('the next denomination of %d', (units, denomination) => {
  expect(denominationFor(units)).toBe(denomination)
})

describe('units that no policy has', () => {
  test('are quoted with an offer of the next more', async () => {
    const { warnings } = await quote(7n)
    expect(warnings).toEqual([
      { type: 'unitsNotSold', offer: await offer(10n), message: expect.stringContaining('10 units') },
    ])
    expect((await quote(10n)).warnings).toEqual([])
  })

  test('are quoted without one where there is none, or no capital for it', async () => {
    expect((await quote(51n)).warnings).toMatchObject([{ type: 'unitsNotSold', offer: undefined }])
  })

  test('are refused before anything is approved', async () => {
    const bought = holder.buyCover({ secret, productId: product, units: 7n, weeks })
    await expect(bought).rejects.toBeInstanceOf(revertErrors.CoverDesk_UnitsNotADenomination)
    const args = [holder.account.address, chain.deployment.coverDesk] as const
    const allowance = { address: chain.asset, abi: erc20Abi, functionName: 'allowance', args } as const
    expect(await chain.test.readContract(allowance)).toBe(0n)
  })
})

describe('a second policy of a product', () => {
  test('is quoted with the open ones, of which one result pays one, and an offer for all together', async () => {
    const { policy } = await holder.buyCover({ secret, productId: product, units: 5n, weeks })
    const { warnings } = await quote(2n)
    expect(warnings).toEqual([
      {
        type: 'sameProduct',
        open: [5n],
        offer: await offer(10n),
        message: expect.stringContaining('One result pays one policy'),
      },
    ])
    // Of another product, for another holder, and without the holder's secret there is nothing to warn of.
    expect((await quote(2n, other)).warnings).toEqual([])
    const terms = { productId: product, units: 2n, weeks }
    expect((await holder.quoteCover({ ...terms, secret: 72n })).warnings).toEqual([])
    expect((await holder.quoteCover(terms)).warnings).toEqual([])

    await chain.warpTo((await chain.time()) + 2n * HOUR)
    await holder.insertBatch()
    const cancellation = await holder.prepareCancellation({ secret, policy, recipient })
    await holder.cancelPolicy({ cancellation })
    expect((await quote(2n)).warnings).toEqual([])
  })

  test('that begins to count when the first has ended is quoted without warning', async () => {
    const fork = await chain.test.snapshot()
    const { policy } = await holder.buyCover({ secret, productId: product, units: 5n, weeks })
    await chain.warpTo(policy.end - 2n * WEEK)
    expect((await quote(2n)).warnings).toHaveLength(1)
    await chain.warpTo(policy.end - 2n * WEEK + 1n)
    expect((await quote(2n)).warnings).toEqual([])
    await chain.test.revert({ id: fork })
  })
})

describe('a group', () => {
  const members = (...units: bigint[]) =>
    units.map((units, i) => ({ commitment: commitmentOf(80n + BigInt(i), 0n), units }))
  const quoteGroup = (...units: bigint[]) =>
    holder.quoteGroup({ productId: product, members: members(...units), weeks })

  test('of members with different units is quoted with how few have the same', async () => {
    const { warnings } = await quoteGroup(1n, 1n, 1n, 5n, 2n, 2n)
    expect(warnings).toEqual([
      {
        type: 'unequalGroup',
        members: [
          { units: 5n, count: 1 },
          { units: 2n, count: 2 },
          { units: 1n, count: 3 },
        ],
        message: expect.stringContaining('the only member with 5 units'),
      },
    ])
  })

  test('of equal members is quoted without warning, at the price of all units', async () => {
    const group = await quoteGroup(5n, 5n)
    expect(group).toEqual({ ...(await quote(10n)), warnings: [] })
  })
})
