import { coverDeskAbi, underwritingPoolAbi } from '@aceso/abi'
import { AcesoError, CapitalExhaustedError, ceilTo, DAY, HOUR, premiumOf, WEEK } from '@aceso/core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Product, revertErrors } from '../../src/index.js'
import { DOLLAR, type LocalChain, startLocalChain } from './localChain.js'

const STATES = process.env.DEEP ? 1500 : 60
const WAD = 10n ** 18n

let chain: LocalChain
let products: Product[]
let people: Awaited<ReturnType<LocalChain['person']>>[]

beforeAll(async () => {
  chain = await startLocalChain()
  people = [await chain.person(1), await chain.person(2), await chain.person(3)]
  await chain.listProduct()
  await chain.listProduct({ payouts: [77n * DOLLAR + 1n, 0n, 0n], thresholds: [1n, 0n, 0n], loadFactor: 0n })
  await chain.listProduct({
    claimWindow: Number(WEEK),
    minTerm: Number(3n * WEEK),
    waiting: 0,
    baseRate: WAD / 3n + 7n,
    loadFactor: 9n * WAD + 11n,
    protocolFee: 0,
    oracleFee: 0,
    refundShare: 10_000,
  })
  products = await people[0]!.getProducts()
})

afterAll(() => chain?.stop())

/** Numbers below `bound`, the same for every run with a seed (mulberry32). */
function randomFrom(seed: number) {
  let state = seed
  return (bound: number): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * bound)
  }
}

const SEED = Number(process.env.SEED ?? 1)
const random = randomFrom(SEED)
const pick = <T>(values: readonly T[]): T => values[random(values.length)]!

/** What can't be done in a state is left out. */
function refused(error: unknown): void {
  if (!(error instanceof AcesoError)) throw error
}

/** What a pool may live through. */
const events: (() => Promise<unknown>)[] = [
  async () => chain.warpTo((await chain.time()) + BigInt(1 + random(90)) * HOUR),
  async () => chain.warpTo((await chain.time()) + BigInt(1 + random(30)) * DAY + BigInt(random(86_400))),
  () => pick(people).deposit({ pool: chain.pool, assets: BigInt(1 + random(60_000)) * 999_983n }),
  () => buy(pick(products), pick([1n, 2n, 5n, 10n, 20n]), BigInt(4 + random(40))),
  () => buy(pick(products), pick([1n, 5n]), 4n),
  async () => {
    const person = pick(people)
    const shares = await chain.test.readContract({
      address: chain.pool,
      abi: underwritingPoolAbi,
      functionName: 'balanceOf',
      args: [person.account.address],
    })
    return person.requestRedeem({ pool: chain.pool, shares: (shares * BigInt(1 + random(60))) / 100n })
  },
  () => pick(people).settleExits({ pool: chain.pool }),
  () => pick(people).redeem({ pool: chain.pool }),
  async () => {
    const args = [pick(products).productId, BigInt(random(3))]
    await chain.write(0, chain.pool, underwritingPoolAbi, 'advance', args)
  },
]

/** Of the settled exits of everybody. */
async function claimable(): Promise<bigint> {
  const exits = await Promise.all(people.map((person) => person.getExit({ pool: chain.pool })))
  return exits.reduce((sum, { claimableAssets }) => sum + claimableAssets, 0n)
}

let bought = 0n
function buy({ productId }: Product, units: bigint, weeks: bigint) {
  return pick(people).buyCover({ productId, units, weeks, secret: 5n, index: bought++ })
}

test(`the premium is what core computes from the figures of the SDK, quoted and charged, to the unit (SEED=${SEED})`, async () => {
  await people[0]!.deposit({ pool: chain.pool, assets: 80_000n * DOLLAR })
  const seen = { charged: 0, exhausted: 0, released: 0, exiting: 0, claimable: 0 }
  for (let state = 0; state < STATES; state++) {
    for (let event = 0; event < 4; event++) await pick(events)().catch(refused)

    const product = pick(products)
    const units = pick([1n, 2n, 5n, 10n, 20n, 50n, 100n])
    const weeks = 4n + BigInt(random(44))
    const buyer = pick(people)
    // The block of the purchase, once empty to quote in, once with it.
    const timestamp = (await chain.time()) + BigInt(2 + random(100_000))
    const snapshot = await chain.test.snapshot()
    await chain.warpTo(timestamp)
    const [pool, capital] = await Promise.all([
      buyer.getPool({ pool: chain.pool }),
      buyer.getCapital({ pool: chain.pool, productId: product.productId }),
    ])
    const terms = { productId: product.productId, units, weeks }
    const quote = await buyer.quoteCover(terms).catch((error: unknown) => error)

    expect(pool.cash).toBe(pool.assets + pool.exiting + pool.reserved + pool.unearnedPremium)
    expect(pool.freeCapital).toBe(pool.assets + pool.exiting - pool.liability)
    expect(capital.assets).toBe(pool.assets)
    expect(capital.liability).toBeLessThanOrEqual(pool.liability)
    if (capital.liability < pool.liability) seen.released++
    if (pool.exiting > 0n) seen.exiting++
    if ((await claimable()) > 0n) seen.claimable++

    const { baseRate, loadFactor, maxPayout } = product
    const end = ceilTo(timestamp + 1n, WEEK) + weeks * WEEK
    const price = () =>
      premiumOf({ ...capital, baseRate, loadFactor, added: units * maxPayout, duration: end - timestamp })
    if (quote instanceof Error) {
      seen.exhausted++
      expect(quote).toBeInstanceOf(revertErrors.Pricing_LiabilityAboveAssets)
      expect(price).toThrow(CapitalExhaustedError)
      continue
    }
    expect(quote).toMatchObject({ premium: price(), end })
    const { coverDesk } = chain.deployment
    const desk = { address: coverDesk, abi: coverDeskAbi } as const
    const args = [product.productId, units, Number(end)] as const
    expect(await chain.test.readContract({ ...desk, functionName: 'quote', args })).toBe(price())

    await chain.test.revert({ id: snapshot })
    await chain.warpTo(timestamp - 1n)
    await chain.test.setNextBlockTimestamp({ timestamp })
    const sold = await buyer.buyCover({ ...terms, secret: 6n, index: BigInt(state) })
    expect(sold.policy).toMatchObject({ start: timestamp, end, units })
    expect(sold.premium).toBe(price())
    seen.charged++
  }
  // The states are worth something: exits under way and settled, expired policies, and too little capital.
  expect(seen.charged).toBeGreaterThan(STATES / 2)
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(0)
  if (process.env.DEEP)
    console.log(`figure quoted prices compared: ${STATES}, ${seen.charged} of them charged`)
})
